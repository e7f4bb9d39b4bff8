package store

import (
	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/search"
)

// Terms gives the terms by which a search finds a record's node: of a node its name's and aliases', of a relationship those of
// the texts that find the node at which it starts. An engine keeps them with the records, in one transaction.
func Terms(cat *catalog.Catalog, r Record) []search.Term {
	if !r.IsRel() {
		return search.TermsOf(r.ID, "", nameTexts(r))
	}
	t := cat.Relationship(r.Type)
	if t == nil {
		return nil
	}
	var texts []search.Text
	for _, p := range t.Finding() {
		if text, ok := r.Props[p.Name].(string); ok {
			texts = append(texts, search.Text{Field: search.Title, Text: text})
		}
	}
	return search.TermsOf(r.From, r.ID, texts)
}

// TermsOf gives the terms of records that are put together: of one that is given twice those of the last.
func TermsOf(cat *catalog.Catalog, records []Record) []search.Term {
	last := make(map[string]int, len(records))
	for i, r := range records {
		last[r.ID] = i
	}
	var all []search.Term
	for i, r := range records {
		if last[r.ID] == i {
			all = append(all, Terms(cat, r)...)
		}
	}
	return all
}

func nameTexts(r Record) []search.Text {
	var texts []search.Text
	if name, ok := r.Props[catalog.PropName.Name].(string); ok {
		texts = append(texts, search.Text{Field: search.Name, Text: name})
	}
	aliases, _ := r.Props[catalog.PropAliases.Name].([]any)
	for _, a := range aliases {
		if alias, ok := a.(string); ok {
			texts = append(texts, search.Text{Field: search.Alias, Text: alias})
		}
	}
	return texts
}

// SearchState tells what terms a database holds: for which texts, made by which rules. Where a database holds another state,
// Prepare makes its terms anew.
func SearchState(cat *catalog.Catalog) string {
	state := search.Rules
	for _, t := range cat.Relationships {
		for _, p := range t.Finding() {
			state += " " + t.Stored + "." + p.Name
		}
	}
	return state
}
