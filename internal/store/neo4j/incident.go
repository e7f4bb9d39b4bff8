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
	h := hub{node: outer.node, id: c.fresh("i"), degree: c.fresh("d"), few: c.param(int64(max(2*n, 64))), limit: c.param(int64(n))}
	few := c.fewIncident(op, preds, s, h, r)
	var stretches []*pipe
	for _, t := range types {
		for _, dir := range []catalog.Direction{catalog.Out, catalog.In} {
			stretches = append(stretches, c.hubIncident(plan.Expand{Rel: t, Dir: dir}, preds, s, h, r))
		}
	}
	// A union inside the other: a node that is no hub begins none of the many stretches.
	many := &pipe{row: r}
	many.clause("WITH %s, %s", h.id, h.degree)
	many.filter(h.degree + " > " + h.few)
	many.sealedClause("%s", unionOf(stretches, []string{h.id}))
	many.order = orderBy(c.terms(&pipe{row: r}, s.Keys))
	many.limit(h.limit)
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
