package seed

import (
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
func Diff(c *Content, stored []store.Record) Change {
	var change Change
	old := map[string]store.Record{}
	for _, r := range stored {
		if c.owns(datasetOf(r)) {
			old[r.ID] = r
		}
	}
	retyped := map[string]bool{}
	inherit := inheritance(old)
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

// writes gives what has to be written: first what to delete, relationships before nodes, then what to put, nodes before
// relationships.
func (c Change) writes() (remove []string, put []store.Record) {
	gone := slices.Clone(c.Removed)
	put = slices.Concat(c.Added, c.remade)
	gone = append(gone, c.remade...)
	retyped := map[string]bool{}
	for _, e := range c.Changed {
		put = append(put, e.New)
		if e.retyped() {
			retyped[e.Old.ID] = true
		}
		if e.retyped() || retyped[e.Old.From] || retyped[e.Old.To] {
			gone = append(gone, e.Old)
		}
	}
	slices.SortFunc(put, compareRecords)
	slices.SortFunc(gone, func(a, b store.Record) int { return compareRecords(b, a) })
	for _, r := range gone {
		remove = append(remove, r.ID)
	}
	return remove, put
}

// retypedIDs gives the ids, former ones too, of records that are deleted only to be put again as ones of another type.
func (c Change) retypedIDs() []string {
	var ids []string
	for _, e := range c.Changed {
		if e.retyped() {
			ids = append(append(ids, e.Old.ID), e.Old.FormerIDs...)
		}
	}
	return ids
}
