package collect

import (
	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
)

// through reads a filter through a relationship field. It takes distinct other ends (DESIGN, section 3): of several claims
// that lead to one node, one that is so makes the node so.
func (x *field) through(f *catalog.RelField, v any, path string) (plan.Pred, error) {
	expand := x.expansion(f).input
	return x.members(v, path, func(name string, v any, path string) (plan.Pred, error) {
		if name == "count" {
			return x.counted(v, path, func(op plan.CompareOp, n int64) plan.Pred { return plan.NodeCount{Input: expand, Op: op, N: n} })
		}
		pred, err := x.edgeWhere(f, v, path)
		if err != nil {
			return nil, err
		}
		return quantified(name, expand, pred), nil
	})
}

// quantified says of how many of the nodes that an expansion leads to a predicate must be true: some, none, single, all.
func quantified(quantifier string, expand plan.Op, pred plan.Pred) plan.Pred {
	switch quantifier {
	case "some":
		return plan.Exists{Input: filter(expand, pred)}
	case "none":
		return plan.Not{Pred: plan.Exists{Input: filter(expand, pred)}}
	case "single":
		return plan.NodeCount{Input: filter(expand, pred), Op: plan.Eq, N: 1}
	}
	if asksRelationship(pred) {
		pred = plan.Exists{Input: filter(plan.Parallel{}, pred)}
	}
	return plan.Not{Pred: plan.Exists{Input: filter(expand, plan.Not{Pred: pred})}}
}

// asksRelationship tells whether a predicate depends on the row's relationship, and so may differ among parallel ones.
func asksRelationship(p plan.Pred) bool {
	switch p := p.(type) {
	case plan.And:
		return anyAsksRelationship(p)
	case plan.Or:
		return anyAsksRelationship(p)
	case plan.Not:
		return asksRelationship(p.Pred)
	case plan.Exists:
		return startsAtRelationship(p.Input)
	case plan.NodeCount:
		return startsAtRelationship(p.Input)
	case plan.Compare:
		return p.Prop.Of == plan.Rel
	case plan.InValues:
		return p.Prop.Of == plan.Rel
	case plan.IsNull:
		return p.Prop.Of == plan.Rel
	case plan.HasAny:
		return p.Prop.Of == plan.Rel
	case plan.IsEmpty:
		return p.Prop.Of == plan.Rel
	case plan.Overlaps:
		return p.Prop.Of == plan.Rel
	case plan.TypeIn:
		return p.Of == plan.Rel
	case plan.Cites:
		return p.Of == plan.Rel
	case plan.SourceCount:
		return p.Of == plan.Rel
	}
	return true // the way that is right for all
}

func anyAsksRelationship(preds []plan.Pred) bool {
	for _, p := range preds {
		if asksRelationship(p) {
			return true
		}
	}
	return false
}

// startsAtRelationship tells whether an operator starts from the outer row's relationship and not from its node.
func startsAtRelationship(op plan.Op) bool {
	switch op := op.(type) {
	case plan.Filter:
		return startsAtRelationship(op.Input)
	case plan.Expand:
		return false
	}
	return true
}

// counted reads a filter on a number of things.
func (x *field) counted(v any, path string, compare func(op plan.CompareOp, n int64) plan.Pred) (plan.Pred, error) {
	pred, err := x.members(v, path, func(op string, v any, path string) (plan.Pred, error) {
		n, err := asInt(v, path)
		if op == "ne" {
			return plan.Not{Pred: compare(plan.Eq, n)}, err
		}
		return compare(plan.CompareOp(op), n), err
	})
	if and, is := pred.(plan.And); is && err == nil {
		err = contradiction(and, nil, path)
	}
	return pred, err
}
