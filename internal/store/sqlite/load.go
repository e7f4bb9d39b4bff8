package sqlite

import (
	"context"
	"slices"

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
	return s.write(ctx, "FILE", func(w *writer) error {
		l := &loader{writer: w}
		row, err := w.conn.one(ctx, "SELECT value FROM meta WHERE key = ?1", loadingKey)
		if err != nil {
			return fault(ctx, "look for a load", err)
		}
		if row != nil {
			l.Text = row[0].(string)
		}
		defer func() { // where f fails, what it set aside goes
			if l.bulk != nil {
				_ = l.bulk.close()
			}
		}()
		if err := f(l); err != nil {
			return err
		}
		if w.failed != nil {
			return w.failed
		}
		if err := l.Settle(ctx, func(float64) {}); err != nil {
			return err
		}
		return fault(ctx, "mark a load", l.mark(ctx))
	})
}

// loader is a writer that sets the mark.
type loader struct {
	*writer
	store.Mark
	bulk *bulk // what is set aside, where the load is large
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
	return l.fail(ctx, "create", l.create(ctx, records))
}

// created is what new records make: rows, and terms that find them.
type created struct {
	rows  newRows
	terms []search.Term
}

// create works out what the next records make while that of the last ones is written.
func (l *loader) create(ctx context.Context, records []store.Record) error {
	ahead := make(chan *created, 1)
	go func() {
		defer close(ahead)
		for some := range slices.Chunk(records, batch) {
			ahead <- l.createdBy(some)
		}
	}()
	brief := context.WithoutCancel(ctx) // see putBatch
	var failed error
	for c := range ahead { // to its end in any case: the goroutine waits for that
		if failed == nil {
			failed = ctx.Err()
		}
		if failed == nil {
			failed = l.putCreated(brief, c)
		}
	}
	return failed
}

func (l *loader) createdBy(records []store.Record) *created {
	c := &created{terms: store.TermsOf(l.cat, records)}
	for _, r := range records {
		l.addNew(&c.rows, r)
	}
	return c
}

func (l *loader) putCreated(ctx context.Context, c *created) error {
	if l.bulk != nil {
		if err := l.bulk.setAside(c); err != nil {
			return err
		}
	}
	if err := l.putNew(ctx, &c.rows); err != nil {
		return err
	}
	return l.changeTerms(ctx, search.Changed(nil, c.terms))
}

// Put looks at what is stored, and changes it.
func (l *loader) Put(ctx context.Context, records []store.Record) error {
	if err := l.Settle(ctx, func(float64) {}); err != nil {
		return err
	}
	return l.writer.Put(ctx, records)
}

// Delete looks at what is stored, too.
func (l *loader) Delete(ctx context.Context, ids []string) error {
	if err := l.Settle(ctx, func(float64) {}); err != nil {
		return err
	}
	return l.writer.Delete(ctx, ids)
}
