package storetest

import (
	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/search"
)

// searched draws what a search asks for: of the dictionary, or of the nodes that terms find.
func (p planDraw) searched() plan.Expr {
	columns := []plan.Column{{Expr: plan.Word{}}, {Expr: plan.Uses{}}}
	switch pick(p.drawer, []string{"begun", "near", "nodes", "nodes"}, "searched") {
	case "begun":
		return plan.List{Input: plan.Begun{Prefix: p.beginning(), N: 1 + p.upTo(5, "first")}, Columns: columns}
	case "near":
		keys := search.TypoKeys(pick(p.drawer, p.terms, "word").Term)
		return plan.List{Input: plan.Near{Keys: append(keys, p.beginning()), N: 1 + p.upTo(3, "first")}, Columns: columns}
	}
	op := plan.Candidates{Read: 1 + p.upTo(5, "read"), Keep: 1 + p.upTo(5, "keep")}
	for range p.upTo(4, "streams") {
		op.Streams = append(op.Streams, p.stream())
	}
	found := p.anyNode()
	if p.one(2, "typed") {
		found = shape{nodes: p.nodeTypes()}
		op.Types = nodeNames(found.nodes)
	}
	if p.one(3, "paged") {
		return p.list(p.page(p.filtered(op, found), found), found, 1)
	}
	return p.list(op, found, 1)
}

// beginning draws the beginning of a term, all of it at times.
func (p planDraw) beginning() string {
	runes := []rune(pick(p.drawer, p.terms, "term").Term)
	return string(runes[:p.upTo(len(runes), "length")])
}

func (p planDraw) stream() search.Stream {
	term := pick(p.drawer, p.terms, "term")
	s := search.Stream{Field: pick(p.drawer, search.Fields, "field"), From: term.Term, To: term.Term}
	if p.one(2, "own field") {
		s.Field = term.Field
	}
	if p.one(3, "run") {
		s.From = p.beginning()
		s.To = search.Last(s.From)
	}
	for range p.upTo(2, "groups") {
		group := []string{}
		for range p.upTo(3, "words") {
			group = append(group, pick(p.drawer, p.terms, "word").Term)
		}
		s.With = append(s.With, group)
		s.Anywhere = p.one(2, "anywhere")
	}
	return s
}
