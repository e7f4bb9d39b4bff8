package search

import (
	"cmp"
	"slices"
	"strings"
)

// Word is a word of the dictionary: all words of all texts that can be found.
type Word struct {
	Word string
	Uses int64 // how many terms have it
}

// Bounds on what is taken from the dictionary for one word of a query.
const (
	MaxBegun     = 11  // words that begin with it, itself included, in the order of the alphabet
	MaxNear      = 100 // words for each of its typo keys, in the order of the alphabet
	maxCorrected = 10  // of these, the words that it may be meant for: fewest typos first, then by the alphabet
)

// Dictionary is what the dictionary holds of a query's words.
type Dictionary struct {
	uses  map[string]int64
	begun map[string][]string // longer words that begin with a word
	near  map[string][]string // words that a word may be meant for
}

// NewDictionary makes one without words.
func NewDictionary() *Dictionary {
	return &Dictionary{map[string]int64{}, map[string][]string{}, map[string][]string{}}
}

// Begun takes in the words that begin with a word of the query, itself perhaps among them.
func (d *Dictionary) Begun(word string, found []Word) {
	for _, w := range found {
		d.uses[w.Word] = w.Uses
		if w.Word != word {
			d.begun[word] = append(d.begun[word], w.Word)
		}
	}
}

// Near takes in words that share a typo key with a word of the query, and keeps those that it may be meant for.
func (d *Dictionary) Near(word string, found []Word) {
	type near struct {
		Word
		typos int
	}
	var all []near
	for _, w := range found {
		if n, ok := Typos(word, w.Word); ok && n > 0 && !strings.HasPrefix(w.Word, word) {
			all = append(all, near{w, n})
		}
	}
	slices.SortFunc(all, func(a, b near) int {
		return cmp.Or(cmp.Compare(a.typos, b.typos), cmp.Compare(a.Word.Word, b.Word.Word))
	})
	for _, w := range all[:min(len(all), maxCorrected)] {
		d.uses[w.Word.Word] = w.Uses
		d.near[word] = append(d.near[word], w.Word.Word)
	}
}

// has tells whether some text has the word.
func (d *Dictionary) has(word string) bool { return d.uses[word] > 0 }

// usesOf is how many terms have one of the words.
func (d *Dictionary) usesOf(words []string) int64 {
	var n int64
	for _, w := range words {
		n += d.uses[w]
	}
	return n
}
