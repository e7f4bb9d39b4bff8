package storetest

import (
	"slices"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/text"
)

// pred draws a predicate at most so deep.
func (p planDraw) pred(s shape, depth int) plan.Pred {
	if depth == 0 || p.one(2, "leaf") {
		return p.leafPred(s)
	}
	kinds := []string{"and", "or", "not", "not"}
	if len(fields(s)) > 0 {
		kinds = append(kinds, "exists", "exists", "nodes")
	}
	if len(s.rels) > 0 {
		kinds = append(kinds, "end", "parallel")
	}
	switch pick(p.drawer, kinds, "predicate") {
	case "and":
		return plan.And(p.preds(s, depth-1))
	case "or":
		return plan.Or(p.preds(s, depth-1))
	case "exists":
		op, inner := p.expand(s)
		if p.one(4, "incident") {
			op, inner = p.incident()
		}
		return p.exists(op, inner, depth-1)
	case "nodes":
		op, inner := p.expand(s)
		if !p.one(3, "any") {
			op = plan.Filter{Input: op, Pred: p.pred(inner, depth-1)}
		}
		return plan.NodeCount{Input: op, Op: pick(p.drawer, orders(), "comparison"), N: int64(p.upTo(3, "nodes")) - 1}
	case "parallel":
		return p.exists(plan.Parallel{}, s, depth-1)
	case "end":
		side := pick(p.drawer, []plan.Side{plan.From, plan.To}, "end")
		return p.exists(plan.End{Side: side}, p.ends(s, side), depth-1)
	}
	return plan.Not{Pred: p.pred(s, depth-1)}
}

func (p planDraw) preds(s shape, depth int) []plan.Pred {
	var all []plan.Pred
	for range p.upTo(3, "members") {
		all = append(all, p.pred(s, depth))
	}
	return all
}

func (p planDraw) exists(op plan.Op, inner shape, depth int) plan.Pred {
	if p.one(4, "any") {
		return plan.Exists{Input: op}
	}
	return plan.Exists{Input: plan.Filter{Input: op, Pred: p.pred(inner, depth)}}
}

func (p planDraw) leafPred(s shape) plan.Pred {
	of := pick(p.drawer, vars(s), "of")
	switch p.upTo(12, "predicate") {
	case 10:
		return plan.Cites{Of: of, Documents: several(p.drawer, p.documents, 2, "documents")}
	case 11:
		return plan.SourceCount{Of: of, Op: pick(p.drawer, orders(), "comparison"), N: int64(p.upTo(3, "documents"))}
	case 12:
		return p.typeIn(s, of)
	}
	return p.propPred(pick(p.drawer, testable(s), "property"))
}

func (p planDraw) typeIn(s shape, of plan.Var) plan.Pred {
	if of == plan.Rel {
		return plan.TypeIn{Of: of, Types: relNames(some(p.drawer, p.cat.Relationships))}
	}
	return plan.TypeIn{Of: of, Types: nodeNames(some(p.drawer, p.cat.Nodes))}
}

func (p planDraw) propPred(of plan.Prop) plan.Pred {
	switch {
	case p.one(6, "null"):
		return plan.IsNull{Prop: of}
	case of.Prop.List:
		return p.listPred(of)
	case p.one(4, "in"):
		return plan.InValues{Prop: of, Values: p.operands(of)}
	case of.Prop.Scalar == catalog.Date && p.one(2, "overlaps"):
		return p.overlaps(of)
	}
	return p.compare(of)
}

func (p planDraw) listPred(of plan.Prop) plan.Pred {
	switch {
	case of.Prop.Searchable && p.one(2, "fold"):
		return p.fold(of)
	case p.one(3, "empty"):
		return plan.IsEmpty{Prop: of}
	}
	return plan.HasAny{Prop: of, Values: p.operands(of)}
}

func (p planDraw) compare(of plan.Prop) plan.Pred {
	ops := orders()
	if of.Prop.Textual() {
		ops = append(ops, plan.Contains, plan.StartsWith, plan.EndsWith)
	}
	if of.Prop.Searchable {
		ops = append(ops, plan.ContainsFold)
	}
	op := pick(p.drawer, ops, "comparison")
	if op == plan.ContainsFold {
		return p.fold(of)
	}
	return plan.Compare{Prop: of, Op: op, Value: p.operand(of)}
}

func (p planDraw) fold(of plan.Prop) plan.Pred {
	return plan.Compare{Prop: of, Op: plan.ContainsFold, Value: text.Fold(p.operand(of).(string))}
}

// overlaps draws an interval, open or with its ends in order.
func (p planDraw) overlaps(of plan.Prop) plan.Pred {
	from, to := p.operand(of).(string), p.operand(of).(string)
	if to < from {
		from, to = to, from
	}
	switch p.upTo(3, "open") {
	case 2:
		from = ""
	case 3:
		to = ""
	}
	return plan.Overlaps{Prop: of, From: from, To: to}
}

func orders() []plan.CompareOp {
	return []plan.CompareOp{plan.Eq, plan.Lt, plan.Lte, plan.Gt, plan.Gte}
}

func (p planDraw) operands(of plan.Prop) []any {
	values := []any{}
	for range p.upTo(3, "values") {
		values = append(values, p.operand(of))
	}
	return values
}

// operand draws a value to compare a property, or its elements, with.
func (p planDraw) operand(of plan.Prop) any {
	if of.Prop.Scalar == catalog.ID {
		return pick(p.drawer, slices.Concat(p.nodeIDs, p.relIDs), "id")
	}
	return pick(p.drawer, scalars(of.Prop), "value")
}
