package memory

import (
	"maps"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/search"
	"github.com/dealgraph/dealgraph/internal/store"
)

// terms makes the terms of all records, in the order in which streams run.
func (e evaluator) terms() []search.Term {
	var all []search.Term
	for _, rec := range slices.Concat(e.nodes, e.rels) {
		all = append(all, store.Terms(e.cat, *rec)...)
	}
	slices.SortFunc(all, search.Term.Compare)
	return all
}

// dictionary counts the terms that have each word, and gives the words in order.
func (e evaluator) dictionary() ([]string, map[string]int64) {
	uses := map[string]int64{}
	for _, t := range e.terms() {
		if search.IsWord(t.Term) {
			uses[t.Term]++
		}
	}
	return slices.Sorted(maps.Keys(uses)), uses
}

func (e evaluator) begun(op plan.Begun) []row {
	words, uses := e.dictionary()
	var rows []row
	for _, word := range words {
		if strings.HasPrefix(word, op.Prefix) && len(rows) < op.N {
			rows = append(rows, row{word: word, uses: uses[word]})
		}
	}
	return rows
}

func (e evaluator) near(op plan.Near) []row {
	words, uses := e.dictionary()
	found := map[string]bool{}
	for _, key := range op.Keys {
		n := 0
		for _, word := range words {
			if slices.Contains(search.TypoKeys(word), key) && n < op.N {
				found[word] = true
				n++
			}
		}
	}
	var rows []row
	for _, word := range slices.Sorted(maps.Keys(found)) {
		rows = append(rows, row{word: word, uses: uses[word]})
	}
	return rows
}

func (e evaluator) candidates(op plan.Candidates) []row {
	terms := e.terms()
	found := map[string]bool{}
	for _, s := range op.Streams {
		read, kept := 0, 0
		for _, t := range terms {
			if t.Field != s.Field || t.Term < s.From || t.Term > s.To || read == op.Read || kept == op.Keep {
				continue
			}
			read++
			if e.isCandidate(op, s, t.Node, terms) {
				kept++
				found[t.Node] = true
			}
		}
	}
	var rows []row
	for _, id := range slices.Sorted(maps.Keys(found)) {
		rows = append(rows, row{node: e.graph.node(id)})
	}
	return rows
}

func (e evaluator) isCandidate(op plan.Candidates, s search.Stream, node string, terms []search.Term) bool {
	if len(op.Types) > 0 && !slices.Contains(op.Types, e.graph.node(node).Type) {
		return false
	}
	return !slices.ContainsFunc(s.With, func(group []string) bool {
		return !slices.ContainsFunc(terms, func(t search.Term) bool {
			return t.Node == node && (s.Anywhere || t.Field == s.Field) && slices.Contains(group, t.Term)
		})
	})
}
