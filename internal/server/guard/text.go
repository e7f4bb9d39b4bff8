package guard

import (
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/dealgraph/dealgraph/internal/code"
)

// Text bounds the brackets, tokens and names of a document that has not been parsed: the parser recurses with every
// bracket and keeps every token. Malformed text is let through for the parser to say what is wrong with it, and where.
func Text(document string, l Limits) *gqlerror.Error {
	depth, tokens := 0, 0
	for lex := (lexer{text: document}); lex.next(); {
		tokens++
		switch lex.kind {
		case open:
			depth++
		case closing:
			depth--
		case surrogate:
			return code.Errorf(code.ParseFailed, "A string escapes a surrogate (\\uD800 to \\uDFFF); write the character itself.")
		}
		if depth > l.Brackets {
			return code.Errorf(code.TooComplex, "The document's brackets nest deeper than %d levels.", l.Brackets)
		}
		if tokens > l.Tokens {
			return code.Errorf(code.TooComplex, "The document has more than %d tokens.", l.Tokens)
		}
		if lex.kind == name && lex.length() > l.NameBytes {
			return code.Errorf(code.TooComplex, "A name in the document is longer than %d bytes.", l.NameBytes)
		}
	}
	return nil
}
