package sqlite

import (
	"slices"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
)

// groupByDocument groups records by what they cite, which an index tells without a look into their sources. It gives nil for
// other groups.
//
// The index has a document that is not there like any other. All of those are one group, of null, that counts each member
// once; whether there is such a group is looked up for each document, not for each record.
func (c *compiler) groupByDocument(op plan.Group, outer scope) *rows {
	base, preds := unfiltered(op.Input)
	scan, ok := base.(plan.Scan)
	if !ok || !slices.Equal(op.Path, []plan.Op{plan.Sources{Of: scan.Of}}) || !isNodeID(op.By) {
		return nil
	}
	cited, document, _ := c.cited(scan, preds)
	cited.groupBy = document
	r := c.wrap(cited)
	documentID, count, node := r.inner.column(document), r.inner.column("count(*)"), c.alias("n")
	r.joins = []string{"LEFT JOIN node " + node + " ON " + node + ".id = " + documentID}

	missing, document, member := c.cited(scan, preds)
	missing.where = append(missing.where, "NOT EXISTS (SELECT 1 FROM node WHERE node.id = "+document+")")
	size := "iif(" + node + ".id IS NULL, (" + missing.text("count(DISTINCT "+member+")") + "), sum(" + count + "))"
	g := &grouped{op: op, outer: outer, key: node + ".id", size: size, nodes: func() string { return size }}
	if scan.Of == plan.Rel {
		g.nodes = func() string { return "0" }
	}
	return r.largest(g)
}

// cited gives a row for each document that a record of a scan cites, and the expressions for the document's id and the record's.
func (c *compiler) cited(scan plan.Scan, preds []plan.Pred) (r *rows, document, record string) {
	cite := c.alias("c")
	document, record = cite+".documentId", cite+".recordId"
	citation := &rows{from: "citation " + cite, where: []string{cite + ".isRel = " + isRel(scan.Of)}}
	if len(preds) == 0 {
		c.bindCiting(scan, citation, record)
		return citation, document, record
	}
	r = c.filteredScan(plan.Filter{Pred: plan.And(preds)}, scan, nil)
	citation.where = append(citation.where, record+" = "+r.record(scan.Of).column(catalog.PropID.Name))
	r.then = []*rows{citation}
	return r, document, record
}
