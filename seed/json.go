package seed

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"unicode/utf8"
)

// jsonReader walks through a text that is valid JSON (syntaxOf, json.Valid), and gives the places of all in it, which
// encoding/json keeps to itself.
type jsonReader struct {
	text []byte
	at   int
	pos  func(offset int) Pos
	half func(Pos) // told of texts that are none
}

// syntaxOf gives the offset and the kind of the first mistake in a text, or -1.
func syntaxOf(text []byte) (offset int, what string) {
	if json.Valid(text) {
		return -1, ""
	}
	var v any
	var syntax *json.SyntaxError
	if err := json.Unmarshal(text, &v); errors.As(err, &syntax) {
		offset, what = int(syntax.Offset)-1, syntax.Error()
	}
	if strings.Contains(what, "unexpected end") {
		offset = len(text)
	}
	return max(offset, 0), what
}

// next gives the first byte of the next value, name or end.
func (j *jsonReader) next() byte {
	for strings.IndexByte(" \t\r\n,:", j.text[j.at]) >= 0 {
		j.at++
	}
	return j.text[j.at]
}

// within begins to walk through an object or a list, and tells whether the text has one here.
func (j *jsonReader) within(begin byte) bool {
	if j.next() != begin {
		return false
	}
	j.at++
	return true
}

// more tells whether there is another member or item, and walks past the end where there is none.
func (j *jsonReader) more() bool {
	if b := j.next(); b != '}' && b != ']' {
		return true
	}
	j.at++
	return false
}

// word reads a text and gives its place.
func (j *jsonReader) word() Word {
	j.next()
	pos, start, plain := j.pos(j.at), j.at, true
	for j.at++; j.text[j.at] != '"'; j.at++ {
		if j.text[j.at] == '\\' {
			plain = false
			j.at++
		}
	}
	j.at++
	written := j.text[start:j.at]
	if plain {
		return Word{string(written[1 : len(written)-1]), pos}
	}
	var s string
	if err := json.Unmarshal(written, &s); err != nil || halfPair(s, written) {
		j.half(pos)
	}
	return Word{s, pos}
}

// halfPair tells whether a text was written with half of a surrogate pair, for which the decoder puts U+FFFD.
func halfPair(s string, written []byte) bool {
	const replacement = string(utf8.RuneError)
	n := strings.Count(s, replacement)
	return n > 0 && n > strings.Count(strings.ToLower(string(written)), `\ufffd`)+bytes.Count(written, []byte(replacement))
}

// value reads a value. What is inside an object, or inside a list in a list, is left: no property takes one.
func (j *jsonReader) value(inList bool) Value {
	first := j.next()
	v := Value{Pos: j.pos(j.at)}
	switch {
	case first == '"':
		v.Kind, v.Text = String, j.word().Text
	case first == '[' && !inList:
		v.Kind, v.Items = List, j.items()
	case first == '[':
		v.Kind = List
		j.skip()
	case first == '{':
		v.Kind = Map
		j.skip()
	default:
		v.Kind, v.Text = j.literal()
	}
	return v
}

// literal reads a number, true, false or null.
func (j *jsonReader) literal() (Kind, string) {
	start := j.at
	for j.at < len(j.text) && strings.IndexByte(" \t\r\n,]}", j.text[j.at]) < 0 {
		j.at++
	}
	switch text := string(j.text[start:j.at]); text {
	case "null":
		return Null, ""
	case "true", "false":
		return Bool, text
	default:
		return Number, text
	}
}

func (j *jsonReader) items() []Value {
	items := []Value{}
	for j.within('['); j.more(); {
		items = append(items, j.value(true))
	}
	return items
}

// skip walks past an object or a list.
func (j *jsonReader) skip() {
	for open := 0; ; {
		switch j.next() {
		case '{', '[':
			open++
			j.at++
		case '}', ']':
			j.at++
			if open--; open == 0 {
				return
			}
		case '"':
			j.word()
		default:
			j.literal()
		}
	}
}
