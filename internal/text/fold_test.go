package text_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/dealgraph/dealgraph/internal/text"
)

func TestFoldForgetsCaseAndComposition(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"NASA & MSIT", "nasa & msit"},
		{"Straße", "strasse"},
		{"É", "é"},
		{"E\u0301", "é"},
		{"ＡＰＥＣ", "apec"},
		{"Σίσυφος", "σίσυφοσ"},
		{"\u1112\u1161\u11ab", "한"},
		{"ｶﾞ", "ガ"},
		{"㎒", "mhz"},
		{"İ", "i̇"},
		{"a\x00B", "a\x00b"},
	} {
		if got := text.Fold(c.in); got != c.want {
			t.Errorf("Fold(%+q) = %+q, want %+q", c.in, got, c.want)
		}
	}
}

func TestFoldingTwiceChangesNothingMore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		once := text.Fold(rapid.String().Draw(t, "s"))
		if twice := text.Fold(once); twice != once {
			t.Fatalf("%+q folds again to %+q", once, twice)
		}
	})
}
