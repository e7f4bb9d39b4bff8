package sqlite

import (
	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
)

// Members are read from what was grouped, with a test of the key. Put as a filter of it, the test may drive a scan as any other
// does: members of a group by a node's id are then found from that node.

// ofMembers tells whether an operator pages or filters Members.
func ofMembers(op plan.Op) bool {
	switch op := op.(type) {
	case plan.Members:
		return true
	case plan.Filter:
		return ofMembers(op.Input)
	case plan.Sort:
		return ofMembers(op.Input)
	case plan.Limit:
		return ofMembers(op.Input)
	}
	return false
}

// readMembers compiles an operator on Members as one on what was grouped, which starts from where that did.
func (c *compiler) readMembers(op plan.Op, outer scope) *rows {
	if outer.grouped == nil {
		return nothing()
	}
	return c.rows(outer.grouped.inPlace(op), outer.grouped.outer)
}

// inPlace puts what was grouped in the place of Members.
func (g *grouped) inPlace(op plan.Op) plan.Op {
	switch op := op.(type) {
	case plan.Filter:
		return filtered(g.inPlace(op.Input), op.Pred)
	case plan.Sort:
		op.Input = g.inPlace(op.Input)
		return op
	case plan.Limit:
		op.Input = g.inPlace(op.Input)
		return op
	}
	return filtered(g.op.Input, g.test())
}

// filtered makes one filter of two.
func filtered(op plan.Op, p plan.Pred) plan.Op {
	if f, ok := op.(plan.Filter); ok {
		return plan.Filter{Input: f.Input, Pred: plan.And{f.Pred, p}}
	}
	return plan.Filter{Input: op, Pred: p}
}

// test gives the predicate that a row of what was grouped is led to the key.
func (g *grouped) test() plan.Pred {
	var p plan.Pred = hasKey{g: g}
	if g.isNode {
		p = plan.Compare{Prop: plan.Prop{Of: plan.Node, Prop: catalog.PropID}, Op: plan.Eq, Value: expression(g.key)}
	}
	for i := len(g.op.Path) - 1; i >= 0; i-- {
		p = plan.Exists{Input: plan.Filter{Input: g.op.Path[i], Pred: p}}
	}
	return p
}

// hasKey is a predicate of this engine's own: the row's key is that of a group.
type hasKey struct {
	plan.Pred
	g *grouped
}

func (c *compiler) hasKey(p hasKey, s scope) string {
	key, nullable := groupKey(p.g.op, s)
	if nullable {
		return key + " IS " + p.g.key
	}
	return key + " = " + p.g.key
}

// keyNode reads the node's table only where more than the id is wanted of a node that is surely there.
func (c *compiler) keyNode(outer scope) *rows {
	g := outer.grouped
	if g == nil || !g.isText() {
		return nothing()
	}
	node := c.alias("n")
	r := &rows{single: true, once: true}
	if g.isNode {
		r.node = r.only(node, g.key)
		return r
	}
	r.from, r.where = "node "+node, []string{node + ".id = " + g.key}
	r.node = stored(record{of: plan.Node}, node)
	return r
}
