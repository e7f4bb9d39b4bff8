package sqlite

import (
	"context"

	"github.com/dealgraph/dealgraph/internal/search"
	"github.com/dealgraph/dealgraph/internal/store"
)

// loadingKey is the key in meta of the mark of a load of several transactions. Beside it the file's user_version is 1, which
// a read sees in the file's header, as part of its snapshot, without a look at a table.
const loadingKey = "loading"

// whole fails where the file holds a part of what is being loaded.
func (r *reader) whole(ctx context.Context) error {
	row, err := r.conn.one(context.WithoutCancel(ctx), "PRAGMA user_version") // which waits for nothing
	switch {
	case err != nil:
		return fault(ctx, "look for a load", err)
	case row[0].(int64) != 0:
		return store.ErrLoading
	}
	return nil
}

// Load is Write while a load's mark may be set.
func (s *Store) Load(ctx context.Context, f func(store.Loader) error) error {
	return s.write(ctx, func(w *writer) error {
		l := &loader{writer: w}
		row, err := w.conn.one(ctx, "SELECT value FROM meta WHERE key = ?1", loadingKey)
		if err != nil {
			return fault(ctx, "look for a load", err)
		}
		if row != nil {
			l.Text = row[0].(string)
		}
		if err := f(l); err != nil {
			return err
		}
		if w.failed != nil {
			return w.failed
		}
		return fault(ctx, "mark a load", l.mark(ctx))
	})
}

// loader is a writer that sets the mark.
type loader struct {
	*writer
	store.Mark
}

func (l *loader) mark(ctx context.Context) error {
	if !l.Changed {
		return nil
	}
	if l.Text == "" {
		if _, err := l.conn.exec(ctx, "DELETE FROM meta WHERE key = ?1", loadingKey); err != nil {
			return err
		}
		_, err := l.conn.exec(ctx, "PRAGMA user_version = 0")
		return err
	}
	_, err := l.conn.exec(ctx, "INSERT INTO meta VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value", loadingKey, l.Text)
	if err != nil {
		return err
	}
	_, err = l.conn.exec(ctx, "PRAGMA user_version = 1")
	return err
}

// Create stores new records, without a look at what is stored but for tombstones, where there are any.
func (l *loader) Create(ctx context.Context, records []store.Record) error {
	gone, err := l.conn.one(ctx, "SELECT 1 FROM tombstone LIMIT 1")
	if err != nil {
		return l.fail(ctx, "create", err)
	}
	if gone != nil {
		return l.Put(ctx, records)
	}
	for len(records) > 0 {
		n := min(len(records), batch)
		if err := ctx.Err(); err != nil {
			return l.fail(ctx, "create", err)
		}
		if err := l.fail(ctx, "create", l.create(context.WithoutCancel(ctx), records[:n])); err != nil {
			return err
		}
		records = records[n:]
	}
	return nil
}

func (l *loader) create(ctx context.Context, records []store.Record) error {
	var fresh newRows
	for _, r := range records {
		l.addNew(&fresh, r)
	}
	if err := l.putNew(ctx, &fresh); err != nil {
		return err
	}
	return l.changeTerms(ctx, search.Changed(nil, store.TermsOf(l.cat, records)))
}
