package neo4j

import (
	"context"

	"github.com/dealgraph/dealgraph/internal/store"
)

// check refuses records that would break a rule of the graph, with ErrConflict. It gives those that they replace, and the
// ids that have tombstones.
func (w *writer) check(ctx context.Context, batch []store.Record) (old map[string]store.Record, revived []string, err error) {
	old, known, err := w.lookUp(ctx, batch)
	if err != nil {
		return nil, nil, err
	}
	for _, r := range batch {
		if err := known.Check(w.store.cat, r); err != nil {
			return nil, nil, err
		}
		revived = append(revived, known.Revived(r)...)
		known.Note(r)
	}
	return old, revived, nil
}

// lookUp finds what is stored under the ids that records name: whole records under their own and former ids, of their ends
// just the types.
func (w *writer) lookUp(ctx context.Context, batch []store.Record) (map[string]store.Record, *store.Known, error) {
	var own, ends []string
	for _, r := range batch {
		own = append(append(own, r.ID), r.FormerIDs...)
		if r.IsRel() {
			ends = append(ends, r.From, r.To)
		}
	}
	known := store.NewKnown()
	old := map[string]store.Record{}
	found, err := w.Find(ctx, unique(own))
	if err != nil {
		return nil, nil, err
	}
	for _, r := range found {
		old[r.ID] = r
		known.Records[r.ID] = store.Identity{Type: r.Type, From: r.From, To: r.To}
	}
	if err := w.lookUpGiven(ctx, unique(own), known); err != nil {
		return nil, nil, err
	}
	return old, known, w.lookUpEnds(ctx, unique(ends), known)
}

// lookUpGiven notes what those of the ids that were replaced stand for now, and those that removed records had.
func (w *writer) lookUpGiven(ctx context.Context, ids []string, known *store.Known) error {
	for _, look := range []struct {
		into map[string]string
		text string
	}{
		{known.Former, "UNWIND $ids AS id MATCH (f:FormerId)" + byID("f", "FormerId") + " WHERE f.id = id RETURN f.id, f.now"},
		{known.Gone, "UNWIND $ids AS id MATCH (t:Tombstone)" + byID("t", "Tombstone") + " WHERE t.id = id RETURN t.id, t.type"},
	} {
		err := w.each(ctx, look.text, map[string]any{"ids": anys(ids)}, func(v []any) error {
			look.into[v[0].(string)] = v[1].(string)
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) lookUpEnds(ctx context.Context, ids []string, known *store.Known) error {
	if len(ids) == 0 {
		return nil
	}
	text := "UNWIND $ids AS id MATCH (n:Entity)" + byID("n", entity) + " WHERE n.id = id RETURN n.id, labels(n)"
	return w.each(ctx, text, map[string]any{"ids": anys(ids)}, func(v []any) error {
		for _, l := range list(v[1]) {
			if t := w.store.cat.Node(l.(string)); t != nil {
				known.Records[v[0].(string)] = store.Identity{Type: t.Name}
			}
		}
		return nil
	})
}
