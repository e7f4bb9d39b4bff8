package search

import "slices"

// Stream is one run of terms to look for nodes in: those of a field from one term to another, both included, in the order
// of the terms, then of the nodes' ids. Of each list in With the node must have one of the words, too: in the same field,
// or in any where Anywhere is set.
type Stream struct {
	Field    Field
	From, To string
	With     [][]string
	Anywhere bool
}

// lastRune is the greatest code point, which stands in no term.
const lastRune = "\U0010FFFF"

// Last gives the end of the run of all terms that begin with a prefix.
func Last(prefix string) string { return prefix + lastRune }

// maxLoose bounds the streams for words that are not there as they were typed: each of several words has several to serve
// for it.
const maxLoose = 120

// Exact gives the streams of nodes that have a text which is the query, begins with it, or has all of its words.
func (m *Matcher) Exact() []Stream {
	var all []Stream
	for _, f := range Fields {
		for _, whole := range m.query.wholes {
			all = append(all, Stream{Field: f, From: wholeMark + whole, To: wholeMark + whole})
		}
		all = append(all, Stream{Field: f, From: wholeMark + m.query.Whole, To: Last(wholeMark + m.query.Whole)})
	}
	return append(all, m.streams(words)...)
}

// Loose gives the streams of nodes whose words begin with the query's, or are what those may be meant for.
func (m *Matcher) Loose() []Stream {
	all := append(m.streams(prefixes), m.streams(typos)...)
	return all[:min(len(all), maxLoose)]
}

// streams gives those of one tier: for each way of taking the query, the runs of the words that fewest terms have, with the
// others. Where one word serves as well as several nothing is looked up twice.
func (m *Matcher) streams(t tier) []Stream {
	var all []Stream
	for _, way := range m.query.ways {
		groups, ok := m.groups(way, t)
		if !ok {
			continue
		}
		rarest := 0
		for i := range groups {
			if m.dictionary.usesOf(groups[i]) < m.dictionary.usesOf(groups[rarest]) {
				rarest = i
			}
		}
		with := slices.Concat(groups[:rarest], groups[rarest+1:])
		for _, word := range groups[rarest] {
			for _, f := range Fields {
				all = append(all, Stream{Field: f, From: word, To: word, With: with})
				if len(with) > 0 {
					all = append(all, Stream{Field: f, From: word, To: word, With: with, Anywhere: true})
				}
			}
		}
	}
	return all
}

// groups gives for each word of a way the words of the dictionary that serve for it in a tier. It is false where one has
// none, or where a tier before this one has the very same.
func (m *Matcher) groups(way []string, t tier) ([][]string, bool) {
	groups, more := make([][]string, len(way)), t == words
	for i, word := range way {
		if m.dictionary.has(word) {
			groups[i] = []string{word}
		}
		if t >= prefixes {
			groups[i] = append(groups[i], m.dictionary.begun[word]...)
			more = more || t == prefixes && len(m.dictionary.begun[word]) > 0
		}
		if corrected := m.corrections(word); t == typos && len(corrected) > 0 {
			groups[i] = append(groups[i], corrected...)
			more = true
		}
		if len(groups[i]) == 0 {
			return nil, false
		}
	}
	return groups, more
}
