package search_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/dealgraph/dealgraph/internal/search"
)

func TestTyposAreCountedAsTheyAreMade(t *testing.T) {
	for _, c := range []struct {
		a, b  string
		typos int
		ok    bool
	}{
		{"kratsios", "kratsios", 0, true},
		{"kratsios", "kratsois", 1, true}, // neighbours swapped
		{"kratsios", "kratsos", 1, true},
		{"kratsios", "kraatsios", 1, true},
		{"kratsios", "cratsioz", 2, true},
		{"kratsios", "cratsoiz", 3, false},
		{"onoda", "onada", 1, true},
		{"onoda", "inada", 2, false},
		{"onoda", "onda", 1, true},
		{"bae", "bai", 0, false},
		{"2025", "2026", 0, false},
		{"h200x", "h100x", 0, false},
		{decomposed("하정우"), decomposed("하정유"), 1, true},
		{decomposed("배경훈"), decomposed("배겅훈"), 1, true},
		{"小野田", "小野寺", 0, false},
		{"小野田紀美", "小野寺紀美", 1, true},
	} {
		for _, pair := range [][2]string{{c.a, c.b}, {c.b, c.a}} {
			n, ok := search.Typos(pair[0], pair[1])
			if ok != c.ok || ok && n != c.typos {
				t.Errorf("%q, %q: %d, %v", pair[0], pair[1], n, ok)
			}
		}
	}
}

func TestWordsAsManyTyposApartAsTheyMayBeShareAKey(t *testing.T) {
	letters := rapid.RuneFrom([]rune("abcdeé小하"))
	rapid.Check(t, func(t *rapid.T) {
		word := []rune(rapid.StringOfN(letters, 1, 14, -1).Draw(t, "word"))
		other := slices.Clone(word)
		for range rapid.IntRange(0, 2).Draw(t, "typos") {
			i := rapid.IntRange(0, len(other)).Draw(t, "at")
			switch kind := rapid.IntRange(0, 3).Draw(t, "kind"); {
			case kind == 0 || len(other) < 2:
				other = slices.Insert(other, i, letters.Draw(t, "letter"))
			case kind == 1:
				other = slices.Delete(other, min(i, len(other)-1), min(i, len(other)-1)+1)
			case kind == 2:
				other[min(i, len(other)-1)] = letters.Draw(t, "letter")
			default:
				i = min(i, len(other)-2)
				other[i], other[i+1] = other[i+1], other[i]
			}
		}
		a, b := string(word), string(other)
		n, ok := search.Typos(a, b)
		if !ok {
			return
		}
		keys := search.TypoKeys(b)
		if !slices.ContainsFunc(search.TypoKeys(a), func(k string) bool { return slices.Contains(keys, k) }) {
			t.Fatalf("%q and %q, %d apart, share no key: %q, %q", a, b, n, search.TypoKeys(a), keys)
		}
	})
}

func TestTypoKeysAreFew(t *testing.T) {
	for word, most := range map[string]int{"bae": 0, "2025": 0, "onoda": 6, "kratsios": 29, "organisationsentwicklung": 29} {
		if keys := search.TypoKeys(word); len(keys) > most || most > 0 && len(keys) < 2 || !slices.IsSorted(keys) {
			t.Errorf("%s: %q", word, keys)
		}
	}
}
