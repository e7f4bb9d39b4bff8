package neo4j

import (
	"context"

	"github.com/dealgraph/dealgraph/internal/store"
)

// check refuses records that would break a rule of the graph, with ErrConflict. It gives those that they replace.
func (w *writer) check(ctx context.Context, batch []store.Record) (map[string]store.Record, error) {
	old, known, err := w.lookUp(ctx, batch)
	if err != nil {
		return nil, err
	}
	for _, r := range batch {
		if err := known.Check(w.store.cat, r); err != nil {
			return nil, err
		}
		known.Note(r)
	}
	return old, nil
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
	known := &store.Known{Records: map[string]store.Identity{}}
	old := map[string]store.Record{}
	found, err := w.Find(ctx, unique(own))
	if err != nil {
		return nil, nil, err
	}
	for _, r := range found {
		old[r.ID] = r
		known.Records[r.ID] = store.Identity{Type: r.Type, From: r.From, To: r.To}
	}
	if known.Former, err = w.formerIDs(ctx, unique(own)); err != nil {
		return nil, nil, err
	}
	return old, known, w.lookUpEnds(ctx, unique(ends), known)
}

// formerIDs tells what those of the ids that were replaced stand for now.
func (w *writer) formerIDs(ctx context.Context, ids []string) (map[string]string, error) {
	now := map[string]string{}
	err := w.each(ctx, "UNWIND $ids AS id MATCH (f:FormerId)"+byID("f", "FormerId")+" WHERE f.id = id RETURN f.id, f.now", map[string]any{"ids": anys(ids)},
		func(v []any) error {
			now[v[0].(string)] = v[1].(string)
			return nil
		})
	return now, err
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
