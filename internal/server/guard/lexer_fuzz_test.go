package guard

import (
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
	gqllexer "github.com/vektah/gqlparser/v2/lexer"
)

// FuzzLexer holds the guard's lexer to gqlparser's: for a text that gqlparser can read, both find the same tokens.
func FuzzLexer(f *testing.F) {
	for _, seed := range []string{
		`{a(b: "\"x", c: """ " "" \""" """, d: -1.5e+3) @e ... on F & | ! $v = [1, 2]}`,
		"# a comment\r\n{a,b}\uFEFF#", `""""""""`, `"""a""""`, `0-1 1..2 1.e 00`, `"\u00e9\u{1F600}"`, "{\x00}", `"\`, `"""\"""`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, document string) {
		want, readable := gqlparserTokens(document)
		got := ownTokens(document)
		if !readable {
			return // that it ended is all that is asked
		}
		if len(got) != len(want) {
			t.Fatalf("%q: tokens %v, want %v", document, got, want)
		}
		for i := range got {
			if got[i] != want[i] {
				t.Fatalf("%q: tokens %v, want %v", document, got, want)
			}
		}
	})
}

func ownTokens(document string) []kind {
	var kinds []kind
	for lex := (lexer{text: document}); lex.next(); {
		k := lex.kind
		if k == surrogate {
			k = text
		}
		kinds = append(kinds, k)
	}
	return kinds
}

func gqlparserTokens(document string) (kinds []kind, readable bool) {
	lex := gqllexer.New(&ast.Source{Input: document})
	for {
		token, err := lex.ReadToken()
		if err != nil || token.Kind == gqllexer.Invalid {
			return kinds, false
		}
		switch token.Kind {
		case gqllexer.EOF:
			return kinds, true
		case gqllexer.Name:
			kinds = append(kinds, name)
		case gqllexer.ParenL, gqllexer.BracketL, gqllexer.BraceL:
			kinds = append(kinds, open)
		case gqllexer.ParenR, gqllexer.BracketR, gqllexer.BraceR:
			kinds = append(kinds, closing)
		case gqllexer.String, gqllexer.BlockString:
			kinds = append(kinds, text)
		case gqllexer.Comment:
			kinds = append(kinds, comment)
		default:
			kinds = append(kinds, other)
		}
	}
}
