package storetest

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/store"
)

// runLoads judges loads of several transactions. Each case starts from an empty graph without a mark.
func runLoads(t *testing.T, open Open) {
	cat := Catalog(t)
	s := prepared(t, open, cat, ignore)
	for _, c := range loadCases {
		t.Run(c.name, func(t *testing.T) {
			load(t, s, func(ctx context.Context, l store.Loader) error {
				l.EndLoading()
				return clearGraph(ctx, l)
			})
			c.run(&writeTest{T: t, store: s, cat: cat})
		})
	}
	// The suite's other parts may use the store's database.
	load(t, s, func(ctx context.Context, l store.Loader) error {
		l.EndLoading()
		return clearGraph(ctx, l)
	})
}

// runCreate judges Create, on a store in which no id was ever given.
func runCreate(t *testing.T, open Open) {
	cat := Catalog(t)
	w := &writeTest{T: t, store: prepared(t, open, cat, ignore), cat: cat}
	lines := []string{`Document doc`, `Thing a {"sources": ["doc#1", "doc#2"], "formerIds": ["old"]}`, `Thing b {"int": 1}`,
		`LIKES a -> b {"formerIds": ["LIKES:x:y"], "sources": ["doc"]}`, `LIKES b -> b`}
	load(w, w.store, func(ctx context.Context, l store.Loader) error {
		return errors.Join(l.Expect(ctx, int64(len(lines))), l.Create(ctx, w.graph(lines...)))
	})
	w.holds(lines[1], lines[2], lines[0], lines[3], lines[4])
	w.answers("-> list\n  Seek node [\"b\"]\n  -> list\n    Expand LIKES IN\n    | Sort node.int, node.id, rel.id\n    | Limit 2\n    -> node.id", `[[["b"], ["a"]]]`)
	w.answers("-> list\n  Seek node [\"old\"]\n  -> node.id", `["a"]`)
	w.answers("-> list\n  Seek rel [\"LIKES:x:y\"]\n  -> rel.id", `["LIKES:a:b"]`)
	w.answers("-> list\n  Seek node [\"doc\"]\n  -> list\n    CitedBy node\n    | Sort node.id, rel.id\n    -> node.id\n    -> rel.id", `[[[null, "LIKES:a:b"], ["a", null]]]`)
	for _, bad := range [][]string{{`Thing c`, `Thing a`}, {`Thing c`, `LIKES a -> nowhere`}, {`Thing c {"formerIds": ["old"]}`}} {
		err := w.store.Load(w.Context(), func(l store.Loader) error { return l.Create(w.Context(), w.graph(bad...)) })
		if !errors.Is(err, store.ErrConflict) {
			w.Errorf("%s: got error %v, want store.ErrConflict", bad, err)
		}
		w.holds(lines[1], lines[2], lines[0], lines[3], lines[4])
	}
}

func load(t testing.TB, s store.Store, f func(ctx context.Context, l store.Loader) error) {
	t.Helper()
	if err := s.Load(t.Context(), func(l store.Loader) error { return f(t.Context(), l) }); err != nil {
		t.Fatalf("Load: %v", err)
	}
}

// marked sets a mark in a Load of its own.
func (w *writeTest) marked(mark store.Loading) {
	w.Helper()
	load(w, w.store, func(_ context.Context, l store.Loader) error {
		l.SetLoading(mark)
		return nil
	})
}

// isLoading checks that reads, other writes and Check are refused.
func (w *writeTest) isLoading() {
	w.Helper()
	for doing, err := range map[string]error{
		"Read":  w.store.Read(w.Context(), func(store.Reader) error { return nil }),
		"Write": w.store.Write(w.Context(), func(store.Writer) error { return nil }),
		"Check": w.store.Check(w.Context()),
		"Answer": func() error {
			_, err := store.Answer(w.Context(), w.store, plan.Operation{Queries: []*plan.Query{{Columns: []plan.Column{{Expr: plan.Count{Input: plan.Scan{}}}}}}})
			return err
		}(),
	} {
		if !errors.Is(err, store.ErrLoading) {
			w.Errorf("%s gave %v, want store.ErrLoading", doing, err)
		}
	}
}

var aMark = store.Loading{Dataset: "d", Content: "c", Done: 7, StartedAt: time.Date(2026, 11, 25, 1, 2, 3, 0, time.UTC)}

var loadCases = []writeCase{
	{"a load without a mark is a write", func(w *writeTest) {
		load(w, w.store, func(ctx context.Context, l store.Loader) error {
			if mark, ok := l.Loading(); ok {
				w.Errorf("there is a mark %v", mark)
			}
			return l.Put(ctx, w.graph(`Thing a`))
		})
		w.holds(`Thing a`)
	}},
	{"from the mark to its end nothing is read but by loads", func(w *writeTest) {
		w.put(`Thing a`)
		w.marked(aMark)
		w.isLoading()
		load(w, w.store, func(ctx context.Context, l store.Loader) error {
			if mark, ok := l.Loading(); !ok || mark != aMark {
				w.Errorf("the mark is %v, %t", mark, ok)
			}
			next := aMark
			next.Done++
			l.SetLoading(next)
			return l.Put(ctx, w.graph(`Thing b`))
		})
		w.isLoading()
		load(w, w.store, func(ctx context.Context, l store.Loader) error {
			if mark, _ := l.Loading(); mark.Done != 8 {
				w.Errorf("the mark is %v", mark)
			}
			same(w, "what a load reads", exactAll(w.readAll(ctx, l)), exactAll(w.graph(`Thing a`, `Thing b`)))
			l.EndLoading()
			return l.Put(ctx, w.graph(`Thing c`))
		})
		if err := w.store.Check(w.Context()); err != nil {
			w.Errorf("Check gave %v", err)
		}
		w.holds(`Thing a`, `Thing b`, `Thing c`)
		w.put(`Thing d`)
	}},
	{"a load that fails leaves mark and graph as they were", func(w *writeTest) {
		w.marked(aMark)
		err := w.store.Load(w.Context(), func(l store.Loader) error {
			l.EndLoading()
			return errors.Join(l.Put(w.Context(), w.graph(`Thing a`)), errOwn)
		})
		if !errors.Is(err, errOwn) {
			w.Errorf("Load gave %v", err)
		}
		w.isLoading()
		load(w, w.store, func(ctx context.Context, l store.Loader) error {
			if mark, _ := l.Loading(); mark != aMark {
				w.Errorf("the mark is %v", mark)
			}
			if all := w.readAll(ctx, l); len(all) > 0 {
				w.Errorf("there is %v", all)
			}
			return nil
		})
	}},
	{"a store is prepared though a mark is set", func(w *writeTest) {
		w.marked(aMark)
		if err := w.store.Prepare(w.Context()); err != nil {
			w.Errorf("Prepare gave %v", err)
		}
		w.isLoading()
	}},
	{"a read that is under way when a load begins tells nothing of it", func(w *writeTest) {
		w.put(`Thing a`)
		var seen []store.Record
		err := w.store.Read(w.Context(), func(r store.Reader) error {
			w.marked(aMark)
			load(w, w.store, func(ctx context.Context, l store.Loader) error { return l.Put(ctx, w.graph(`Thing b`)) })
			seen = w.readAll(w.Context(), r)
			return nil
		})
		if err == nil {
			same(w, "what was read", exactAll(seen), exactAll(w.graph(`Thing a`)))
		} else if !errors.Is(err, store.ErrLoading) {
			w.Errorf("Read gave %v", err)
		}
	}},
	{"nor does one that is under way from before a load until after it", func(w *writeTest) {
		w.put(`Thing a`)
		var seen []store.Record
		err := w.store.Read(w.Context(), func(r store.Reader) error {
			w.marked(aMark)
			load(w, w.store, func(ctx context.Context, l store.Loader) error { return l.Put(ctx, w.graph(`Thing b`)) })
			seen = w.readAll(w.Context(), r)
			load(w, w.store, func(ctx context.Context, l store.Loader) error {
				l.EndLoading()
				return l.Put(ctx, w.graph(`Thing c`))
			})
			return nil
		})
		if err == nil {
			same(w, "what was read", exactAll(seen), exactAll(w.graph(`Thing a`)))
		} else if !errors.Is(err, store.ErrLoading) {
			w.Errorf("Read gave %v", err)
		}
	}},
}

// RunLoadBeside loads by one store what another one, of the same database, reads all the time: it sees nothing, or all, and
// knows when it can't tell.
func RunLoadBeside(t *testing.T, one, other store.Store) {
	w := &writeTest{T: t, store: one, cat: Catalog(t)}
	const parts = 10
	over := make(chan struct{})
	go func() {
		defer close(over)
		for n := range parts {
			part := w.graph(fmt.Sprintf("Thing t%d", n))
			err := one.Load(t.Context(), func(l store.Loader) error {
				if n == parts-1 {
					l.EndLoading()
				} else {
					l.SetLoading(aMark)
				}
				if n == 0 {
					return nil
				}
				return l.Put(t.Context(), part)
			})
			if err != nil {
				t.Errorf("Load: %v", err)
			}
		}
	}()
	refused := 0
	for reading := true; reading; {
		select {
		case <-over:
			reading = false
		default:
		}
		seen := 0
		err := other.Read(t.Context(), func(r store.Reader) error {
			seen = len(w.readAll(t.Context(), r))
			return nil
		})
		switch {
		case errors.Is(err, store.ErrLoading):
			refused++
		case err != nil:
			t.Fatalf("Read: %v", err)
		case seen != 0 && seen != parts-1:
			t.Fatalf("a read saw %d of %d records", seen, parts-1)
		case !reading && seen == 0:
			t.Error("the load is over, and nothing is seen")
		}
	}
	t.Logf("%d reads were refused", refused)
}

func (w *writeTest) readAll(ctx context.Context, r store.Reader) (all []store.Record) {
	w.Helper()
	err := r.Records(ctx, "", func(rec store.Record) error {
		all = append(all, rec)
		return nil
	})
	if err != nil {
		w.Errorf("Records: %v", err)
	}
	return all
}
