package storetest

import (
	"context"
	"errors"

	"github.com/dealgraph/dealgraph/internal/store"
)

var errOwn = errors.New("the caller's own error")

var transactionCases = []writeCase{
	{"an error of the caller's leaves nothing of a write, and is returned", func(w *writeTest) {
		w.put(`Thing a {"int": 1}`, `Thing b`, `LIKES a -> b`)
		err := w.store.Write(w.Context(), func(x store.Writer) error {
			if err := errors.Join(
				x.Delete(w.Context(), []string{"LIKES:a:b", "b"}),
				x.Put(w.Context(), w.graph(`Thing a {"int": 2}`, `Thing c`)),
				x.SetDataset(w.Context(), store.Dataset{Name: "undone"}),
			); err != nil {
				w.Errorf("before the error: %v", err)
			}
			return errOwn
		})
		if !errors.Is(err, errOwn) {
			w.Errorf("Write gave %v", err)
		}
		w.holds(`Thing a {"int": 1}`, `Thing b`, `LIKES a -> b`)
		for _, d := range w.datasets() {
			if d.Name == "undone" {
				w.Error("the dataset's line was kept")
			}
		}
	}},
	{"a conflict leaves nothing of what was written before it", func(w *writeTest) {
		w.put(`Thing a`)
		err := w.store.Write(w.Context(), func(x store.Writer) error {
			if err := x.Put(w.Context(), w.graph(`Thing b`)); err != nil {
				return err
			}
			return x.Put(w.Context(), w.graph(`LIKES a -> gone`))
		})
		w.refused(err, `Thing a`)
	}},
	{"a writer reads what it has written", func(w *writeTest) {
		w.put(`Thing a`, `Thing b`)
		w.write(func(ctx context.Context, x store.Writer) error {
			if err := errors.Join(x.Delete(ctx, []string{"b"}), x.Put(ctx, w.graph(`Thing c`, `LIKES a -> c`))); err != nil {
				return err
			}
			found, err := x.Find(ctx, []string{"b", "c"})
			same(w, "Find", exactAll(found), exactAll(w.graph(`Thing c`)))
			return errors.Join(err, w.counts(ctx, x, 2, 1))
		})
	}},
	{"deleting and putting in one write", func(w *writeTest) {
		w.put(`Thing a`, `Thing b`, `LIKES a -> b {"int": 1}`)
		w.write(func(ctx context.Context, x store.Writer) error {
			return errors.Join(
				x.Delete(ctx, []string{"LIKES:a:b", "a"}),
				x.Put(ctx, w.graph(`Thing a2 {"formerIds": ["a"]}`, `LIKES a2 -> b {"int": 1, "formerIds": ["LIKES:a:b"]}`)))
		})
		w.holds(`Thing a2 {"formerIds": ["a"]}`, `Thing b`, `LIKES a2 -> b {"int": 1, "formerIds": ["LIKES:a:b"]}`)
	}},
	{"an error of the caller's ends a read, and is returned", func(w *writeTest) {
		if err := w.store.Read(w.Context(), func(store.Reader) error { return errOwn }); !errors.Is(err, errOwn) {
			w.Errorf("Read gave %v", err)
		}
	}},
}

// counts checks, within a transaction, how many Things and LIKES there are.
func (w *writeTest) counts(ctx context.Context, r store.Reader, nodes, rels int64) error {
	q, err := ParsePlan(w.cat, "-> count\n  Scan node Thing\n-> count\n  Scan rel LIKES")
	if err != nil {
		return err
	}
	row, err := r.Run(ctx, q)
	if err == nil {
		same(w, q.String(), value(row), value([]any{nodes, rels}))
	}
	return err
}
