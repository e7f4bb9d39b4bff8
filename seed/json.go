package seed

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"unicode/utf8"
)

// jsonReader reads a text that is valid JSON, with the places of all in it.
type jsonReader struct {
	d    *json.Decoder
	text []byte
	pos  func(offset int) Pos
	half func(Pos) // told of texts that are none
}

func newJSONReader(text []byte, pos func(offset int) Pos, half func(Pos)) *jsonReader {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	return &jsonReader{d, text, pos, half}
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

// token gives the next token and its place. Of valid text there is one for as long as anything is open.
func (j *jsonReader) token() (json.Token, Pos) {
	at := int(j.d.InputOffset())
	for at < len(j.text) && strings.IndexByte(" \t\r\n,:", j.text[at]) >= 0 {
		at++
	}
	t, _ := j.d.Token()
	pos := j.pos(at)
	if s, ok := t.(string); ok && halfPair(s, j.text[at:j.d.InputOffset()]) {
		j.half(pos)
	}
	return t, pos
}

// halfPair tells whether a text was written with half of a surrogate pair, for which the decoder puts U+FFFD.
func halfPair(s string, written []byte) bool {
	const replacement = string(utf8.RuneError)
	n := strings.Count(s, replacement)
	return n > 0 && n > strings.Count(strings.ToLower(string(written)), `\ufffd`)+bytes.Count(written, []byte(replacement))
}

// value reads a value. What is inside an object, or inside a list in a list, is left: no property takes one.
func (j *jsonReader) value(inList bool) Value {
	t, pos := j.token()
	v := Value{Pos: pos, Kind: Null}
	switch t := t.(type) {
	case string:
		v.Kind, v.Text = String, t
	case json.Number:
		v.Kind, v.Text = Number, t.String()
	case bool:
		v.Kind, v.Text = Bool, map[bool]string{true: "true", false: "false"}[t]
	case json.Delim:
		v.Kind = Map
		if t == '[' {
			v.Kind = List
		}
		if v.Kind == List && !inList {
			v.Items = j.items()
		} else {
			j.skip()
		}
	}
	return v
}

// items reads the rest of a list.
func (j *jsonReader) items() []Value {
	items := []Value{}
	for j.d.More() {
		items = append(items, j.value(true))
	}
	j.token()
	return items
}

// skip reads the rest of an object or list.
func (j *jsonReader) skip() {
	for open := 1; open > 0; {
		switch t, _ := j.token(); t {
		case json.Delim('{'), json.Delim('['):
			open++
		case json.Delim('}'), json.Delim(']'), nil:
			if t != nil {
				open--
			}
		}
	}
}
