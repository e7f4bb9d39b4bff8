package storetest

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
)

// ParseGraph reads a graph from text, a record a line. "Thing a" is a node, "LIKES a -> b" a relationship, with a key
// behind where there are several: "LIKES a -> b again". Properties stand behind, as JSON. Required ones have defaults:
// a node's name is its id, its dataset is "test". "formerIds" lists former ids. What begins with '#' is a remark.
func ParseGraph(cat *catalog.Catalog, text string) ([]store.Record, error) {
	var records []store.Record
	for n, line := range strings.Split(text, "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		r, err := parseRecord(cat, line)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n+1, err)
		}
		records = append(records, r)
	}
	return records, nil
}

func parseRecord(cat *catalog.Catalog, line string) (store.Record, error) {
	words, props, err := splitWords(line)
	if err != nil {
		return store.Record{}, err
	}
	r, declared, err := parseHead(cat, words)
	if err != nil || props == "" {
		return r, err
	}
	return r, parseProps(&r, declared, props)
}

// splitWords gives the words of a line, bare or quoted, and what begins with a brace behind them.
func splitWords(line string) (words []string, rest string, err error) {
	for rest = line; rest != "" && rest[0] != '{'; rest = strings.TrimLeft(rest, " ") {
		var w string
		if rest[0] == '"' {
			w, rest, err = cutQuoted(rest)
		} else {
			w, rest, _ = strings.Cut(rest, " ")
		}
		if err != nil {
			return nil, "", err
		}
		words = append(words, w)
	}
	return words, rest, nil
}

func cutQuoted(s string) (text, rest string, err error) {
	q, err := strconv.QuotedPrefix(s)
	if err != nil {
		return "", "", fmt.Errorf("%s: %w", s, err)
	}
	text, err = strconv.Unquote(q)
	return text, s[len(q):], err
}

func parseHead(cat *catalog.Catalog, words []string) (store.Record, []*catalog.Property, error) {
	switch {
	case len(words) == 2 && cat.Node(words[0]) != nil:
		return newNode(words[0], words[1]), cat.Node(words[0]).Props, nil
	case len(words) >= 4 && words[2] == "->" && cat.Relationship(words[0]) != nil:
		return newRel(words[0], words[1], words[3], words[4:]...), cat.Relationship(words[0]).Props, nil
	}
	return store.Record{}, nil, fmt.Errorf("%q is neither TYPE id nor TYPE from -> to [key]", words)
}

// newNode makes a node with just what every node has.
func newNode(typ, id string) store.Record {
	return store.Record{ID: id, Type: typ, Props: map[string]any{
		"name": id, "aliases": []any{}, "sources": []any{}, "dataset": "test"}}
}

// newRel makes a relationship with just what every relationship has.
func newRel(typ, from, to string, key ...string) store.Record {
	id := strings.Join(append([]string{typ, from, to}, key...), ":")
	return store.Record{ID: id, Type: typ, From: from, To: to, Props: map[string]any{
		"rank": "NORMAL", "sources": []any{}, "dataset": "test"}}
}

func parseProps(r *store.Record, declared []*catalog.Property, text string) error {
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var props map[string]any
	if err := d.Decode(&props); err != nil {
		return fmt.Errorf("%s: %w", text, err)
	}
	for name, v := range props {
		if name == "formerIds" {
			for _, id := range v.([]any) {
				r.FormerIDs = append(r.FormerIDs, id.(string))
			}
			continue
		}
		i := slices.IndexFunc(declared, func(p *catalog.Property) bool { return p.Name == name })
		if i < 0 {
			return fmt.Errorf("a %s has no property %s", r.Type, name)
		}
		typed, err := typedValue(declared[i].Scalar, v)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		r.Props[name] = typed
	}
	return nil
}

// typedValue turns a JSON value into the Go type of a scalar.
func typedValue(s catalog.Scalar, v any) (any, error) {
	switch v := v.(type) {
	case json.Number:
		return bareLiteral(s, v.String())
	case []any:
		for i, element := range v {
			typed, err := typedValue(s, element)
			if err != nil {
				return nil, err
			}
			v[i] = typed
		}
	}
	return v, nil
}

// GraphText prints records as ParseGraph reads them, all properties spelt out but those that are what newNode and newRel
// give.
func GraphText(records []store.Record) string {
	var b strings.Builder
	for _, r := range records {
		b.WriteString(recordText(r) + "\n")
	}
	return b.String()
}

func recordText(r store.Record) string {
	plain, head := newNode(r.Type, r.ID), []string{r.Type, word(r.ID)}
	if r.IsRel() {
		plain, head = newRel(r.Type, r.From, r.To), []string{r.Type, word(r.From), "->", word(r.To)}
		if key, ok := strings.CutPrefix(r.ID, plain.ID+":"); ok {
			head = append(head, word(key))
		}
	}
	var props []string
	for _, name := range slices.Sorted(maps.Keys(r.Props)) {
		if text := jsonText(r.Props[name]); text != jsonText(plain.Props[name]) {
			props = append(props, fmt.Sprintf("%q: %s", name, text))
		}
	}
	if len(r.FormerIDs) > 0 {
		props = append(props, `"formerIds": `+jsonText(r.FormerIDs))
	}
	if len(props) > 0 {
		head = append(head, "{"+strings.Join(props, ", ")+"}")
	}
	return strings.Join(head, " ")
}

func jsonText(v any) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return fmt.Sprintf("<%v>", err)
	}
	return strings.TrimSpace(b.String())
}
