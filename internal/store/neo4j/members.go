package neo4j

import (
	"slices"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
)

// resolved puts in the place of Members the rows that have the group's key: a filter of the group's input, which may start
// from the key as from any value. It gives the row from which they start.
func (c *compiler) resolved(op plan.Op, outer row) (plan.Op, row) {
	switch op := op.(type) {
	case plan.Filter:
		op.Input, outer = c.resolved(op.Input, outer)
		return op, outer
	case plan.Sort:
		op.Input, outer = c.resolved(op.Input, outer)
		return op, outer
	case plan.Limit:
		op.Input, outer = c.resolved(op.Input, outer)
		return op, outer
	case plan.Group:
		op.Input, outer = c.resolved(op.Input, outer)
		return op, outer
	case plan.Members:
		if g := outer.group; g != nil {
			start := g.outer
			start.keys = append(slices.Clone(start.keys), g.key)
			return plan.Filter{Input: g.op.Input, Pred: g.hasKey()}, start
		}
	}
	return op, outer
}

// hasKey is the predicate that a row of the group's input is led to the key.
func (g *group) hasKey() plan.Pred {
	pred, path := g.keyTest(), g.op.Path
	if n := len(path); n > 0 && g.null == neverNull && g.node != "" {
		if s, ok := path[n-1].(plan.Sources); ok {
			pred, path = citesKey{of: s.Of, key: g.key}, path[:n-1]
		}
	}
	for _, step := range slices.Backward(path) {
		pred = plan.Exists{Input: plan.Filter{Input: step, Pred: pred}}
	}
	return pred
}

// keyTest is the predicate that a row at the end of the path has the key: a comparison where it is of one property, so
// that whatever finds an index for such finds one for the key.
func (g *group) keyTest() plan.Pred {
	x, ok := g.op.By[0].(plan.Prop)
	key := variable(g.key)
	switch {
	case !ok, len(g.op.By) > 1, g.null == maybeNull:
	case g.null == alwaysNull:
		return plan.IsNull{Prop: x}
	case g.op.Cut == plan.Whole:
		return plan.Compare{Prop: x, Op: plan.Eq, Value: key}
	case g.op.Cut == plan.ByYear:
		return plan.Compare{Prop: x, Op: plan.StartsWith, Value: key}
	case g.op.Cut == plan.ByMonth:
		// A year alone is a key, too, with which all of its months start.
		return plan.And{plan.Compare{Prop: x, Op: plan.StartsWith, Value: key}, inGroup{group: g}}
	}
	return inGroup{group: g}
}

// inGroup is true where a row at the end of a group's path has its key. It has a Pred only to be one.
type inGroup struct {
	plan.Pred
	group *group
}

func (c *compiler) inGroup(p inGroup, r row) string {
	x, key := c.keyText(p.group.op, r), p.group.key
	switch p.group.null {
	case neverNull:
		return x + " = " + key
	case alwaysNull:
		return x + " IS NULL"
	}
	return "(" + x + " = " + key + " OR " + x + " IS NULL AND " + key + " IS NULL)"
}

// citesKey is true where one of the record's sources is in the document that is a group's key. It has a Pred only to be one.
type citesKey struct {
	plan.Pred
	of  plan.Var
	key string
}

func (c *compiler) citesKey(p citesKey, r row) string {
	return c.any(prop(plan.Prop{Of: p.of, Prop: catalog.PropSources}, r), func(e string) string {
		return "split(" + e + ", '#')[0] = " + p.key
	})
}

// knowingKey works an expression out on members of a group by itself for the null key, where there may be one: no index
// finds a value and null alike.
func (c *compiler) knowingKey(x plan.Expr, r row) string {
	return "CASE WHEN " + r.group.key + " IS NULL THEN " + c.expr(x, r.withKey(alwaysNull)) +
		"\nELSE " + c.expr(x, r.withKey(neverNull)) + " END"
}

// mayBeNull tells whether null is a key for which members are read in a way of its own.
func (g *group) mayBeNull() bool { return g != nil && g.null == maybeNull }

// withKey is the row with what is known of its group's key.
func (r row) withKey(n nullness) row {
	g := *r.group
	g.null = n
	r.group = &g
	return r
}

// memberTotal is the variable that holds the number of all members, where an expression is that.
func memberTotal(x plan.Expr, g *group) string {
	count, ok := x.(plan.Count)
	if !ok || g == nil {
		return ""
	}
	if _, ok := unordered(count.Input).(plan.Members); !ok {
		return ""
	}
	if count.Nodes {
		return g.nodes
	}
	return g.size
}

// readsMembers tells whether an expression is worked out of the outer group's members.
func readsMembers(x plan.Expr) bool {
	switch x := x.(type) {
	case plan.List:
		return overMembers(x.Input)
	case plan.First:
		return overMembers(x.Input)
	case plan.Count:
		return overMembers(x.Input)
	case plan.Aggregate:
		return overMembers(x.Input)
	}
	return false
}

func overMembers(op plan.Op) bool {
	switch op := base(op).(type) {
	case plan.Group:
		return overMembers(op.Input)
	case plan.Members:
		return true
	}
	return false
}
