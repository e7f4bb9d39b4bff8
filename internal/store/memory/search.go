package memory

import (
	"maps"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/search"
	"github.com/dealgraph/dealgraph/internal/store"
)

// terms is what a search finds nodes by.
type terms struct {
	all   []search.Term        // in the order in which streams run
	has   map[search.Term]bool // without the relationships on which they stand
	words []string             // the dictionary, in order
	uses  map[string]int64     // how many terms have each word
	near  map[string][]string  // the words that have a typo key, in order
}

func termsOf(cat *catalog.Catalog, g *graph) terms {
	t := terms{has: map[search.Term]bool{}, uses: map[string]int64{}, near: map[string][]string{}}
	for _, r := range g.records {
		t.all = append(t.all, store.Terms(cat, *r)...)
	}
	slices.SortFunc(t.all, search.Term.Compare)
	for _, term := range t.all {
		t.has[search.Term{Field: term.Field, Term: term.Term, Node: term.Node}] = true
		if search.IsWord(term.Term) {
			t.uses[term.Term]++
		}
	}
	t.words = slices.Sorted(maps.Keys(t.uses))
	for _, word := range t.words {
		for _, key := range search.TypoKeys(word) {
			t.near[key] = append(t.near[key], word)
		}
	}
	return t
}

func (e evaluator) terms() terms {
	if e.graph.terms == nil {
		return termsOf(e.cat, e.graph)
	}
	return e.graph.terms()
}

func (e evaluator) begun(op plan.Begun) []row {
	t, prefix := e.terms(), e.query.Value(op.Prefix).(string)
	var rows []row
	for _, word := range t.words {
		if strings.HasPrefix(word, prefix) && len(rows) < op.N {
			rows = append(rows, row{word: word, uses: t.uses[word]})
		}
	}
	return rows
}

func (e evaluator) near(op plan.Near) []row {
	t := e.terms()
	found := map[string]bool{}
	for _, key := range e.texts(op.Keys) {
		words := t.near[key.(string)]
		for _, word := range words[:min(len(words), op.N)] {
			found[word] = true
		}
	}
	var rows []row
	for _, word := range slices.Sorted(maps.Keys(found)) {
		rows = append(rows, row{word: word, uses: t.uses[word]})
	}
	return rows
}

func (e evaluator) candidates(op plan.Candidates) []row {
	t := e.terms()
	found := map[string]bool{}
	most, keep := e.size(op.Read), e.size(op.Keep)
	for _, s := range e.query.Value(op.Streams).([]search.Stream) {
		read, kept := 0, 0
		for _, term := range t.all {
			if term.Field != s.Field || term.Term < s.From || term.Term > s.To || read == most || kept == keep {
				continue
			}
			read++
			if e.isCandidate(op, s, term.Node, t) {
				kept++
				found[term.Node] = true
			}
		}
	}
	var rows []row
	for _, id := range slices.Sorted(maps.Keys(found)) {
		rows = append(rows, row{node: e.graph.node(id)})
	}
	return rows
}

func (e evaluator) isCandidate(op plan.Candidates, s search.Stream, node string, t terms) bool {
	if len(op.Types) > 0 && !slices.Contains(op.Types, e.graph.node(node).Type) {
		return false
	}
	fields := []search.Field{s.Field}
	if s.Anywhere {
		fields = search.Fields
	}
	return !slices.ContainsFunc(s.With, func(group []string) bool {
		return !slices.ContainsFunc(group, func(word string) bool {
			return slices.ContainsFunc(fields, func(f search.Field) bool {
				return t.has[search.Term{Field: f, Term: word, Node: node}]
			})
		})
	})
}
