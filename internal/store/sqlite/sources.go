package sqlite

import (
	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
)

// sources takes the entries of the stored list apart.
func (c *compiler) sources(op plan.Sources, outer scope) *rows {
	rec := outer.record(op.Of)
	if rec == nil {
		return nothing()
	}
	item, node := c.alias("j"), c.alias("n")
	entry := item + ".value"
	document := "substr(" + entry + ", 1, instr(" + entry + " || '#', '#') - 1)"
	r := &rows{
		from: "json_each(" + rec.column(catalog.PropSources.Name) + ") " + item,
		// An entry whose document is not there has a row too.
		joins:   []string{"LEFT JOIN node " + node + " ON " + node + ".id = " + document},
		natural: item + ".key",
	}
	r.entry = entry
	r.node = stored(record{of: plan.Node, optional: true}, node)
	return r
}

// citedBy reads the index of citations, which is in order of the citing records' ids.
func (c *compiler) citedBy(outer scope) *rows {
	if outer.node == nil {
		return nothing()
	}
	cite, node, rel := c.alias("c"), c.alias("n"), c.alias("r")
	r := &rows{
		from:  "citation " + cite,
		once:  true,
		where: []string{cite + ".documentId = " + outer.node.column(catalog.PropID.Name)},
	}
	r.cited = cite + ".recordId"
	r.node = r.joined(record{of: plan.Node, optional: true}, "node", node, "iif("+cite+".isRel, NULL, "+r.cited+")", "LEFT JOIN")
	r.rel = r.joined(record{of: plan.Rel, optional: true}, "rel", rel, "iif("+cite+".isRel, "+r.cited+", NULL)", "LEFT JOIN")
	r.rel.readTypeFromID()
	return r
}

// citations reads the index of citations for those of some documents by records of one kind, and gives the expression for
// the citing record's id. Of one document each record has one.
func (c *compiler) citations(p citing) (*rows, string) {
	cite := c.alias("c")
	return &rows{from: "citation " + cite, where: []string{
		c.in(cite+".documentId", catalog.ID, p.documents),
		cite + ".isRel = " + isRel(p.of),
	}}, cite + ".recordId"
}

// citing is plan.Cites, of documents that may be expressions. It has a Pred only to be one.
type citing struct {
	plan.Pred
	of        plan.Var
	documents []any
}

func asCiting(p plan.Pred) (citing, bool) {
	switch p := p.(type) {
	case plan.Cites:
		return citing{of: p.Of, documents: anys(p.Documents)}, true
	case citing:
		return p, true
	}
	return citing{}, false
}
