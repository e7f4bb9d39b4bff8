package neo4j

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/dealgraph/dealgraph/internal/store"
)

// Write calls f in one transaction, which holds a lock in the database: other processes wait for it as other goroutines do.
func (s *Store) Write(ctx context.Context, f func(store.Writer) error) error {
	return s.write(ctx, func(w *writer, loading string) error {
		if loading != "" {
			return store.ErrLoading
		}
		return f(w)
	})
}

// write calls f also with the mark of a load.
func (s *Store) write(ctx context.Context, f func(w *writer, loading string) error) error {
	if err := s.acquire(ctx); err != nil {
		return err
	}
	defer s.release()
	return s.attempt(ctx, func() error { return s.transaction(ctx, f) })
}

func (s *Store) transaction(ctx context.Context, f func(w *writer, loading string) error) error {
	session := s.session(ctx, neo4j.AccessModeWrite)
	defer closeSession(ctx, session)
	tx, err := session.BeginTransaction(ctx, timeout(ctx)...)
	if err != nil {
		return fmt.Errorf("begin a write: %w", mapped(ctx, err))
	}
	w := &writer{reader{s, tx.Run}}
	loading, err := w.lock(ctx)
	if err != nil {
		rollback(ctx, tx)
		return fmt.Errorf("lock the graph for a write: %w", err)
	}
	if err := f(w, loading); err != nil {
		rollback(ctx, tx)
		return err
	}
	if err := tx.Commit(ctx); err != nil {
		return fmt.Errorf("commit a write: %w", mapped(ctx, err))
	}
	return nil
}

// rollback ends the transaction even where the request was given up; the server would in time.
func rollback(ctx context.Context, tx neo4j.ExplicitTransaction) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	_ = tx.Rollback(ctx)
}

// writer writes in a transaction.
type writer struct{ reader }

// lock takes the lock, and gives the mark of a load that it bears.
func (w *writer) lock(ctx context.Context) (loading string, err error) {
	text := "MERGE (l:WriteLock {name: 'write'}) SET l.writes = coalesce(l.writes, 0) + 1 RETURN l.loading"
	err = w.each(ctx, text, nil, func(v []any) error {
		loading, _ = v[0].(string)
		return nil
	})
	return loading, err
}

// do runs a statement whose answer does not matter.
func (r *reader) do(ctx context.Context, text string, params map[string]any) error {
	return r.each(ctx, text, params, func([]any) error { return nil })
}

// SetDataset writes a dataset's line.
func (w *writer) SetDataset(ctx context.Context, d store.Dataset) error {
	err := w.do(ctx, "MERGE (d:Dataset {name: $d.name}) SET d = $d", map[string]any{"d": map[string]any{
		"name": d.Name, "hash": d.Hash, "nodes": d.Nodes, "relationships": d.Relationships,
		"appliedAt": d.AppliedAt.UTC().Truncate(time.Second),
	}})
	if err != nil {
		return fmt.Errorf("write the line of dataset %s: %w", d.Name, err)
	}
	return nil
}

// Delete removes relationships, then nodes together with what finds any of them. An id that finds nothing is passed over.
func (w *writer) Delete(ctx context.Context, ids []string) error {
	if err := w.buryAll(ctx, ids); err != nil {
		return fmt.Errorf("keep the ids of what is to be deleted: %w", err)
	}
	sorted := w.store.byType(ids)
	if err := w.deleteTerms(ctx, sorted); err != nil {
		return fmt.Errorf("delete what searches find records by: %w", err)
	}
	for typ, ids := range sorted {
		if typ == "" {
			continue
		}
		if err := w.deleteAll(ctx, "MATCH ()-[x:"+quote(typ)+"]->()"+byID("x", typ)+" WHERE x.id = id RETURN x", ids); err != nil {
			return fmt.Errorf("delete relationships %s: %w", typ, err)
		}
	}
	if err := w.checkFree(ctx, sorted[""]); err != nil {
		return fmt.Errorf("delete nodes: %w", err)
	}
	err := w.deleteAll(ctx, union([]string{
		"MATCH (x:" + entity + ")" + byID("x", entity) + " WHERE x.id = id RETURN x",
		"MATCH (x:Citation) USING INDEX SEEK x:Citation(recordId) WHERE x.recordId = id RETURN x",
		"MATCH (x:FormerId) USING INDEX SEEK x:FormerId(now) WHERE x.now = id RETURN x",
	}), anys(ids))
	if err != nil {
		return fmt.Errorf("delete nodes and what finds records: %w", err)
	}
	return nil
}

// deleteBatch is larger than batchSize: in a transaction that has deleted much, each look-up in an index first copies all
// that was deleted.
const deleteBatch = 200_000

// deleteAll deletes what a query finds as x for each of the ids. It collects it first, for the reason of deleteBatch.
func (w *writer) deleteAll(ctx context.Context, find string, ids []any) error {
	text := "UNWIND $ids AS id\n" + block("CALL (id)", find) + "\nWITH collect(x) AS found\nUNWIND found AS x DELETE x"
	for batch := range slices.Chunk(ids, deleteBatch) {
		if err := w.do(ctx, text, map[string]any{"ids": batch}); err != nil {
			return err
		}
	}
	return nil
}

// checkFree refuses to leave a relationship without one of its ends.
func (w *writer) checkFree(ctx context.Context, ids []any) error {
	text := "UNWIND $ids AS id MATCH (n:Entity)" + byID("n", entity) + " WHERE n.id = id AND EXISTS { (n)--() } RETURN n.id LIMIT 1"
	for batch := range slices.Chunk(ids, deleteBatch) {
		err := w.each(ctx, text, map[string]any{"ids": batch}, func(v []any) error {
			return fmt.Errorf("%w: a relationship still ends at %v", store.ErrConflict, v[0])
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// batched runs a statement over $ids in parts.
func (w *writer) batched(ctx context.Context, text string, ids []any) error {
	for start := 0; start < len(ids); start += batchSize {
		if err := w.do(ctx, text, map[string]any{"ids": ids[start:min(start+batchSize, len(ids))]}); err != nil {
			return err
		}
	}
	return nil
}
