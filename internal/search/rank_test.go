package search_test

import (
	"testing"

	"github.com/dealgraph/dealgraph/internal/search"
)

// dictionaryOf makes the dictionary that engines give of some texts for a query.
func dictionaryOf(q search.Query, texts []search.Text) *search.Dictionary {
	uses := map[string]int64{}
	for _, term := range search.TermsOf("n", "", texts) {
		if search.IsWord(term.Term) {
			uses[term.Term]++
		}
	}
	d := search.NewDictionary()
	for _, asked := range q.Words {
		var begun, near []search.Word
		for word, n := range uses {
			if len(word) >= len(asked) && word[:len(asked)] == asked {
				begun = append(begun, search.Word{Word: word, Uses: n})
			}
			near = append(near, search.Word{Word: word, Uses: n})
		}
		d.Begun(asked, begun)
		d.Near(asked, near)
	}
	return d
}

func TestTheBestTextCounts(t *testing.T) {
	name := func(s string) search.Text { return search.Text{Field: search.Name, Text: s} }
	alias := func(s string) search.Text { return search.Text{Field: search.Alias, Text: s} }
	title := func(s string) search.Text { return search.Text{Field: search.Title, Text: s} }
	ha := []search.Text{name("Ha Jung-woo"), alias("Ha"), alias("Jungwoo Ha"), title("Senior Secretary for AI"), title("Member")}
	for _, c := range []struct {
		query, rank, matched string
		texts                []search.Text
	}{
		{"woo jung ha", "is name", "Ha Jung-woo", ha},
		{"ha", "is alias", "Ha", ha},
		{"member", "is title", "Member", ha},
		{"ha jung", "begins name", "Ha Jung-woo", ha},
		{"jungw", "begins alias", "Jungwoo Ha", ha},
		{"senior", "begins title", "Senior Secretary for AI", ha},
		{"woo", "words name", "Ha Jung-woo", ha},
		{"woo ha", "words name", "Ha Jung-woo", ha},
		{"ai secretary", "words title", "Senior Secretary for AI", ha},
		{"ha secretary", "words several", "Ha Jung-woo", ha},
		{"ai ha secretary", "words several", "Senior Secretary for AI", ha},
		{"sec a", "prefixes title", "Senior Secretary for AI", ha},
		{"h sec", "prefixes several", "Ha Jung-woo", ha},
		{"jungwo secratary", "typos several", "Ha Jung-woo", ha},
		{"secratary", "typos title", "Senior Secretary for AI", ha},
		{"secretary memory", "", "", ha},
		{"x", "", "", ha},
	} {
		q, ok := search.Parse(c.query)
		if !ok {
			t.Fatal(c.query)
		}
		match, ok := search.NewMatcher(q, dictionaryOf(q, c.texts), false).Best(c.texts)
		if ok != (c.rank != "") || ok && (match.Rank.String() != c.rank || match.Text.Text != c.matched) {
			t.Errorf("%s: %v, %s %q; want %s %q", c.query, ok, match.Rank, match.Text.Text, c.rank, c.matched)
		}
	}
}

func TestAWordThatIsThereIsTakenForATypoOnlyWhereAMatcherIsLenient(t *testing.T) {
	texts := []search.Text{{Field: search.Name, Text: "Prosperity"}, {Field: search.Alias, Text: "Property"}}
	q, _ := search.Parse("property")
	d := dictionaryOf(q, texts)
	strict := search.NewMatcher(q, d, false)
	if _, ok := strict.Best(texts[:1]); ok || !strict.CanBeLenient() {
		t.Error("a strict matcher takes it")
	}
	if _, ok := search.NewMatcher(q, d, true).Best(texts[:1]); !ok {
		t.Error("a lenient one does not")
	}
}

func TestStreamsBeginWithTheRarestWord(t *testing.T) {
	q, _ := search.Parse("technology agreement")
	d := search.NewDictionary()
	d.Begun("technology", []search.Word{{Word: "technology", Uses: 500}})
	d.Begun("agreement", []search.Word{{Word: "agreement", Uses: 20}, {Word: "agreements", Uses: 3}})
	m := search.NewMatcher(q, d, false)
	for _, streams := range [][]search.Stream{m.Exact(), m.Loose()} {
		for _, s := range streams {
			if search.IsWord(s.From) && s.From == "technology" {
				t.Errorf("%v", s)
			}
		}
	}
	if n := len(m.Loose()); n != 2*2*3 { // two words, in the same field or anywhere, of three fields
		t.Errorf("%d loose streams", n)
	}
}
