package search

import (
	"slices"
	"strings"
)

// Bounds on what of a query is looked up.
const (
	maxQueryWords  = 10 // words that are told apart; further ones are not looked up by themselves
	maxJoinedWords = 4  // up to so many words neighbours are also taken for one: jung woo, jungwoo
	maxPermuted    = 5  // up to so many words the whole is looked up in any order
)

// Query is what somebody searches for.
type Query struct {
	Form

	wholes []string   // the whole form in other orders of its words, too
	ways   [][]string // the words; then the words with two neighbours taken for one
}

// Parse reads a query. It is false where nothing of it can be looked up.
func Parse(s string) (Query, bool) {
	var parts []string
	for _, token := range tokens(s) {
		for _, p := range partsOf(nil, token) {
			parts = append(parts, bare(p))
		}
	}
	if len(parts) == 0 {
		return Query{}, false
	}
	q := Query{wholes: wholes(parts)}
	q.Whole = q.wholes[0]
	words := slices.DeleteFunc(slices.Clone(parts), isFiller)
	if len(words) == 0 {
		words = parts
	}
	words = unique(words)
	words = words[:min(len(words), maxQueryWords)]
	for i, word := range words {
		words[i] = cut(word, maxWord)
	}
	q.ways = [][]string{words}
	for i := 1; i < len(words) && len(words) <= maxJoinedWords; i++ {
		way := slices.Clone(words[:i-1])
		way = append(way, cut(words[i-1]+words[i], maxWord))
		q.ways = append(q.ways, append(way, words[i+1:]...))
	}
	for _, way := range q.ways {
		q.Words = unique(append(q.Words, way...))
	}
	return q, true
}

// unique keeps the first of what is given twice.
func unique(list []string) []string {
	var all []string
	for _, s := range list {
		if !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	return all
}

// wholes gives the words in one, in the order given first, then in others: all of them where they are few, else with the
// first word last and the last word first, as names are turned round.
func wholes(parts []string) []string {
	var orders [][]string
	if len(parts) <= maxPermuted {
		orders = permutations(parts)
	} else {
		n := len(parts)
		orders = [][]string{parts, slices.Concat(parts[1:], parts[:1]), slices.Concat(parts[n-1:], parts[:n-1])}
	}
	all := make([]string, len(orders))
	for i, order := range orders {
		all[i] = cut(strings.Join(order, ""), maxWhole)
	}
	return unique(all)
}

// permutations gives all orders of a list, its own first.
func permutations(list []string) [][]string {
	if len(list) <= 1 {
		return [][]string{list}
	}
	var all [][]string
	for i := range list {
		rest := slices.Concat(list[:i], list[i+1:])
		for _, p := range permutations(rest) {
			all = append(all, append([]string{list[i]}, p...))
		}
	}
	return all
}
