package neo4j

import (
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
)

// group is what a row of Group binds, and what its members are read by.
type group struct {
	op    plan.Group // whose Input starts from outer, and from no other group's row
	outer row
	key   string // the variable that holds the key
	node  string // the node whose id it is, where that is at hand
	size  string // the number of members
	nodes string // the number of distinct nodes that they bind, where it is wanted
	null  nullness
}

// nullness is what is known of a group's key.
type nullness uint8

const (
	maybeNull nullness = iota
	neverNull
	alwaysNull
)

func (g *group) variables() []string {
	if g == nil {
		return nil
	}
	vars := append([]string{g.key}, g.counts()...)
	if g.node != "" {
		vars = append(vars, g.node)
	}
	return vars
}

// counts are the variables that hold the group's sizes.
func (g *group) counts() []string {
	if g.nodes == "" || g.nodes == g.size {
		return []string{g.size}
	}
	return []string{g.size, g.nodes}
}

// group gives the groups with the most members.
func (c *compiler) group(op plan.Group, outer row, nodes bool) *pipe {
	g := &group{op: op, outer: outer, key: c.fresh("k"), size: c.fresh("s")}
	var p *pipe
	switch {
	case wholeByType(op):
		p = c.typesOfAll(g, nodes)
	case c.wholeByDocument(op):
		p = c.documentsOfAll(g, nodes)
	default:
		p = c.grouped(g, nodes)
	}
	p.row, p.carry = row{group: g}, nil
	p.order = []string{g.size + " DESC", g.key} // null is the greatest
	p.limit(c.param(int64(op.N)))
	return p
}

// grouped sorts the rows of the input by key in one pass. Nodes are grouped by themselves: their ids are read once a group.
func (c *compiler) grouped(g *group, nodes bool) *pipe {
	p, at := c.led(g.op, g.outer)
	g.null = keyNullness(g.op, at)
	counts := []string{memberCount(g.op, p.row) + " AS " + g.size}
	if nodes {
		counts = append(counts, c.groupNodes(g, p.row)...)
	}
	if byNode(g.op) && at.node != "" {
		g.node = at.node
		p.sealedClause("WITH %s, %s", g.node, strings.Join(counts, ", "))
		p.sealedClause("WITH %s, %s.id AS %s, %s", g.node, g.node, g.key, strings.Join(g.counts(), ", "))
		return p
	}
	p.sealedClause("WITH %s AS %s, %s", c.keyText(g.op, at), g.key, strings.Join(counts, ", "))
	return p
}

// led gives members, and where the path leads from each. What a whole type is expanded by tells the type, mostly: then
// relationships are scanned, and nodes' labels are never read.
func (c *compiler) led(op plan.Group, outer row) (p *pipe, at row) {
	if p, ok := c.citingTypes(op, outer); ok {
		return p, p.row
	}
	if scan, ok := op.Input.(plan.Scan); ok && scan.Of == plan.Node && len(op.Path) > 0 {
		if e, ok := op.Path[0].(plan.Expand); ok {
			p := &pipe{row: row{node: c.fresh("n")}}
			at := c.alongExpand(p, e, p.row.node+c.startLabel(e, scan.Types))
			return p, c.along(p, at, op.Path[1:])
		}
	}
	p = c.rows(unordered(op.Input), outer)
	return p, c.along(p, p.row, op.Path)
}

// memberCount counts members, each once: several rows of a path may lead from one.
func memberCount(op plan.Group, member row) string {
	if len(op.Path) == 0 {
		return "count(*)"
	}
	for _, v := range []string{member.cited, member.rel, member.node} {
		if v != "" {
			return "count(DISTINCT " + v + ")"
		}
	}
	return "count(*)"
}

// groupNodes counts the distinct nodes of members, unless as many are known already.
func (c *compiler) groupNodes(g *group, member row) []string {
	if member.node != "" && member.rel == "" && !member.partial {
		g.nodes = g.size
		return nil
	}
	g.nodes = c.fresh("s")
	node := orNull(member.node)
	if member.kind != "" { // a citation, of which only those by nodes count
		node = "CASE WHEN " + member.kind + " IN " + c.allNodeTypes() + " THEN " + member.cited + " END"
	}
	return []string{"count(DISTINCT " + node + ") AS " + g.nodes}
}

// byNode tells whether a group's key is a node's id.
func byNode(op plan.Group) bool {
	x, ok := op.By[0].(plan.Prop)
	return ok && len(op.By) == 1 && op.Cut == plan.Whole && x.Of == plan.Node && x.Prop.Name == catalog.PropID.Name
}

func keyNullness(op plan.Group, at row) nullness {
	switch {
	case at.kind != "":
		return neverNull
	case at.partial || len(op.By) > 1:
		return maybeNull
	}
	switch x := op.By[0].(type) {
	case plan.TypeOf:
		if at.of(x.Of) != "" {
			return neverNull
		}
	case plan.Prop:
		if at.of(x.Of) != "" && x.Prop.Common && x.Prop.Required {
			return neverNull
		}
	}
	return maybeNull
}

// keyText gives the key as an expression.
func (c *compiler) keyText(op plan.Group, at row) string {
	if at.kind != "" {
		return at.kind
	}
	texts := make([]string, len(op.By))
	for i, x := range op.By {
		texts[i] = c.expr(x, at)
	}
	text := texts[0]
	if len(texts) > 1 {
		text = "coalesce(" + strings.Join(texts, ", ") + ")"
	}
	switch op.Cut {
	case plan.ByYear:
		return "left(" + text + ", 4)"
	case plan.ByMonth:
		return "left(" + text + ", 7)"
	}
	return text
}

// groupValue is a group's key or size.
func groupValue(x plan.Expr, g *group) string {
	switch {
	case g == nil:
		return "null"
	case x == plan.Expr(plan.GroupKey{}):
		return g.key
	case x == plan.Expr(plan.GroupSize{Nodes: true}):
		return g.nodes
	}
	return g.size
}

// keyNode gives the node whose id is the key.
func (c *compiler) keyNode(outer row) *pipe {
	g := outer.group
	if g == nil {
		return c.nothing()
	}
	p := &pipe{row: row{node: c.fresh("n")}}
	if g.node != "" {
		p.clause("WITH %s AS %s", g.node, p.row.node)
		p.filter(p.row.node + " IS NOT NULL")
		return p
	}
	p.clause("MATCH (%s:%s)%s", p.row.node, entity, byID(p.row.node, entity))
	p.filter(p.row.node + ".id = " + g.key)
	return p
}
