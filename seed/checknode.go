package seed

import (
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
)

func (c *checker) node(dataset string, t *catalog.NodeType, e Entry) {
	if !isSlug(e.ID.Text) {
		c.problem(e.ID.Pos, slugExpected, "the id of a %s is %q", t.Name, shorten(e.ID.Text))
	}
	r := store.Record{ID: e.ID.Text, Type: t.Name, Props: map[string]any{catalog.PropDataset.Name: dataset}}
	for _, f := range e.Fields {
		if f.Name.Text != formerIDsKey {
			c.property(&r, t.Name, t.Props, nil, f)
		}
	}
	c.complete(&r, t.Props, e)
	c.readFormerIDs(e, &r, isSlug, slugExpected)
	c.add(r, e.Pos, "another id for one of them, or one record that says both")
}

// property reads one property into a record. extra are names that files also know there.
func (c *checker) property(r *store.Record, owner string, props []*catalog.Property, extra []string, f Field) {
	p := propOf(props, f.Name.Text)
	if p == nil {
		known := append([]string{formerIDsKey}, extra...)
		for _, p := range props {
			if !ownedByProgram(p) {
				known = append(known, p.Name)
			}
		}
		c.unknown(f.Name, known, "%s has no property %q", owner, shorten(f.Name.Text))
		return
	}
	if v, ok := c.convert(p, f.Value); ok {
		r.Props[p.Name] = v
	}
}

// ownedByProgram tells whether a property is never written as one: ids are keys, and the dataset is the file's.
func ownedByProgram(p *catalog.Property) bool {
	switch p {
	case catalog.PropID, catalog.PropFrom, catalog.PropTo, catalog.PropDataset:
		return true
	}
	return false
}

func propOf(props []*catalog.Property, name string) *catalog.Property {
	for _, p := range props {
		if p.Name == name && !ownedByProgram(p) {
			return p
		}
	}
	return nil
}

// complete adds what may be left out: a required list is then empty, a rank NORMAL; and reports what may not.
func (c *checker) complete(r *store.Record, props []*catalog.Property, e Entry) {
	who := describe(*r)
	for _, p := range props {
		if _, given := e.field(p.Name); given || e.Unread || !p.Required || ownedByProgram(p) {
			continue
		}
		switch {
		case p == catalog.PropSources && c.cat.DocumentType() != nil:
			c.problem(e.Pos, "sources: [DOCUMENT#PLACE]", "%s has no sources", who)
		case p == catalog.PropRank:
			r.Props[p.Name] = "NORMAL"
		case p.List:
			r.Props[p.Name] = []any{}
		default:
			c.problem(e.Pos, p.Name+": …", "%s has no %s", who, p.Name)
		}
	}
}

func describe(r store.Record) string {
	switch {
	case r.From != "" && r.To != "":
		return r.ID
	case strings.Contains(r.ID, ":"): // an end is missing
		return r.Type
	}
	return r.Type + " " + shorten(r.ID)
}
