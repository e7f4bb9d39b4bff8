package storetest

import (
	"context"
	"errors"
	"time"

	"github.com/dealgraph/dealgraph/internal/store"
)

var readCasesOfWriters = []writeCase{
	{"records come nodes first, each kind by code point of id, whatever their type", func(w *writeTest) {
		w.put(`Thing b`, `Place B`, `Event a`, `Thing 😀`, `Thing ﾮ`, `Thing a-1`, `Thing a1`, `NEAR b -> a`, `LIKES b -> b`, `LIKES b -> B`)
		w.holds(`Place B`, `Event a`, `Thing a-1`, `Thing a1`, `Thing b`, `Thing ﾮ`, `Thing 😀`, `LIKES b -> B`, `LIKES b -> b`, `NEAR b -> a`)
	}},
	{"records of a dataset only", func(w *writeTest) {
		w.put(`Thing a {"dataset": "x"}`, `Thing b {"dataset": "y"}`, `LIKES a -> b {"dataset": "y"}`, `LIKES b -> b {"dataset": "x"}`)
		same(w, "x", exactAll(stored(w, w.store, "x")), exactAll(w.graph(`Thing a {"dataset": "x"}`, `LIKES b -> b {"dataset": "x"}`)))
		same(w, "y", exactAll(stored(w, w.store, "y")), exactAll(w.graph(`Thing b {"dataset": "y"}`, `LIKES a -> b {"dataset": "y"}`)))
		same(w, "z", exactAll(stored(w, w.store, "z")), "")
	}},
	{"an error of yield ends the records and is returned", func(w *writeTest) {
		w.put(`Thing a`, `Thing b`, `Thing c`)
		calls := 0
		err := w.store.Read(w.Context(), func(r store.Reader) error {
			calls = 0
			return r.Records(w.Context(), "", func(store.Record) error {
				calls++
				return errOwn
			})
		})
		if !errors.Is(err, errOwn) || calls != 1 {
			w.Errorf("got error %v after %d calls", err, calls)
		}
	}},
	{"a reader goes on after records that were ended early", func(w *writeTest) {
		w.put(`Thing a`, `Thing b`)
		err := w.store.Read(w.Context(), func(r store.Reader) error {
			_ = r.Records(w.Context(), "", func(store.Record) error { return errOwn })
			return w.counts(w.Context(), r, 2, 0)
		})
		if err != nil {
			w.Error(err)
		}
	}},
	{"records are found by id, nodes and relationships alike", func(w *writeTest) {
		w.put(`Thing a {"int": 1}`, `Thing b`, `LIKES a -> b {"note": "n", "sources": ["d"]}`)
		same(w, "a node", exactAll(w.find("a")), exactAll(w.graph(`Thing a {"int": 1}`)))
		same(w, "a relationship", exactAll(w.find("gone", "LIKES:a:b")), exactAll(w.graph(`LIKES a -> b {"note": "n", "sources": ["d"]}`)))
		if found := w.find(); len(found) > 0 {
			w.Errorf("no ids found %s", exactAll(found))
		}
	}},
	{"datasets come in order of name, and are replaced as a whole", func(w *writeTest) {
		at := time.Date(2025, 10, 29, 1, 2, 3, 0, time.UTC)
		b := store.Dataset{Name: "set-b", Hash: "h1", Nodes: 1, Relationships: 2, AppliedAt: at}
		a := store.Dataset{Name: "set-a", Hash: "h2", Nodes: 3, AppliedAt: at.Add(time.Hour)}
		c := store.Dataset{Name: "set-b", Hash: "h3", Relationships: 5, AppliedAt: at.Add(time.Minute)}
		for _, d := range []store.Dataset{b, a, c} {
			w.write(func(ctx context.Context, x store.Writer) error { return x.SetDataset(ctx, d) })
		}
		got := w.datasets()
		if len(got) != 2 || got[0] != a || got[1] != c {
			w.Errorf("got %v, want %v and %v", got, a, c)
		}
	}},
}

func (w *writeTest) datasets() (all []store.Dataset) {
	w.Helper()
	err := w.store.Read(w.Context(), func(r store.Reader) (err error) {
		all, err = r.Datasets(w.Context())
		return err
	})
	if err != nil {
		w.Fatalf("Datasets: %v", err)
	}
	return all
}
