package neo4j

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/internal/plan"
)

// What aggregates is worked out by a CALL before the clause that wants it, and so is all that holds such a thing: inside of
// an expression Neo4j takes an aggregating function, however deep in a subquery, for one of the clause around it. It refuses
// what stands beside it then, and of no rows it gives no count instead of 0 (seen in 5.26.12).

// aggregates tells whether an expression has an aggregating function in it.
func (c *compiler) aggregates(x plan.Expr) bool {
	columns := func(cols []plan.Column) bool {
		return slices.ContainsFunc(cols, func(col plan.Column) bool { return c.aggregates(col.Expr) })
	}
	switch x := x.(type) {
	case plan.List:
		return overGroups(x.Input) || columns(x.Columns)
	case plan.First:
		return overGroups(x.Input) || columns(x.Columns)
	case plan.Count:
		return overGroups(x.Input)
	case plan.Aggregate:
		return len(c.inPass(x)) > 0
	}
	return false
}

func overGroups(op plan.Op) bool {
	_, ok := base(op).(plan.Group)
	return ok
}

// values gives columns as expressions that the next clause of a pipe may have. What aggregates is put before that clause.
func (c *compiler) values(cols []plan.Column, p *pipe, outer row) []string {
	defer c.findOnce(cols, p)()
	r := p.row
	r.scope = slices.Concat(outer.scope, outer.variables(), c.foundRows())
	values := make([]string, len(cols))
	for i, col := range cols {
		switch {
		case !c.aggregates(col.Expr):
			values[i] = c.column(col, r)
		case len(col.Types) == 0:
			values[i] = c.called(p, col.Expr, r, nil)
		case r.of(col.Of) == "":
			values[i] = "null"
		default:
			wanted := r.of(col.Of) + ":" + labels(col.Types)
			values[i] = "CASE WHEN " + wanted + " THEN " + c.called(p, col.Expr, r, []string{wanted}) + " END"
		}
	}
	return values
}

// called adds a CALL to a pipe that works an expression out where conditions hold, and gives what stands for its value.
func (c *compiler) called(p *pipe, x plan.Expr, r row, conditions []string) string {
	if r.group.mayBeNull() && readsMembers(x) {
		null := c.called(p, x, r.withKey(alwaysNull), append(slices.Clone(conditions), r.group.key+" IS NULL"))
		value := c.called(p, x, r.withKey(neverNull), append(slices.Clone(conditions), r.group.key+" IS NOT NULL"))
		return "CASE WHEN " + r.group.key + " IS NULL THEN " + null + " ELSE " + value + " END"
	}
	sub, result := c.callee(x, r)
	value := c.fresh("v")
	text := sub.returning(result + " AS " + value)
	if len(conditions) > 0 {
		text = fmt.Sprintf("WITH 1 AS %s WHERE %s\n", c.fresh("g"), strings.Join(conditions, " AND ")) + text
	}
	p.limit("")
	imports := mentioned(text, slices.Concat(r.scope, r.variables()))
	p.sealedClause("%s", block("CALL ("+strings.Join(imports, ", ")+")", text))
	if a, ok := x.(plan.Aggregate); ok && len(c.inPass(a)) < len(a.Measures) {
		return c.alone(a, value, r)
	}
	return value
}

// callee gives the rows of which an expression is made, and an aggregating expression of them.
func (c *compiler) callee(x plan.Expr, r row) (p *pipe, result string) {
	switch x := x.(type) {
	case plan.List:
		p := c.rowsFor(x.Input, x.Columns, r)
		return p, "collect(" + listOf(c.values(x.Columns, p, r)) + ")"
	case plan.First:
		p := c.rowsFor(x.Input, x.Columns, r)
		p.limit("1")
		return p, "head(collect(" + listOf(c.values(x.Columns, p, r)) + "))"
	case plan.Count:
		return c.rows(x.Input, r), "count(*)"
	case plan.Aggregate:
		p := c.rows(unordered(x.Input), r)
		p.order, p.carry = nil, nil
		return p, listOf(measures(c.inPass(x), p.row))
	}
	panic(fmt.Sprintf("neo4j: no expression that aggregates: %T", x))
}

var word = regexp.MustCompile(`\w+`)

// mentioned gives those variables that a text has in it, each once.
func mentioned(text string, variables []string) []string {
	var found []string
	words := word.FindAllString(text, -1)
	for _, v := range variables {
		if slices.Contains(words, v) && !slices.Contains(found, v) {
			found = append(found, v)
		}
	}
	return found
}

// measures gives aggregating expressions, even of records that rows do not bind: of no rows there is a value, too.
func measures(of []plan.Measure, r row) []string {
	values := make([]string, len(of))
	for i, m := range of {
		switch m.Of {
		case plan.CountRows:
			values[i] = "count(*)"
		case plan.CountNodes:
			values[i] = "count(DISTINCT " + orNull(r.node) + ")"
		case plan.CountValues:
			values[i] = "count(" + prop(m.Prop, r) + ")"
		case plan.DistinctValues:
			values[i] = "count(DISTINCT " + prop(m.Prop, r) + ")"
		case plan.Min, plan.Max:
			values[i] = string(m.Of) + "(" + prop(m.Prop, r) + ")"
		default:
			panic("neo4j: no measure: " + string(m.Of))
		}
	}
	return values
}
