package neo4j

import (
	"fmt"
	"slices"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
)

// inPass gives the measures for which all rows are read. Of whole types a store knows the number, and an index the ends.
func (c *compiler) inPass(x plan.Aggregate) []plan.Measure {
	scan, whole := unordered(x.Input).(plan.Scan)
	rest := slices.DeleteFunc(slices.Clone(x.Measures), func(m plan.Measure) bool {
		return whole && c.known(m, scan)
	})
	if !slices.ContainsFunc(rest, func(m plan.Measure) bool { return m.Of != plan.CountRows }) {
		return nil
	}
	return rest
}

// known tells whether a measure of a whole scan is read without its rows.
func (c *compiler) known(m plan.Measure, scan plan.Scan) bool {
	switch m.Of {
	case plan.CountRows:
		return true
	case plan.CountNodes:
		return scan.Of == plan.Node
	case plan.Min, plan.Max:
		keys := endKeys(m)
		lead, ok := indexKeys(keys, plan.Node, keys[1].Prop)
		if !ok || scan.Of != plan.Node {
			return false
		}
		_, ok = c.scanTypes(scan, lead)
		return ok
	}
	return false
}

// endKeys is the ordering whose first row has the smallest or the greatest value.
func endKeys(m plan.Measure) []plan.Key {
	desc := m.Of == plan.Max
	return []plan.Key{{Prop: m.Prop, Desc: desc}, {Prop: plan.Prop{Of: plan.Node, Prop: catalog.PropID}, Desc: desc}}
}

// alone gives an aggregate's values: those that need no pass over the rows each by itself, others from the pass's list.
func (c *compiler) alone(x plan.Aggregate, pass string, r row) string {
	inPass := c.inPass(x)
	values := make([]string, len(x.Measures))
	for i, m := range x.Measures {
		at := slices.Index(inPass, m)
		switch {
		case at >= 0:
			values[i] = fmt.Sprintf("%s[%d]", pass, at)
		case m.Of == plan.Min || m.Of == plan.Max:
			first := plan.Limit{N: 1, Input: plan.Sort{Input: unordered(x.Input), Keys: endKeys(m)}}
			values[i] = c.expr(plan.First{Input: first, Columns: []plan.Column{{Expr: m.Prop}}}, r) + "[0]"
		default:
			values[i] = c.count(plan.Count{Input: x.Input}, r)
		}
	}
	return listOf(values)
}
