package neo4j

import (
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
)

// An anchor is a predicate of a scan that tells where to start instead: the planner never starts inside EXISTS. It is a
// relationship to a node whose id is given (at any number of hops), an end of a relationship whose id is given, or a
// citation of given documents.
type anchor struct {
	hop  *hop        // to a node with a given id
	end  *endpoint   // of a relationship
	docs []any       // documents that are cited
	rest []plan.Pred // what the scan's predicates are beside
}

// hop is an expansion to a node that is pinned, or from which another hop leads to one that is.
type hop struct {
	expand plan.Expand
	ids    []any // the pinned ids, where next is nil
	next   *hop
	preds  []plan.Pred // of the other end and the relationship, beside
}

type endpoint struct {
	side  plan.Side
	ids   []any
	preds []plan.Pred
}

func findAnchor(of plan.Var, preds []plan.Pred) (anchor, bool) {
	for i, p := range preds {
		a, ok := anchorOf(of, p)
		if ok {
			a.rest = without(preds, i)
			return a, true
		}
	}
	return anchor{}, false
}

func anchorOf(of plan.Var, p plan.Pred) (anchor, bool) {
	switch p := p.(type) {
	case plan.Exists:
		if of == plan.Node {
			h := hopOf(p)
			return anchor{hop: h}, h != nil
		}
		e := endOf(p)
		return anchor{end: e}, e != nil
	case plan.Cites:
		return anchor{docs: anys(p.Documents)}, p.Of == of
	case citesKey:
		return anchor{docs: []any{variable(p.key)}}, p.of == of
	case plan.NodeCount:
		if simpler := withoutCount(p); simpler != nil {
			return anchorOf(of, simpler)
		}
	}
	return anchor{}, false
}

func hopOf(x plan.Exists) *hop {
	base, preds := unwrap(x.Input)
	e, ok := base.(plan.Expand)
	if !ok {
		return nil
	}
	if ids, ok := pinned(preds); ok {
		i := slices.IndexFunc(preds, func(p plan.Pred) bool { _, ok := pins(plan.Node, p); return ok })
		return &hop{expand: e, ids: ids, preds: without(preds, i)}
	}
	for i, p := range preds {
		if inner, ok := p.(plan.Exists); ok {
			if next := hopOf(inner); next != nil {
				return &hop{expand: e, next: next, preds: without(preds, i)}
			}
		}
	}
	return nil
}

func endOf(x plan.Exists) *endpoint {
	base, preds := unwrap(x.Input)
	e, ok := base.(plan.End)
	if !ok {
		return nil
	}
	for i, p := range preds {
		if ids, ok := pins(plan.Node, p); ok {
			return &endpoint{e.Side, ids, without(preds, i)}
		}
	}
	return nil
}

func without(preds []plan.Pred, i int) []plan.Pred { return slices.Delete(slices.Clone(preds), i, i+1) }

// pinned gives the ids of which one of the predicates says that the row's node has one.
func pinned(preds []plan.Pred) ([]any, bool) {
	for _, p := range preds {
		if ids, ok := pins(plan.Node, p); ok {
			return ids, true
		}
	}
	return nil, false
}

func pinsSelf(of plan.Var, preds []plan.Pred) bool {
	return slices.ContainsFunc(preds, func(p plan.Pred) bool { _, ok := pins(of, p); return ok })
}

func pins(of plan.Var, p plan.Pred) ([]any, bool) {
	isID := func(x plan.Prop) bool { return x.Of == of && x.Prop.Name == catalog.PropID.Name }
	switch p := p.(type) {
	case plan.Compare:
		return []any{p.Value}, p.Op == plan.Eq && isID(p.Prop)
	case plan.InValues:
		return p.Values, isID(p.Prop)
	}
	return nil, false
}

// anchored starts at the anchor. Each record comes once.
func (c *compiler) anchored(op plan.Scan, a anchor) (*pipe, []plan.Pred) {
	p := &pipe{}
	switch {
	case a.hop != nil:
		p.row.node = c.fresh("n")
		c.hop(p, a.hop, p.row.node, op.Types)
		p.clause("WITH DISTINCT %s", p.row.node)
	case a.end != nil:
		c.startAtEnd(p, op, a.end)
	default:
		c.startAtCitations(p, op, a.docs)
	}
	return p, a.rest
}

// hop adds clauses that bind target to the nodes of some types (none for all) from which the hop leads where it shall.
func (c *compiler) hop(p *pipe, h *hop, target string, types []string) {
	a, r := c.fresh("n"), c.fresh("r")
	if h.next != nil {
		c.hop(p, h.next, a, nil)
		p.clause("WITH DISTINCT %s", a)
	} else {
		p.clause("MATCH (%s:%s)%s", a, entity, byID(a, entity))
		p.filter(c.oneOf(a+".id", h.ids))
	}
	p.clause("MATCH %s", arrow(h.expand, target+c.startLabel(h.expand, types), r, a))
	c.hopTests(p, h, row{node: a, rel: r, relType: h.expand.Rel})
}

// startLabel is the test that an expansion starts at a node of some types: none where the vocabulary has it start nowhere
// else, since each test costs an access to the store.
func (c *compiler) startLabel(e plan.Expand, types []string) string {
	rel := c.cat.Relationship(e.Rel)
	if rel == nil || len(types) == 0 {
		return ofTypes(types)
	}
	for _, pair := range rel.Pairs {
		start := pair.From
		if e.Dir == catalog.In {
			start = pair.To
		}
		if !slices.Contains(types, start.Name) {
			return ":" + labels(types)
		}
	}
	return ""
}

func (c *compiler) hopTests(p *pipe, h *hop, r row) {
	if len(h.expand.Types) > 0 {
		p.filter(r.node + ":" + labels(h.expand.Types))
	}
	for _, pred := range h.preds {
		p.filter(c.pred(pred, r, false))
	}
}

// oneOf tests an expression for one of some values: eq where there is just one.
func (c *compiler) oneOf(x string, values []any) string {
	if len(values) == 1 {
		return x + " = " + c.param(values[0])
	}
	return x + " IN " + c.param(values)
}

func (c *compiler) startAtEnd(p *pipe, op plan.Scan, e *endpoint) {
	a := c.fresh("n")
	p.row.rel, p.row.relType = c.fresh("r"), onlyType(op.Types)
	p.clause("MATCH (%s:%s)%s", a, entity, byID(a, entity))
	p.filter(c.oneOf(a+".id", e.ids))
	pattern := "(" + a + ")-[" + p.row.rel + ofTypes(op.Types) + "]->()"
	if e.side == plan.To {
		pattern = "()-[" + p.row.rel + ofTypes(op.Types) + "]->(" + a + ")"
	}
	p.clause("MATCH %s", pattern)
	for _, pred := range e.preds {
		p.filter(c.pred(pred, row{node: a}, false))
	}
}

// startAtCitations finds the records of the scan among those that cite one of the documents.
func (c *compiler) startAtCitations(p *pipe, op plan.Scan, docs []any) {
	cite, id := c.fresh("c"), c.fresh("i")
	p.clause("MATCH (%s:Citation)", cite)
	p.filter(c.oneOf(cite+".documentId", docs), cite+".recordId IS NOT NULL")
	p.clause("WITH DISTINCT %s.recordId AS %s", cite, id)
	if op.Of == plan.Node {
		p.row.node = c.fresh("n")
		p.clause("MATCH (%s:%s)%s", p.row.node, entity, byID(p.row.node, entity))
		p.filter(p.row.node + ".id = " + id)
		if len(op.Types) > 0 {
			p.filter(p.row.node + ":" + labels(op.Types))
		}
		return
	}
	p.row.rel, p.row.relType = c.fresh("r"), onlyType(op.Types)
	p.sealedClause("%s", block("CALL ("+id+")", union(c.lookUps(c.typesOf(op), p.row.rel, id))))
}

// anchoredPage reads a page in order of id, or of a key that relationships copy, from the index of the relationship that leads to a
// single given node, or of the citations of a single document. Nil where the order or the anchor is another: those are sorted.
func (c *compiler) anchoredPage(op plan.Scan, a anchor, s plan.Sort, n int, outer row) *pipe {
	if a.hop != nil {
		s.Keys = c.byCopy(a.hop.expand.Rel, a.hop.expand.Dir.Reverse(), s.Keys)
	}
	lead, ok := indexKeys(s.Keys, plan.Rel, plan.Prop{Of: op.Of, Prop: catalog.PropID})
	switch {
	case !ok || op.Of == plan.Rel:
		return nil
	case len(a.docs) == 1 && lead == nil:
		return c.citingPage(op, a, s, n)
	case a.hop == nil || len(a.hop.ids) != 1:
		return nil
	}
	// Seen from the node that is given, the scan's nodes are at the far end.
	e, r := a.hop.expand, c.fresh("r")
	from := anchoredFrom{op: op, anchor: a, node: c.fresh("n"), rel: r, target: c.fresh("n"), id: c.param(a.hop.ids[0]), limit: c.param(int64(n))}
	var branches []*pipe
	for _, b := range c.branches(newOrdering(lead, s, r, []string{r + "." + far(e.Dir)}, r+"."+near(e.Dir)), s.After) {
		branches = append(branches, c.anchoredBranch(from, b))
	}
	return merge(branches, outer.keys, from.limit, nil)
}

// anchoredFrom is what the branches of an anchored page have in common.
type anchoredFrom struct {
	op     plan.Scan
	anchor anchor
	// node, rel and target are the variables of a row's node, of the relationship, and of the node that is given; id and limit are
	// parameters.
	node, rel, target, id, limit string
}

func (c *compiler) anchoredBranch(f anchoredFrom, b branch) *pipe {
	e := f.anchor.hop.expand
	p := &pipe{row: row{node: f.node}}
	p.clause("MATCH %s\n  USING INDEX SEEK %s:%s(%s)", arrow(e, f.node+c.startLabel(e, f.op.Types), f.rel, f.target),
		f.rel, quote(e.Rel), strings.Join(hubIndex(e.Dir.Reverse(), b.lead), ", "))
	p.filter(f.rel+"."+far(e.Dir)+" = "+f.id, f.rel+".id IS NOT NULL")
	p.filter(b.where...)
	c.hopTests(p, f.anchor.hop, row{node: f.target, rel: f.rel, relType: e.Rel})
	c.filter(p, f.anchor.rest)
	with, order := []string{f.node}, make([]string, len(b.props))
	for i, x := range b.props {
		k := c.fresh("k")
		with, order[i] = append(with, x+" AS "+k), k+direction(b.desc)
	}
	p.sealedClause("WITH DISTINCT %s ORDER BY %s LIMIT %s", strings.Join(with, ", "), strings.Join(order, ", "), f.limit)
	return p
}

func (c *compiler) citingPage(op plan.Scan, a anchor, s plan.Sort, n int) *pipe {
	cite, document, id, limit := c.fresh("c"), c.fresh("d"), c.fresh("i"), c.param(int64(n))
	b := c.branches(newOrdering(nil, s, cite, []string{cite + ".documentId"}, cite+".recordId"), s.After)[0]
	p := &pipe{row: row{node: c.fresh("n")}, carry: []string{document, id}}
	p.clause("MATCH (%s:Citation)", cite)
	p.filter(cite + ".documentId = " + c.param(a.docs[0]))
	p.filter(b.where...)
	p.clause("WITH %s.documentId AS %s, %s.recordId AS %s", cite, document, cite, id)
	p.clause("MATCH (%s:%s)%s", p.row.node, entity, byID(p.row.node, entity))
	p.filter(p.row.node + ".id = " + id)
	if len(op.Types) > 0 {
		p.filter(p.row.node + ":" + labels(op.Types))
	}
	c.filter(p, a.rest)
	dir := direction(s.Keys[0].Desc)
	p.order = []string{document + dir, id + dir}
	p.limit(limit)
	return p
}
