package sqlite

import (
	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
)

// isNamed tells whether a predicate is a test of the node's whole name.
func isNamed(p plan.Pred) bool {
	switch p := p.(type) {
	case plan.Compare:
		return p.Op == plan.Eq && p.Prop == plan.Prop{Of: plan.Node, Prop: catalog.PropName}
	case plan.InValues:
		return p.Prop == plan.Prop{Of: plan.Node, Prop: catalog.PropName}
	}
	return false
}

// named tests a node's name by the ids of those that have it, which stand in an index on the type and the name.
func (c *compiler) named(p plan.Pred, node *record) string {
	types := node.types
	if len(types) == 0 {
		for _, t := range c.cat.Nodes {
			types = append(types, t.Name)
		}
	}
	r := c.scan(plan.Scan{Of: plan.Node, Types: types})
	r.where = append(r.where, c.pred(p, r.scope, false))
	id := catalog.PropID.Name
	return node.column(id) + " IN (" + r.text(r.node.column(id)) + ")"
}
