package seed

import (
	"bytes"
	"fmt"
	"unicode"
	"unicode/utf8"
)

const utf8Expected = "text in UTF-8"

// cleanText reports bytes that are no UTF-8 and control characters, and gives the text with question marks in their
// place, so that the rest of the file can still be read for more problems. A byte order mark is dropped.
func cleanText(file string, text []byte) ([]byte, Problems) {
	text = bytes.TrimPrefix(text, []byte("\uFEFF"))
	var problems Problems
	var clean []byte // made when first needed
	line, column := 1, 1
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		if what := unwanted(r, size); what != "" {
			if clean == nil {
				clean = bytes.Clone(text)
			}
			copy(clean[i:], bytes.Repeat([]byte("?"), size))
			problems = append(problems, Problem{Pos: Pos{file, line, column}, Text: what, Expected: utf8Expected})
		}
		if column++; r == '\n' {
			line, column = line+1, 1
		}
		i += size
	}
	if clean == nil {
		return text, nil
	}
	return clean, problems
}

func unwanted(r rune, size int) string {
	switch {
	case r == utf8.RuneError && size == 1:
		return "a byte that is not UTF-8"
	case unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t':
		return fmt.Sprintf("the control character U+%04X", r)
	}
	return ""
}
