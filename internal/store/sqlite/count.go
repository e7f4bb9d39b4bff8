package sqlite

import (
	"slices"

	"github.com/dealgraph/dealgraph/internal/plan"
)

// count counts rows, or the distinct nodes that they bind. The members of a group were counted when they were sorted.
func (c *compiler) count(x plan.Count, s scope) string {
	if isMembers(x.Input) && s.grouped != nil {
		return s.grouped.count(x.Nodes)
	}
	r := c.whole(c.rows(x.Input, s))
	if x.Nodes {
		return "(" + r.text(r.countNodes()) + ")"
	}
	all := "(" + r.text("count(*)") + ")"
	if f := c.foundIn(x.Input); f != nil {
		return c.either(f, "(SELECT n FROM "+f.size+")", all)
	}
	return all
}

// countNodes gives the aggregate that counts the distinct nodes of rows.
func (r *rows) countNodes() string {
	switch {
	case r.node == nil:
		return "count(NULL)"
	case !r.once:
		return "count(DISTINCT " + r.nodeID() + ")"
	case r.node.optional:
		return "count(" + r.nodeID() + ")"
	}
	return "count(*)"
}

// nodeCount counts no further than it takes to tell how the number compares.
func (c *compiler) nodeCount(p plan.NodeCount, s scope) string {
	r := c.whole(c.rows(p.Input, s))
	if r.node == nil {
		return "0 " + comparison(p.Op) + " " + c.arg(p.N)
	}
	if r.node.optional {
		r.where = append(r.where, r.nodeID()+" IS NOT NULL")
	}
	list := r.nodeID()
	if !r.once {
		list = "DISTINCT " + list
	}
	first := r.text(list) + " LIMIT " + c.arg(enough(p))
	return "(SELECT count(*) FROM (" + first + ")) " + comparison(p.Op) + " " + c.arg(p.N)
}

// withExistence adds, to tests on how many nodes there are of which few can be meant, that there is one: a scan may start
// from these.
func withExistence(tests []plan.Pred) []plan.Pred {
	var all []plan.Pred
	for _, t := range tests {
		count, ok := t.(plan.NodeCount)
		exists := plan.Exists{Input: count.Input}
		_, inner := reached(exists)
		if !ok || least(count) < 1 || !slices.ContainsFunc(inner, pinsNode) {
			all = append(all, t)
			continue
		}
		all = append(all, exists)
		if least(count) > 1 || reachesSeveral(exists) {
			all = append(all, t)
		}
	}
	return all
}

// least is how many nodes a predicate asks for.
func least(p plan.NodeCount) int64 {
	switch p.Op {
	case plan.Eq, plan.Gte:
		return p.N
	case plan.Gt:
		return p.N + 1
	}
	return 0
}

// enough is how many nodes tell whether there are as many as wanted. A negative limit would be none.
func enough(p plan.NodeCount) int64 {
	if p.Op == plan.Gte || p.Op == plan.Lt {
		return max(p.N, 0)
	}
	return max(p.N+1, 0)
}
