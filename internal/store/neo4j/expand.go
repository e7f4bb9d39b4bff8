package neo4j

import (
	"fmt"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
)

// expand follows relationships from the outer row's node. Where a predicate pins the other end's id the pattern says that
// it is an Entity, so that the planner may look it up and join instead of following them all.
func (c *compiler) expand(op plan.Expand, outer row, pinned bool) *pipe {
	if outer.node == "" {
		return c.nothing()
	}
	n, r := c.fresh("n"), c.fresh("r")
	p := &pipe{row: row{node: n, rel: r, relType: op.Rel}}
	label := ofTypes(op.Types)
	if label == "" && pinned {
		label = ":" + entity
	}
	p.clause("MATCH %s", arrow(op, outer.node, r, n+label))
	return p
}

// arrow gives the pattern of an expansion.
func arrow(op plan.Expand, from, rel, to string) string {
	if op.Dir == catalog.In {
		return fmt.Sprintf("(%s)<-[%s:%s]-(%s)", from, rel, quote(op.Rel), to)
	}
	return fmt.Sprintf("(%s)-[%s:%s]->(%s)", from, rel, quote(op.Rel), to)
}

func (c *compiler) end(op plan.End, outer row) *pipe {
	if outer.rel == "" {
		return c.nothing()
	}
	p := &pipe{row: row{node: c.fresh("n")}}
	p.clause("WITH %s AS %s", nodeAt(op.Side, outer.rel), p.row.node)
	if outer.partial {
		p.filter(p.row.node + " IS NOT NULL")
	}
	return p
}

// nodeAt is the node at one end of a relationship.
func nodeAt(side plan.Side, rel string) string {
	if side == plan.To {
		return "endNode(" + rel + ")"
	}
	return "startNode(" + rel + ")"
}

// deref looks up what a reference property holds: an id, or a list of them whose order is kept.
func (c *compiler) deref(op plan.Deref, outer row) *pipe {
	v := outer.of(op.Prop.Of)
	if v == "" {
		return c.nothing()
	}
	ref, id := prop(op.Prop, outer), c.fresh("i")
	p := &pipe{row: row{node: c.fresh("n")}}
	if op.Prop.Prop.List {
		k := c.fresh("k")
		p.sealedClause("UNWIND range(0, coalesce(size(%s), 0) - 1) AS %s", ref, k)
		p.clause("WITH %s, %s[%s] AS %s", k, ref, k, id)
		p.order, p.carry = []string{k}, []string{k}
	} else {
		p.clause("WITH %s AS %s", ref, id)
	}
	p.clause("MATCH (%s:%s)%s", p.row.node, entity, byID(p.row.node, entity))
	p.filter(p.row.node + ".id = " + id)
	return p
}
