package storetest

import (
	"slices"

	"github.com/dealgraph/dealgraph/internal/plan"
)

// simplerColumns gives lists of columns that lack one, or of which one is simpler.
func simplerColumns(columns []plan.Column) [][]plan.Column {
	var all [][]plan.Column
	for i, c := range columns {
		if len(columns) > 1 {
			all = append(all, slices.Delete(slices.Clone(columns), i, i+1))
		}
		if len(c.Types) > 0 {
			changed := slices.Clone(columns)
			changed[i].Types = nil
			all = append(all, changed)
		}
		for _, x := range simplerExprs(c.Expr) {
			changed := slices.Clone(columns)
			changed[i].Expr = x
			all = append(all, changed)
		}
	}
	return all
}

func simplerExprs(x plan.Expr) []plan.Expr {
	var all []plan.Expr
	switch x := x.(type) {
	case plan.List:
		for _, op := range simplerOps(x.Input) {
			all = append(all, plan.List{Input: op, Columns: x.Columns})
		}
		for _, columns := range simplerColumns(x.Columns) {
			all = append(all, plan.List{Input: x.Input, Columns: columns})
		}
	case plan.First:
		for _, op := range simplerOps(x.Input) {
			all = append(all, plan.First{Input: op, Columns: x.Columns})
		}
		for _, columns := range simplerColumns(x.Columns) {
			all = append(all, plan.First{Input: x.Input, Columns: columns})
		}
	case plan.Count:
		for _, op := range simplerOps(x.Input) {
			all = append(all, plan.Count{Input: op, Nodes: x.Nodes})
		}
	case plan.Aggregate:
		for i := range x.Measures {
			if len(x.Measures) > 1 {
				all = append(all, plan.Aggregate{Input: x.Input, Measures: slices.Delete(slices.Clone(x.Measures), i, i+1)})
			}
		}
		for _, op := range simplerOps(x.Input) {
			all = append(all, plan.Aggregate{Input: op, Measures: x.Measures})
		}
	}
	return all
}

// simplerOps never takes an order away: without one, engines may differ.
func simplerOps(op plan.Op) []plan.Op {
	var all []plan.Op
	switch op := op.(type) {
	case plan.Limit:
		all = append(all, op.Input)
		for _, input := range simplerOps(op.Input) {
			all = append(all, plan.Limit{Input: input, N: op.N})
		}
	case plan.Sort:
		if op.After != nil {
			all = append(all, plan.Sort{Input: op.Input, Keys: op.Keys})
		}
		for _, input := range simplerOps(op.Input) {
			all = append(all, plan.Sort{Input: input, Keys: op.Keys, After: op.After})
		}
	case plan.Filter:
		all = append(all, op.Input)
		for _, pred := range simplerPreds(op.Pred) {
			all = append(all, plan.Filter{Input: op.Input, Pred: pred})
		}
		for _, input := range simplerOps(op.Input) {
			all = append(all, plan.Filter{Input: input, Pred: op.Pred})
		}
	case plan.Near:
		for i := range op.Keys {
			all = append(all, plan.Near{Keys: slices.Delete(slices.Clone(op.Keys), i, i+1), N: op.N})
		}
	case plan.Candidates:
		for i := range op.Streams {
			fewer := op
			fewer.Streams = slices.Delete(slices.Clone(op.Streams), i, i+1)
			all = append(all, fewer)
		}
		if len(op.Types) > 0 {
			anyType := op
			anyType.Types = nil
			all = append(all, anyType)
		}
	case plan.Group:
		for _, input := range simplerOps(op.Input) {
			simpler := op
			simpler.Input = input
			all = append(all, simpler)
		}
	case plan.Seek:
		for i := range op.IDs {
			all = append(all, plan.Seek{Of: op.Of, IDs: slices.Delete(slices.Clone(op.IDs), i, i+1)})
		}
	}
	return all
}

func simplerPreds(p plan.Pred) []plan.Pred {
	var all []plan.Pred
	switch p := p.(type) {
	case plan.And:
		all = append(all, p...)
		for _, members := range simplerMembers(p) {
			all = append(all, plan.And(members))
		}
	case plan.Or:
		all = append(all, p...)
		for _, members := range simplerMembers(p) {
			all = append(all, plan.Or(members))
		}
	case plan.Not:
		all = append(all, p.Pred)
		for _, inner := range simplerPreds(p.Pred) {
			all = append(all, plan.Not{Pred: inner})
		}
	case plan.Exists:
		for _, op := range simplerOps(p.Input) {
			all = append(all, plan.Exists{Input: op})
		}
	case plan.NodeCount:
		for _, op := range simplerOps(p.Input) {
			all = append(all, plan.NodeCount{Input: op, Op: p.Op, N: p.N})
		}
	}
	return all
}

func simplerMembers(members []plan.Pred) [][]plan.Pred {
	var all [][]plan.Pred
	for i, m := range members {
		all = append(all, slices.Delete(slices.Clone(members), i, i+1))
		for _, p := range simplerPreds(m) {
			changed := slices.Clone(members)
			changed[i] = p
			all = append(all, changed)
		}
	}
	return all
}
