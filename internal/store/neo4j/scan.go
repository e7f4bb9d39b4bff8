package neo4j

import (
	"github.com/dealgraph/dealgraph/internal/plan"
)

// scan gives all records of some types, or fewer where a predicate says where to start.
func (c *compiler) scan(op plan.Scan, preds []plan.Pred) (*pipe, []plan.Pred) {
	if a, ok := findAnchor(op.Of, preds); ok {
		return c.anchored(op, a)
	}
	return c.scanAll(op), preds
}

func (c *compiler) scanAll(op plan.Scan) *pipe {
	if op.Of == plan.Rel {
		r := c.fresh("r")
		p := &pipe{row: row{rel: r, relType: onlyType(op.Types)}}
		p.clause("MATCH ()-[%s%s]->()", r, ofTypes(op.Types))
		return p
	}
	n := c.fresh("n")
	p := &pipe{row: row{node: n}}
	p.clause("MATCH (%s:%s)", n, nodeLabels(op.Types))
	return p
}

func ofTypes(types []string) string {
	if len(types) == 0 {
		return ""
	}
	return ":" + labels(types)
}

func nodeLabels(types []string) string {
	if len(types) == 0 {
		return entity
	}
	return labels(types)
}
