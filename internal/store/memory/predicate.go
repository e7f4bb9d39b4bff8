package memory

import (
	"fmt"
	"slices"

	"github.com/dealgraph/dealgraph/internal/plan"
)

// holds tells whether a row satisfies a predicate: true or false, never unknown.
func (e evaluator) holds(p plan.Pred, r row) bool {
	switch p := p.(type) {
	case plan.And:
		return !slices.ContainsFunc(p, func(m plan.Pred) bool { return !e.holds(m, r) })
	case plan.Or:
		return slices.ContainsFunc(p, func(m plan.Pred) bool { return e.holds(m, r) })
	case plan.Not:
		return !e.holds(p.Pred, r)
	case plan.Exists:
		return len(e.rows(p.Input, r)) > 0
	case plan.NodeCount:
		return inOrder(p.Op, compare(countNodes(e.rows(p.Input, r)), p.N))
	case plan.Compare:
		p.Value = e.query.Value(p.Value)
		return compares(p, property(p.Prop, r))
	case plan.InValues:
		return among(property(p.Prop, r), e.values(p.Values))
	case plan.IsNull:
		return property(p.Prop, r) == nil
	case plan.HasAny:
		return hasAny(property(p.Prop, r), e.values(p.Values))
	case plan.IsEmpty:
		list, ok := property(p.Prop, r).([]any)
		return ok && len(list) == 0
	case plan.Overlaps:
		p.From, p.To = e.query.Value(p.From).(string), e.query.Value(p.To).(string)
		return overlaps(p, property(p.Prop, r))
	case plan.TypeIn:
		return hasType(r.record(p.Of), p.Types)
	case plan.Cites:
		return e.cites(p, r)
	case plan.SourceCount:
		return countsSources(p, r)
	}
	panic(fmt.Sprintf("no predicate: %T", p))
}

// values gives a list's values with what they stand for in the place of placeholders.
func (e evaluator) values(list []any) []any { return e.query.Value(list).([]any) }

func (e evaluator) texts(list []string) []any {
	values := make([]any, len(list))
	for i, t := range list {
		values[i] = t
	}
	return e.values(values)
}

func among(v any, values []any) bool {
	return v != nil && slices.ContainsFunc(values, func(w any) bool { return compare(v, w) == 0 })
}

func hasAny(v any, values []any) bool {
	list, _ := v.([]any)
	return slices.ContainsFunc(list, func(element any) bool { return among(element, values) })
}

func (e evaluator) cites(p plan.Cites, r row) bool {
	documents := e.texts(p.Documents)
	return slices.ContainsFunc(documentsOf(r.record(p.Of)), func(d string) bool { return among(d, documents) })
}

func countsSources(p plan.SourceCount, r row) bool {
	rec := r.record(p.Of)
	return rec != nil && inOrder(p.Op, compare(int64(len(documentsOf(rec))), p.N))
}
