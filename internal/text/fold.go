package text

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Fold gives the form in which texts are compared without regard to case: Unicode's compatibility caseless matching
// (Unicode Standard, D146), composed (NFKC). Diacritics stay. Fold(Fold(s)) is Fold(s).
func Fold(s string) string {
	if ascii(s) {
		return strings.ToLower(s)
	}
	// A Caser may keep state, so none is shared. Folding twice around a normalization is what D146 prescribes: a
	// compatibility character may decompose into letters that fold again.
	once := norm.NFKD.String(cases.Fold().String(norm.NFD.String(s)))
	return norm.NFKC.String(cases.Fold().String(once))
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
