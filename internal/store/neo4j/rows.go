package neo4j

import (
	"fmt"

	"github.com/dealgraph/dealgraph/internal/plan"
)

// rows gives the clauses that produce an operator's rows, for an outer row whose variables are in scope.
func (c *compiler) rows(op plan.Op, outer row) *pipe {
	op, outer = c.resolved(op, outer)
	switch op := op.(type) {
	case plan.Sort:
		return c.page(op, 0, outer)
	case plan.Limit:
		if s, ok := op.Input.(plan.Sort); ok {
			return c.page(s, op.N, outer)
		}
		p := c.rows(op.Input, outer)
		p.limit(c.param(int64(op.N)))
		return p
	}
	return c.filtered(op, outer)
}

// filtered gives the rows of an operator under any number of filters.
func (c *compiler) filtered(op plan.Op, outer row) *pipe {
	base, preds := unwrap(op)
	p, rest := c.source(base, preds, outer)
	c.filter(p, rest)
	return p
}

func (c *compiler) filter(p *pipe, preds []plan.Pred) {
	for _, pred := range preds {
		p.filter(c.pred(pred, p.row, false))
	}
}

// source gives the rows of an operator that is no filter, and the predicates that are still to be tested: it may choose
// where to start by them.
func (c *compiler) source(op plan.Op, preds []plan.Pred, outer row) (*pipe, []plan.Pred) {
	switch op := op.(type) {
	case plan.Seek:
		return c.seek(op), preds
	case plan.Scan:
		return c.scan(op, preds)
	case plan.Expand:
		return c.expand(op, preds, outer), preds
	case plan.Incident:
		_, pin := pinned(preds)
		return c.incident(op, outer, pin), preds
	case plan.End:
		return c.end(op, outer), preds
	case plan.Deref:
		return c.deref(op, outer), preds
	case plan.Sources:
		return c.sources(op, outer), preds
	case plan.CitedBy:
		return c.citedBy(preds, outer)
	case plan.Begun:
		return c.begun(op), preds
	case plan.Near:
		return c.near(op), preds
	case plan.Candidates:
		return c.candidates(op), preds
	case plan.Parallel:
		return c.parallel(outer), preds
	case plan.Group:
		return c.group(op, outer, true), preds
	case plan.KeyNode:
		return c.keyNode(outer), preds
	case plan.Members:
		return c.nothing(), preds // of no group
	case plan.Sort, plan.Limit:
		return c.rows(op, outer), preds
	}
	panic(fmt.Sprintf("neo4j: no operator: %T", op))
}

// nothing gives no rows: what starts from a record that the outer row does not bind.
func (c *compiler) nothing() *pipe {
	p := &pipe{row: row{node: c.fresh("n"), rel: c.fresh("r")}}
	p.sealedClause("UNWIND [] AS %s", p.row.node)
	p.sealedClause("WITH %s, null AS %s", p.row.node, p.row.rel)
	return p
}

// unwrap takes the filters off an operator, and conjunctions apart.
func unwrap(op plan.Op) (plan.Op, []plan.Pred) {
	f, ok := op.(plan.Filter)
	if !ok {
		return op, nil
	}
	base, preds := unwrap(f.Input)
	return base, append(preds, conjuncts(f.Pred)...)
}

func conjuncts(p plan.Pred) []plan.Pred {
	and, ok := p.(plan.And)
	if !ok {
		return []plan.Pred{p}
	}
	var all []plan.Pred
	for _, m := range and {
		all = append(all, conjuncts(m)...)
	}
	return all
}
