package seed

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/dealgraph/dealgraph/internal/store"
)

// takenIDs reports new ids, and former ids, that mean another record already.
func takenIDs(ctx context.Context, r store.Reader, c *Content, change Change) (Problems, error) {
	ids := slices.Collect(maps.Keys(c.former))
	for _, rec := range change.Added {
		ids = append(ids, rec.ID)
	}
	slices.Sort(ids)
	found, err := lookUp(ctx, r, ids)
	if err != nil {
		return nil, err
	}
	var problems Problems
	for _, rec := range change.Added {
		if f, ok := found[rec.ID]; ok && c.stays(f) {
			problems = append(problems, takenID(c.places[rec.ID], rec.ID, f))
		}
	}
	for id, former := range c.former {
		if f, ok := found[id]; ok && c.stays(f) && f.ID != former.now {
			problems = append(problems, takenID(former.pos, id, f))
		}
	}
	return problems, nil
}

// stays tells whether a stored record will still be there when the content is stored. One that goes gives its ids
// back: that is how a record is renamed, and its old name given back to it.
func (c *Content) stays(f Found) bool {
	_, held := c.places[f.ID]
	return held || !c.owns(f.Dataset)
}

func takenID(pos Pos, id string, f Found) Problem {
	if f.ID != id {
		return Problem{Pos: pos, Text: fmt.Sprintf("%s is a former id of %s in dataset %s", id, f.ID, f.Dataset), Expected: "an id that was never given"}
	}
	return Problem{Pos: pos, Text: fmt.Sprintf("%s is a record of dataset %s", id, f.Dataset), Expected: "an id of its own"}
}
