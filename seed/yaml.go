package seed

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"go.yaml.in/yaml/v3"
)

const (
	datasetKey = "dataset"
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
		r.problems = append(r.problems, syntaxProblem(r.file, text, err))
		return
	}
	r.document(doc.Content[0])
	var next yaml.Node
	switch err := d.Decode(&next); {
	case errors.Is(err, io.EOF):
	case err != nil:
		r.problems = append(r.problems, syntaxProblem(r.file, text, err))
	default:
		r.problem(r.pos(&next), "a second YAML document begins", "one document in a file")
	}
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
		v := r.value(k.value)
		if !isSlug(v.Text) {
			r.problem(v.Pos, fmt.Sprintf("the dataset's name is %s", quote(v)), slugExpected)
			return
		}
		r.dataset = v.Text
		r.files.Datasets = append(r.files.Datasets, Word{v.Text, v.Pos})
		return
	}
	r.problem(r.pos(root), "the file names no dataset", "dataset: NAME")
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
		s.Listed = true
		for _, item := range n.Content {
			s.Entries = append(s.Entries, r.entry(Word{}, r.pos(item), item))
		}
	default:
		v := r.value(n)
		r.problem(v.Pos, fmt.Sprintf("%s holds %s", name.Text, v.Kind), "records")
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
		return e
	}
	for _, k := range r.keys(n) {
		e.Fields = append(e.Fields, Field{k.name, r.value(k.value)})
	}
	return e
}

// key is a key of a mapping and what stands under it.
type key struct {
	name  Word
	value *yaml.Node
}

// keys gives the keys of a mapping; of one that stands twice, the first for each value, with a problem for the others.
func (r *reader) keys(n *yaml.Node) []key {
	var keys []key
	first := map[string]Pos{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k := n.Content[i]
		pos := r.pos(k)
		if k.Kind != yaml.ScalarNode || k.ShortTag() == "!!merge" {
			r.problem(pos, "a key is not a plain word", "a name or an id")
			continue
		}
		r.plain(k)
		if before, twice := first[k.Value]; twice {
			r.problem(pos, fmt.Sprintf("%q stands here twice, first in line %d", k.Value, before.Line), "each key once")
			continue
		}
		first[k.Value] = pos
		keys = append(keys, key{Word{k.Value, pos}, n.Content[i+1]})
	}
	return keys
}

func (r *reader) isMapping(n *yaml.Node, what, expected string) bool {
	if n.Kind == yaml.MappingNode {
		r.plain(n)
		return true
	}
	v := r.value(n)
	r.problem(v.Pos, fmt.Sprintf("%s is %s", what, v.Kind), expected)
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
	}
}

func (r *reader) pos(n *yaml.Node) Pos { return Pos{r.file, n.Line, n.Column} }
