package neo4j

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/internal/plan"
)

func (c *compiler) columns(cols []plan.Column, r row) []string {
	values := make([]string, len(cols))
	for i, col := range cols {
		values[i] = c.column(col, r)
	}
	return values
}

// column guards a value with the types that it is wanted of.
func (c *compiler) column(col plan.Column, r row) string {
	if len(col.Types) == 0 {
		return c.expr(col.Expr, r)
	}
	if r.of(col.Of) == "" {
		return "null"
	}
	return fmt.Sprintf("CASE WHEN %s:%s THEN %s END", r.of(col.Of), labels(col.Types), c.expr(col.Expr, r))
}

// list gives the columns as one list: a row by position.
func (c *compiler) list(cols []plan.Column, r row) string {
	return listOf(c.columns(cols, r))
}

func listOf(values []string) string {
	text := strings.Join(values, ", ")
	if strings.Contains(text, "\n") {
		return "[\n" + indent(strings.Join(values, ",\n")) + "\n]"
	}
	return "[" + text + "]"
}

func (c *compiler) expr(x plan.Expr, r row) string {
	if n := memberTotal(x, r.group); n != "" {
		return n
	}
	if r.group.mayBeNull() && readsMembers(x) {
		return c.knowingKey(x, r)
	}
	switch x := x.(type) {
	case plan.Prop:
		return prop(x, r)
	case plan.TypeOf:
		return c.typeOf(x, r)
	case plan.Requested:
		return orNull(r.requested)
	case plan.Locator:
		return orNull(r.locator)
	case plan.Word:
		return wordProp(r, "word")
	case plan.Uses:
		return wordProp(r, "uses")
	case plan.List:
		p := c.rowsFor(x.Input, x.Columns, r)
		return block("COLLECT", p.returning(c.list(x.Columns, p.row)))
	case plan.First:
		p := c.rowsFor(x.Input, x.Columns, r)
		p.limit("1")
		return "head(" + block("COLLECT", p.returning(c.list(x.Columns, p.row))) + ")"
	case plan.Count:
		if x.Nodes {
			return c.countNodes(x.Input, r)
		}
		return c.count(x, r)
	case plan.Aggregate:
		return c.alone(x, "", r)
	case plan.GroupKey, plan.GroupSize:
		return groupValue(x, r.group)
	}
	panic(fmt.Sprintf("neo4j: no expression: %T", x))
}

// rowsFor gives an operator's rows with what columns want of them: a group's distinct nodes cost something.
func (c *compiler) rowsFor(op plan.Op, cols []plan.Column, r row) *pipe {
	op, r = c.resolved(op, r)
	if g, ok := op.(plan.Group); ok {
		return c.group(g, r, slices.ContainsFunc(cols, func(col plan.Column) bool { return col.Expr == plan.Expr(plan.GroupSize{Nodes: true}) }))
	}
	return c.rows(op, r)
}

func orNull(variable string) string {
	if variable == "" {
		return "null"
	}
	return variable
}

func wordProp(r row, name string) string {
	if r.word == "" {
		return "null"
	}
	return r.word + "." + name
}

func prop(x plan.Prop, r row) string {
	v := r.of(x.Of)
	if v == "" {
		return "null"
	}
	return v + "." + quote(x.Prop.Name)
}

// typeOf reads a node's type from its labels by name: analysts may have added labels of their own.
func (c *compiler) typeOf(x plan.TypeOf, r row) string {
	v := r.of(x.Of)
	switch {
	case v == "":
		return "null"
	case x.Of == plan.Rel:
		return "type(" + v + ")"
	}
	return fmt.Sprintf("head([l IN labels(%s) WHERE l IN %s])", v, c.allNodeTypes())
}

func (c *compiler) allNodeTypes() string {
	if c.nodeTypes == "" {
		names := []any{}
		for _, n := range c.cat.Nodes {
			names = append(names, n.Name)
		}
		c.nodeTypes = c.param(names)
	}
	return c.nodeTypes
}

// count is the number of rows. Of several node types' scans it is a sum, since only a single label has a count store.
func (c *compiler) count(x plan.Count, r row) string {
	x.Input, r = c.resolved(x.Input, r)
	if s, ok := x.Input.(plan.Scan); ok && s.Of == plan.Node && len(s.Types) > 1 {
		sum := make([]string, len(s.Types))
		for i, t := range s.Types {
			sum[i] = c.count(plan.Count{Input: plan.Scan{Of: plan.Node, Types: []string{t}}}, r)
		}
		return "(" + strings.Join(sum, " + ") + ")"
	}
	input := unordered(x.Input)
	if list := c.knownRows(input); list != "" {
		return "size(" + list + ")"
	}
	if _, ok := input.(plan.CitedBy); ok && r.node != "" {
		return block("COUNT", c.citations(r).all().counted())
	}
	return block("COUNT", c.rows(input, r).counted())
}

// unordered leaves out an ordering that does not change which rows there are.
func unordered(op plan.Op) plan.Op {
	if s, ok := op.(plan.Sort); ok && s.After == nil {
		return unordered(s.Input)
	}
	return op
}
