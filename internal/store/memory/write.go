package memory

import (
	"context"
	"fmt"

	"github.com/dealgraph/dealgraph/internal/store"
)

// writer writes to a draft, which Write puts in place or throws away.
type writer struct{ reader }

// Put stores records in their order, each checked against what is stored by then.
func (w *writer) Put(ctx context.Context, records []store.Record) error {
	for _, r := range records {
		if err := w.known(r).Check(w.store.cat, r); err != nil {
			return fmt.Errorf("put: %w", err)
		}
		w.graph.put(r)
	}
	return ctx.Err()
}

// Delete removes records, and refuses to leave a relationship without one of its ends.
func (w *writer) Delete(ctx context.Context, ids []string) error {
	for _, id := range ids {
		w.graph.bury(id)
		w.graph.remove(id)
	}
	for _, r := range w.graph.all(true) {
		for _, end := range []string{r.From, r.To} {
			if w.graph.node(end) == nil {
				return fmt.Errorf("delete %s: %w: relationship %s ends there", end, store.ErrConflict, r.ID)
			}
		}
	}
	return ctx.Err()
}

// SetDataset writes a dataset's line.
func (w *writer) SetDataset(ctx context.Context, d store.Dataset) error {
	w.graph.datasets[d.Name] = d
	return ctx.Err()
}

// known is what is stored under the ids that a record names.
func (w *writer) known(r store.Record) *store.Known {
	k := store.NewKnown()
	for _, id := range store.NamedBy([]store.Record{r}) {
		if old := w.graph.records[id]; old != nil {
			k.Records[id] = store.Identity{Type: old.Type, From: old.From, To: old.To}
		}
		if now, ok := w.graph.former[id]; ok {
			k.Former[id] = now
		}
		if t, ok := w.graph.gone[id]; ok {
			k.Gone[id] = t.Type
		}
	}
	return k
}
