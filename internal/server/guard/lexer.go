package guard

import "strings"

// kind is what the guard needs to know of a token.
type kind int

const (
	other kind = iota // punctuation and numbers
	name
	open
	closing
	text
	comment
	surrogate // a string with an escape that gqlparser would turn into another character
)

// lexer splits a document into tokens as gqlparser's lexer does (a fuzz test holds the two together), without
// allocating: it remembers where it is and nothing else.
type lexer struct {
	text  string
	pos   int // the first byte not read yet
	start int // where the last token began
	kind  kind
}

// length is the last token's, in bytes.
func (l *lexer) length() int { return l.pos - l.start }

// next reads one token. It ends at the end of the text, and after a string that doesn't end.
func (l *lexer) next() bool {
	l.skipIgnored()
	if l.pos >= len(l.text) {
		return false
	}
	l.start = l.pos
	switch b := l.text[l.pos]; {
	case isNameByte(b) && !isDigit(b):
		l.kind = name
		l.skipWhile(isNameByte)
	case isDigit(b) || b == '-':
		l.kind = other
		l.skipNumber()
	case b == '#':
		l.kind = comment
		l.skipComment()
	case b == '"':
		l.kind = text
		l.skipString()
	default:
		l.punctuation(b)
	}
	return true
}

func (l *lexer) punctuation(b byte) {
	l.kind = other
	l.pos++
	switch b {
	case '{', '[', '(':
		l.kind = open
	case '}', ']', ')':
		l.kind = closing
	case '.':
		if strings.HasPrefix(l.text[l.pos:], "..") {
			l.pos += 2
		}
	}
}

func (l *lexer) skipIgnored() {
	for l.pos < len(l.text) {
		switch l.text[l.pos] {
		case ' ', '\t', '\n', '\r', ',':
			l.pos++
		case 0xEF:
			if !strings.HasPrefix(l.text[l.pos:], "\uFEFF") {
				return
			}
			l.pos += len("\uFEFF")
		default:
			return
		}
	}
}

func (l *lexer) skipWhile(in func(byte) bool) {
	for l.pos < len(l.text) && in(l.text[l.pos]) {
		l.pos++
	}
}

func (l *lexer) skipNumber() {
	l.pos++
	l.skipWhile(isDigit)
	if l.skipOneOf(".") {
		l.skipWhile(isDigit)
	}
	if l.skipOneOf("eE") {
		l.skipOneOf("+-")
		l.skipWhile(isDigit)
	}
}

func (l *lexer) skipOneOf(bytes string) bool {
	if l.pos < len(l.text) && strings.IndexByte(bytes, l.text[l.pos]) >= 0 {
		l.pos++
		return true
	}
	return false
}

func (l *lexer) skipComment() {
	l.skipWhile(func(b byte) bool { return b >= 0x20 || b == '\t' })
}

func (l *lexer) skipString() {
	if strings.HasPrefix(l.text[l.pos:], `"""`) {
		l.skipBlockString()
		return
	}
	for l.pos++; l.pos < len(l.text); l.pos++ {
		switch l.text[l.pos] {
		case '"':
			l.pos++
			return
		case '\n', '\r':
			l.pos = len(l.text)
			return
		case '\\':
			if unit, ok := unicodeEscape(l.text[l.pos:]); ok && unit >= 0xD800 && unit <= 0xDFFF {
				l.kind = surrogate
			}
			l.pos++
		}
	}
}

// skipBlockString ends at the first three quotes that no backslash stands before; quotes beyond three that touch
// them belong to the content, as gqlparser reads it.
func (l *lexer) skipBlockString() {
	for l.pos += 3; l.pos < len(l.text); l.pos++ {
		rest := l.text[l.pos:]
		switch {
		case strings.HasPrefix(rest, `\"""`):
			l.pos += 3
		case strings.HasPrefix(rest, `"""`):
			l.skipWhile(func(b byte) bool { return b == '"' })
			return
		}
	}
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

func isNameByte(b byte) bool {
	return b == '_' || isDigit(b) || 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z'
}
