package neo4j

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/internal/plan"
)

// sources takes the entries of a record's sources apart: documentId#locator.
func (c *compiler) sources(op plan.Sources, outer row) *pipe {
	v := outer.of(op.Of)
	if v == "" {
		return c.nothing()
	}
	k, s, d := c.fresh("k"), c.fresh("s"), c.fresh("d")
	p := &pipe{row: row{node: c.fresh("n"), locator: c.fresh("l"), partial: true}}
	p.sealedClause("UNWIND range(0, coalesce(size(%s.sources), 0) - 1) AS %s", v, k)
	p.clause("WITH %s, %s.sources[%s] AS %s, split(%s.sources[%s], '#')[0] AS %s", k, v, k, s, v, k, d)
	p.sealedClause("OPTIONAL MATCH (%s:%s)%s WHERE %s.id = %s", p.row.node, entity, byID(p.row.node, entity), p.row.node, d)
	p.clause("WITH %s, %s, CASE WHEN size(%s) > size(%s) + 1 THEN substring(%s, size(%s) + 1) END AS %s",
		p.row.node, k, s, d, s, d, p.row.locator)
	p.order, p.carry = []string{k}, []string{k}
	return p
}

// citedBy reads the citations of a document from their index, then looks each record up, whichever kind it is. It gives the
// predicates that are still to be tested.
func (c *compiler) citedBy(preds []plan.Pred, outer row) (*pipe, []plan.Pred) {
	if outer.node == "" {
		return c.nothing(), nil
	}
	cite := c.citations(outer).all()
	preds = cite.ofKind(preds)
	c.resolveCitation(cite, "", "")
	cite.carry = nil
	return cite.pipe, preds
}

// ofKind tests the types of records by what citations tell of them, and gives the predicates that are not about that.
func (cite citing) ofKind(preds []plan.Pred) []plan.Pred {
	var rest []plan.Pred
	for _, p := range preds {
		if in, ok := p.(inGroup); ok && byType(in.group.op) && in.group.null == neverNull {
			cite.filter(cite.citation + ".kind = " + in.group.key)
			continue
		}
		rest = append(rest, p)
	}
	return rest
}

// citingTypes gives the citations of a document where a group is about nothing but the types of all that cite it.
func (c *compiler) citingTypes(op plan.Group, outer row) (*pipe, bool) {
	if _, ok := op.Input.(plan.CitedBy); !ok || outer.node == "" || !byType(op) {
		return nil, false
	}
	cite := c.citations(outer).all()
	cite.row = row{cited: cite.citation + ".recordId", kind: cite.citation + ".kind"}
	return cite.pipe, true
}

// byType tells whether a group's key is the type of the record that a row of CitedBy binds, whichever it is.
func byType(op plan.Group) bool {
	if len(op.By) != 2 || len(op.Path) > 0 {
		return false
	}
	return slices.Contains(op.By, plan.Expr(plan.TypeOf{Of: plan.Node})) && slices.Contains(op.By, plan.Expr(plan.TypeOf{Of: plan.Rel}))
}

// citing is a pipe over citations: it binds their variable and the document's id.
type citing struct {
	*pipe
	citation, document string
}

func (c *compiler) citations(outer row) citing {
	cite := citing{&pipe{}, c.fresh("c"), c.fresh("i")}
	cite.clause("WITH %s.id AS %s", outer.node, cite.document)
	cite.clause("MATCH (%s:Citation)", cite.citation)
	cite.filter(cite.citation + ".documentId = " + cite.document)
	return cite
}

// all keeps all citations. It says so of the second property of their index, which would not be used else.
func (cite citing) all() citing {
	cite.filter(cite.citation + ".recordId IS NOT NULL")
	return cite
}

// resolveCitation binds the record that a citation names, and its id. An id is looked up in the index of the type that
// the citation tells: in all others null is looked up, which costs nothing. It gives the terms of the order of the index,
// and takes no more than limit of its entries, unless that is empty.
func (c *compiler) resolveCitation(cite citing, dir, limit string) (order []string) {
	document, id, kind := c.fresh("d"), c.fresh("i"), c.fresh("t")
	n, r := c.fresh("n"), c.fresh("r")
	// The document is the same in all rows: named, it tells the planner that the index has the rows in this order.
	order = []string{document + dir, id + dir}
	with := fmt.Sprintf("WITH %s.documentId AS %s, %s.recordId AS %s, %s.kind AS %s", cite.citation, document, cite.citation, id,
		cite.citation, kind)
	if limit != "" {
		with += " ORDER BY " + strings.Join(order, ", ") + " LIMIT " + limit
	}
	cite.clause("%s", with)
	branches := []string{fmt.Sprintf("MATCH (%s:%s)%s WHERE %s.id = %s RETURN %s, null AS %s", n, entity, byID(n, entity), n, id, n, r)}
	for _, t := range c.cat.Relationships {
		branches = append(branches, fmt.Sprintf(
			"MATCH ()-[%s:%s]->()%s WHERE %s.id = CASE %s WHEN '%s' THEN %s END RETURN null AS %s, %s",
			r, quote(t.Stored), byID(r, t.Stored), r, kind, t.Stored, id, n, r))
	}
	cite.sealedClause("%s", block(fmt.Sprintf("CALL (%s, %s)", id, kind), union(branches)))
	cite.row, cite.carry = row{node: n, rel: r, cited: id, partial: true}, []string{document}
	return order
}
