package neo4j

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
)

// Groups of all records of some types that need not be read: their numbers are kept by type, and by the documents that they
// cite.

// wholeByType tells whether a group is of all records of some types, by type.
func wholeByType(op plan.Group) bool {
	scan, ok := op.Input.(plan.Scan)
	return ok && len(op.Path) == 0 && len(op.By) == 1 && op.By[0] == plan.Expr(plan.TypeOf{Of: scan.Of})
}

// typesOfAll asks the count store for each type.
func (c *compiler) typesOfAll(g *group, nodes bool) *pipe {
	scan := g.op.Input.(plan.Scan)
	entry := c.fresh("g")
	var counts []string
	for _, t := range c.typesOf(scan) {
		one := plan.Scan{Of: scan.Of, Types: []string{t}}
		counts = append(counts, "["+c.param(t)+", "+c.count(plan.Count{Input: one}, row{})+"]")
	}
	g.null = neverNull
	p := &pipe{}
	p.sealedClause("UNWIND [\n%s\n] AS %s", indent(strings.Join(counts, ",\n")), entry)
	p.clause("WITH %s[0] AS %s, %s[1] AS %s%s", entry, g.key, entry, g.size, c.nodesOfAll(g, scan.Of, nodes))
	p.filter(g.size + " > 0")
	return p
}

// nodesOfAll says how many nodes members bind: each its own, or none.
func (c *compiler) nodesOfAll(g *group, of plan.Var, wanted bool) string {
	switch {
	case !wanted:
		return ""
	case of == plan.Node:
		g.nodes = g.size
		return ""
	}
	g.nodes = c.fresh("s")
	return ", 0 AS " + g.nodes
}

// wholeByDocument tells whether a group is of all records of some types, by the documents that they cite. The kinds of
// citations tell the types unless a node and a relationship share a name.
func (c *compiler) wholeByDocument(op plan.Group) bool {
	scan, ok := op.Input.(plan.Scan)
	if !ok || len(op.Path) != 1 || op.Path[0] != plan.Op(plan.Sources{Of: scan.Of}) || !byNode(op) {
		return false
	}
	return !slices.ContainsFunc(c.cat.Relationships, func(r *catalog.RelType) bool { return c.cat.Node(r.Stored) != nil })
}

// documentsOfAll counts citations, and looks each document up once. Those that are missing make up the null group: where
// there are several, a record may cite more than one.
func (c *compiler) documentsOfAll(g *group, nodes bool) *pipe {
	scan := g.op.Input.(plan.Scan)
	kinds := c.param(anys(c.typesOf(scan)))
	cite, again := c.fresh("c"), c.fresh("c")
	document, all, some, total := c.fresh("d"), c.fresh("d"), c.fresh("s"), c.fresh("s")
	g.node, g.null = c.fresh("n"), maybeNull
	p := &pipe{}
	p.clause("MATCH (%s:Citation)", cite)
	p.filter(cite + ".kind IN " + kinds)
	p.sealedClause("WITH %s.documentId AS %s, count(*) AS %s", cite, document, some)
	p.sealedClause("OPTIONAL MATCH (%s:%s)%s WHERE %s.id = %s", g.node, entity, byID(g.node, entity), g.node, document)
	p.sealedClause("WITH %s, sum(%s) AS %s, collect(%s) AS %s", g.node, some, total, document, all)
	recount := block("COUNT", fmt.Sprintf("MATCH (%s:Citation)\n  WHERE %s.documentId IN %s AND %s.recordId IS NOT NULL AND %s.kind IN %s\nRETURN DISTINCT %s.recordId AS record",
		again, again, all, again, again, kinds, again))
	p.sealedClause("WITH %s, %s.id AS %s, CASE WHEN %s IS NULL AND size(%s) > 1 THEN %s ELSE %s END AS %s%s",
		g.node, g.node, g.key, g.node, all, recount, total, g.size, c.nodesOfAll(g, scan.Of, nodes))
	return p
}
