package storetest

import (
	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/search"
	"github.com/dealgraph/dealgraph/internal/store"
	"pgregory.net/rapid"
)

// Plan draws plans such as selections on the API become, over a graph whose ids they use.
func Plan(cat *catalog.Catalog, graph []store.Record) *rapid.Generator[*plan.Query] {
	return rapid.Custom(func(t *rapid.T) *plan.Query {
		p := newPlanDraw(t, cat, graph)
		q := &plan.Query{Columns: []plan.Column{p.root()}}
		for range p.upTo(2, "more roots") {
			q.Columns = append(q.Columns, p.root())
		}
		return q
	})
}

// planDraw draws the parts of a plan.
type planDraw struct {
	drawer
	cat             *catalog.Catalog
	types           map[string]*catalog.NodeType // of the nodes that there are, by id
	nodeIDs, relIDs []string                     // former ones and one that finds nothing included
	documents       []string
	terms           []search.Term
}

func newPlanDraw(t *rapid.T, cat *catalog.Catalog, graph []store.Record) planDraw {
	p := planDraw{drawer: drawer{t}, cat: cat, types: map[string]*catalog.NodeType{}, nodeIDs: []string{"gone"}, relIDs: []string{"gone"}, documents: []string{"gone"}}
	p.terms = append(store.TermsOf(cat, graph), search.Term{Field: search.Name, Term: "gone"})
	for _, r := range graph {
		ids := append([]string{r.ID}, r.FormerIDs...)
		switch {
		case r.IsRel():
			p.relIDs = append(p.relIDs, ids...)
		case r.Type == catalog.DocumentTypeName:
			p.documents = append(p.documents, r.ID)
			fallthrough
		default:
			p.types[r.ID] = cat.Node(r.Type)
			p.nodeIDs = append(p.nodeIDs, ids...)
		}
	}
	return p
}

// shape is what is known of the rows at a place of a plan: which types their records may be of. No types mean no record.
type shape struct {
	nodes []*catalog.NodeType
	rels  []*catalog.RelType
}

func (p planDraw) root() plan.Column {
	nodes := shape{nodes: p.nodeTypes()}
	switch pick(p.drawer, []string{"page", "page", "page", "count", "seek", "one", "rels", "seek rels", "searched", "aggregate", "groups", "groups"}, "root") {
	case "aggregate":
		return plan.Column{Expr: p.aggregate(p.listing(shape{}))}
	case "groups":
		return plan.Column{Expr: p.groups(p.listing(shape{}), 2)}
	case "count":
		return plan.Column{Expr: plan.Count{Input: p.filtered(scanNodes(nodes), nodes)}}
	case "seek":
		return plan.Column{Expr: p.list(p.filtered(plan.Seek{Of: plan.Node, IDs: several(p.drawer, p.nodeIDs, 5, "ids")}, p.anyNode()), p.anyNode(), 2)}
	case "one":
		return plan.Column{Expr: plan.First{Input: plan.Seek{Of: plan.Node, IDs: []string{pick(p.drawer, p.nodeIDs, "id")}}, Columns: p.columns(p.anyNode(), 2)}}
	case "rels":
		rels := shape{rels: p.relTypes()}
		return plan.Column{Expr: p.list(p.page(p.filtered(scanRels(rels), rels), rels), rels, 2)}
	case "searched":
		return plan.Column{Expr: p.searched()}
	case "seek rels":
		rels := shape{rels: p.cat.Relationships}
		return plan.Column{Expr: p.list(plan.Seek{Of: plan.Rel, IDs: several(p.drawer, p.relIDs, 5, "ids")}, rels, 2)}
	}
	return plan.Column{Expr: p.list(p.page(p.filtered(scanNodes(nodes), nodes), nodes), nodes, 2)}
}

// shapeOf tells what is known of a node with an id: its type, if there is one.
func (p planDraw) shapeOf(id string) shape {
	if t := p.types[id]; t != nil && len(t.Fields) > 0 {
		return shape{nodes: []*catalog.NodeType{t}}
	}
	return p.anyNode()
}

func (p planDraw) anyNode() shape { return shape{nodes: p.cat.Nodes} }

// nodeTypes draws one type mostly, else several, else all.
func (p planDraw) nodeTypes() []*catalog.NodeType { return some(p.drawer, p.cat.Nodes) }

func (p planDraw) relTypes() []*catalog.RelType { return some(p.drawer, p.cat.Relationships) }

func some[T comparable](d drawer, all []T) []T {
	switch d.upTo(3, "types") {
	case 2:
		return subset(d, all)
	case 3:
		return all
	}
	return []T{pick(d, all, "type")}
}

// subset draws one or more of a list, each once.
func subset[T comparable](d drawer, all []T) []T {
	some := []T{pick(d, all, "type")}
	for _, v := range all {
		if v != some[0] && d.one(2, "type too") {
			some = append(some, v)
		}
	}
	return some
}

func scanNodes(s shape) plan.Op { return plan.Scan{Of: plan.Node, Types: nodeNames(s.nodes)} }

func scanRels(s shape) plan.Op { return plan.Scan{Of: plan.Rel, Types: relNames(s.rels)} }

func nodeNames(types []*catalog.NodeType) []string {
	names := make([]string, len(types))
	for i, t := range types {
		names[i] = t.Name
	}
	return names
}

func relNames(types []*catalog.RelType) []string {
	names := make([]string, len(types))
	for i, t := range types {
		names[i] = t.Stored
	}
	return names
}

func (p planDraw) list(op plan.Op, s shape, depth int) plan.List {
	return plan.List{Input: op, Columns: p.columns(s, depth)}
}

func (p planDraw) filtered(op plan.Op, s shape) plan.Op {
	if p.one(2, "no filter") {
		return op
	}
	return plan.Filter{Input: op, Pred: p.pred(s, 3)}
}

// page sorts rows, may go on from a position, and may limit.
func (p planDraw) page(op plan.Op, s shape) plan.Op {
	keys := p.keys(s)
	sort := plan.Sort{Input: op, Keys: keys}
	if p.one(3, "after") {
		sort.After = p.position(keys)
	}
	if p.one(3, "no limit") {
		return sort
	}
	return plan.Limit{Input: sort, N: 1 + p.upTo(5, "limit")}
}

// keys draws an order, which ids make a total one.
func (p planDraw) keys(s shape) []plan.Key {
	var keys []plan.Key
	if orderable := p.orderable(s); len(orderable) > 0 {
		for _, prop := range several(p.drawer, orderable, 2, "keys") {
			keys = append(keys, plan.Key{Prop: prop, Desc: p.one(2, "desc"), NullsFirst: p.one(3, "nulls first")})
		}
	}
	if k, ok := p.countKey(s); ok && p.one(6, "by count") {
		keys = append(keys, k)
	}
	desc := len(keys) > 0 && keys[len(keys)-1].Desc || len(keys) == 0 && p.one(2, "desc")
	for _, id := range idsOf(s) {
		keys = append(keys, plan.Key{Prop: id, Desc: desc})
	}
	return keys
}

func idsOf(s shape) []plan.Prop {
	var ids []plan.Prop
	if len(s.nodes) > 0 {
		ids = append(ids, plan.Prop{Of: plan.Node, Prop: catalog.PropID})
	}
	if len(s.rels) > 0 {
		ids = append(ids, plan.Prop{Of: plan.Rel, Prop: catalog.PropID})
	}
	return ids
}

// position draws a value for each key, as a cursor may hold it: of a row that is there or was.
func (p planDraw) position(keys []plan.Key) []any {
	after := make([]any, len(keys))
	for i, k := range keys {
		if !k.Prop.Prop.Required && p.one(3, "null") {
			continue
		}
		after[i] = p.operand(k.Prop)
	}
	return after
}
