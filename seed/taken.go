package seed

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/internal/store"
)

// tombstones finds what is kept of removed records whose ids nodes of the content are to have, or to have had.
func tombstones(ctx context.Context, r store.Reader, c *Content, stored []store.Record) ([]store.Tombstone, error) {
	there := make(map[string]bool, len(stored))
	for _, rec := range stored {
		there[rec.ID] = true
	}
	var ids []string
	for id := range c.types {
		if !there[id] {
			ids = append(ids, id)
		}
	}
	for id := range c.former {
		if !strings.Contains(id, ":") { // the id of a relationship says what it joins
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	var all []store.Tombstone
	for some := range slices.Chunk(ids, lookUpAtOnce) {
		found, err := r.Tombstones(ctx, some)
		if err != nil {
			return nil, fmt.Errorf("looking up the ids of removed records: %w", err)
		}
		all = append(all, found...)
	}
	return all, nil
}

// takenIDs reports new ids, and former ids, that mean another record already.
func takenIDs(ctx context.Context, r store.Reader, c *Content, change Change, gone []store.Tombstone) (Problems, error) {
	ids := slices.Collect(maps.Keys(c.former))
	for _, rec := range change.Added {
		ids = append(ids, rec.ID)
	}
	slices.Sort(ids)
	found, err := lookUp(ctx, r, ids)
	if err != nil {
		return nil, err
	}
	for _, t := range gone {
		if _, ok := found[t.ID]; !ok {
			found[t.ID] = Found{ID: t.Was, Type: t.Type, gone: true}
		}
	}
	var problems Problems
	for _, rec := range change.Added {
		if f, ok := found[rec.ID]; ok && c.taken(f, rec.ID) {
			problems = append(problems, c.takenID(c.places[rec.ID], rec.ID, datasetOf(rec), f))
		}
	}
	for id, former := range c.former {
		if f, ok := found[id]; ok && (f.gone || f.ID != former.now) && c.taken(f, former.now) {
			problems = append(problems, c.takenID(former.pos, id, "", f))
		}
	}
	return problems, nil
}

// taken tells whether the ids of a stored record are not to be had by the content's record now.
func (c *Content) taken(f Found, now string) bool {
	switch {
	case f.gone:
		return f.Type != c.typeOf(now)
	case !c.owns(f.Dataset):
		return true
	case c.restores: // what an id meant before, it means again
		return false
	}
	heir := c.heir(f)
	if heir == "" {
		return f.Type != c.typeOf(now)
	}
	return heir != now
}

// typeOf gives the type of the content's record with this id.
func (c *Content) typeOf(id string) string {
	if stored, _, isRel := strings.Cut(id, ":"); isRel {
		return stored
	}
	return c.types[id]
}

// heir gives the id under which a stored record will be there when the content is stored: its own, or the one that it is
// renamed to; nothing where it goes, and leaves its ids to records of its type.
func (c *Content) heir(f Found) string {
	if _, held := c.places[f.ID]; held || !c.owns(f.Dataset) {
		return f.ID
	}
	return c.former[f.ID].now
}

// takenID tells why a record may not have, or have had, an id; dataset is the one that defines it, empty for a former id.
func (c *Content) takenID(pos Pos, id, dataset string, f Found) Problem {
	if f.gone || f.ID != id && c.owns(f.Dataset) && c.heir(f) == "" {
		return Problem{Pos: pos, Text: fmt.Sprintf("%s was an id of a record of type %s, which is gone", id, f.Type), Expected: neverGiven + ", or the same type"}
	}
	who := id
	if dataset != "" && f.ID == id {
		who = fmt.Sprintf("%s of dataset %s", id, dataset)
	}
	if written := c.written[id]; written != "" {
		who = fmt.Sprintf("%s, which is %s now, of dataset %s", written, id, dataset)
	}
	p := takenID(pos, id, f)
	p.Text = who + strings.TrimPrefix(p.Text, id)
	return p
}

const neverGiven = "an id that was never given"

func takenID(pos Pos, id string, f Found) Problem {
	if f.ID != id {
		return Problem{Pos: pos, Text: fmt.Sprintf("%s is a former id of %s in dataset %s", id, f.ID, f.Dataset), Expected: neverGiven}
	}
	return Problem{Pos: pos, Text: fmt.Sprintf("%s is a record of dataset %s", id, f.Dataset), Expected: "an id of its own"}
}
