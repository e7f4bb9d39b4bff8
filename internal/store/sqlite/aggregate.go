package sqlite

import (
	"fmt"
	"slices"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
)

// aggregate reads the rows once for all measures, or for each of them what an index tells.
func (c *compiler) aggregate(x plan.Aggregate, s scope) (string, shape) {
	r := c.measured(x.Input, s)
	sh := shape{kind: oneRow, columns: make([]shape, len(x.Measures)), beside: true}
	measures := make([]string, len(x.Measures))
	apart := r.tellsApart(x)
	for i, m := range x.Measures {
		if apart && i > 0 {
			r = c.measured(x.Input, s)
		}
		measures[i], sh.columns[i] = r.measure(m)
		if apart {
			measures[i] = "(" + r.text(measures[i]) + ")"
		}
	}
	row := rowText(measures, sh.columns)
	if apart {
		return row, sh
	}
	return "(" + r.text(row) + ")", sh
}

// measured gives the rows to aggregate.
func (c *compiler) measured(input plan.Op, s scope) *rows {
	r := c.whole(c.rows(input, s))
	if r.single {
		return c.wrap(r)
	}
	return r
}

// tellsApart tells whether an index has each measure: where nothing else is asked of the rows, the smallest value is the first
// one of an index, and SQLite looks there only where a SELECT wants no other aggregate.
func (r *rows) tellsApart(x plan.Aggregate) bool {
	switch x.Input.(type) {
	case plan.Scan, plan.Expand:
	default:
		return false
	}
	return len(x.Measures) > 1 && !slices.ContainsFunc(x.Measures, func(m plan.Measure) bool {
		return m.Of.OfProperty() && !r.indexed(m.Prop)
	})
}

// measure gives an aggregate as a value of a row.
func (r *rows) measure(m plan.Measure) (string, shape) {
	value := ""
	if m.Of.OfProperty() {
		value = r.value(m.Prop)
	}
	switch m.Of {
	case plan.CountRows:
		return "count(*)", shape{kind: integer}
	case plan.CountNodes:
		return r.countNodes(), shape{kind: integer}
	case plan.CountValues:
		return "count(" + value + ")", shape{kind: integer}
	case plan.DistinctValues:
		return r.distinct(m.Prop), shape{kind: integer}
	case plan.Min, plan.Max:
		return propValue(string(m.Of)+"("+value+")", m.Prop.Prop, true), propShape(m.Prop.Prop)
	}
	panic(mistake(fmt.Sprintf("no measure %s", m.Of)))
}

func (r *rows) distinct(p plan.Prop) string {
	if p == (plan.Prop{Of: plan.Node, Prop: catalog.PropID}) {
		return r.countNodes()
	}
	return "count(DISTINCT " + r.value(p) + ")"
}
