package seed

import (
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
)

func (c *checker) node(s Section, t *catalog.NodeType, e Entry) {
	id, ok := c.nodeID(s, t, e)
	var keys []string
	if s.Form == Rows {
		keys = []string{idKey}
	}
	r := store.Record{ID: id.Text, Type: t.Name, Props: map[string]any{catalog.PropDataset.Name: s.Dataset}}
	for _, f := range e.Fields {
		if f.Name.Text != formerIDsKey && !slices.Contains(keys, f.Name.Text) {
			c.property(&r, s, t.Name, t.Props, keys, f)
		}
	}
	c.complete(&r, s, t.Props, e)
	c.readFormerIDs(e, &r, isSlug, slugExpected)
	if ok {
		c.add(r, id.Pos, "another id for one of them, or one record that says both")
	}
}

// nodeID gives a node's id, and whether it has any.
func (c *checker) nodeID(s Section, t *catalog.NodeType, e Entry) (Word, bool) {
	id := e.ID
	if s.Form == Rows {
		v, ok := e.field(idKey)
		switch {
		case !ok && s.hasColumn(idKey):
			c.problem(e.Pos, idKey+": SLUG", "a %s has no id", t.Name)
			return Word{}, false
		case !ok:
			return Word{}, false
		case !scalarText(v):
			c.wrong("the id of a "+t.Name, v, slugExpected)
			return Word{}, false
		}
		id = Word{v.Text, v.Pos}
	}
	if !isSlug(id.Text) {
		c.problem(id.Pos, slugExpected, "the id of a %s is %q", t.Name, shorten(id.Text))
	}
	return id, true
}

// property reads one property into a record. extra are names that files also know there.
func (c *checker) property(r *store.Record, s Section, owner string, props []*catalog.Property, extra []string, f Field) {
	p := propOf(props, f.Name.Text)
	if p == nil {
		if s.Columns == nil { // of a table it has been reported, once for all rows
			c.unknownProperty(f.Name, owner, props, extra)
		}
		return
	}
	if v, ok := c.convert(p, f.Value); ok {
		r.Props[p.Name] = v
	}
}

// unknownProperty reports a name that is none of a property.
func (c *checker) unknownProperty(name Word, owner string, props []*catalog.Property, extra []string) {
	known := append([]string{formerIDsKey}, extra...)
	for _, p := range props {
		if !ownedByProgram(p) {
			known = append(known, p.Name)
		}
	}
	c.unknown(name, known, "%s has no property %q", owner, shorten(name.Text))
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
func (c *checker) complete(r *store.Record, s Section, props []*catalog.Property, e Entry) {
	who := describe(*r)
	for _, p := range props {
		if _, given := e.field(p.Name); given || e.Unread || !p.Required || ownedByProgram(p) {
			continue
		}
		switch {
		case needed(c.cat, p) && !s.hasColumn(p.Name):
		case needed(c.cat, p) && p == catalog.PropSources:
			c.problem(e.Pos, "sources: [DOCUMENT#PLACE]", "%s has no sources", who)
		case needed(c.cat, p):
			c.problem(e.Pos, p.Name+": …", "%s has no %s", who, p.Name)
		case p == catalog.PropRank:
			r.Props[p.Name] = defaultRank
		default:
			r.Props[p.Name] = []any{}
		}
	}
}

// defaultRank is the rank of a relationship that says none.
const defaultRank = "NORMAL"

// needed tells whether no record may leave a property out.
func needed(cat *catalog.Catalog, p *catalog.Property) bool {
	if p == catalog.PropSources {
		return cat.DocumentType() != nil
	}
	return p.Required && !p.List && p != catalog.PropRank && !ownedByProgram(p)
}

func describe(r store.Record) string {
	switch {
	case r.From != "" && r.To != "":
		return r.ID
	case strings.Contains(r.ID, ":"): // an end is missing
		return r.Type
	case r.ID == "":
		return "a " + r.Type
	}
	return r.Type + " " + shorten(r.ID)
}
