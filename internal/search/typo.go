package search

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// keyed is how many characters of a word its typo keys are made of: what comes later is compared only when a key has been
// found (the prefix of SymSpell, by Wolf Garbe). A word then has at most 29 keys.
const keyed = 7

// maxTypos is how many typos a word may have: none in fewer than four letters, one in four to seven, two in longer ones.
// Hangul counts by its letters, since these are what is typed: 하정우 has seven. A number with a typo is another number.
func maxTypos(word string) int {
	n := utf8.RuneCountInString(word)
	switch {
	case n < 4 || strings.ContainsFunc(word, unicode.IsNumber):
		return 0
	case n < 8:
		return 1
	}
	return 2
}

// TypoKeys gives what remains of a word's beginning when up to as many letters are left out as it may have typos, in order.
// Two words that are so many typos apart have a key in common.
func TypoKeys(word string) []string {
	typos := maxTypos(word)
	if typos == 0 {
		return nil
	}
	runes := []rune(word)
	level := []string{string(runes[:min(keyed, len(runes))])}
	keys := slices.Clone(level)
	for range typos {
		var next []string
		for _, k := range level {
			next = append(next, without(k)...)
		}
		level = distinct(next)
		keys = append(keys, level...)
	}
	return distinct(keys)
}

// without gives a text with each of its characters left out.
func without(s string) []string {
	var all []string
	for i, r := range s {
		all = append(all, s[:i]+s[i+utf8.RuneLen(r):])
	}
	return all
}

func distinct(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}

// Typos counts the typos by which two words differ: letters left out, put in, put in another's place, or two neighbours
// swapped (the distance of Damerau and Levenshtein, no letter touched twice). It is false where the shorter one may not have
// so many.
func Typos(a, b string) (int, bool) {
	x, y := []rune(a), []rune(b)
	most := min(maxTypos(a), maxTypos(b))
	if most == 0 || len(x)-len(y) > most || len(y)-len(x) > most {
		return 0, false
	}
	n := len(y) + 1
	rows := make([]int, 3*n)
	before, above, row := rows[:n], rows[n:2*n], rows[2*n:]
	for j := range above {
		above[j] = j
	}
	for i := range x {
		row[0] = i + 1
		for j := range y {
			cost := 1
			if x[i] == y[j] {
				cost = 0
			}
			row[j+1] = min(above[j]+cost, above[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, above, row = above, row, before
	}
	typos := above[len(y)]
	return typos, typos <= most
}
