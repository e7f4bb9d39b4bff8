package neo4j

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
)

// incident follows relationships of some types from the outer row's node, whichever way they go. An undirected pattern meets
// a self loop once.
func (c *compiler) incident(op plan.Incident, outer row, pinned bool) *pipe {
	if outer.node == "" {
		return c.nothing()
	}
	p := &pipe{row: row{node: c.fresh("n"), rel: c.fresh("r")}}
	label := ""
	if pinned {
		label = ":" + entity
	}
	p.clause("MATCH (%s)-[%s%s]-(%s%s)", outer.node, p.row.rel, ofTypes(op.Types), p.row.node, label)
	return p
}

// incidentPage reads the first rows of an Incident in order of the ids. Of a node with few relationships all are read: an
// index for each type and direction costs more. Of a hub, each index gives as many as are wanted.
func (c *compiler) incidentPage(op plan.Incident, preds []plan.Pred, s plan.Sort, n int, outer row) *pipe {
	lead, ok := indexKeys(s.Keys, plan.Rel,
		plan.Prop{Of: plan.Node, Prop: catalog.PropID}, plan.Prop{Of: plan.Rel, Prop: catalog.PropID})
	types := c.incidentTypes(op)
	if !ok || lead != nil || outer.node == "" || len(types) == 0 {
		return nil
	}
	r := row{node: c.fresh("n"), rel: c.fresh("r")}
	atMost := plan.Derive(int64(n), func(n int64) int64 { return max(2*n, 64) })
	h := hub{node: outer.node, id: c.fresh("i"), degree: c.fresh("d"), few: c.param(atMost), limit: c.param(int64(n))}
	few, many := c.fewIncident(op, preds, s, h, r), c.manyIncident(types, preds, s, h, r)
	merged := merge([]*pipe{few, many}, []string{h.node, h.id, h.degree}, h.limit, nil)
	merged.clauses = append([]string{fmt.Sprintf("WITH %s, %s.id AS %s, %s AS %s", h.node, h.node, h.id, c.degree(h.node, op), h.degree)}, merged.clauses...)
	return merged
}

// hub is a node of which a page of relationships is wanted, as variables and parameters.
type hub struct{ node, id, degree, few, limit string }

func (c *compiler) incidentTypes(op plan.Incident) []string {
	if len(op.Types) > 0 {
		return slices.Compact(slices.Sorted(slices.Values(op.Types)))
	}
	types := make([]string, len(c.cat.Relationships))
	for i, t := range c.cat.Relationships {
		types[i] = t.Stored
	}
	return types
}

// degree gives the number of a node's relationships, of which each type's is kept with the node where they are many.
func (c *compiler) degree(node string, op plan.Incident) string {
	if len(op.Types) == 0 {
		return "COUNT { (" + node + ")--() }"
	}
	sum := make([]string, len(op.Types))
	for i, t := range op.Types {
		sum[i] = "COUNT { (" + node + ")-[:" + quote(t) + "]-() }"
	}
	return strings.Join(sum, " + ")
}

// fewIncident is the page of a node with few relationships.
func (c *compiler) fewIncident(op plan.Incident, preds []plan.Pred, s plan.Sort, h hub, r row) *pipe {
	p := &pipe{row: r}
	p.clause("WITH %s, %s", h.node, h.degree)
	p.filter(h.degree + " <= " + h.few)
	p.clause("MATCH (%s)-[%s%s]-(%s)", h.node, r.rel, ofTypes(op.Types), r.node)
	c.filter(p, preds)
	terms := c.terms(p, s.Keys)
	if s.After != nil {
		p.filter(c.after(terms, s.After))
	}
	p.order = orderBy(terms)
	p.limit(h.limit)
	return p
}

// manyIncident is the page of a hub: the first of what each index gives. They are lists that are joined, and no union: a row of one
// of many branches goes through all of them that stand around it, and to plan them takes longer. What stands in a CASE is no column
// of the rows: each would have all the lists, and to sort them took 150 MB of a hub with 3,000 relationships.
func (c *compiler) manyIncident(types []string, preds []plan.Pred, s plan.Sort, h hub, r row) *pipe {
	var lists []string
	for _, t := range types {
		for _, dir := range []catalog.Direction{catalog.Out, catalog.In} {
			stretch := c.hubIncident(plan.Expand{Rel: t, Dir: dir}, preds, s, h, row{node: c.fresh("n"), rel: c.fresh("r")})
			lists = append(lists, block("COLLECT", stretch.returning(stretch.row.rel)))
		}
	}
	p := &pipe{row: r}
	p.clause("WITH %s, %s", h.id, h.degree)
	p.sealedClause("UNWIND CASE WHEN %s > %s THEN %s ELSE [] END AS %s", h.degree, h.few, strings.Join(lists, " + "), r.rel)
	p.sealedClause("WITH %s, CASE WHEN %s.fromId = %s THEN endNode(%s) ELSE startNode(%s) END AS %s", r.rel, r.rel, h.id, r.rel, r.rel, r.node)
	p.order = orderBy(c.terms(p, s.Keys))
	p.limit(h.limit)
	return p
}

// hubIncident is what a hub's page may hold of one type and direction. What ends and starts at the hub is met when it goes out.
func (c *compiler) hubIncident(e plan.Expand, preds []plan.Pred, s plan.Sort, h hub, r row) *pipe {
	here, there := r.rel+"."+near(e.Dir), r.rel+"."+far(e.Dir)
	l := limited{newOrdering(nil, s, r.rel, []string{here}, there, r.rel+".id"), preds, h.limit}
	p := &pipe{row: r}
	p.clause("MATCH %s\n  USING INDEX SEEK %s:%s(%s)", arrow(e, "", r.rel, r.node), r.rel, quote(e.Rel), strings.Join(hubIndex(e.Dir, ""), ", "))
	p.filter(here + " = " + h.id)
	if e.Dir == catalog.In {
		p.filter(there + " <> " + h.id)
	}
	if ids, ok := pinned(preds); ok {
		p.filter(there + " IN " + c.param(ids)) // which the index serves, as it does not a property of the node's
	}
	c.write(p, c.branches(l.ordering, s.After)[0], l)
	return p
}
