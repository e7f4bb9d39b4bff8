package seed

import (
	"slices"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
)

const (
	fromKey = "from"
	toKey   = "to"
	keyKey  = "key"
)

func relKeys() []string { return []string{fromKey, toKey, keyKey} }

func (c *checker) relationship(s Section, t *catalog.RelType, e Entry) {
	from, hasFrom := c.end(s, t, e, fromKey)
	to, hasTo := c.end(s, t, e, toKey)
	r := store.Record{Type: t.Stored, From: from.id, To: to.id, Props: map[string]any{catalog.PropDataset.Name: s.Dataset}}
	r.ID = relID(t.Stored, from.id, to.id, c.relKey(e))
	for _, f := range e.Fields {
		if !slices.Contains(relKeys(), f.Name.Text) && f.Name.Text != formerIDsKey {
			c.property(&r, s, t.Stored, t.Props, relKeys(), f)
		}
	}
	c.complete(&r, s, t.Props, e)
	c.readFormerIDs(e, &r, func(id string) bool { return isRelID(t.Stored, id) }, t.Stored+":FROM:TO or "+t.Stored+":FROM:TO:KEY")
	if hasFrom && hasTo {
		c.content.joins = append(c.content.joins, join{t, from, to})
		c.add(r, e.Pos, "key: SLUG, to tell one from the other")
	}
}

// end reads one end of a relationship.
func (c *checker) end(s Section, t *catalog.RelType, e Entry, side string) (mention, bool) {
	v, ok := e.field(side)
	if e.Unread {
		return mention{}, false
	}
	if !ok && !s.hasColumn(side) {
		return mention{}, false
	}
	if !ok {
		c.problem(e.Pos, side+": ID", "%s has no %s", t.Stored, side)
		return mention{}, false
	}
	if !c.isID(side, v) {
		return mention{}, false
	}
	m := mention{id: v.Text, pos: v.Pos, what: side, types: endTypes(t, side)}
	c.content.mentions = append(c.content.mentions, m)
	return m, true
}

// endTypes gives the types that a relationship may have at one end.
func endTypes(t *catalog.RelType, side string) []string {
	var types []string
	for _, p := range t.Pairs {
		end := p.From
		if side == toKey {
			end = p.To
		}
		if !slices.Contains(types, end.Name) {
			types = append(types, end.Name)
		}
	}
	return types
}

func (c *checker) relKey(e Entry) string {
	v, ok := e.field(keyKey)
	if ok && (!scalarText(v) || !isSlug(v.Text)) {
		c.wrong(keyKey, v, slugExpected)
	}
	return v.Text
}
