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
		if f, ok := found[rec.ID]; ok && c.taken(f, rec.ID) {
			problems = append(problems, takenID(c.places[rec.ID], rec.ID, f))
		}
	}
	for id, former := range c.former {
		if f, ok := found[id]; ok && f.ID != former.now && c.taken(f, former.now) {
			problems = append(problems, takenID(former.pos, id, f))
		}
	}
	return problems, nil
}

// taken tells whether the ids of a stored record are not to be had by the content's record now.
func (c *Content) taken(f Found, now string) bool {
	if !c.owns(f.Dataset) {
		return true
	}
	heir := c.heir(f)
	return heir != "" && heir != now
}

// heir gives the id under which a stored record will be there when the content is stored: its own, or the one that it is
// renamed to; nothing where it goes, and gives its ids back.
func (c *Content) heir(f Found) string {
	if _, held := c.places[f.ID]; held || !c.owns(f.Dataset) {
		return f.ID
	}
	return c.former[f.ID].now
}

func takenID(pos Pos, id string, f Found) Problem {
	if f.ID != id {
		return Problem{Pos: pos, Text: fmt.Sprintf("%s is a former id of %s in dataset %s", id, f.ID, f.Dataset), Expected: "an id that was never given"}
	}
	return Problem{Pos: pos, Text: fmt.Sprintf("%s is a record of dataset %s", id, f.Dataset), Expected: "an id of its own"}
}
