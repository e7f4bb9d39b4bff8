package guard

import (
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/dealgraph/dealgraph/internal/code"
)

// JSON bounds the depth and the number of values of a JSON text without decoding it, and refuses halves of surrogate
// pairs, which a decoder would silently replace by another character. It does not check the syntax: the decoder
// does, which is why a text that it lets through may still be malformed.
func JSON(text []byte, l Limits) *gqlerror.Error {
	depth, values := 0, 1
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '{', '[':
			depth++
			values++
		case '}', ']':
			depth--
		case ',':
			values++
		case '"':
			end, whole := jsonString(text, i+1)
			if !whole {
				return code.Errorf(code.BadUserInput, "The request holds half of a surrogate pair (\\uD800 to \\uDFFF), which is no character.")
			}
			i = end
		}
		if depth > l.JSONDepth {
			return code.Errorf(code.TooComplex, "The request's JSON nests deeper than %d levels.", l.JSONDepth)
		}
		if values > l.JSONValues {
			return code.Errorf(code.TooComplex, "The request's JSON holds more than %d values.", l.JSONValues)
		}
	}
	return nil
}

// jsonString finds the closing quote of the string whose content begins at i, and tells whether all its escaped
// surrogates are whole pairs.
func jsonString(text []byte, i int) (end int, whole bool) {
	for ; i < len(text); i++ {
		switch text[i] {
		case '"':
			return i, true
		case '\\':
			skip, ok := jsonEscape(text[i:])
			if !ok {
				return i, false
			}
			i += skip - 1
		}
	}
	return i, true
}

// jsonEscape tells how many bytes the escape at the beginning of text takes, a pair of surrogates counting as one.
func jsonEscape(text []byte) (length int, ok bool) {
	high, isUnicode := unicodeEscape(text)
	if !isUnicode {
		return 2, true
	}
	if high < 0xD800 || high > 0xDFFF {
		return 6, true
	}
	low, isUnicode := unicodeEscape(text[6:])
	if high > 0xDBFF || !isUnicode || low < 0xDC00 || low > 0xDFFF {
		return 6, false
	}
	return 12, true
}

// unicodeEscape reads \uXXXX at the beginning of text.
func unicodeEscape[T []byte | string](text T) (unit uint16, ok bool) {
	if len(text) < 6 || text[0] != '\\' || text[1] != 'u' {
		return 0, false
	}
	for i := 2; i < 6; i++ {
		digit, ok := hexDigit(text[i])
		if !ok {
			return 0, false
		}
		unit = unit<<4 | uint16(digit)
	}
	return unit, true
}

func hexDigit(b byte) (value byte, ok bool) {
	switch {
	case '0' <= b && b <= '9':
		return b - '0', true
	case 'a' <= b && b <= 'f':
		return b - 'a' + 10, true
	case 'A' <= b && b <= 'F':
		return b - 'A' + 10, true
	}
	return 0, false
}
