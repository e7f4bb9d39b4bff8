package sqlite

import (
	"slices"

	"github.com/dealgraph/dealgraph/internal/plan"
)

// A relationship's row holds the ids of its ends. What is asked of an end's id is therefore asked of the row itself, where
// the indexes that begin with an end serve it. A name is as good as an id: an index finds who has it.

// apart splits an EXISTS over an end into tests of its id or name, which need no look at the node, and the rest. As there is one
// node at an end, all of them together say the same.
func apart(p plan.Pred) []plan.Pred {
	op, tests := existing(p)
	end, ok := op.(plan.End)
	if !ok {
		return []plan.Pred{p}
	}
	var split []plan.Pred
	var rest plan.And
	for _, t := range tests {
		if pinsNode(t) {
			split = append(split, atEnd(end, t))
		} else {
			rest = append(rest, t)
		}
	}
	if len(rest) > 0 || len(split) == 0 {
		split = append(split, atEnd(end, rest))
	}
	return split
}

func atEnd(end plan.End, p plan.Pred) plan.Exists {
	return plan.Exists{Input: plan.Filter{Input: end, Pred: p}}
}

// pinnedEnd tells which end of a relationship a predicate names, if one.
func pinnedEnd(p plan.Pred) (plan.Side, bool) {
	op, tests := existing(p)
	end, ok := op.(plan.End)
	return end.Side, ok && slices.ContainsFunc(tests, pinsNode)
}

// pinsEnd tells whether a predicate names an end, or is an OR of such.
func pinsEnd(p plan.Pred) bool {
	or, ok := p.(plan.Or)
	if !ok {
		return pinsOneEnd(p)
	}
	return len(or) > 0 && !slices.ContainsFunc(or, func(p plan.Pred) bool { return !slices.ContainsFunc(flatten(p), pinsEnd) })
}

func pinsOneEnd(p plan.Pred) bool {
	_, ok := pinnedEnd(p)
	return ok
}

// scanByEnd compiles tests, of which one names an end, on a scan of relationships.
func (c *compiler) scanByEnd(scan plan.Scan, tests []plan.Pred) *rows {
	if len(scan.Types) == 0 && pinsBothEnds(tests) {
		scan.Types = c.relTypes()
	}
	r := c.scan(scan)
	r.few = true
	if len(scan.Types) > 0 && !slices.ContainsFunc(tests, pinsOneEnd) {
		r.where[0] = "+" + r.where[0] // keeps the index on types out: those on the ends serve an OR
	}
	for _, t := range tests {
		r.where = append(r.where, c.pred(t, r.scope, false))
	}
	return r
}

// pinsBothEnds tells whether predicates name both ends. The indexes on the ends have the type between them, and one end
// alone may have any number of relationships: with all types named both count.
func pinsBothEnds(tests []plan.Pred) bool {
	ends := map[plan.Side]bool{}
	for _, t := range tests {
		if side, ok := pinnedEnd(t); ok {
			ends[side] = true
		}
	}
	return len(ends) == 2
}

func (c *compiler) relTypes() []string {
	types := make([]string, len(c.cat.Relationships))
	for i, t := range c.cat.Relationships {
		types[i] = t.Stored
	}
	return types
}
