package neo4j

import (
	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
)

// parallel reads the relationships between the same ends from the index of their type. Where that is not known before the
// statement runs they are found among all that the ends have between them.
func (c *compiler) parallel(outer row) *pipe {
	if outer.rel == "" {
		return c.nothing()
	}
	p := &pipe{row: row{rel: c.fresh("r"), relType: outer.relType, partial: outer.partial}}
	keep := ""
	if outer.node != "" {
		p.row.node = c.fresh("n")
		keep = outer.node + " AS " + p.row.node + ", "
	}
	from, to := c.fresh("i"), c.fresh("i")
	if outer.relType == "" {
		p.clause("WITH %sstartNode(%s) AS %s, endNode(%s) AS %s", keep, outer.rel, from, outer.rel, to)
		p.clause("MATCH (%s)-[%s]->(%s)", from, p.row.rel, to)
		p.filter("type(" + p.row.rel + ") = type(" + outer.rel + ")")
		return p
	}
	p.clause("WITH %s%s.fromId AS %s, %s.toId AS %s", keep, outer.rel, from, outer.rel, to)
	p.clause("MATCH %s\n  USING INDEX SEEK %s:%s(fromId, toId, id)", arrow(plan.Expand{Rel: outer.relType, Dir: catalog.Out}, "", p.row.rel, ""),
		p.row.rel, quote(outer.relType))
	p.filter(p.row.rel+".fromId = "+from, p.row.rel+".toId = "+to, p.row.rel+".id IS NOT NULL")
	return p
}

// onlyType is the type of a relationship that is of one of these, where there is just one.
func onlyType(types []string) string {
	if len(types) == 1 {
		return types[0]
	}
	return ""
}
