package neo4j

import (
	"fmt"

	"github.com/dealgraph/dealgraph/internal/plan"
)

// along follows a path from one of a pipe's rows and gives where it leads. The pipe's row stays.
func (c *compiler) along(p *pipe, at row, path []plan.Op) row {
	for _, step := range path {
		switch step := step.(type) {
		case plan.Expand:
			if at.node == "" {
				return c.nowhere(p)
			}
			at = c.alongExpand(p, step, at.node)
		case plan.End:
			if at.rel == "" {
				return c.nowhere(p)
			}
			at = c.alongEnd(p, step, at)
		case plan.Sources:
			if at.of(step.Of) == "" {
				return c.nowhere(p)
			}
			at = c.alongSources(p, at.of(step.Of))
		default:
			panic(fmt.Sprintf("neo4j: no step of a path: %T", step))
		}
	}
	return at
}

// nowhere leaves no rows.
func (c *compiler) nowhere(p *pipe) row {
	n := c.fresh("n")
	p.sealedClause("UNWIND [] AS %s", n)
	return row{node: n, partial: true}
}

func (c *compiler) alongExpand(p *pipe, op plan.Expand, from string) row {
	to := row{node: c.fresh("n"), rel: c.fresh("r"), relType: op.Rel}
	p.clause("MATCH %s", arrow(op, from, to.rel, to.node+ofTypes(op.Types)))
	return to
}

func (c *compiler) alongEnd(p *pipe, op plan.End, at row) row {
	to := row{node: c.fresh("n")}
	p.sealedClause("WITH *, %s AS %s", nodeAt(op.Side, at.rel), to.node)
	if at.partial {
		p.clause("WITH *")
		p.filter(to.node + " IS NOT NULL")
	}
	return to
}

func (c *compiler) alongSources(p *pipe, record string) row {
	s, d := c.fresh("s"), c.fresh("d")
	to := row{node: c.fresh("n"), partial: true}
	p.sealedClause("UNWIND [%s IN %s.sources | split(%s, '#')[0]] AS %s", s, record, s, d)
	p.sealedClause("OPTIONAL MATCH (%s:%s)%s WHERE %s.id = %s", to.node, entity, byID(to.node, entity), to.node, d)
	return to
}
