package search_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/dealgraph/dealgraph/internal/search"
	"github.com/dealgraph/dealgraph/internal/text"
)

func TestFormsForgetWhatPeopleWriteDifferently(t *testing.T) {
	for _, c := range []struct{ in, whole, words string }{
		{"", "", ""},
		{" -.,'’ ", "", ""},
		{"Ha Jung-woo", "hajungwoo", "ha jung woo jungwoo"},
		{"HA  Jungwoo", "hajungwoo", "ha jungwoo"},
		{"U.S.-Korea TPD", "uskoreatpd", "us korea uskorea tpd"},
		{"U.S. of A.", "usofa", "us"}, // a joins others
		{"J.R.R. Tolkien", "jrrtolkien", "jrr tolkien"},
		{"version 2.5 of p.12", "version25ofp12", "version 2 5 25 p12"},
		{"NASA's Artemis, Trump’s", "nasaartemistrump", "nasa artemis trump"},
		{"Conan O’Brien's show", "conanobrienshow", "conan obrien show"},
		{"JT-60SA", "jt60sa", "jt 60sa jt60sa"},
		{"science & technology", "sciencetechnology", "science technology"},
		{"Ministry of Science and the ICT", "ministryofscienceandtheict", "ministry science ict"},
		{"The The", "thethe", "the"},
		{"José Ångström Łukasz Øre Straße İı", "joseangstromlukaszorestrasseii", "jose angstrom lukasz ore strasse ii"},
		{"Jose\u0301", "jose", "jose"},
		{"ΟΔΥΣΣΕΥΣ", "οδυσσευσ", "οδυσσευσ"},
		{"ＡＰＥＣ ２０２５", "apec2025", "apec 2025"},
		{"AI안전", nfd("ai안전"), nfd("ai 안전 ai안전")},
		{"하정우", nfd("하정우"), nfd("하정우 정우")},
		{"小野田紀美", "小野田紀美", "小野田紀美 野田紀美 田紀美 紀美"},
		{"ﾔﾏﾀﾞ・ﾀﾛｳ", "ヤマタ\u3099タロウ", "ヤマタ\u3099 マタ\u3099 タロウ ロウ ヤマタ\u3099タロウ"},
		{"a\xffb", "ab", "b"},
	} {
		f := search.Of(c.in)
		if got := strings.Join(f.Words, " "); f.Whole != c.whole || got != c.words {
			t.Errorf("%q: whole %q, words %q\nwant %q, %q", c.in, f.Whole, got, c.whole, c.words)
		}
	}
}

func nfd(s string) string { return decomposed(s) }

// decomposed takes hangul apart, syllable by syllable.
func decomposed(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r < 0xAC00 || r > 0xD7A3 {
			b.WriteRune(r)
			continue
		}
		i := int(r) - 0xAC00
		b.WriteRune(rune(0x1100 + i/588))
		b.WriteRune(rune(0x1161 + i%588/28))
		if last := i % 28; last > 0 {
			b.WriteRune(rune(0x11A7 + last))
		}
	}
	return b.String()
}

func TestAFormIsBoundedAndForgetsCompositionAndCase(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		f := search.Of(s)
		if g := search.Of(text.Compose(s)); f.Whole != g.Whole || !slices.Equal(f.Words, g.Words) {
			t.Fatalf("%q: %q composed %q", s, f, g)
		}
		if g := search.Of(text.Fold(s)); f.Whole != g.Whole || !slices.Equal(f.Words, g.Words) {
			t.Fatalf("%q: %q folded %q", s, f, g)
		}
		if (f.Whole == "") != (len(f.Words) == 0) {
			t.Fatalf("%q: whole %q, words %q", s, f.Whole, f.Words)
		}
		for _, word := range f.Words {
			if word == "" || strings.ContainsAny(word, " =-") {
				t.Fatalf("%q has the word %q", s, word)
			}
		}
	})
	f := search.Of(strings.Repeat("wörter-und-Zahlen ", 1000) + strings.Repeat("x", 1000))
	if len(f.Words) > 32 || len([]rune(f.Whole)) > 200 {
		t.Errorf("%d words, %d characters", len(f.Words), len([]rune(f.Whole)))
	}
}
