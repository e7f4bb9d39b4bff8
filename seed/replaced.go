package seed

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
)

// storedFormerIDs gives what all former ids that are stored stand for now.
func storedFormerIDs(ctx context.Context, r store.Reader) (map[string]string, error) {
	now := map[string]string{}
	err := r.FormerIDs(ctx, func(id, present string) error {
		now[id] = present
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("reading the stored former ids: %w", err)
	}
	return now, nil
}

// followReplaced gives the content with the present id in place of each one that was replaced, whether the store says so
// (now) or the content, and a warning for each place that should be changed. Problems are relationships that come to have one
// id. A record that stands under its old id is the
// one that has the new id, unless the content says that it is renamed back, or has both.
func followReplaced(c *Content, now map[string]string) (_ *Content, warnings, problems Problems) {
	f := &follower{content: c, stored: now, renamed: map[string]string{}, taken: map[string]bool{}}
	if !c.restores {
		f.followNodes()
	}
	if !f.needed() {
		return c, nil, nil
	}
	followed := f.follow()
	return followed, f.warnings.sorted(), f.problems.sorted()
}

// follower makes a content with present ids out of one with old ones.
type follower struct {
	content  *Content
	stored   map[string]string
	renamed  map[string]string // records of the content: from the id that stands there to the present one
	taken    map[string]bool   // present ids that are in use by then
	warnings Problems
	problems Problems
}

func (f *follower) warn(pos Pos, what, id, now string) {
	f.warnings = append(f.warnings, Problem{Pos: pos, Text: fmt.Sprintf("%s is %s, which was replaced", what, id), Expected: now})
}

// followNodes finds the nodes that stand under a replaced id.
func (f *follower) followNodes() {
	for _, r := range f.content.Records {
		if !r.IsRel() {
			f.followRecord(r.ID, r.ID)
		}
	}
}

// followRecord notes that the record which stands under an id has another one now, if it does. meant is that id with the
// ends that it has now.
func (f *follower) followRecord(id, meant string) {
	present := f.present(id)
	if present == id {
		present = f.present(meant)
	}
	if present == id {
		return
	}
	_, held := f.content.places[present]
	_, claimed := f.content.former[present]
	switch {
	case !held && !claimed && !f.taken[present]:
		f.renamed[id], f.taken[present] = present, true
		if present != meant {
			f.warn(f.content.places[id], "the id", id, present)
		}
	case meant != id: // a node is there twice, or renamed back: that is found when ids are compared with those stored
		f.problems = append(f.problems, Problem{Pos: f.content.places[id], Text: fmt.Sprintf("%s is %s now, which is there too", id, present),
			Expected: "one of them"})
	}
}

// present gives what an id of a record stands for now. Of a relationship, the ends are those that they are now, too.
func (f *follower) present(id string) string {
	present, replaced := f.stored[id]
	if !replaced || f.content.restores {
		return id
	}
	if typ, ends, isRel := strings.Cut(present, ":"); isRel {
		parts := strings.SplitN(ends, ":", 3)
		parts[0], parts[1] = f.node(parts[0]), f.node(parts[1])
		return typ + ":" + strings.Join(parts, ":")
	}
	return present
}

// node gives the present id of a node that the content names.
func (f *follower) node(id string) string {
	if present, ok := f.renamed[id]; ok {
		return present
	}
	if f.content.types[id] != "" {
		return id
	}
	present, ok := f.stored[id]
	if !ok {
		present = id
	}
	if former, ok := f.content.former[present]; ok {
		present = former.now
		if later, ok := f.renamed[present]; ok {
			present = later
		}
	}
	return present
}

func (f *follower) needed() bool {
	if len(f.renamed) > 0 {
		return true
	}
	if len(f.stored)+len(f.content.former) == 0 {
		return false
	}
	return slices.ContainsFunc(f.content.mentions, func(m mention) bool { return f.node(m.id) != m.id }) ||
		slices.ContainsFunc(f.content.Records, func(r store.Record) bool { return r.IsRel() && f.stored[r.ID] != "" })
}

func (f *follower) follow() *Content {
	c := *f.content
	c.mentions = make([]mention, len(f.content.mentions))
	for i, m := range f.content.mentions {
		c.mentions[i] = f.mention(m)
		if c.mentions[i].id != m.id {
			f.warn(m.pos, m.what, m.id, c.mentions[i].id)
		}
	}
	c.joins = make([]join, len(f.content.joins))
	for i, j := range f.content.joins {
		c.joins[i] = join{j.rel, f.mention(j.from), f.mention(j.to)}
	}
	c.Records = make([]store.Record, len(f.content.Records))
	for i, r := range f.content.Records {
		c.Records[i] = f.record(r)
	}
	f.index(&c)
	c.Datasets = nil
	c.finish(f.content.datasetNames())
	return &c
}

func (f *follower) mention(m mention) mention {
	m.id = f.node(m.id)
	return m
}

func (f *follower) record(r store.Record) store.Record {
	id := r.ID
	r = withPresentIDs(f.content.cat, r, f.node)
	if r.IsRel() {
		f.followRecord(id, r.ID)
	}
	if present, ok := f.renamed[id]; ok {
		r.ID = present
		if r.IsRel() {
			ends := strings.Split(present, ":")
			r.From, r.To = ends[1], ends[2]
		}
	}
	return r
}

// index makes the content's maps those of the present ids.
func (f *follower) index(c *Content) {
	if len(f.renamed) == 0 {
		return
	}
	c.places, c.types, c.former, c.written = maps.Clone(c.places), maps.Clone(c.types), maps.Clone(c.former), map[string]string{}
	for id, present := range f.renamed {
		c.places[present] = f.content.places[id]
		delete(c.places, id)
		if t, ok := f.content.types[id]; ok {
			c.types[present] = t
			delete(c.types, id)
		}
		c.written[present] = id
	}
	for id, former := range f.content.former {
		if present, ok := f.renamed[former.now]; ok {
			former.now = present
			c.former[id] = former
		}
	}
}

// withPresentIDs gives a record with the present ids of the nodes that it names: in its ends, and so in the id of a
// relationship, in its references and in its sources. It leaves the record that it is given as it is.
func withPresentIDs(cat *catalog.Catalog, r store.Record, node func(string) string) store.Record {
	props := propsOf(cat, r)
	if r.IsRel() {
		key := strings.TrimPrefix(r.ID, relID(r.Type, r.From, r.To, ""))
		r.From, r.To = node(r.From), node(r.To)
		r.ID = relID(r.Type, r.From, r.To, "") + key
	}
	cloned := false
	for _, p := range props {
		present := node
		switch {
		case p == catalog.PropSources:
			present = func(source string) string {
				document, place, located := strings.Cut(source, "#")
				if located {
					return node(document) + "#" + place
				}
				return node(document)
			}
		case !p.IsRef():
			continue
		}
		v, changed := replaceTexts(r.Props[p.Name], present)
		if !changed {
			continue
		}
		if !cloned {
			r.Props, cloned = maps.Clone(r.Props), true
		}
		r.Props[p.Name] = v
	}
	return r
}

func propsOf(cat *catalog.Catalog, r store.Record) []*catalog.Property {
	if t := cat.Node(r.Type); t != nil {
		return t.Props
	}
	if t := cat.Relationship(r.Type); t != nil {
		return t.Props
	}
	return nil
}

// replaceTexts replaces a text, or the texts of a list, each of which is then there once.
func replaceTexts(v any, present func(string) string) (any, bool) {
	switch v := v.(type) {
	case string:
		now := present(v)
		return now, now != v
	case []any:
		all, changed := make([]any, 0, len(v)), false
		for _, item := range v {
			now := present(str(item))
			if now == item {
				all = append(all, item)
				continue
			}
			changed = true
			if !slices.Contains(v, any(now)) && !slices.Contains(all, any(now)) {
				all = append(all, now)
			}
		}
		return all, changed
	}
	return v, false
}

// withMoved gives the content in which a relationship whose end is renamed has the id that it has in the store among its former
// ones, as if its file said so.
func (c *Content) withMoved(stored []store.Record) *Content {
	moved := c.moved(stored)
	if len(moved) == 0 {
		return c
	}
	with := *c
	with.Records, with.former = slices.Clone(c.Records), maps.Clone(c.former)
	for i, r := range with.Records {
		if old, ok := moved[r.ID]; ok {
			with.Records[i].FormerIDs = append(slices.Clone(r.FormerIDs), old)
			with.former[old] = formerID{old, r.ID, c.places[r.ID]}
		}
	}
	return &with
}

// moved gives, by their new ids, the old ones of the stored relationships whose ends are renamed.
func (c *Content) moved(stored []store.Record) map[string]string {
	moved := map[string]string{}
	node := func(id string) string {
		if f, ok := c.former[id]; ok {
			return f.now
		}
		return id
	}
	for _, r := range stored {
		if !r.IsRel() || node(r.From) == r.From && node(r.To) == r.To {
			continue
		}
		now := withPresentIDs(c.cat, r, node).ID
		_, held := c.places[r.ID]
		_, listed := c.former[r.ID]
		if _, there := c.places[now]; there && !held && !listed {
			moved[now] = r.ID
		}
	}
	return moved
}
