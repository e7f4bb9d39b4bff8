package sqlite

import (
	"context"
	"errors"
	"fmt"

	"github.com/dealgraph/dealgraph/internal/store"
)

// Write calls f in one transaction. Other writes of this process wait as long as their contexts let them; another process
// that writes is waited for Options.Wait at most (store.ErrOverloaded). Once a Put or Delete of f has failed nothing is
// stored, whatever f returns.
func (s *Store) Write(ctx context.Context, f func(store.Writer) error) error {
	return s.write(ctx, "MEMORY", func(w *writer) error {
		if err := w.whole(ctx); err != nil {
			return err
		}
		if err := f(w); err != nil {
			return err
		}
		return w.failed
	})
}

// write calls f in a transaction. What SQLite sorts in it and keeps for statements that fail goes to memory or to files:
// temporary says where.
func (s *Store) write(ctx context.Context, temporary string, f func(*writer) error) (err error) {
	c, err := s.acquireWriter(ctx)
	if err != nil {
		return err
	}
	defer func() { s.writer <- c }()
	if _, err := c.exec(ctx, "PRAGMA temp_store = "+temporary); err != nil {
		return fault(ctx, "begin a write", err)
	}
	if _, err := c.exec(ctx, "BEGIN IMMEDIATE"); err != nil {
		return fault(ctx, "begin a write", err)
	}
	// The transaction must end though the context has, and though f panics.
	end := context.WithoutCancel(ctx)
	open := true
	defer func() {
		if !open {
			return
		}
		if _, rollback := c.exec(end, "ROLLBACK"); rollback != nil && err == nil {
			err = fault(ctx, "roll back", rollback)
		}
	}()
	if err := f(newWriter(s.cat, c)); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("write: %w", err)
	}
	if _, err := c.exec(end, "COMMIT"); err != nil {
		return fault(ctx, "commit", err)
	}
	open = false
	return nil
}

func (s *Store) acquireWriter(ctx context.Context) (*conn, error) {
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("write: %w", err)
	}
	select {
	case <-s.closed:
		return nil, fmt.Errorf("write: %w: the store is closed", store.ErrUnavailable)
	default:
	}
	select {
	case c := <-s.writer:
		return c, nil
	case <-s.closed:
		return nil, fmt.Errorf("write: %w: the store is closed", store.ErrUnavailable)
	case <-ctx.Done():
		return nil, fmt.Errorf("write: wait for other writes: %w", ctx.Err())
	}
}

// fail notes that a write has failed, so that the transaction is not stored.
func (w *writer) fail(ctx context.Context, doing string, err error) error {
	if err == nil {
		return nil
	}
	err = fault(ctx, doing, err)
	w.failed = errors.Join(w.failed, err)
	return err
}

// SetDataset writes a dataset's line.
func (w *writer) SetDataset(ctx context.Context, d store.Dataset) error {
	_, err := w.conn.exec(ctx, `INSERT INTO dataset VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET
		hash = excluded.hash, nodes = excluded.nodes, relationships = excluded.relationships, appliedAt = excluded.appliedAt`,
		d.Name, d.Hash, d.Nodes, d.Relationships, d.AppliedAt.Unix())
	return w.fail(ctx, "write dataset "+d.Name, err)
}

// Delete removes records. It refuses to leave a relationship without one of its ends.
func (w *writer) Delete(ctx context.Context, ids []string) error {
	return w.fail(ctx, "delete", w.delete(ctx, ids))
}

func (w *writer) delete(ctx context.Context, ids []string) error {
	if err := w.deleteTerms(ctx, ids); err != nil {
		return err
	}
	list := encodeStrings(ids)
	const given = " IN (SELECT value FROM json_each(?1))"
	for _, st := range []string{
		"INSERT OR REPLACE INTO tombstone SELECT id, type, id FROM node WHERE id" + given,
		buryFormer("node"),
		buryFormer("rel"),
		"DELETE FROM citation WHERE recordId" + given,
		"DELETE FROM former WHERE now" + given,
		"DELETE FROM rel WHERE id" + given,
	} {
		if _, err := w.conn.exec(ctx, st, list); err != nil {
			return err
		}
	}
	row, err := w.conn.one(ctx, `SELECT r.id, n.id FROM json_each(?1) j CROSS JOIN node n ON n.id = j.value
		CROSS JOIN rel r ON r."fromId" = n.id OR r."toId" = n.id LIMIT 1`, list)
	if err != nil {
		return err
	}
	if row != nil {
		return fmt.Errorf("%w: relationship %s ends at %s", store.ErrConflict, row[0], row[1])
	}
	_, err = w.conn.exec(ctx, "DELETE FROM node WHERE id"+given, list)
	return err
}

// buryFormer makes tombstones of the former ids of the given records of a table.
func buryFormer(table string) string {
	return `INSERT OR REPLACE INTO tombstone SELECT f.id, t.type, t.id FROM json_each(?1) j
		CROSS JOIN former f ON f.now = j.value CROSS JOIN ` + table + ` t ON t.id = f.now`
}
