package sqlite

import "github.com/dealgraph/dealgraph/internal/plan"

// keyNode reads the node's table only where more than the id is wanted of a node that is surely there.
func (c *compiler) keyNode(outer scope) *rows {
	g := outer.grouped
	if g == nil || !g.isText() {
		return nothing()
	}
	node := c.alias("n")
	r := &rows{single: true, once: true}
	if g.isNode() {
		r.node = r.only(node, g.key)
		return r
	}
	r.from, r.where = "node "+node, []string{node + ".id = " + g.key}
	r.node = stored(record{of: plan.Node}, node)
	return r
}
