package seed

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/dealgraph/dealgraph/internal/extsort"
	"github.com/dealgraph/dealgraph/internal/store"
)

// inParts stores all in several transactions. The first sets the mark, each of the others stores some records and says in the
// mark how many there are by then, and the last takes it away. Each sees that the mark still is as this load left it.
func (l *load) inParts() error {
	mark, err := l.beginParts()
	if err != nil {
		return err
	}
	put := func(batch []store.Record) error {
		start := l.done
		switch {
		case start+int64(len(batch)) <= mark.Done: // by a run before this one
			return nil
		case start < mark.Done:
			batch = batch[mark.Done-start:]
		}
		return l.part(&mark, func(w store.Loader) error {
			next := mark
			next.Done += int64(len(batch))
			w.SetLoading(next)
			if err := w.Expect(l.ctx, int64(len(batch))); err != nil {
				return fmt.Errorf("beginning: %w", err)
			}
			return l.put(w, batch)
		}, int64(len(batch)))
	}
	if err := l.batches(l.opts.Batch, put); err != nil {
		return err
	}
	return l.part(&mark, func(w store.Loader) error {
		w.EndLoading()
		return l.finish(w)
	}, 0)
}

// part is one of the transactions: only where the mark is what it was. n is how many records it adds.
func (l *load) part(mark *store.Loading, f func(store.Loader) error, n int64) error {
	err := l.st.Load(l.ctx, func(w store.Loader) error {
		if now, ok := w.Loading(); !ok || now != *mark {
			return fmt.Errorf("%w: two runs of the same load meet, or it was discarded", store.ErrConflict)
		}
		return f(w)
	})
	if err == nil {
		mark.Done += n
	}
	return err
}

// beginParts sets the mark, or takes up that of this load. What another content of the dataset has left is removed first.
func (l *load) beginParts() (store.Loading, error) {
	mine := store.Loading{Dataset: l.survey.line.Name, Content: l.survey.line.Hash, StartedAt: l.opts.Now}
	var other *store.Loading
	err := l.st.Load(l.ctx, func(w store.Loader) error {
		held, ok := w.Loading()
		switch {
		case !ok:
			if err := l.isNew(w); err != nil {
				return err
			}
			w.SetLoading(mine)
		case held.Dataset != mine.Dataset:
			return fmt.Errorf("%w: dataset %s, since %s", ErrOtherLoad, held.Dataset, held.StartedAt.Format("2006-01-02 15:04:05Z07:00"))
		case held.Content == mine.Content:
			mine = held
		default:
			other = &held
		}
		return nil
	})
	if err != nil || other == nil {
		return mine, err
	}
	if _, err := Discard(l.ctx, l.st); err != nil {
		return mine, err
	}
	return l.beginParts()
}

// discardAtOnce is how many records one transaction of Discard removes.
const discardAtOnce = 4_000

// Discard removes what a load that was broken off has stored, and the mark. It gives the dataset's name, or nothing where no
// load was under way.
func Discard(ctx context.Context, st store.Store) (dataset string, err error) {
	ids := extsort.New(sortedAtOnce)
	defer func() { err = errors.Join(err, ids.Close()) }()
	var mark store.Loading
	err = st.Load(ctx, func(w store.Loader) error {
		var ok bool
		if mark, ok = w.Loading(); !ok {
			return nil
		}
		if err := ids.Reset(); err != nil { // where it is tried again
			return err
		}
		mark.Content, mark.Done = "", 0 // whoever was loading finds out, and nobody goes on from here
		w.SetLoading(mark)
		return w.Records(ctx, mark.Dataset, func(r store.Record) error { return ids.Add([]byte(r.ID)) })
	})
	if err != nil || mark.Dataset == "" {
		return "", err
	}
	for _, rels := range []bool{true, false} {
		if err := discardKind(ctx, st, ids, rels); err != nil {
			return "", err
		}
	}
	return mark.Dataset, st.Load(ctx, func(w store.Loader) error {
		w.EndLoading()
		return nil
	})
}

// discardKind removes relationships, or nodes, some at a time. They never were to be seen, and their ids are as new.
func discardKind(ctx context.Context, st store.Store, ids *extsort.Sorter, rels bool) error {
	var batch []string
	remove := func() error {
		return st.Load(ctx, func(w store.Loader) error {
			if err := w.Delete(ctx, batch); err != nil {
				return fmt.Errorf("removing records: %w", err)
			}
			return w.Free(ctx, batch)
		})
	}
	err := ids.Each(func(id []byte) error {
		if (bytes.IndexByte(id, ':') >= 0) != rels {
			return nil
		}
		if batch = append(batch, string(id)); len(batch) < discardAtOnce {
			return nil
		}
		err := remove()
		batch = batch[:0]
		return err
	})
	if err == nil && len(batch) > 0 {
		err = remove()
	}
	return err
}
