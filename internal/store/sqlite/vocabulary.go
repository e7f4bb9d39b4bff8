package sqlite

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
)

// vocabulary is what a file remembers of the vocabulary that its records follow: enough to tell what another one changes.
type vocabulary struct {
	Nodes         map[string]map[string]property `json:"nodes"`
	Relationships map[string]relationship        `json:"relationships"`
	Enums         map[string][]string            `json:"enums"`
}

type relationship struct {
	Props map[string]property `json:"props"`
	Pairs []string            `json:"pairs"` // From>To
}

type property struct {
	Type       string   `json:"type"`
	Refs       []string `json:"refs,omitempty"`
	Sortable   bool     `json:"sortable,omitempty"`
	Searchable bool     `json:"searchable,omitempty"`
}

func vocabularyOf(cat *catalog.Catalog) vocabulary {
	v := vocabulary{map[string]map[string]property{}, map[string]relationship{}, map[string][]string{}}
	for _, t := range cat.Nodes {
		v.Nodes[t.Name] = propertiesOf(t.Props)
	}
	for _, t := range cat.Relationships {
		pairs := make([]string, len(t.Pairs))
		for i, p := range t.Pairs {
			pairs[i] = p.From.Name + ">" + p.To.Name
		}
		slices.Sort(pairs)
		v.Relationships[t.Stored] = relationship{propertiesOf(t.Props), pairs}
	}
	for _, e := range cat.Enums {
		values := make([]string, len(e.Values))
		for i, value := range e.Values {
			values[i] = value.Name
		}
		slices.Sort(values)
		v.Enums[e.Name] = values
	}
	return v
}

func propertiesOf(props []*catalog.Property) map[string]property {
	all := map[string]property{}
	for _, p := range props {
		refs := slices.Clone(p.Refs)
		slices.Sort(refs)
		all[p.Name] = property{typeText(p), refs, p.Sortable, p.Searchable}
	}
	return all
}

// typeText writes a property's type as a vocabulary does.
func typeText(p *catalog.Property) string {
	t := string(p.Scalar)
	if p.Enum != nil {
		t = p.Enum.Name
	}
	if p.List {
		t = "[" + t + "!]"
	}
	if p.Required {
		t += "!"
	}
	return t
}

// text is the same for the same vocabulary: encoding/json sorts the keys of maps.
func (v vocabulary) text() (string, error) {
	b, err := json.Marshal(v)
	return string(b), err
}

// additionsTo tells what keeps v from being old with something added: nothing where the list is empty.
func (v vocabulary) additionsTo(old vocabulary) []string {
	var lost differences
	for name, props := range old.Nodes {
		now, ok := v.Nodes[name]
		lost.need(ok, "type %s is gone", name)
		if ok {
			lost.props(name, props, now)
		}
	}
	for name, rel := range old.Relationships {
		now, ok := v.Relationships[name]
		lost.need(ok, "relationship %s is gone", name)
		if ok {
			lost.props(name, rel.Props, now.Props)
			lost.values(name+" no longer joins", rel.Pairs, now.Pairs)
		}
	}
	for name, values := range old.Enums {
		now, ok := v.Enums[name]
		lost.need(ok, "enum %s is gone", name)
		if ok {
			lost.values("enum "+name+" lost", values, now)
		}
	}
	slices.Sort(lost)
	return lost
}

// differences are what a vocabulary changes other than by adding.
type differences []string

func (d *differences) need(ok bool, format string, args ...any) {
	if !ok {
		*d = append(*d, fmt.Sprintf(format, args...))
	}
}

func (d *differences) props(owner string, old, now map[string]property) {
	for name, was := range old {
		is, ok := now[name]
		d.need(ok, "%s.%s is gone", owner, name)
		if !ok {
			continue
		}
		d.need(is.Type == was.Type, "%s.%s was %s and is %s", owner, name, was.Type, is.Type)
		d.need(is.Sortable || !was.Sortable, "%s.%s is no longer @sortable", owner, name)
		d.need(is.Searchable || !was.Searchable, "%s.%s is no longer @searchable", owner, name)
		d.values(owner+"."+name+" no longer refers to", was.Refs, is.Refs)
	}
	for name, is := range now {
		_, ok := old[name]
		d.need(ok || !strings.HasSuffix(is.Type, "!"), "%s.%s is new and required, which the records there do not satisfy", owner, name)
	}
}

func (d *differences) values(what string, old, now []string) {
	for _, v := range old {
		d.need(slices.Contains(now, v), "%s %s", what, v)
	}
}
