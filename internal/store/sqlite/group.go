package sqlite

import (
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
)

// grouped is what a row of Group binds.
type grouped struct {
	op       plan.Group
	outer    scope  // where the operator stands
	key      string // the expressions for the key and for the number of members
	size     string
	nodes    func() string // and for the number of nodes among these
	nullness nullness
}

// nullness is what is known of a group's key.
type nullness uint8

const (
	maybeNull nullness = iota
	neverNull
	alwaysNull
)

// group joins what leads from the rows to their keys, and lets SQL group by these.
func (c *compiler) group(op plan.Group, outer scope) *rows {
	if r := c.groupFromKeys(op, outer); r != nil {
		return r
	}
	if r := c.groupByDocument(op, outer); r != nil {
		return r
	}
	members := c.grouping(op.Input, outer)
	at, several := c.along(op.Path, members)
	g := &grouped{op: op, outer: outer, size: "count(*)"}
	g.key, g.nullness = groupKey(op, at)
	if several {
		members.once = false
		g.size = "count(DISTINCT " + members.id() + ")"
	}
	bound := *members
	g.nodes = bound.countNodes
	return members.largest(g)
}

// largest makes rows of groups of what are rows of members.
func (r *rows) largest(g *grouped) *rows {
	r.groupBy = g.key
	r.scope = scope{grouped: g}
	r.order(g)
	return r
}

// order puts the larger group first, then the smaller key, and keeps as many as are wanted.
func (r *rows) order(g *grouped) {
	r.keys = []key{{expr: g.size, desc: true}, {expr: g.key, nullable: g.nullness != neverNull}}
	r.size = g.op.N
}

// grouping gives the rows to group. SQL would take an aggregate of nothing but what the outer row binds for one of the outer
// SELECT's.
func (c *compiler) grouping(input plan.Op, outer scope) *rows {
	r := c.whole(c.rows(input, outer))
	if r.single {
		return c.wrap(r)
	}
	return r
}

// along adds the steps of a path to the rows that it leads from. It gives what is bound in the end, and whether one row may
// lead to several.
func (c *compiler) along(path []plan.Op, from *rows) (scope, bool) {
	at, several := from.scope, false
	for _, step := range path {
		next := c.whole(c.rows(step, at))
		from.then = append(from.then, next)
		at, several = next.scope, several || !next.single
	}
	return at, several
}

// id gives the expression that tells one row from another.
func (r *rows) id() string {
	switch {
	case r.cited != "":
		return r.cited
	case r.rel != nil:
		return r.rel.column(catalog.PropID.Name)
	}
	return r.nodeID()
}

// groupKey gives the expression for a key, and tells whether it may be null.
func groupKey(op plan.Group, at scope) (string, nullness) {
	if len(op.By) == 1 {
		value, nullness := at.keyValue(op.By[0])
		return cut(op.Cut, value), nullness
	}
	values := make([]string, len(op.By))
	for i, x := range op.By {
		values[i], _ = at.keyValue(x)
	}
	return cut(op.Cut, "coalesce("+strings.Join(values, ", ")+")"), maybeNull
}

func (s scope) keyValue(x plan.Expr) (string, nullness) {
	switch x := x.(type) {
	case plan.Prop:
		if s.nullable(x) {
			return s.value(x), maybeNull
		}
		return s.value(x), neverNull
	case plan.TypeOf:
		switch rec := s.record(x.Of); {
		case rec == nil:
			return "NULL", maybeNull
		case rec.optional:
			return rec.column("type"), maybeNull
		default:
			return rec.column("type"), neverNull
		}
	}
	panic(mistake("a key is a property or a type"))
}

func cut(to plan.Cut, value string) string {
	switch to {
	case plan.ByYear:
		return "substr(" + value + ", 1, 4)"
	case plan.ByMonth:
		return "substr(" + value + ", 1, 7)"
	}
	return value
}

// isNode tells whether the key is the id of a node that is there.
func (g *grouped) isNode() bool { return g.nullness == neverNull && isNodeID(g.op.By) }

func isNodeID(by []plan.Expr) bool {
	return slices.Equal(by, []plan.Expr{plan.Prop{Of: plan.Node, Prop: catalog.PropID}})
}

// prop gives the property that the key is a value of, nil where it is a type's name.
func (g *grouped) prop() *catalog.Property {
	if p, ok := g.op.By[0].(plan.Prop); ok {
		return p.Prop
	}
	return nil
}

func (g *grouped) isText() bool { return g.prop() == nil || propKind(g.prop()) == textual }

func (g *grouped) keyValue() string {
	switch {
	case g == nil:
		return "NULL"
	case g.isText():
		return g.key
	}
	return propValue(g.key, g.prop(), g.nullness != neverNull)
}

func (g *grouped) keyShape() shape {
	if g == nil || g.isText() {
		return shape{kind: textual}
	}
	return propShape(g.prop())
}

func (g *grouped) count(nodes bool) string {
	switch {
	case g == nil:
		return "NULL"
	case nodes:
		return g.nodes()
	}
	return g.size
}

// grouped hands on what a row of Group binds.
func (d *derived) grouped(g *grouped) *grouped {
	if g == nil {
		return nil
	}
	outer := *g
	outer.key, outer.size = d.column(g.key), d.column(g.size)
	outer.nodes = func() string { return d.column(g.nodes()) }
	return &outer
}
