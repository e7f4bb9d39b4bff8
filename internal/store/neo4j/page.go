package neo4j

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
)

// page gives the rows of an ordering, the first n of them unless n is 0. Where an index holds the rows in that order, the
// page is read from it.
func (c *compiler) page(s plan.Sort, n int, outer row) *pipe {
	base, preds := unwrap(s.Input)
	if n > 0 {
		known := c.knownRows(s.Input)
		var p *pipe
		switch base := base.(type) {
		case plan.Scan:
			p = c.scanPage(base, preds, s, n, outer)
		case plan.Expand:
			p = c.hubPage(base, preds, s, n, outer)
		case plan.Incident:
			p = c.incidentPage(base, preds, s, n, outer)
		case plan.CitedBy:
			p = c.citedPage(preds, s, n, outer)
		}
		if known != "" {
			return c.pageOfFound(known, s, n, outer, p)
		}
		if p != nil {
			return p
		}
	}
	return c.sorted(s, n, outer)
}

// sorted gives a page of rows that no index holds in order.
func (c *compiler) sorted(s plan.Sort, n int, outer row) *pipe {
	p := c.filtered(s.Input, outer)
	p.order, p.carry = nil, nil
	terms := c.terms(p, s.Keys)
	if s.After != nil {
		p.filter(c.after(terms, s.After))
	}
	p.order = orderBy(terms)
	if n > 0 {
		p.limit(c.param(int64(n)))
	}
	return p
}

// limited is a page of which n rows are wanted, as a branch of a query or the whole.
type limited struct {
	ordering
	preds []plan.Pred
	limit string // the parameter
}

// write ends a pipe that begins with a MATCH: its branch's predicates and order, the filters, the limit.
func (c *compiler) write(p *pipe, b branch, l limited) {
	p.filter(b.where...)
	c.filter(p, l.preds)
	p.order = b.order()
	p.limit(l.limit)
}

// merge makes one pipe of branches, which stand in the order in which their rows come: a branch is asked only for rows
// that those before it did not give.
func merge(branches []*pipe, imports []string, limit string, order []string) *pipe {
	if len(branches) == 1 {
		return branches[0]
	}
	r := branches[0].row
	texts := make([]string, len(branches))
	for i, b := range branches {
		texts[i] = b.returning(strings.Join(r.variables(), ", "))
	}
	p := &pipe{row: r}
	p.sealedClause("%s", block("CALL ("+strings.Join(imports, ", ")+")", union(texts)))
	p.order = order
	p.limit(limit)
	return p
}

// scanPage reads a page of a scan from the index on (id) or (key, id) of each type. Nil where there is none, or where a
// predicate gives a better place to start.
func (c *compiler) scanPage(op plan.Scan, preds []plan.Pred, s plan.Sort, n int, outer row) *pipe {
	if a, ok := findAnchor(op.Of, preds); ok {
		return c.anchoredPage(op, a, s, n, outer)
	}
	lead, ok := indexKeys(s.Keys, op.Of, plan.Prop{Of: op.Of, Prop: catalog.PropID})
	if !ok || pinsSelf(op.Of, preds) || lead != nil && op.Of == plan.Rel {
		return nil
	}
	types, ok := c.scanTypes(op, lead)
	if !ok {
		return nil
	}
	preds = c.marked(op, preds)
	r := row{node: c.fresh("n")}
	if op.Of == plan.Rel {
		r = row{rel: c.fresh("r"), relType: onlyType(op.Types)}
	}
	v := r.of(op.Of)
	l := limited{newOrdering(lead, s, v, nil, v+".id"), preds, c.param(int64(n))}
	var branches []*pipe
	for _, t := range types {
		for _, b := range c.branches(l.ordering, s.After) {
			p := &pipe{row: r}
			if op.Of == plan.Rel {
				p.clause("MATCH ()-[%s:%s]->()", v, quote(t))
			} else {
				p.clause("MATCH (%s:%s)%s", v, quote(t), c.forced(v, t, b, s.After, preds))
			}
			c.write(p, b, l)
			branches = append(branches, p)
		}
	}
	var order []string
	if len(types) > 1 {
		order = orderBy(c.terms(&pipe{row: r}, s.Keys))
	}
	return merge(branches, outer.keys, l.limit, order)
}

// forced names an index in the statement where the planner's choice would be a bad one.
func (c *compiler) forced(v, typ string, b branch, after []any, preds []plan.Pred) string {
	lead := ""
	if b.lead != "" && len(after) > 0 && skewed(after[0]) {
		lead = b.lead // no comparison outside of an index is by code point
	} else if p := c.listed(typ, preds); p != nil {
		lead = p.Name // of a list of values the planner thinks that many records have one
	}
	if lead == "" {
		return ""
	}
	return fmt.Sprintf("\n  USING INDEX SEEK %s:%s(%s, id)", v, quote(typ), quote(lead)) // not a scan with a comparison behind it
}

// listed gives an indexed property of a node type of which a predicate lists the values.
func (c *compiler) listed(typ string, preds []plan.Pred) *catalog.Property {
	n := c.cat.Node(typ)
	for _, pred := range preds {
		in, ok := pred.(plan.InValues)
		if !ok || n == nil || in.Prop.Of != plan.Node || !in.Prop.Prop.Sortable || in.Prop.Prop.List {
			continue
		}
		if p := n.Prop(in.Prop.Prop.Name); p != nil && p.Name != catalog.PropID.Name {
			return p
		}
	}
	return nil
}

// scanTypes gives the labels or types whose indexes together hold the rows of a scan: the entity label's holds all nodes in
// order of id. Types without the leading key have no index for it.
func (c *compiler) scanTypes(op plan.Scan, lead *plan.Key) ([]string, bool) {
	if len(op.Types) == 0 && op.Of == plan.Node && lead == nil {
		return []string{entity}, true
	}
	types := c.typesOf(op)
	for _, t := range types {
		if n := c.cat.Node(t); lead != nil && (n == nil || n.Prop(lead.Prop.Prop.Name) == nil) {
			return nil, false
		}
	}
	return types, len(types) > 0
}

// hubPage reads a page of an expansion from the relationship's index on (this end's id, other end's id, id), or that with a
// sortable key of the relationship's behind the first: whatever the degree, only the page is read.
func (c *compiler) hubPage(op plan.Expand, preds []plan.Pred, s plan.Sort, n int, outer row) *pipe {
	s.Keys = c.byCopy(op.Rel, op.Dir, s.Keys)
	lead, ok := indexKeys(s.Keys, plan.Rel,
		plan.Prop{Of: plan.Node, Prop: catalog.PropID}, plan.Prop{Of: plan.Rel, Prop: catalog.PropID})
	if !ok || outer.node == "" || lead != nil && !c.leads(op.Rel, lead.Prop.Prop) {
		return nil
	}
	r := row{node: c.fresh("n"), rel: c.fresh("r"), relType: op.Rel}
	hub := c.fresh("i")
	here, there := r.rel+"."+near(op.Dir), r.rel+"."+far(op.Dir)
	fixed, given := []string{here}, ""
	if lead == nil {
		given, preds = c.given(op.Rel, preds)
	}
	if given != "" {
		fixed = append(fixed, r.rel+"."+quote(given))
	}
	l := limited{newOrdering(lead, s, r.rel, fixed, there, r.rel+".id"), preds, c.param(int64(n))}
	var branches []*pipe
	for _, b := range c.branches(l.ordering, s.After) {
		p := &pipe{row: r}
		b.lead += given
		p.clause("MATCH %s\n  USING INDEX SEEK %s:%s(%s)", arrow(op, "", r.rel, r.node+ofTypes(op.Types)),
			r.rel, quote(op.Rel), strings.Join(hubIndex(op.Dir, b.lead), ", "))
		p.filter(here + " = " + hub)
		if ids, ok := pinned(preds); ok && len(ids) == 1 {
			p.filter(there + " = " + c.param(ids[0]))
		}
		c.write(p, b, l)
		branches = append(branches, p)
	}
	merged := merge(branches, append([]string{hub}, outer.keys...), l.limit, nil)
	// A comparison of two properties is no look-up in an index: the hub's id must be a variable.
	merged.clauses = append([]string{fmt.Sprintf("WITH %s.id AS %s", outer.node, hub)}, merged.clauses...)
	return merged
}

// given finds a @sortable property of a relationship of which a predicate says the value, or that it is null: its index holds
// such in order of the ids. Nulls are tested by their marks then.
func (c *compiler) given(rel string, preds []plan.Pred) (prop string, tests []plan.Pred) {
	t := c.cat.Relationship(rel)
	for i, pred := range preds {
		of, null := valueOf(pred)
		if t == nil || of.Of != plan.Rel || of.Prop == nil || !of.Prop.Sortable || of.Prop.List || of.Prop == catalog.PropID {
			continue
		}
		p := t.Prop(of.Prop.Name)
		switch {
		case p == nil, null && !mayMiss(p):
		case null:
			tests = slices.Clone(preds)
			tests[i] = marked{prop: of}
			return missing(p), tests
		default:
			return p.Name, preds
		}
	}
	return "", preds
}

// valueOf gives the property of which a predicate says the value, or that it is null.
func valueOf(p plan.Pred) (of plan.Prop, null bool) {
	switch p := p.(type) {
	case plan.Compare:
		if p.Op == plan.Eq {
			return p.Prop, false
		}
	case plan.IsNull:
		return p.Prop, true
	}
	return plan.Prop{}, false
}

// hubIndex gives the properties of the index that serves pages of a hub, by a key of the relationship's or by none.
func hubIndex(d catalog.Direction, lead string) []string {
	if lead == "" {
		return []string{near(d), far(d), "id"}
	}
	return []string{near(d), lead, far(d), "id"}
}

// citedPage reads a page of what cites a document from the citations' index, in order of the records' ids.
func (c *compiler) citedPage(preds []plan.Pred, s plan.Sort, n int, outer row) *pipe {
	if outer.node == "" || len(s.Keys) != 1 || s.Keys[0].Prop.Prop.Name != catalog.PropID.Name {
		return nil
	}
	limit, cite, desc := c.param(int64(n)), c.citations(outer), s.Keys[0].Desc
	preds = cite.ofKind(preds)
	if x := cite.citation + ".recordId"; s.After == nil {
		cite.filter(x + " IS NOT NULL")
	} else {
		cite.filter(x + " " + beyond(desc) + " " + c.param(s.After[0]))
	}
	early := ""
	if len(preds) == 0 {
		early = limit
	}
	order := c.resolveCitation(cite, direction(desc), early)
	c.filter(cite.pipe, preds)
	cite.order = order
	cite.limit(limit)
	return cite.pipe
}
