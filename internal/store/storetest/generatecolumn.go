package storetest

import (
	"slices"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
)

func (p planDraw) columns(s shape, depth int) []plan.Column {
	columns := []plan.Column{p.column(s, depth)}
	for range p.upTo(3, "columns") {
		columns = append(columns, p.column(s, depth))
	}
	return columns
}

// column draws what may be wanted of a row. A selection on an interface wants it only of some types.
func (p planDraw) column(s shape, depth int) plan.Column {
	switch {
	case len(s.nodes) > 1 && p.one(2, "guard"):
		typ := pick(p.drawer, s.nodes, "guard")
		c := p.column(shape{nodes: []*catalog.NodeType{typ}, rels: s.rels}, depth)
		if len(c.Types) > 0 {
			return c
		}
		return plan.Column{Of: plan.Node, Types: []string{typ.Name}, Expr: c.Expr}
	case len(s.rels) > 1 && p.one(2, "guard"):
		typ := pick(p.drawer, s.rels, "guard")
		c := p.column(shape{nodes: s.nodes, rels: []*catalog.RelType{typ}}, depth)
		if len(c.Types) > 0 {
			return c
		}
		return plan.Column{Of: plan.Rel, Types: []string{typ.Stored}, Expr: c.Expr}
	}
	return plan.Column{Expr: p.expr(s, depth)}
}

func (p planDraw) expr(s shape, depth int) plan.Expr {
	if depth == 0 || p.one(2, "leaf") {
		return p.leaf(s)
	}
	var kinds []string
	if len(fields(s)) > 0 {
		kinds = append(kinds, "connection", "connection", "count", "incident", "aggregate", "groups")
	}
	if len(p.refs(s)) > 0 {
		kinds = append(kinds, "refs")
	}
	if len(s.rels) > 0 {
		kinds = append(kinds, "end")
	}
	if slices.Contains(nodeNames(s.nodes), catalog.DocumentTypeName) {
		kinds = append(kinds, "cited by", "cited by", "cited by", "groups of cited by")
	}
	return p.deep(pick(p.drawer, append(kinds, "sources"), "column"), s, depth-1)
}

func (p planDraw) deep(kind string, s shape, depth int) plan.Expr {
	switch kind {
	case "connection":
		op, inner := p.expand(s)
		return p.list(p.page(p.filtered(op, inner), inner), inner, depth)
	case "count":
		op, inner := p.expand(s)
		return plan.Count{Input: p.filtered(op, inner), Nodes: p.one(3, "nodes")}
	case "incident":
		op, inner := p.incident()
		return p.list(p.page(p.filtered(op, inner), inner), inner, depth)
	case "aggregate":
		return p.aggregate(p.listing(s))
	case "groups":
		return p.groups(p.listing(s), depth)
	case "groups of cited by":
		return p.groups(p.listing(shape{nodes: []*catalog.NodeType{p.cat.DocumentType()}}), depth)
	case "refs":
		return p.deref(pick(p.drawer, p.refs(s), "reference"), depth)
	case "end":
		side := pick(p.drawer, []plan.Side{plan.From, plan.To}, "end")
		return plan.First{Input: plan.End{Side: side}, Columns: p.columns(p.ends(s, side), depth)}
	case "cited by":
		return p.citedBy(depth)
	}
	documents := shape{nodes: []*catalog.NodeType{p.cat.DocumentType()}}
	of := pick(p.drawer, vars(s), "of")
	return plan.List{Input: plan.Sources{Of: of}, Columns: append(p.columns(documents, depth), plan.Column{Expr: plan.Locator{}})}
}

func (p planDraw) leaf(s shape) plan.Expr {
	if p.one(6, "type") {
		return plan.TypeOf{Of: pick(p.drawer, vars(s), "of")}
	}
	return pick(p.drawer, properties(s), "property")
}

func vars(s shape) []plan.Var {
	var all []plan.Var
	if len(s.nodes) > 0 {
		all = append(all, plan.Node)
	}
	if len(s.rels) > 0 {
		all = append(all, plan.Rel)
	}
	return all
}

// properties gives those that a row's records may have, each name once.
func properties(s shape) []plan.Prop {
	var all []plan.Prop
	add := func(of plan.Var, declared []*catalog.Property) {
		for _, prop := range declared {
			if !slices.ContainsFunc(all, func(x plan.Prop) bool { return x.Of == of && x.Prop.Name == prop.Name }) {
				all = append(all, plan.Prop{Of: of, Prop: prop})
			}
		}
	}
	for _, t := range s.nodes {
		add(plan.Node, t.Props)
	}
	for _, t := range s.rels {
		add(plan.Rel, t.Props)
	}
	return all
}

// testable gives the properties that predicates and orders may use: what is never null must be so for all of the rows.
func testable(s shape) []plan.Prop {
	return slices.DeleteFunc(properties(s), func(x plan.Prop) bool {
		one := x.Of == plan.Node && len(s.nodes) == 1 || x.Of == plan.Rel && len(s.rels) == 1
		return x.Prop.Required && !x.Prop.Common && !one
	})
}

func (p planDraw) orderable(s shape) []plan.Prop {
	return slices.DeleteFunc(testable(s), func(x plan.Prop) bool { return x.Prop.List })
}

func (p planDraw) refs(s shape) []plan.Prop {
	return slices.DeleteFunc(properties(s), func(x plan.Prop) bool { return !x.Prop.IsRef() })
}

func fields(s shape) []*catalog.RelField {
	var all []*catalog.RelField
	for _, t := range s.nodes {
		all = append(all, t.Fields...)
	}
	return all
}

// expand follows a relationship field, perhaps to some of its targets only.
func (p planDraw) expand(s shape) (plan.Op, shape) {
	f := pick(p.drawer, fields(s), "field")
	op, inner := plan.Expand{Rel: f.Rel.Stored, Dir: f.Dir}, shape{f.Targets, []*catalog.RelType{f.Rel}}
	if len(f.Targets) > 1 && p.one(3, "narrow") {
		inner.nodes = []*catalog.NodeType{pick(p.drawer, f.Targets, "target")}
		op.Types = nodeNames(inner.nodes)
	}
	return op, inner
}

// incident follows relationships of all types mostly.
func (p planDraw) incident() (plan.Op, shape) {
	op, inner := plan.Incident{}, shape{p.cat.Nodes, p.cat.Relationships}
	if p.one(3, "types") {
		inner.rels = p.relTypes()
		op.Types = relNames(inner.rels)
	}
	return op, inner
}

func (p planDraw) deref(ref plan.Prop, depth int) plan.Expr {
	var targets shape
	for _, name := range ref.Prop.Refs {
		targets.nodes = append(targets.nodes, p.cat.Node(name))
	}
	if ref.Prop.List {
		return p.list(plan.Deref{Prop: ref}, targets, depth)
	}
	return plan.First{Input: plan.Deref{Prop: ref}, Columns: p.columns(targets, depth)}
}

// ends gives the types that a relationship's end may be of.
func (p planDraw) ends(s shape, side plan.Side) shape {
	var ends shape
	for _, t := range s.rels {
		for _, pair := range t.Pairs {
			end := pair.From
			if side == plan.To {
				end = pair.To
			}
			if !slices.Contains(ends.nodes, end) {
				ends.nodes = append(ends.nodes, end)
			}
		}
	}
	return ends
}

// citedBy gives a page of what a document is a source of, ordered by id, guarded by type as the rows bind either record.
func (p planDraw) citedBy(depth int) plan.Expr {
	if p.one(3, "count") {
		return plan.Count{Input: plan.CitedBy{}}
	}
	all := shape{nodes: p.cat.Nodes, rels: p.cat.Relationships}
	sort := plan.Sort{Input: plan.CitedBy{}, Keys: []plan.Key{{Prop: plan.Prop{Of: plan.Node, Prop: catalog.PropID}, Desc: p.one(2, "desc")}}}
	if p.one(3, "after") {
		sort.After = []any{pick(p.drawer, append(slices.Clone(p.nodeIDs), p.relIDs...), "after")}
	}
	var op plan.Op = sort
	if p.one(2, "limit") {
		op = plan.Limit{Input: sort, N: 1 + p.upTo(5, "limit")}
	}
	return p.list(op, all, depth)
}
