package neo4j

import (
	"fmt"
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
)

// pred gives a predicate as a Boolean expression that may stand beside AND. Cypher's third value is as good as false in a
// WHERE, and under AND and OR; where it is not, under NOT, total asks for an expression that is never null.
func (c *compiler) pred(p plan.Pred, r row, total bool) string {
	switch p := p.(type) {
	case plan.And:
		return c.joined(p, r, total, " AND ", true)
	case plan.Or:
		return c.joined(p, r, total, " OR ", false)
	case plan.Not:
		return "NOT " + c.pred(p.Pred, r, true)
	case plan.IsNull:
		if r.of(p.Prop.Of) == "" {
			return c.constant(true)
		}
		return "(" + prop(p.Prop, r) + " IS NULL)"
	case plan.Exists:
		return block("EXISTS", c.rows(unordered(p.Input), r).counted())
	case plan.NodeCount:
		return c.nodeCount(p, r)
	case marked:
		return truth(r.of(p.prop.Of)+"."+quote(missing(p.prop.Prop))+" = true", total)
	case inGroup:
		return truth(c.inGroup(p, r), total)
	case citesKey:
		return truth(c.citesKey(p, r), total)
	}
	if x, ok := property(p); ok && r.of(x.Of) == "" {
		return c.constant(false)
	}
	return truth(c.test(p, r), total)
}

// truth makes null false, where that is asked for.
func truth(x string, total bool) string {
	if total {
		return "coalesce(" + x + ", false)"
	}
	return x
}

// property gives the property that a predicate tests, which is false where it is null.
func property(p plan.Pred) (plan.Prop, bool) {
	switch p := p.(type) {
	case plan.Compare:
		return p.Prop, true
	case plan.InValues:
		return p.Prop, true
	case plan.HasAny:
		return p.Prop, true
	case plan.IsEmpty:
		return p.Prop, true
	case plan.Overlaps:
		return p.Prop, true
	}
	return plan.Prop{}, false
}

func (c *compiler) joined(members []plan.Pred, r row, total bool, with string, empty bool) string {
	if len(members) == 0 {
		return c.constant(empty)
	}
	texts := make([]string, len(members))
	for i, m := range members {
		texts[i] = c.pred(m, r, total)
	}
	return "(" + strings.Join(texts, with) + ")"
}

// test gives a predicate that is null instead of false where what it tests is null.
func (c *compiler) test(p plan.Pred, r row) string {
	switch p := p.(type) {
	case plan.Compare:
		return c.compare(p, r)
	case plan.InValues:
		return prop(p.Prop, r) + " IN " + c.param(p.Values)
	case plan.HasAny:
		return c.any(prop(p.Prop, r), func(e string) string { return e + " IN " + c.param(p.Values) })
	case plan.IsEmpty:
		return "size(" + prop(p.Prop, r) + ") = 0"
	case plan.Overlaps:
		return c.overlaps(p, r)
	case plan.TypeIn:
		if r.of(p.Of) == "" || len(p.Types) == 0 {
			return c.constant(false)
		}
		return r.of(p.Of) + ":" + labels(p.Types)
	case plan.Cites:
		return c.any(prop(plan.Prop{Of: p.Of, Prop: catalog.PropSources}, r), func(e string) string {
			return "split(" + e + ", '#')[0] IN " + c.param(anys(p.Documents))
		})
	case plan.SourceCount:
		return c.sourceCount(p, r)
	}
	panic(fmt.Sprintf("neo4j: no predicate: %T", p))
}

// any tests the elements of a list.
func (c *compiler) any(list string, test func(element string) string) string {
	e := c.fresh("e")
	return "any(" + e + " IN " + list + " WHERE " + test(e) + ")"
}

var comparisons = map[plan.CompareOp]string{
	plan.Eq: "=", plan.Lt: "<", plan.Lte: "<=", plan.Gt: ">", plan.Gte: ">=",
	plan.Contains: "CONTAINS", plan.StartsWith: "STARTS WITH", plan.EndsWith: "ENDS WITH",
}

func (c *compiler) compare(p plan.Compare, r row) string {
	if p.Op == plan.ContainsFold {
		return c.containsFold(p, r)
	}
	op, ok := comparisons[p.Op]
	if !ok {
		panic("neo4j: no comparison: " + string(p.Op))
	}
	x := prop(p.Prop, r)
	switch p.Op {
	case plan.Lt, plan.Lte, plan.Gt, plan.Gte:
		return c.ordered(x, op, p.Value)
	}
	return x + " " + op + " " + c.param(p.Value)
}

func (c *compiler) containsFold(p plan.Compare, r row) string {
	copied, value := r.of(p.Prop.Of)+"."+quote(folded(p.Prop.Prop)), c.param(p.Value)
	if p.Prop.Prop.List {
		return c.any(copied, func(e string) string { return e + " CONTAINS " + value })
	}
	return copied + " CONTAINS " + value
}

func (c *compiler) sourceCount(p plan.SourceCount, r row) string {
	v := r.of(p.Of)
	if v == "" {
		return c.constant(false)
	}
	s := c.fresh("s")
	count := fmt.Sprintf("COUNT { UNWIND %s.sources AS %s RETURN DISTINCT split(%s, '#')[0] AS document } %s %s",
		v, s, s, comparisons[p.Op], c.param(p.N))
	if r.partial {
		return "(" + v + " IS NOT NULL AND " + count + ")"
	}
	return count
}
