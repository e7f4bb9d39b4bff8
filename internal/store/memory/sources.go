package memory

import (
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/store"
)

func (e evaluator) sources(op plan.Sources, outer row) []row {
	var rows []row
	for _, s := range sourcesOf(outer.record(op.Of)) {
		r := row{node: e.graph.node(s.document)}
		if s.locator != "" {
			r.locator = s.locator
		}
		rows = append(rows, r)
	}
	return rows
}

func (e evaluator) citedBy(outer row) []row {
	if outer.node == nil {
		return nil
	}
	var rows []row
	for _, v := range []plan.Var{plan.Rel, plan.Node} {
		for _, rec := range e.all(v) {
			if slices.Contains(documentsOf(rec), outer.node.ID) {
				rows = append(rows, bind(v, rec))
			}
		}
	}
	return rows
}

// source is one entry of a record's sources: documentId#locator.
type source struct{ document, locator string }

func sourcesOf(rec *store.Record) []source {
	if rec == nil {
		return nil
	}
	var all []source
	for _, entry := range ids(rec.Props["sources"]) {
		document, locator, _ := strings.Cut(entry, "#")
		all = append(all, source{document, locator})
	}
	return all
}

// documentsOf gives the ids of the documents among a record's sources, each once.
func documentsOf(rec *store.Record) []string {
	var all []string
	for _, s := range sourcesOf(rec) {
		if !slices.Contains(all, s.document) {
			all = append(all, s.document)
		}
	}
	return all
}
