package memory

import (
	"slices"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
)

func (e evaluator) filter(op plan.Filter, outer row) []row {
	var kept []row
	for _, r := range e.rows(op.Input, outer) {
		if e.holds(op.Pred, r) {
			kept = append(kept, r)
		}
	}
	return kept
}

func (e evaluator) limit(op plan.Limit, outer row) []row {
	rows := e.rows(op.Input, outer)
	return rows[:min(e.size(op.N), len(rows))]
}

// size gives a size, or that for which it is a placeholder.
func (e evaluator) size(n int) int { return int(e.query.Value(int64(n)).(int64)) }

func (e evaluator) sort(op plan.Sort, outer row) []row {
	rows := e.rows(op.Input, outer)
	slices.SortStableFunc(rows, func(a, b row) int {
		return compareKeys(op.Keys, e.position(op.Keys, a), e.position(op.Keys, b))
	})
	if op.After == nil {
		return rows
	}
	after := e.query.Value(op.After).([]any)
	return slices.DeleteFunc(rows, func(r row) bool {
		return compareKeys(op.Keys, e.position(op.Keys, r), after) <= 0
	})
}

// position gives a row's value for each key.
func (e evaluator) position(keys []plan.Key, r row) []any {
	values := make([]any, len(keys))
	for i, k := range keys {
		if k.Count != nil {
			values[i] = countNodes(e.rows(*k.Count, r))
			continue
		}
		values[i] = keyValue(k.Prop, r)
	}
	return values
}

// keyValue is the property's value, but for the rows of CitedBy: the id by which they are sorted is that of the record
// that the row binds, whichever that is.
func keyValue(p plan.Prop, r row) any {
	if r.node == nil && p.Prop == catalog.PropID {
		p.Of = plan.Rel
	}
	return property(p, r)
}

func compareKeys(keys []plan.Key, a, b []any) int {
	for i, k := range keys {
		if c := compareKey(k, a[i], b[i]); c != 0 {
			return c
		}
	}
	return 0
}

// compareKey puts nulls where NullsFirst says, whether or not the key is descending.
func compareKey(k plan.Key, a, b any) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return nullFirst(k)
	case b == nil:
		return -nullFirst(k)
	case k.Desc:
		return compare(b, a)
	}
	return compare(a, b)
}

func nullFirst(k plan.Key) int {
	if k.NullsFirst {
		return -1
	}
	return 1
}
