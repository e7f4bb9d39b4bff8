package neo4j

import (
	"fmt"
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
)

// expand follows relationships from the outer row's node. Where a predicate pins the other end's id the pattern says that
// it is an Entity, so that the planner may look it up and join instead of following them all.
func (c *compiler) expand(op plan.Expand, preds []plan.Pred, outer row) *pipe {
	if outer.node == "" {
		return c.nothing()
	}
	ids, pinned := pinned(preds)
	if key, ok := onlyKey(ids); ok {
		return c.between(op, outer, key)
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

// onlyKey tells whether what is pinned is a group's key.
func onlyKey(ids []any) (variable, bool) {
	if len(ids) != 1 {
		return "", false
	}
	key, ok := ids[0].(variable)
	return key, ok
}

// between reads from their index the relationships to the node whose id is a key: of a hub the planner would follow all.
func (c *compiler) between(op plan.Expand, outer row, key variable) *pipe {
	p := &pipe{row: row{node: c.fresh("n"), rel: c.fresh("r"), relType: op.Rel}}
	hub, r := c.fresh("i"), p.row.rel
	p.clause("WITH %s.id AS %s", outer.node, hub)
	p.clause("MATCH %s\n  USING INDEX SEEK %s:%s(%s)", arrow(op, "", r, p.row.node+ofTypes(op.Types)),
		r, quote(op.Rel), strings.Join(hubIndex(op.Dir, ""), ", "))
	p.filter(r+"."+near(op.Dir)+" = "+hub, r+"."+far(op.Dir)+" = "+c.param(key), r+".id IS NOT NULL")
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
