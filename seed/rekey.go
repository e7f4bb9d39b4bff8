package seed

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/store"
)

// Rekeyed is what Rekey did.
type Rekeyed struct {
	Revision      int64 `json:"revision"`
	Relationships int64 `json:"relationships"` // that have the node at an end, and so new ids too
	Mentions      int64 `json:"mentions"`      // other records that refer to it or cite it
}

// Rekey gives a node a new id, in one transaction and one revision, wherever it is named: in the ends of relationships,
// and so in their ids, in references and in sources, whichever datasets these are of. The old ids go on finding the
// node and its relationships. It fails with Problems where the node is not there, or the id is not to be had.
func Rekey(ctx context.Context, st store.Store, cat *catalog.Catalog, old, id string, opts Options) (result Rekeyed, err error) {
	if !isSlug(id) {
		return Rekeyed{}, Problems{{Text: fmt.Sprintf("the new id is %q", shorten(id)), Expected: slugExpected}}
	}
	err = st.Write(ctx, func(w store.Writer) (err error) {
		result, err = rekeyIn(ctx, w, cat, old, id, opts)
		return err
	})
	if err != nil {
		return Rekeyed{}, err
	}
	return result, nil
}

func rekeyIn(ctx context.Context, w store.Writer, cat *catalog.Catalog, old, id string, opts Options) (Rekeyed, error) {
	node, err := rekeyable(ctx, w, old, id)
	if err != nil {
		return Rekeyed{}, err
	}
	naming, err := recordsNaming(ctx, w, cat, node)
	if err != nil {
		return Rekeyed{}, err
	}
	change, result := rekeyed(cat, append([]store.Record{node}, naming...), old, id)
	if err := write(ctx, w, change); err != nil {
		return Rekeyed{}, err
	}
	opts.Message = strings.TrimSuffix(fmt.Sprintf("rekey %s to %s: %s", old, id, opts.Message), ": ")
	rev := revisionOf(change, opts)
	// Nothing is there that was not, and nothing is gone.
	rev.Changed, rev.Added, rev.Removed = rev.Changed+rev.Added, 0, 0
	if rev.Datasets, err = rehashed(ctx, w, change, rev); err != nil {
		return Rekeyed{}, err
	}
	result.Revision, err = writeRevision(ctx, w, rev, change)
	return result, err
}

// rekeyable gives the node, where it is there and the new id is to be had: that was never given, or to this very node.
func rekeyable(ctx context.Context, r store.Reader, old, id string) (store.Record, error) {
	found, err := lookUp(ctx, r, []string{old, id})
	if err != nil {
		return store.Record{}, err
	}
	gone, err := r.Tombstones(ctx, []string{id})
	if err != nil {
		return store.Record{}, fmt.Errorf("looking up the ids of removed records: %w", err)
	}
	f, there := found[old]
	other, taken := found[id]
	switch {
	case !there || strings.Contains(old, ":"):
		return store.Record{}, Problems{{Text: old + " is no node", Expected: "the id of a node"}}
	case f.ID != old:
		return store.Record{}, Problems{{Text: old + " was replaced", Expected: f.ID}}
	case taken && other.ID == id:
		return store.Record{}, Problems{{Text: fmt.Sprintf("%s is a record of dataset %s", id, other.Dataset), Expected: "an id that was never given"}}
	case taken && other.ID != old:
		return store.Record{}, Problems{{Text: fmt.Sprintf("%s is a former id of %s in dataset %s", id, other.ID, other.Dataset), Expected: "an id that was never given"}}
	case slices.ContainsFunc(gone, func(t store.Tombstone) bool { return t.ID == id }):
		return store.Record{}, Problems{{Text: id + " was an id of a record that is gone", Expected: "an id that was never given"}}
	}
	records, err := r.Find(ctx, []string{old})
	if err != nil || len(records) != 1 {
		return store.Record{}, fmt.Errorf("reading %s: %d records were found: %w", old, len(records), cmp.Or(err, store.ErrConflict))
	}
	return records[0], nil
}

// recordsNaming gives all records but the node itself that name it: its relationships, and what refers to it or cites it.
func recordsNaming(ctx context.Context, r store.Reader, cat *catalog.Catalog, node store.Record) ([]store.Record, error) {
	s := newPointerSearch(cat, []store.Record{node}, nil)
	ids := map[string]bool{}
	for _, w := range s.fromNode {
		if err := s.eachPointer(ctx, r, w, plan.Seek{Of: plan.Node, IDs: s.ids}, func(by pointer) { ids[by.record] = true }); err != nil {
			return nil, fmt.Errorf("looking for what is joined to %s or cites it: %w", node.ID, err)
		}
	}
	for _, w := range s.byValue {
		if err := s.eachPointer(ctx, r, w, nil, func(by pointer) { ids[by.record] = true }); err != nil {
			return nil, fmt.Errorf("looking for what refers to %s: %w", node.ID, err)
		}
	}
	delete(ids, node.ID)
	var all []store.Record
	for some := range slices.Chunk(slices.Sorted(maps.Keys(ids)), lookUpAtOnce) {
		found, err := r.Find(ctx, some)
		if err != nil {
			return nil, fmt.Errorf("reading what names %s: %w", node.ID, err)
		}
		all = append(all, found...)
	}
	return all, nil
}

// rekeyed gives the change that writes one id in place of another.
func rekeyed(cat *catalog.Catalog, records []store.Record, old, id string) (change Change, result Rekeyed) {
	present := func(node string) string {
		if node == old {
			return id
		}
		return node
	}
	for _, r := range records {
		now := withPresentIDs(cat, r, present)
		if r.ID == old {
			now.ID = id
		}
		if now.ID == r.ID {
			change.Changed = append(change.Changed, Edit{Old: r, New: now})
			result.Mentions++
			continue
		}
		if r.IsRel() {
			result.Relationships++
		}
		now.FormerIDs = append(slices.Clone(r.FormerIDs), r.ID)
		now.FormerIDs = slices.DeleteFunc(now.FormerIDs, func(former string) bool { return former == now.ID })
		change.Removed, change.Added = append(change.Removed, r), append(change.Added, now)
	}
	return change, result
}

// rehashed gives the lines of the datasets of which a record has changed, with the hashes of what is stored.
func rehashed(ctx context.Context, r store.Reader, change Change, rev store.Revision) ([]store.Touched, error) {
	lines, err := datasetLines(ctx, r)
	if err != nil {
		return nil, err
	}
	var touched []store.Touched
	for _, name := range slices.Sorted(maps.Keys(change.datasets())) {
		h := newContentHash(name)
		err := r.Records(ctx, name, func(rec store.Record) error {
			h.add(rec)
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("reading the records of dataset %s: %w", name, err)
		}
		after := lines[name]
		after.Name, after.Hash, after.AppliedAt = name, h.sum(), rev.At
		touched = append(touched, store.Touched{Before: lines[name], After: after})
	}
	return touched, nil
}
