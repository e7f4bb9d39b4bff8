package seed

import (
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/internal/store"
)

const formerIDsKey = "formerIds"

// formerID is an id that a file says a record had before.
type formerID struct {
	id, now string
	pos     Pos
}

// readFormerIDs gives a record's former ids in order, each once. isID tells whether one could have been the id of such a
// record.
func (c *checker) readFormerIDs(e Entry, r *store.Record, isID func(string) bool, expected string) {
	v, ok := e.field(formerIDsKey)
	if !ok {
		return
	}
	if v = c.listed(v); v.Kind != List {
		c.wrongList(formerIDsKey, v, "ids")
		return
	}
	for _, item := range v.Items {
		switch {
		case !scalarText(item) || !isID(item.Text):
			c.wrong("an entry of "+formerIDsKey, item, expected)
		case slices.Contains(r.FormerIDs, item.Text):
			c.problem(item.Pos, "each once", "%s has %q twice", formerIDsKey, item.Text)
		default:
			r.FormerIDs = append(r.FormerIDs, item.Text)
			c.former = append(c.former, formerID{item.Text, r.ID, item.Pos})
		}
	}
	slices.Sort(r.FormerIDs)
}

// checkFormerIDs looks at former ids when all ids are known: an id that was replaced is never given again.
func (c *checker) checkFormerIDs() {
	for _, f := range c.former {
		other, taken := c.content.former[f.id]
		place, inUse := c.content.places[f.id]
		switch {
		case inUse:
			c.problem(f.pos, "an id that is not in use", "the former id %s is the id of the record at %s", f.id, place)
		case taken && other.now != f.now:
			c.problem(f.pos, "an id that one record had", "the former id %s is one of %s too", f.id, other.now)
		default:
			c.content.former[f.id] = f
		}
	}
}

// inheritance gives what adds to a record of the content the former ids that are stored of it, and of records that it takes
// the place of, removed ones too: an old link never comes to show something else because a file says less than it did.
func inheritance(c *Content, stored map[string]store.Record, gone []store.Tombstone) func(store.Record) store.Record {
	former := map[string][]string{}
	for id, r := range stored {
		if len(r.FormerIDs) > 0 {
			former[id] = r.FormerIDs
		}
	}
	for _, t := range gone {
		former[t.Was] = append(slices.Clone(former[t.Was]), t.ID)
	}
	return func(r store.Record) store.Record {
		all := slices.Clone(r.FormerIDs)
		for _, id := range append([]string{r.ID}, r.FormerIDs...) {
			all = append(all, former[id]...)
		}
		slices.Sort(all)
		r.FormerIDs = slices.DeleteFunc(slices.Compact(all), func(id string) bool { return !c.mayInherit(r.ID, id) })
		return r
	}
}

// mayInherit tells whether an id that was a record's can be one of its former ids: not where a renaming is undone, or another
// record has it or had it.
func (c *Content) mayInherit(now, id string) bool {
	_, held := c.places[id]
	other, claimed := c.former[id]
	return id != now && !held && (!claimed || other.now == now)
}

// isRelID tells whether a text could be the id of a relationship of this type.
func isRelID(stored, id string) bool {
	parts := strings.Split(id, ":")
	if len(parts) < 3 || len(parts) > 4 || parts[0] != stored {
		return false
	}
	return !slices.ContainsFunc(parts[1:], func(p string) bool { return !isSlug(p) })
}
