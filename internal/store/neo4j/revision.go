package neo4j

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"math"
	"slices"
	"time"

	"github.com/dealgraph/dealgraph/internal/store"
)

// Revisions reads revisions, the newest first.
func (r *reader) Revisions(ctx context.Context, dataset string, before int64, limit int) ([]store.Revision, error) {
	if before == 0 {
		before = math.MaxInt64
	}
	match := "MATCH (r:Revision) USING INDEX SEEK r:Revision(number) WHERE r.number < $before WITH r ORDER BY r.number DESC LIMIT $limit"
	if dataset != "" {
		match = "MATCH (d:RevisionDataset) USING INDEX SEEK d:RevisionDataset(dataset, revision) WHERE d.dataset = $dataset AND d.revision < $before " +
			"WITH d ORDER BY d.dataset DESC, d.revision DESC LIMIT $limit MATCH (r:Revision) USING INDEX SEEK r:Revision(number) WHERE r.number = d.revision WITH r ORDER BY r.number DESC"
	}
	text := match + " RETURN r.number, r.at, r.author, r.message, r.datasets, r.added, r.changed, r.removed"
	var found []store.Revision
	err := r.each(ctx, text, map[string]any{"dataset": dataset, "before": before, "limit": int64(limit)}, func(v []any) error {
		rev, err := revision(v)
		found = append(found, rev)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read revisions: %w", err)
	}
	return found, nil
}

func revision(v []any) (rev store.Revision, err error) {
	var oks [8]bool
	var datasets string
	rev.Number, oks[0] = v[0].(int64)
	rev.At, oks[1] = v[1].(time.Time)
	rev.Author, oks[2] = v[2].(string)
	rev.Message, oks[3] = v[3].(string)
	datasets, oks[4] = v[4].(string)
	rev.Added, oks[5] = v[5].(int64)
	rev.Changed, oks[6] = v[6].(int64)
	rev.Removed, oks[7] = v[7].(int64)
	if slices.Contains(oks[:], false) {
		return rev, fmt.Errorf("a line that is none: %v", v)
	}
	rev.At = rev.At.UTC()
	return rev, json.Unmarshal([]byte(datasets), &rev.Datasets)
}

// Undo yields what a revision's records were before, from one piece after the other.
func (r *reader) Undo(ctx context.Context, revision int64, yield func(store.Before) error) error {
	for piece := int64(0); ; piece++ {
		var data []byte
		err := r.each(ctx, "MATCH (u:Undo) USING INDEX SEEK u:Undo(revision, piece) WHERE u.revision = $revision AND u.piece = $piece RETURN u.data",
			map[string]any{"revision": revision, "piece": piece}, func(v []any) error {
				data, _ = v[0].([]byte)
				return nil
			})
		if err != nil {
			return fmt.Errorf("read what revision %d replaced: %w", revision, err)
		}
		if data == nil {
			return nil
		}
		if err := store.Unpack(data, yield); err != nil {
			return err
		}
	}
}

// FormerIDs streams former ids.
func (r *reader) FormerIDs(ctx context.Context, yield func(id, now string) error) error {
	err := r.each(ctx, "MATCH (f:FormerId) RETURN f.id, f.now", nil, func(v []any) error { return yield(v[0].(string), v[1].(string)) })
	if err != nil {
		return fmt.Errorf("read former ids: %w", err)
	}
	return nil
}

// Tombstones reads those of ids, and of what the records were that had them.
func (r *reader) Tombstones(ctx context.Context, ids []string) ([]store.Tombstone, error) {
	text := "UNWIND $ids AS id\n" + block("CALL (id)", union([]string{
		"MATCH (t:Tombstone) USING INDEX SEEK t:Tombstone(id) WHERE t.id = id RETURN t",
		"MATCH (t:Tombstone) USING INDEX SEEK t:Tombstone(was) WHERE t.was = id RETURN t",
	})) + "\nWITH DISTINCT t RETURN t.id, t.type, t.was ORDER BY t.id"
	var found []store.Tombstone
	err := r.each(ctx, text, map[string]any{"ids": anys(ids)}, func(v []any) error {
		found = append(found, store.Tombstone{ID: v[0].(string), Type: v[1].(string), Was: v[2].(string)})
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read tombstones: %w", err)
	}
	return found, nil
}

// bury makes tombstones, in place of such as have the same id.
func (w *writer) bury(ctx context.Context, rows []any) error {
	return w.batched(ctx, "UNWIND $ids AS row MERGE (t:Tombstone {id: row.id}) SET t = row", rows)
}

// buryAll makes tombstones of the ids of nodes, and of the former ids of records, that are to be deleted.
func (w *writer) buryAll(ctx context.Context, ids []string) error {
	var rows []any
	add := func(id, typ, was any) { rows = append(rows, map[string]any{"id": id, "type": typ, "was": was}) }
	for typ, ids := range w.store.byType(ids) {
		find := "MATCH (x:Entity)" + byID("x", entity) + " WHERE x.id = id RETURN x.id, labels(x), x.formerIds"
		if typ != "" {
			find = "MATCH ()-[x:" + quote(typ) + "]->()" + byID("x", typ) + " WHERE x.id = id AND x.formerIds IS NOT NULL RETURN x.id, [type(x)], x.formerIds"
		}
		for batch := range slices.Chunk(ids, deleteBatch) {
			err := w.each(ctx, "UNWIND $ids AS id "+find, map[string]any{"ids": batch}, func(v []any) error {
				for _, t := range list(v[1]) {
					if w.store.props(t.(string)) == nil {
						continue
					}
					if typ == "" {
						add(v[0], t, v[0])
					}
					for _, former := range list(v[2]) {
						add(former, t, v[0])
					}
				}
				return nil
			})
			if err != nil {
				return err
			}
		}
	}
	return w.bury(ctx, rows)
}

// Free gives up tombstones.
func (w *writer) Free(ctx context.Context, ids []string) error {
	err := w.batched(ctx, "UNWIND $ids AS id MATCH (t:Tombstone) USING INDEX SEEK t:Tombstone(id) WHERE t.id = id DELETE t", anys(ids))
	if err != nil {
		return fmt.Errorf("free ids: %w", err)
	}
	return nil
}

// DropDataset removes a dataset's line.
func (w *writer) DropDataset(ctx context.Context, name string) error {
	if err := w.do(ctx, "MATCH (d:Dataset {name: $name}) DELETE d", map[string]any{"name": name}); err != nil {
		return fmt.Errorf("remove the line of dataset %s: %w", name, err)
	}
	return nil
}

// AddRevision writes a revision down. People who query the database find the names of its datasets in a list.
func (w *writer) AddRevision(ctx context.Context, rev store.Revision, touched iter.Seq[store.Before]) (int64, error) {
	number, err := w.addRevision(ctx, rev)
	if err == nil {
		err = w.addUndo(ctx, number, touched)
	}
	if err != nil {
		return 0, fmt.Errorf("write a revision: %w", err)
	}
	return number, nil
}

func (w *writer) addRevision(ctx context.Context, rev store.Revision) (int64, error) {
	datasets, err := json.Marshal(rev.Datasets)
	if err != nil {
		return 0, err
	}
	names := make([]any, len(rev.Datasets))
	for i, t := range rev.Datasets {
		names[i] = t.Name()
	}
	text := "OPTIONAL MATCH (last:Revision) USING INDEX SEEK last:Revision(number) WHERE last.number > 0 WITH last ORDER BY last.number DESC LIMIT 1 " +
		"CREATE (r:Revision) SET r = $r, r.number = coalesce(last.number, 0) + 1 " +
		"FOREACH (name IN $r.names | CREATE (:RevisionDataset {dataset: name, revision: coalesce(last.number, 0) + 1})) RETURN r.number"
	var number int64
	err = w.each(ctx, text, map[string]any{"r": map[string]any{
		"at": rev.At.UTC().Truncate(time.Second), "author": rev.Author, "message": rev.Message, "datasets": string(datasets), "names": names,
		"added": rev.Added, "changed": rev.Changed, "removed": rev.Removed,
	}}, func(v []any) error {
		number, _ = v[0].(int64)
		return nil
	})
	return number, err
}

func (w *writer) addUndo(ctx context.Context, number int64, touched iter.Seq[store.Before]) error {
	n := int64(0)
	for piece, err := range store.Pack(touched) {
		if err != nil {
			return err
		}
		if err := w.do(ctx, "CREATE (:Undo {revision: $revision, piece: $piece, data: $data})",
			map[string]any{"revision": number, "piece": n, "data": piece}); err != nil {
			return err
		}
		n++
	}
	return nil
}
