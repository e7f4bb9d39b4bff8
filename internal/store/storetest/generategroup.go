package storetest

import (
	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
)

// listed is an operator and what is known of its rows. Those of CitedBy bind either record, and are ordered by its id.
type listed struct {
	op    plan.Op
	shape shape
	cited bool
}

// listing draws what a connection at the root, or below a row, may be over.
func (p planDraw) listing(s shape) listed {
	switch {
	case len(vars(s)) == 0 && p.one(3, "rels"):
		rels := shape{rels: p.relTypes()}
		return listed{op: p.filtered(scanRels(rels), rels), shape: rels}
	case len(vars(s)) == 0:
		nodes := shape{nodes: p.nodeTypes()}
		return listed{op: p.filtered(scanNodes(nodes), nodes), shape: nodes}
	case len(fields(s)) == 0:
		return listed{op: plan.CitedBy{}, shape: shape{p.cat.Nodes, p.cat.Relationships}, cited: true}
	}
	op, inner := p.expand(s)
	return listed{op: p.filtered(op, inner), shape: inner}
}

// aggregate draws measures of all rows.
func (p planDraw) aggregate(l listed) plan.Expr {
	x := plan.Aggregate{Input: l.op}
	for range 1 + p.upTo(3, "measures") {
		x.Measures = append(x.Measures, p.measure(l.shape))
	}
	return x
}

func (p planDraw) measure(s shape) plan.Measure {
	of := pick(p.drawer, []plan.MeasureOf{plan.CountRows, plan.CountNodes, plan.CountValues, plan.DistinctValues, plan.Min, plan.Max}, "measure")
	if !of.OfProperty() {
		return plan.Measure{Of: of}
	}
	return plan.Measure{Of: of, Prop: pick(p.drawer, p.orderable(s), "measured")}
}

// groups draws groups of rows, with what may be asked of a group.
func (p planDraw) groups(l listed, depth int) plan.Expr {
	g := plan.Group{Input: l.op, N: 1 + p.upTo(5, "groups")}
	at := l.shape
	for !l.cited && p.one(2, "path") && len(g.Path) < 2 {
		var step plan.Op
		if step, at = p.pathStep(at); step == nil {
			break
		}
		g.Path = append(g.Path, step)
	}
	byID := p.by(&g, at, l.cited)
	list := plan.List{Input: g, Columns: []plan.Column{{Expr: plan.GroupKey{}}, {Expr: plan.GroupSize{Nodes: p.one(3, "nodes")}}}}
	if byID && p.one(2, "key node") {
		list.Columns = append(list.Columns, plan.Column{Expr: plan.First{Input: plan.KeyNode{}, Columns: p.columns(p.anyNode(), 0)}})
	}
	if depth > 0 && p.one(2, "members") {
		list.Columns = append(list.Columns, plan.Column{Expr: p.members(l, depth-1)})
	}
	return list
}

// pathStep draws a step from a row, and tells what is known of where it leads; nil where no step leads on.
func (p planDraw) pathStep(s shape) (plan.Op, shape) {
	switch {
	case len(s.rels) > 0 && p.one(2, "end"):
		side := pick(p.drawer, []plan.Side{plan.From, plan.To}, "end")
		return plan.End{Side: side}, p.ends(s, side)
	case len(vars(s)) > 0 && p.one(4, "sources"):
		return plan.Sources{Of: pick(p.drawer, vars(s), "of")}, shape{nodes: []*catalog.NodeType{p.cat.DocumentType()}}
	case len(fields(s)) > 0:
		return p.expand(s)
	}
	return nil, s
}

// by draws the key of a group, and tells whether it is the id of a node.
func (p planDraw) by(g *plan.Group, at shape, mixed bool) bool {
	switch {
	case mixed || p.one(5, "type"):
		for _, v := range vars(at) {
			g.By = append(g.By, plan.TypeOf{Of: v})
		}
		return false
	case p.one(4, "id"):
		g.By = []plan.Expr{plan.Prop{Of: pick(p.drawer, vars(at), "of"), Prop: catalog.PropID}}
		return true
	}
	prop := pick(p.drawer, p.orderable(at), "by")
	if prop.Prop.Scalar == catalog.Date {
		g.Cut = pick(p.drawer, []plan.Cut{plan.Whole, plan.ByYear, plan.ByMonth}, "cut")
	}
	g.By = []plan.Expr{prop}
	return prop.Prop.IsRef()
}

func (p planDraw) members(l listed, depth int) plan.Expr {
	members := listed{op: plan.Members{}, shape: l.shape, cited: l.cited}
	switch pick(p.drawer, []string{"page", "page", "count", "aggregate", "groups"}, "of members") {
	case "count":
		return plan.Count{Input: plan.Members{}, Nodes: p.one(2, "nodes")}
	case "aggregate":
		return p.aggregate(members)
	case "groups":
		return p.groups(members, depth)
	}
	if l.cited {
		byID := []plan.Key{{Prop: plan.Prop{Of: plan.Node, Prop: catalog.PropID}, Desc: p.one(2, "desc")}}
		return p.list(plan.Limit{Input: plan.Sort{Input: plan.Members{}, Keys: byID}, N: 1 + p.upTo(3, "limit")}, l.shape, 0)
	}
	return p.list(p.page(p.filtered(plan.Members{}, l.shape), l.shape), l.shape, depth)
}

// countKey draws an order by how many nodes a field of all of a row's nodes leads to; false where there is none.
func (p planDraw) countKey(s shape) (plan.Key, bool) {
	if len(s.nodes) != 1 || len(s.nodes[0].Fields) == 0 {
		return plan.Key{}, false
	}
	op, _ := p.expand(s)
	return plan.ByCount(op.(plan.Expand), p.one(2, "desc")), true
}
