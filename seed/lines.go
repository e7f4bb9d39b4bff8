package seed

import (
	"bytes"
	"fmt"
)

const lineExpected = `an object on a line of its own: {"type": "Person", "id": …}`

// readLines reads JSON Lines: a record in each line, as an object. Where one is no JSON, the others still are read.
func (r *reader) readLines(text []byte) {
	empty := true
	for number := 1; len(text) > 0; number++ {
		var line []byte
		line, text, _ = bytes.Cut(text, []byte("\n"))
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		empty = false
		if !r.line(number, line) {
			return
		}
	}
	if empty {
		r.problem(Pos{File: r.file}, "the file is empty", lineExpected)
	}
}

// line reads a line, and tells whether it makes sense to go on.
func (r *reader) line(number int, text []byte) bool {
	counter := columnCounter{line: text}
	pos := func(offset int) Pos { return Pos{r.file, number, counter.column(offset)} }
	if offset, what := syntaxOf(text); offset >= 0 {
		r.files.Partial = true
		if first := string(bytes.TrimSpace(text)); first == "{" || first == "[" {
			r.problem(pos(0), "a value goes on over several lines", lineExpected)
			return false
		}
		r.problem(pos(offset), "no valid JSON: "+what, lineExpected)
		return true
	}
	j := &jsonReader{text: text, pos: pos, half: func(p Pos) { r.problem(p, "a text holds half of a surrogate pair", "whole characters") }}
	j.next()
	at := pos(j.at)
	if j.within('{') {
		r.object(j, at)
	} else {
		r.problem(at, "a record is no object", lineExpected)
	}
	return true
}

// object reads a record. null is no value, as scripts write it.
func (r *reader) object(j *jsonReader, pos Pos) {
	e := Entry{Pos: pos}
	typ, dataset := Word{}, Word{r.dataset, Pos{File: r.file}}
	named := r.dataset != ""
	seen := map[string]bool{}
	for j.more() {
		name := j.word()
		v := j.value(false)
		switch {
		case seen[name.Text]:
			r.problem(name.Pos, fmt.Sprintf("%q stands here twice", shorten(name.Text)), "each key once")
		case v.Kind == Null:
		case name.Text == typeKey && v.Kind == String:
			typ = Word{v.Text, v.Pos}
		case name.Text == typeKey:
			r.problem(v.Pos, "the type is "+quote(v), "the name of a type, such as Person or SIGNED")
			typ.Pos = v.Pos
		case name.Text == datasetKey:
			dataset, named = r.datasetOf(v)
			named = named || v.Kind != Null
		default:
			e.Fields = append(e.Fields, Field{name, v})
		}
		seen[name.Text] = true
	}
	if !named {
		r.noDataset(pos, `"dataset": "NAME" in each record`)
	}
	switch {
	case typ.Text != "":
		r.row(typ, dataset, nil, e)
	case typ.Pos == Pos{}:
		r.problem(pos, "the record has no type", `"type": "Person" or another`)
	}
}
