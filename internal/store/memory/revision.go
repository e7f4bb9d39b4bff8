package memory

import (
	"cmp"
	"context"
	"iter"
	"slices"

	"github.com/dealgraph/dealgraph/internal/store"
)

// Revisions gives revisions, the newest first.
func (r *reader) Revisions(ctx context.Context, dataset string, before int64, limit int) ([]store.Revision, error) {
	var found []store.Revision
	for _, rev := range slices.Backward(r.graph.revisions) {
		touches := dataset == "" || slices.ContainsFunc(rev.Datasets, func(t store.Touched) bool { return t.Name() == dataset })
		if touches && len(found) < limit && (before == 0 || rev.Number < before) {
			rev.Datasets = slices.Clone(rev.Datasets)
			found = append(found, rev)
		}
	}
	return found, ctx.Err()
}

// Undo yields what a revision's records were before.
func (r *reader) Undo(ctx context.Context, revision int64, yield func(store.Before) error) error {
	if revision < 1 || revision > int64(len(r.graph.undo)) {
		return ctx.Err()
	}
	for _, b := range r.graph.undo[revision-1] {
		if err := yield(copyBefore(b)); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// FormerIDs yields former ids.
func (r *reader) FormerIDs(ctx context.Context, yield func(id, now string) error) error {
	for id, now := range r.graph.former {
		if err := yield(id, now); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// Tombstones gives those of ids, and of what the records were that had them.
func (r *reader) Tombstones(ctx context.Context, ids []string) ([]store.Tombstone, error) {
	var found []store.Tombstone
	for _, t := range r.graph.gone {
		if slices.Contains(ids, t.ID) || slices.Contains(ids, t.Was) {
			found = append(found, t)
		}
	}
	slices.SortFunc(found, func(a, b store.Tombstone) int { return cmp.Compare(a.ID, b.ID) })
	return found, ctx.Err()
}

// Free gives up tombstones.
func (w *writer) Free(ctx context.Context, ids []string) error {
	for _, id := range ids {
		delete(w.graph.gone, id)
	}
	return ctx.Err()
}

// DropDataset removes a dataset's line.
func (w *writer) DropDataset(ctx context.Context, name string) error {
	delete(w.graph.datasets, name)
	return ctx.Err()
}

// AddRevision keeps a revision, with what its records were before.
func (w *writer) AddRevision(ctx context.Context, rev store.Revision, touched iter.Seq[store.Before]) (int64, error) {
	var before []store.Before
	for b := range touched {
		before = append(before, copyBefore(b))
	}
	rev.Number = int64(len(w.graph.revisions)) + 1
	rev.Datasets = slices.Clone(rev.Datasets)
	w.graph.revisions = append(w.graph.revisions, rev)
	w.graph.undo = append(w.graph.undo, before)
	return rev.Number, ctx.Err()
}

func copyBefore(b store.Before) store.Before {
	if b.Record != nil {
		r := copyRecord(*b.Record)
		b.Record = &r
	}
	return b
}
