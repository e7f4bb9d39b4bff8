package sqlite

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
)

// A row is text: what json_array makes of its values, and behind that the texts of what is JSON already, lists and other
// rows. SQLite forgets that the value of a subquery is JSON, and would have to parse it again at each level; and one call that
// writes several values costs a third of a call for each and of putting them together.

// column compiles a column to an expression that gives a value for json_array, NULL for null, or where the shape stands beside
// the row's array JSON text, which is never NULL.
func (c *compiler) column(col plan.Column, s scope) (string, shape) {
	if len(col.Types) == 0 || s.record(col.Of).isAlways(col.Types) {
		return c.expr(col.Expr, s)
	}
	expr, sh := c.expr(col.Expr, s)
	otherwise := "NULL"
	if sh.beside {
		otherwise = "'null'"
	}
	return "CASE WHEN " + c.hasType(s.record(col.Of), col.Types) + " THEN " + expr + " ELSE " + otherwise + " END", sh
}

func (c *compiler) expr(x plan.Expr, s scope) (string, shape) {
	if s.grouped.splits() && readsMembers(x) {
		return c.split(x, s)
	}
	switch x := x.(type) {
	case plan.Prop:
		return propValue(s.value(x), x.Prop, s.nullable(x)), propShape(x.Prop)
	case plan.TypeOf:
		return typeOf(s.record(x.Of)), shape{kind: textual}
	case plan.Requested:
		return orNull(s.requested), shape{kind: textual}
	case plan.Locator:
		return orNull(s.entry), shape{kind: locator}
	case plan.Word:
		return orNull(s.word), shape{kind: textual}
	case plan.Uses:
		return orNull(s.uses), shape{kind: integer}
	case plan.List:
		return c.list(x, s)
	case plan.First:
		return c.first(x, s)
	case plan.Count:
		return c.count(x, s), shape{kind: integer}
	case plan.Aggregate:
		return c.aggregate(x, s)
	case plan.GroupKey:
		return s.grouped.keyValue(), s.grouped.keyShape()
	case plan.GroupSize:
		return s.grouped.count(x.Nodes), shape{kind: integer}
	}
	panic(mistake(fmt.Sprintf("no expression %T", x)))
}

func (c *compiler) list(x plan.List, s scope) (string, shape) {
	sort, n, isPage := pageOf(x)
	if f := c.foundFor(sort, n); isPage && f != nil {
		text, sh := c.listOf(c.pageOfFound(f, sort, n), x.Columns)
		if sort.After != nil { // of many it may begin behind what was found
			index, _ := c.listOf(c.settled(c.rows(x.Input, s)), x.Columns)
			text = c.either(f, text, index)
		}
		return text, sh
	}
	return c.listOf(c.settled(c.rows(x.Input, s)), x.Columns)
}

func (c *compiler) listOf(r *rows, columns []plan.Column) (string, shape) {
	row, shapes := c.row(columns, r.scope)
	sh := shape{kind: listOfRows, columns: shapes, beside: true}
	switch {
	case r.single:
		return "'[' || coalesce((" + r.text(row) + "), '') || ']'", sh
	case isOneArray(shapes):
		return "(" + r.text("json_group_array("+row+")") + ")", sh
	}
	return "(" + r.text("'[' || coalesce(group_concat("+row+"), '') || ']'") + ")", sh
}

func (c *compiler) first(x plan.First, s scope) (string, shape) {
	r := c.rows(x.Input, s)
	if !r.isPlain() {
		r.size = 1
	}
	r = c.settled(r)
	row, shapes := c.row(x.Columns, r.scope)
	// A subquery's value is that of its first row.
	return "coalesce((" + r.text(row) + "), 'null')", shape{kind: oneRow, columns: shapes, beside: true}
}

// settled makes sure that order and limit are applied before columns are worked out.
func (c *compiler) settled(r *rows) *rows {
	if r.isPlain() {
		return r
	}
	return c.wrap(r)
}

// row gives a row as text.
func (c *compiler) row(cols []plan.Column, s scope) (string, []shape) {
	columns, shapes := make([]string, len(cols)), make([]shape, len(cols))
	for i, col := range cols {
		columns[i], shapes[i] = c.column(col, s)
	}
	return rowText(columns, shapes), shapes
}

// maxArguments is below the number of arguments that SQLite allows a function (1000). A row of more values has several arrays.
const maxArguments = 900

func rowText(columns []string, shapes []shape) string {
	var values, parts, beside []string
	for i, column := range columns {
		if shapes[i].beside {
			beside = append(beside, column)
			continue
		}
		values = append(values, column)
	}
	for array := range slices.Chunk(values, maxArguments) {
		parts = append(parts, "json_array("+strings.Join(array, ", ")+")")
	}
	if len(parts) == 0 {
		parts = []string{"'[]'"} // which tells a row whose only value is null from no row
	}
	return joined(append(parts, beside...))
}

// mostJoined keeps the depth of an expression, which grows by one with each operator, far from what SQLite allows (1000).
const mostJoined = 100

// joined joins texts, many of them as a tree of little depth.
func joined(texts []string) string {
	if len(texts) > mostJoined {
		return balanced(texts, " || ")
	}
	return strings.Join(texts, " || ")
}

// isOneArray tells whether a row is what one json_array makes: json_group_array then knows that it is JSON.
func isOneArray(shapes []shape) bool {
	return len(shapes) > 0 && len(shapes) <= maxArguments && !slices.ContainsFunc(shapes, func(s shape) bool { return s.beside })
}

func typeOf(rec *record) string {
	if rec == nil {
		return "NULL"
	}
	return rec.column("type")
}

func orNull(expr string) string {
	if expr == "" {
		return "NULL"
	}
	return expr
}

// propValue gives a stored value. Lists are stored as JSON. SQLite's JSON has 15 digits of a float, 17 are exact: these are a text.
func propValue(value string, p *catalog.Property, nullable bool) string {
	switch {
	case p.List && nullable:
		return "coalesce(" + value + ", 'null')"
	case p.Scalar == catalog.Float && !p.List && value != "NULL":
		return "iif(" + value + " IS NULL, NULL, printf('%!.17g', " + value + "))"
	}
	return value
}
