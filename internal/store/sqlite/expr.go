package sqlite

import (
	"fmt"
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
)

// column compiles a column to an expression that gives JSON text (or a number, whose text is JSON), never NULL, and tells
// how to read it. Texts are put together as texts: SQLite forgets that the value of a subquery is JSON, and would have to
// parse it again at each level.
func (c *compiler) column(col plan.Column, s scope) (string, shape) {
	if len(col.Types) == 0 || s.record(col.Of).isAlways(col.Types) {
		return c.expr(col.Expr, s)
	}
	expr, sh := c.expr(col.Expr, s)
	return "CASE WHEN " + c.hasType(s.record(col.Of), col.Types) + " THEN " + expr + " ELSE 'null' END", sh
}

func (c *compiler) expr(x plan.Expr, s scope) (string, shape) {
	if s.grouped.splits() && readsMembers(x) {
		return c.split(x, s)
	}
	switch x := x.(type) {
	case plan.Prop:
		return propJSON(s.value(x), x.Prop, s.nullable(x)), propShape(x.Prop)
	case plan.TypeOf:
		return typeJSON(s.record(x.Of)), shape{kind: textual}
	case plan.Requested:
		return quoteJSON(s.requested), shape{kind: textual}
	case plan.Locator:
		return quoteJSON(s.entry), shape{kind: locator}
	case plan.Word:
		return quoteJSON(s.word), shape{kind: textual}
	case plan.Uses:
		return quoteJSON(s.uses), shape{kind: integer}
	case plan.List:
		return c.list(x, s)
	case plan.First:
		return c.first(x, s)
	case plan.Count:
		return c.count(x, s), shape{kind: integer}
	case plan.Aggregate:
		return c.aggregate(x, s)
	case plan.GroupKey:
		return s.grouped.keyJSON(), s.grouped.keyShape()
	case plan.GroupSize:
		return s.grouped.count(x.Nodes), shape{kind: integer}
	}
	panic(mistake(fmt.Sprintf("no expression %T", x)))
}

func (c *compiler) list(x plan.List, s scope) (string, shape) {
	r := c.settled(c.rows(x.Input, s))
	row, shapes := c.row(x.Columns, r.scope)
	sh := shape{kind: listOfRows, columns: shapes}
	if r.single {
		return "'[' || coalesce((" + r.text(row) + "), '') || ']'", sh
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
	return "coalesce((" + r.text(row) + "), 'null')", shape{kind: oneRow, columns: shapes}
}

// settled makes sure that order and limit are applied before columns are worked out.
func (c *compiler) settled(r *rows) *rows {
	if r.isPlain() {
		return r
	}
	return c.wrap(r)
}

// row gives a row as a JSON array.
func (c *compiler) row(cols []plan.Column, s scope) (string, []shape) {
	columns, shapes := make([]string, len(cols)), make([]shape, len(cols))
	for i, col := range cols {
		columns[i], shapes[i] = c.column(col, s)
	}
	return "'[' || " + commas(columns) + " || ']'", shapes
}

// maxArguments is below the number of arguments that SQLite allows a function (1000).
const maxArguments = 900

// commas joins expressions with commas, in pieces where there are too many for one call.
func commas(exprs []string) string {
	if len(exprs) == 0 {
		return "''"
	}
	if len(exprs) <= maxArguments {
		return "concat_ws(',', " + strings.Join(exprs, ", ") + ")"
	}
	return "concat_ws(',', " + commas(exprs[:maxArguments]) + ", " + commas(exprs[maxArguments:]) + ")"
}

func typeJSON(rec *record) string {
	if rec == nil {
		return "'null'"
	}
	return quoteJSON(rec.column("type"))
}

func quoteJSON(expr string) string {
	if expr == "" {
		return "'null'"
	}
	return "json_quote(" + expr + ")"
}

// propJSON gives a stored value as JSON. Lists are stored as JSON. SQLite's JSON has 15 digits of a float, 17 are exact.
func propJSON(value string, p *catalog.Property, nullable bool) string {
	switch {
	case value == "NULL":
		return "'null'"
	case !p.List && propKind(p) == textual:
		return quoteJSON(value)
	case !p.List && p.Scalar == catalog.Float:
		return "iif(" + value + " IS NULL, 'null', printf('%!.17g', " + value + "))"
	case !nullable:
		return value
	}
	return "coalesce(" + value + ", 'null')"
}
