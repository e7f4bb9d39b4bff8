package sqlite

import (
	"slices"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
)

// Groups of all records of some types by where one relationship leads need no look at these: an index has, for each node that
// it may lead to, who is led there. (Of 25,000 deals by technology: a fifth of the time.)

// groupFromKeys turns a group round, so that it starts from the nodes whose ids are keys. It gives nil where these are not all
// that tells who is a member.
func (c *compiler) groupFromKeys(op plan.Group, outer scope) *rows {
	scan, ok := op.Input.(plan.Scan)
	if !ok || len(op.Path) != 1 || !isNodeID(op.By) {
		return nil
	}
	switch step := op.Path[0].(type) {
	case plan.Expand:
		if ends := c.ends(step, true); scan.Of == plan.Node && len(ends) > 0 && (len(scan.Types) == 0 || within(ends, scan.Types)) {
			return c.groupByFar(op, step, outer)
		}
	case plan.End:
		if scan.Of == plan.Rel && len(scan.Types) > 0 {
			return c.groupByEnd(op, scan, step, outer)
		}
	}
	return nil
}

func (c *compiler) groupByFar(op plan.Group, step plan.Expand, outer scope) *rows {
	types := step.Types
	if len(types) == 0 {
		types = c.ends(step, false)
	}
	r := c.scan(plan.Scan{Of: plan.Node, Types: types})
	back := plan.Expand{Rel: step.Rel, Dir: catalog.Out}
	if step.Dir == catalog.Out {
		back.Dir = catalog.In
	}
	size := c.count(plan.Count{Input: back, Nodes: true}, r.scope)
	return c.withMembers(r, &grouped{op: op, outer: outer, size: size, nodes: func() string { return size }})
}

func (c *compiler) groupByEnd(op plan.Group, scan plan.Scan, step plan.End, outer scope) *rows {
	var types []string
	for _, t := range scan.Types {
		dir := catalog.Out
		if step.Side == plan.To {
			dir = catalog.In
		}
		types = append(types, c.ends(plan.Expand{Rel: t, Dir: dir}, true)...)
	}
	slices.Sort(types)
	r := c.scan(plan.Scan{Of: plan.Node, Types: slices.Compact(types)})
	members, at := c.scan(scan), catalog.PropFrom
	if step.Side == plan.To {
		at = catalog.PropTo
	}
	members.where = append(members.where, members.rel.column(at.Name)+" = "+r.nodeID())
	size := "(" + members.text("count(*)") + ")"
	return c.withMembers(r, &grouped{op: op, outer: outer, size: size, nodes: func() string { return "0" }})
}

// withMembers keeps the nodes that have members, which are counted once.
func (c *compiler) withMembers(r *rows, g *grouped) *rows {
	g.key, g.nullness = r.nodeID(), neverNull
	r.scope = scope{grouped: g}
	r.size = fence
	r = c.wrap(r)
	r.where = []string{r.grouped.size + " > 0"}
	r.order(r.grouped)
	return r
}
