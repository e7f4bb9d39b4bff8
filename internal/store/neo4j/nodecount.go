package neo4j

import (
	"github.com/dealgraph/dealgraph/internal/plan"
)

// nodeCount compares how many distinct nodes there are, and looks for no more of them than decide it.
func (c *compiler) nodeCount(x plan.NodeCount, r row) string {
	if simpler := withoutCount(x); simpler != nil {
		return c.pred(simpler, r, false)
	}
	p := c.rows(unordered(x.Input), r)
	c.distinctNodes(p)
	p.limit(c.param(x.N + 1))
	return block("COUNT", p.counted()) + " " + comparisons[x.Op] + " " + c.param(x.N)
}

// distinctNodes leaves of a pipe's rows the nodes that they bind, each once.
func (c *compiler) distinctNodes(p *pipe) {
	p.order, p.carry = nil, nil
	n := c.fresh("n")
	if p.row.node == "" {
		p.filter("null")
	} else if p.row.partial {
		p.filter(p.row.node + " IS NOT NULL")
	}
	p.sealedClause("WITH DISTINCT %s AS %s", orNull(p.row.node), n)
	p.row = row{node: n}
}

// withoutCount gives a predicate that says the same and counts nothing, or nil: a scan may start from what it pins.
func withoutCount(x plan.NodeCount) plan.Pred {
	some := plan.Exists{Input: x.Input}
	switch {
	case x.Op == plan.Gt && x.N < 0, x.Op == plan.Gte && x.N <= 0:
		return plan.And{}
	case x.N < 0, x.Op == plan.Lt && x.N == 0:
		return plan.Or{}
	case !bindsNodes(x.Input):
		return nil
	case x.Op == plan.Gt && x.N == 0, x.Op == plan.Gte && x.N == 1, x.Op == plan.Eq && x.N == 1 && pinsOne(x.Input):
		return some
	case x.N == 0, x.Op == plan.Lt && x.N == 1:
		return plan.Not{Pred: some}
	}
	return nil
}

// bindsNodes tells whether each row of an operator binds a node.
func bindsNodes(op plan.Op) bool {
	base, _ := unwrap(op)
	switch base.(type) {
	case plan.Expand, plan.End:
		return true
	}
	return false
}

// pinsOne tells whether rows can bind no more than one node.
func pinsOne(op plan.Op) bool {
	_, preds := unwrap(op)
	ids, ok := pinned(preds)
	return ok && len(ids) == 1
}

// countNodes is the number of distinct nodes among an operator's rows. Those of a scan are distinct.
func (c *compiler) countNodes(op plan.Op, r row) string {
	op, r = c.resolved(unordered(op), r)
	if s, ok := base(op).(plan.Scan); ok && s.Of == plan.Node {
		return c.count(plan.Count{Input: op}, r)
	}
	p := c.rows(op, r)
	c.distinctNodes(p)
	return block("COUNT", p.counted())
}

// base takes filters, orderings and limits off an operator.
func base(op plan.Op) plan.Op {
	switch op := op.(type) {
	case plan.Filter:
		return base(op.Input)
	case plan.Sort:
		return base(op.Input)
	case plan.Limit:
		return base(op.Input)
	}
	return op
}
