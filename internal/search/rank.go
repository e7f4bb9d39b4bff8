package search

import (
	"fmt"
	"slices"
	"strings"
)

// Rank says how well a text is what was searched for; a lower one is better. It is a tier, and within it where it was found.
type Rank int64

// tier is how a text is what was searched for.
type tier int

const (
	whole    tier = iota // the text is the query, its words in any order
	begins               // the text begins with the query
	words                // the text has all of the query's words
	prefixes             // has words that begin with them
	typos                // has words that some of them may be meant for
)

// scattered is the place of what no single text has: the query's words stand in several texts of the node.
const scattered = 3

func rankOf(t tier, place int) Rank { return Rank(int(t)*4 + place) }

// String tells a rank in words: for tests, and for people who ask why.
func (r Rank) String() string {
	tiers := []string{"is", "begins", "words", "prefixes", "typos"}
	places := []string{"name", "alias", "title", "several"}
	if r < 0 || int(r) >= len(tiers)*len(places) {
		return fmt.Sprintf("rank %d", int64(r))
	}
	return tiers[r/4] + " " + places[r%4]
}

// Match is how a node is what was searched for, and the text that shows it.
type Match struct {
	Rank Rank
	Text
}

// Matcher tells how well texts are what a query searches for, by what a dictionary has of its words.
type Matcher struct {
	query      Query
	dictionary *Dictionary
	lenient    bool

	forms    []Form   // of the node at hand's texts
	together []string // their words
}

// NewMatcher makes one. A lenient one also takes words that some text has for typos: for a query that else finds nothing.
func NewMatcher(q Query, d *Dictionary, lenient bool) *Matcher {
	return &Matcher{query: q, dictionary: d, lenient: lenient}
}

// CanBeLenient tells whether a lenient matcher would look for more.
func (m *Matcher) CanBeLenient() bool {
	return !m.lenient && slices.ContainsFunc(m.query.Words, func(w string) bool {
		return m.dictionary.has(w) && len(m.dictionary.near[w]) > 0
	})
}

// corrections gives the words that one may be meant for. What some text has is taken for what was meant.
func (m *Matcher) corrections(word string) []string {
	if m.dictionary.has(word) && !m.lenient {
		return nil
	}
	return m.dictionary.near[word]
}

// Best gives the best match among the texts of a node, the first of several as good. It is false where there is none.
func (m *Matcher) Best(texts []Text) (Match, bool) {
	m.forms, m.together = m.forms[:0], m.together[:0]
	for _, t := range texts {
		form := Of(t.Text)
		m.forms, m.together = append(m.forms, form), append(m.together, form.Words...)
	}
	for t := whole; t <= typos; t++ {
		if match, ok := m.inOne(t, texts); ok {
			return match, true
		}
		if match, ok := m.inSeveral(t, texts); ok {
			return match, true
		}
	}
	return Match{}, false
}

// inOne finds the weightiest text that alone is a match of a tier.
func (m *Matcher) inOne(t tier, texts []Text) (Match, bool) {
	best, found := Match{}, false
	for i, text := range texts {
		if rank := rankOf(t, int(text.Field-Name)); (!found || rank < best.Rank) && m.holds(t, m.forms[i]) {
			best, found = Match{rank, text}, true
		}
	}
	return best, found
}

func (m *Matcher) holds(t tier, f Form) bool {
	switch t {
	case whole:
		return slices.Contains(m.query.wholes, f.Whole)
	case begins:
		return strings.HasPrefix(f.Whole, m.query.Whole)
	}
	return slices.ContainsFunc(m.query.ways, func(way []string) bool { return m.count(t, way, f.Words) == len(way) })
}

// inSeveral tells whether the texts together have all words of the query, and names the one that has most of them, of
// several the weightiest.
func (m *Matcher) inSeveral(t tier, texts []Text) (Match, bool) {
	if t < words || len(texts) < 2 {
		return Match{}, false
	}
	for _, way := range m.query.ways {
		if m.count(t, way, m.together) < len(way) {
			continue
		}
		best, most := -1, 0
		for i, f := range m.forms {
			n := m.count(t, way, f.Words)
			if n > most || n == most && n > 0 && texts[i].Field < texts[best].Field {
				best, most = i, n
			}
		}
		return Match{rankOf(t, scattered), texts[best]}, true
	}
	return Match{}, false
}

// count tells for how many words of a way a text's words serve in a tier.
func (m *Matcher) count(t tier, way, has []string) int {
	n := 0
	for _, word := range way {
		var corrected []string
		if t == typos {
			corrected = m.corrections(word)
		}
		if slices.ContainsFunc(has, func(w string) bool {
			return w == word || t >= prefixes && strings.HasPrefix(w, word) || slices.Contains(corrected, w)
		}) {
			n++
		}
	}
	return n
}
