package text

import "golang.org/x/text/unicode/norm"

// Compose gives a text in Unicode's composed form (NFC): the form in which texts are stored, and to which what is asked
// for is brought, so that it makes no difference how somebody's keyboard writes 한 or é.
func Compose(s string) string { return norm.NFC.String(s) }
