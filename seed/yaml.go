package seed

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"

	"go.yaml.in/yaml/v3"
)

const (
	datasetKey = "dataset"
	typeKey    = "type"
	fileForm   = "dataset: NAME, then types with their records"
)

func (r *reader) readYAML(text []byte) {
	d := yaml.NewDecoder(bytes.NewReader(text))
	var doc yaml.Node
	switch err := d.Decode(&doc); {
	case errors.Is(err, io.EOF):
		r.problem(Pos{File: r.file}, "the file is empty", fileForm)
		return
	case err != nil:
		r.syntaxError(text, err)
		return
	}
	r.document(doc.Content[0])
	var next yaml.Node
	switch err := d.Decode(&next); {
	case errors.Is(err, io.EOF):
	case err != nil:
		r.syntaxError(text, err)
	default:
		r.problem(r.pos(&next), "a second YAML document begins", "one document in a file")
	}
}

func (r *reader) syntaxError(text []byte, err error) {
	r.problems = append(r.problems, syntaxProblem(r.file, text, err))
	r.files.Partial = true
}

func (r *reader) document(root *yaml.Node) {
	if root.Kind == yaml.ScalarNode && root.ShortTag() == "!!null" {
		r.problem(Pos{File: r.file}, "the file is empty", fileForm)
		return
	}
	if !r.isMapping(root, "the file", fileForm) {
		return
	}
	keys := r.keys(root)
	r.onceEach(keys)
	r.readDataset(root, keys)
	for _, k := range keys {
		if k.name.Text != datasetKey {
			r.section(k.name, k.value)
		}
	}
}

func (r *reader) readDataset(root *yaml.Node, keys []key) {
	for _, k := range keys {
		if k.name.Text != datasetKey {
			continue
		}
		if name, ok := r.datasetOf(r.value(k.value)); ok {
			r.dataset = name.Text
			r.files.Datasets = append(r.files.Datasets, name)
		}
		return
	}
	if r.dataset == "" {
		r.problem(r.pos(root), "the file names no dataset", "dataset: NAME")
		return
	}
	r.files.Datasets = append(r.files.Datasets, Word{r.dataset, Pos{File: r.file}})
}

func (r *reader) section(name Word, n *yaml.Node) {
	s := Section{Dataset: r.dataset, Type: name}
	switch n.Kind {
	case yaml.MappingNode:
		r.plain(n)
		for _, k := range r.keys(n) {
			s.Entries = append(s.Entries, r.entry(k.name, k.name.Pos, k.value))
		}
	case yaml.SequenceNode:
		r.plain(n)
		s.Form = Listed
		for _, item := range n.Content {
			s.Entries = append(s.Entries, r.entry(Word{}, r.pos(item), item))
		}
	default:
		v := r.value(n)
		if v.Kind != Unread {
			r.problem(v.Pos, fmt.Sprintf("%s holds %s", name.Text, v.Kind), "records")
		}
		return
	}
	r.files.Sections = append(r.files.Sections, s)
}

// entry reads one record. One without properties is a record all the same: what it lacks is for Check to say.
func (r *reader) entry(id Word, pos Pos, n *yaml.Node) Entry {
	e := Entry{ID: id, Pos: pos}
	if n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null" && n.Anchor == "" {
		return e
	}
	if !r.isMapping(n, "a record", "its properties, as name: value") {
		e.Unread = true
		return e
	}
	for _, k := range r.onceEach(r.keys(n)) {
		e.Fields = append(e.Fields, Field{k.name, r.value(k.value)})
	}
	return e
}

// key is a key of a mapping and what stands under it.
type key struct {
	name  Word
	value *yaml.Node
}

// keys gives the keys of a mapping, in their order.
func (r *reader) keys(n *yaml.Node) []key {
	var keys []key
	for i := 0; i+1 < len(n.Content); i += 2 {
		k := n.Content[i]
		pos := r.pos(k)
		if k.Kind != yaml.ScalarNode || k.ShortTag() == "!!merge" {
			r.problem(pos, "a key is not a plain word", "a name or an id")
			continue
		}
		r.plain(k)
		keys = append(keys, key{Word{k.Value, pos}, n.Content[i+1]})
	}
	return keys
}

// onceEach reports keys that stand twice, and gives the first of each. Of ids this is left to Check, which knows those
// of other files too.
func (r *reader) onceEach(keys []key) []key {
	var once []key
	first := map[string]Pos{}
	for _, k := range keys {
		if before, twice := first[k.name.Text]; twice {
			r.problem(k.name.Pos, fmt.Sprintf("%q stands here twice, first in line %d", shorten(k.name.Text), before.Line), "each key once")
			continue
		}
		first[k.name.Text] = k.name.Pos
		once = append(once, k)
	}
	return once
}

func (r *reader) isMapping(n *yaml.Node, what, expected string) bool {
	if n.Kind == yaml.MappingNode {
		r.plain(n)
		return true
	}
	v := r.value(n)
	if v.Kind != Unread {
		r.problem(v.Pos, fmt.Sprintf("%s is %s", what, v.Kind), expected)
	}
	return false
}

// value reads a value. What is inside a mapping is left: no property takes one.
func (r *reader) value(n *yaml.Node) Value {
	r.plain(n)
	v := Value{Pos: r.pos(n), Text: n.Value}
	switch n.Kind {
	case yaml.SequenceNode:
		v.Kind = List
		for _, item := range n.Content {
			v.Items = append(v.Items, r.value(item))
		}
	case yaml.ScalarNode:
		v.Kind = scalarKind(n)
	case yaml.MappingNode:
		v.Kind = Map
	}
	return v
}

func scalarKind(n *yaml.Node) Kind {
	switch n.ShortTag() {
	case "!!null":
		return Null
	case "!!bool":
		return Bool
	case "!!int", "!!float":
		return Number
	case "!!timestamp":
		return Time
	}
	return String
}

// plain reports what YAML can do and seeds don't need. An alias makes a file mean more than it shows: ten lines can be
// gigabytes.
func (r *reader) plain(n *yaml.Node) {
	switch {
	case n.Kind == yaml.AliasNode:
		r.problem(r.pos(n), "the YAML alias *"+n.Value, "the value itself")
	case n.Anchor != "":
		r.problem(r.pos(n), "the YAML anchor &"+n.Anchor, "the value without it")
	case n.Style&yaml.TaggedStyle != 0:
		r.problem(r.pos(n), "the YAML tag "+n.Tag, "the value without it")
	case n.Style == 0 && lostPlace.MatchString(n.LineComment):
		// A source's place that has come to stand behind a space is lost without a word.
		r.problem(r.pos(n), lostPlaceText(n.LineComment), lostPlaceExpected)
	}
}

var lostPlace = regexp.MustCompile(`^#[^\s#]`)

const lostPlaceExpected = "no space before the #, or one behind it"

func lostPlaceText(comment string) string {
	return fmt.Sprintf("YAML takes %s for a comment", shorten(comment))
}

func (r *reader) pos(n *yaml.Node) Pos { return Pos{r.file, n.Line, n.Column} }
