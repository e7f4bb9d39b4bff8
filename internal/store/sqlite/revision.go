package sqlite

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"math"
	"time"

	"github.com/dealgraph/dealgraph/internal/store"
)

// Revisions gives revisions, the newest first.
func (r *reader) Revisions(ctx context.Context, dataset string, before int64, limit int) ([]store.Revision, error) {
	if before == 0 {
		before = math.MaxInt64
	}
	const columns = "SELECT r.number, r.at, r.author, r.message, r.datasets, r.added, r.changed, r.removed FROM "
	text, args := columns+"revision r WHERE r.number < ?1 ORDER BY r.number DESC LIMIT ?2", []any{before, int64(limit)}
	if dataset != "" {
		text = columns + "revision_dataset d CROSS JOIN revision r ON r.number = d.revision WHERE d.dataset = ?3 AND d.revision < ?1 ORDER BY d.revision DESC LIMIT ?2"
		args = append(args, dataset)
	}
	var found []store.Revision
	err := r.conn.query(ctx, func(c []any) error {
		rev := store.Revision{Number: c[0].(int64), At: time.Unix(c[1].(int64), 0).UTC(), Author: c[2].(string), Message: c[3].(string),
			Added: c[5].(int64), Changed: c[6].(int64), Removed: c[7].(int64)}
		found = append(found, rev)
		return json.Unmarshal([]byte(c[4].(string)), &found[len(found)-1].Datasets)
	}, text, args...)
	return found, fault(ctx, "read revisions", err)
}

// Undo yields what a revision's records were before. A piece is read at a time, and between pieces nothing is open.
func (r *reader) Undo(ctx context.Context, revision int64, yield func(store.Before) error) error {
	for piece := int64(0); ; piece++ {
		row, err := r.conn.one(ctx, "SELECT data FROM undo WHERE revision = ?1 AND piece = ?2", revision, piece)
		if err != nil || row == nil {
			return fault(ctx, "read what a revision replaced", err)
		}
		if err := store.Unpack(row[0].([]byte), yield); err != nil {
			return err
		}
	}
}

// FormerIDs yields former ids, in order. Between batches nothing is open.
func (r *reader) FormerIDs(ctx context.Context, yield func(id, now string) error) error {
	after := ""
	for {
		var found [][2]string
		err := r.conn.query(ctx, func(c []any) error {
			found = append(found, [2]string{c[0].(string), c[1].(string)})
			return nil
		}, fmt.Sprintf("SELECT id, now FROM former WHERE id > ?1 ORDER BY id LIMIT %d", batch), after)
		if err != nil {
			return fault(ctx, "read former ids", err)
		}
		for _, f := range found {
			if err := yield(f[0], f[1]); err != nil {
				return err
			}
		}
		if len(found) < batch {
			return nil
		}
		after = found[len(found)-1][0]
	}
}

// Tombstones gives those of ids, and of what the records were that had them.
func (r *reader) Tombstones(ctx context.Context, ids []string) ([]store.Tombstone, error) {
	var found []store.Tombstone
	err := r.conn.query(ctx, func(c []any) error {
		found = append(found, store.Tombstone{ID: c[0].(string), Type: c[1].(string), Was: c[2].(string)})
		return nil
	}, `SELECT t.id, t.type, t.was FROM json_each(?1) j CROSS JOIN tombstone t ON t.id = j.value
		UNION SELECT t.id, t.type, t.was FROM json_each(?1) j CROSS JOIN tombstone t ON t.was = j.value ORDER BY 1`, encodeStrings(ids))
	return found, fault(ctx, "read tombstones", err)
}

// Free gives up tombstones.
func (w *writer) Free(ctx context.Context, ids []string) error {
	return w.fail(ctx, "free ids", w.free(ctx, ids))
}

func (w *writer) free(ctx context.Context, ids []string) error {
	if len(ids) == 0 {
		return nil
	}
	_, err := w.conn.exec(ctx, "DELETE FROM tombstone WHERE id IN (SELECT value FROM json_each(?1))", encodeStrings(ids))
	return err
}

// DropDataset removes a dataset's line.
func (w *writer) DropDataset(ctx context.Context, name string) error {
	_, err := w.conn.exec(ctx, "DELETE FROM dataset WHERE name = ?1", name)
	return w.fail(ctx, "remove the line of dataset "+name, err)
}

// AddRevision writes a revision down.
func (w *writer) AddRevision(ctx context.Context, rev store.Revision, touched iter.Seq[store.Before]) (int64, error) {
	number, err := w.addRevision(ctx, rev)
	if err == nil {
		err = w.addUndo(ctx, number, touched)
	}
	return number, w.fail(ctx, "write a revision", err)
}

func (w *writer) addRevision(ctx context.Context, rev store.Revision) (int64, error) {
	datasets, err := json.Marshal(rev.Datasets)
	if err != nil {
		return 0, err
	}
	row, err := w.conn.one(ctx, "SELECT coalesce(max(number), 0) + 1 FROM revision")
	if err != nil {
		return 0, err
	}
	number := row[0].(int64)
	if _, err := w.conn.exec(ctx, "INSERT INTO revision VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)", number, rev.At.Unix(), rev.Author, rev.Message,
		string(datasets), rev.Added, rev.Changed, rev.Removed); err != nil {
		return 0, err
	}
	for _, t := range rev.Datasets {
		if _, err := w.conn.exec(ctx, "INSERT INTO revision_dataset VALUES (?1, ?2)", t.Name(), number); err != nil {
			return 0, err
		}
	}
	return number, nil
}

func (w *writer) addUndo(ctx context.Context, number int64, touched iter.Seq[store.Before]) error {
	n := int64(0)
	for piece, err := range store.Pack(touched) {
		if err != nil {
			return err
		}
		if _, err := w.conn.exec(ctx, "INSERT INTO undo VALUES (?1, ?2, ?3)", number, n, piece); err != nil {
			return err
		}
		n++
	}
	return nil
}
