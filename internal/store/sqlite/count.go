package sqlite

import "github.com/dealgraph/dealgraph/internal/plan"

// count counts rows, or the distinct nodes that they bind. The members of a group were counted when they were sorted.
func (c *compiler) count(x plan.Count, s scope) string {
	if _, all := x.Input.(plan.Members); all && s.grouped != nil {
		return s.grouped.sizeJSON(x.Nodes)
	}
	r := c.whole(c.rows(x.Input, s))
	if x.Nodes {
		return "(" + r.text(r.countNodes()) + ")"
	}
	return "(" + r.text("count(*)") + ")"
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

// enough is how many nodes tell whether there are as many as wanted. A negative limit would be none.
func enough(p plan.NodeCount) int64 {
	if p.Op == plan.Gte || p.Op == plan.Lt {
		return max(p.N, 0)
	}
	return max(p.N+1, 0)
}
