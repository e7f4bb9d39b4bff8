package storetest

import (
	"fmt"
	"strconv"
	"strings"
)

// token is a word, a quoted text, or one of ( ) [ ] , and :. col is where it stands in its line: indentation tells which
// operator a step or a column belongs to.
type token struct {
	text      string // a quoted text's content
	quoted    bool
	line, col int
}

func (t token) String() string { return fmt.Sprintf("line %d: %q", t.line, t.text) }

func lex(text string) ([]token, error) {
	var tokens []token
	for n, line := range strings.Split(text, "\n") {
		for col := 0; col < len(line); {
			if line[col] == ' ' {
				col++
				continue
			}
			t, length, err := lexOne(line[col:])
			if err != nil {
				return nil, fmt.Errorf("line %d: %w", n+1, err)
			}
			t.line, t.col = n+1, col
			tokens = append(tokens, t)
			col += length
		}
	}
	return tokens, nil
}

func lexOne(s string) (token, int, error) {
	const marks = "()[],:"
	switch {
	case s[0] == '"':
		q, err := strconv.QuotedPrefix(s)
		if err != nil {
			return token{}, 0, fmt.Errorf("%s: %w", s, err)
		}
		text, err := strconv.Unquote(q)
		return token{text: text, quoted: true}, len(q), err
	case strings.ContainsRune(marks, rune(s[0])):
		return token{text: s[:1]}, 1, nil
	}
	end := strings.IndexAny(s, marks+` "`)
	if end < 0 {
		end = len(s)
	}
	return token{text: s[:end]}, end, nil
}
