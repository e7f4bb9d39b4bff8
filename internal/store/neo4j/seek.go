package neo4j

import (
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/internal/plan"
)

// seek looks records up by id in the order of the ids. A former id is looked up in the same statement.
func (c *compiler) seek(op plan.Seek) *pipe {
	p := &pipe{row: row{requested: c.fresh("q")}}
	k := c.fresh("k")
	ids := c.param(anys(op.IDs))
	p.sealedClause("UNWIND range(0, size(%s) - 1) AS %s", ids, k)
	p.clause("WITH %s, %s[%s] AS %s", k, ids, k, p.row.requested)
	p.order, p.carry = []string{k}, []string{k}
	if op.Of == plan.Rel {
		c.seekRels(p, op.IDs)
	} else {
		c.seekNodes(p, k)
	}
	return p
}

// seekNodes may ask for the former id first: an id that was replaced is never given again.
func (c *compiler) seekNodes(p *pipe, k string) {
	q, f, id := p.row.requested, c.fresh("f"), c.fresh("i")
	p.row.node = c.fresh("n")
	p.clause("WITH %s, %s, coalesce(head(COLLECT { MATCH (%s:FormerId) WHERE %s.id = %s RETURN %s.now }), %s) AS %s",
		k, q, f, f, q, f, q, id)
	p.clause("MATCH (%s:%s)%s", p.row.node, entity, byID(p.row.node, entity))
	p.filter(p.row.node + ".id = " + id)
}

// seekRels looks each id up in the index of each type that one of the ids names, since a relationship's id has an index
// for each type. What a former id stands for now may be of any type.
func (c *compiler) seekRels(p *pipe, ids []string) {
	q, f, now := p.row.requested, c.fresh("f"), c.fresh("i")
	r := c.fresh("r")
	p.row.rel = r
	var all []string
	for _, t := range c.cat.Relationships {
		all = append(all, t.Stored)
	}
	if len(all) == 0 {
		p.clause("WITH *, null AS %s", r)
		p.filter("false")
		return
	}
	branches := c.lookUps(namedTypes(all, ids), r, q)
	branches = append(branches, "MATCH ("+f+":FormerId)"+byID(f, "FormerId")+" WHERE "+f+".id = "+q+"\nWITH "+f+".now AS "+now+"\n"+
		block("CALL ("+now+")", union(c.lookUps(all, r, now)))+"\nRETURN "+r)
	p.sealedClause("%s", block("CALL ("+q+")", union(branches)))
}

// namedTypes gives the types that stand at the front of one of the ids.
func namedTypes(types, ids []string) []string {
	var named []string
	for _, t := range types {
		if slices.ContainsFunc(ids, func(id string) bool { return strings.HasPrefix(id, t+":") }) {
			named = append(named, t)
		}
	}
	return named
}

// lookUps gives a query for each type that finds the relationship r by an expression for its id.
func (c *compiler) lookUps(types []string, r, id string) []string {
	var all []string
	for _, t := range types {
		all = append(all, "MATCH ()-["+r+":"+quote(t)+"]->()"+byID(r, t)+" WHERE "+r+".id = "+id+" RETURN "+r)
	}
	return all
}

func union(branches []string) string { return strings.Join(branches, "\nUNION ALL\n") }

func anys[T any](list []T) []any {
	all := make([]any, len(list))
	for i, v := range list {
		all[i] = v
	}
	return all
}
