package memory

import (
	"fmt"

	"github.com/dealgraph/dealgraph/internal/plan"
)

// aggregate works out each measure by itself, from all the rows.
func (e evaluator) aggregate(x plan.Aggregate, outer row) any {
	rows := e.rows(x.Input, outer)
	values := make([]any, len(x.Measures))
	for i, m := range x.Measures {
		values[i] = measure(m, rows)
	}
	return values
}

func measure(m plan.Measure, rows []row) any {
	switch m.Of {
	case plan.CountRows:
		return int64(len(rows))
	case plan.CountNodes:
		return countNodes(rows)
	}
	var values []any
	for _, r := range rows {
		if v := property(m.Prop, r); v != nil {
			values = append(values, v)
		}
	}
	switch m.Of {
	case plan.CountValues:
		return int64(len(values))
	case plan.DistinctValues:
		return countDistinct(values)
	case plan.Min:
		return extreme(values, -1)
	case plan.Max:
		return extreme(values, 1)
	}
	panic(fmt.Sprintf("no measure: %s", m.Of))
}

// countNodes is the number of distinct nodes that rows bind.
func countNodes(rows []row) int64 {
	ids := map[string]bool{}
	for _, r := range rows {
		if r.node != nil {
			ids[r.node.ID] = true
		}
	}
	return int64(len(ids))
}

func countDistinct(values []any) int64 {
	distinct := map[any]bool{}
	for _, v := range values {
		if v == 0.0 {
			v = 0.0 // the zeros of a float are equal, and one key of a map
		}
		distinct[v] = true
	}
	return int64(len(distinct))
}

// extreme gives the value that all others compare with as sign says, or nil of none.
func extreme(values []any, sign int) any {
	var most any
	for _, v := range values {
		if most == nil || compare(v, most) == sign {
			most = v
		}
	}
	return most
}
