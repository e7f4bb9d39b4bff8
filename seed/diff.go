package seed

import (
	"iter"
	"maps"
	"reflect"
	"slices"

	"github.com/dealgraph/dealgraph/internal/store"
)

// Change is what makes what is stored the same as content. Each list has nodes first, each kind in order of id.
type Change struct {
	Added   []store.Record
	Changed []Edit
	Removed []store.Record

	// remade are relationships that stay as they are, but whose end changes its type: a node of another type is another
	// node to an engine, and they must be taken off the one and put on the other.
	remade []store.Record
}

// Edit is a record that changes.
type Edit struct {
	Old, New store.Record
	Values   []ValueEdit // in order of name; never empty
}

// ValueEdit is one property that changes; nil stands for none. A node's type is named as one, and former ids are.
type ValueEdit struct {
	Name     string
	Old, New any
}

// Empty tells whether nothing changes.
func (c Change) Empty() bool { return len(c.Added)+len(c.Changed)+len(c.Removed) == 0 }

// retyped tells whether the edit makes the record one of another type.
func (e Edit) retyped() bool { return e.Old.Type != e.New.Type }

// Diff compares content with the stored records of its datasets. Stored records of other datasets are left alone. Former
// ids that are stored stay, whether files still list them or not.
func Diff(c *Content, stored []store.Record) Change { return diff(c, stored, nil) }

// diff also takes what is kept of removed records that come back.
func diff(c *Content, stored []store.Record, gone []store.Tombstone) Change {
	var change Change
	old := map[string]store.Record{}
	for _, r := range stored {
		if c.owns(datasetOf(r)) {
			old[r.ID] = r
		}
	}
	retyped := map[string]bool{}
	inherit := inheritance(c, old, gone)
	for _, r := range c.Records {
		r = inherit(r)
		before, known := old[r.ID]
		delete(old, r.ID)
		switch values := compareValues(before, r); {
		case !known:
			change.Added = append(change.Added, r)
		case len(values) > 0:
			change.Changed = append(change.Changed, Edit{before, r, values})
			retyped[r.ID] = before.Type != r.Type
		case retyped[r.From] || retyped[r.To]:
			change.remade = append(change.remade, r)
		}
	}
	change.Removed = slices.SortedFunc(maps.Values(old), compareRecords)
	return change
}

func compareValues(old, now store.Record) []ValueEdit {
	names := map[string]bool{}
	for name := range old.Props {
		names[name] = true
	}
	for name := range now.Props {
		names[name] = true
	}
	var edits []ValueEdit
	if old.Type != now.Type {
		edits = append(edits, ValueEdit{"type", old.Type, now.Type})
	}
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if a, b := old.Props[name], now.Props[name]; !reflect.DeepEqual(a, b) {
			edits = append(edits, ValueEdit{name, a, b})
		}
	}
	if a, b := formerIDsOf(old), formerIDsOf(now); !reflect.DeepEqual(a, b) {
		edits = append(edits, ValueEdit{formerIDsKey, a, b})
	}
	return edits
}

func formerIDsOf(r store.Record) []any {
	ids := []any{}
	for _, id := range slices.Sorted(slices.Values(r.FormerIDs)) {
		ids = append(ids, id)
	}
	return ids
}

// writes gives what has to be written: first what to delete, relationships before nodes; then records that let go of former
// ids, which others are to have; then what else to put, nodes before relationships.
func (c Change) writes() (remove []string, first, put []store.Record) {
	gone := slices.Clone(c.Removed)
	put = slices.Concat(c.Added, c.remade)
	gone = append(gone, c.remade...)
	retyped := map[string]bool{}
	for _, e := range c.Changed {
		if e.retyped() {
			retyped[e.Old.ID] = true
		}
		again := e.retyped() || retyped[e.Old.From] || retyped[e.Old.To]
		if again {
			gone = append(gone, e.Old)
		}
		if !again && e.letsGo() {
			first = append(first, e.New)
		} else {
			put = append(put, e.New)
		}
	}
	slices.SortFunc(put, compareRecords)
	slices.SortFunc(gone, func(a, b store.Record) int { return compareRecords(b, a) })
	for _, r := range gone {
		remove = append(remove, r.ID)
	}
	return remove, first, put
}

// letsGo tells whether the record loses a former id.
func (e Edit) letsGo() bool {
	return slices.ContainsFunc(e.Old.FormerIDs, func(id string) bool { return !slices.Contains(e.New.FormerIDs, id) })
}

// retypedIDs gives the ids, former ones too, that records have when they are deleted, and others of another type then have:
// the same ones, or such as take their place.
func (c Change) retypedIDs() []string {
	was := map[string]string{}
	note := func(r store.Record) {
		for _, id := range append([]string{r.ID}, r.FormerIDs...) {
			was[id] = r.Type
		}
	}
	for _, e := range c.Changed {
		if e.retyped() {
			note(e.Old)
		}
	}
	for _, r := range c.Removed {
		note(r)
	}
	var ids []string
	free := func(r store.Record) {
		for _, id := range append([]string{r.ID}, r.FormerIDs...) {
			if t, ok := was[id]; ok && t != r.Type {
				ids = append(ids, id)
			}
		}
	}
	for _, e := range c.Changed {
		free(e.New)
	}
	for _, r := range c.Added {
		free(r)
	}
	return ids
}

// touched gives each record that changes, as it was before.
func (c Change) touched() iter.Seq[store.Before] {
	return func(yield func(store.Before) bool) {
		for _, r := range c.Removed {
			if !yield(store.Before{ID: r.ID, Record: &r}) {
				return
			}
		}
		for _, e := range c.Changed {
			if !yield(store.Before{ID: e.Old.ID, Record: &e.Old}) {
				return
			}
		}
		for _, r := range c.Added {
			if !yield(store.Before{ID: r.ID}) {
				return
			}
		}
	}
}

// datasets gives those of which a record changes.
func (c Change) datasets() map[string]bool {
	all := map[string]bool{}
	for _, r := range c.Removed {
		all[datasetOf(r)] = true
	}
	for _, e := range c.Changed {
		all[datasetOf(e.Old)], all[datasetOf(e.New)] = true, true
	}
	for _, r := range c.Added {
		all[datasetOf(r)] = true
	}
	return all
}
