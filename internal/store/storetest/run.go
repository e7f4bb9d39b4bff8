package storetest

import (
	"context"
	"slices"
	"testing"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/store"
)

// Open gives an engine's store that holds nothing, made for a vocabulary, telling observe of its statements. The suite prepares
// and closes it.
type Open func(t *testing.T, cat *catalog.Catalog, observe store.Observer) store.Store

// Run judges an engine by the whole conformance suite.
func Run(t *testing.T, open Open) {
	t.Run("plans", func(t *testing.T) { runCases(t, open) })
	t.Run("writes", func(t *testing.T) { runWrites(t, open) })
	t.Run("revisions", func(t *testing.T) { runRevisions(t, open) })
	t.Run("create", func(t *testing.T) { runCreate(t, open) })
	t.Run("loads", func(t *testing.T) { runLoads(t, open) })
	t.Run("statements", func(t *testing.T) { runStatements(t, open) })
}

func runCases(t *testing.T, open Open) {
	cat := Catalog(t)
	s := prepared(t, open, cat, ignore)
	for _, f := range readCases(t, cat) {
		t.Run(f.name, func(t *testing.T) {
			replaceGraph(t, s, f.graph)
			for _, c := range f.cases {
				t.Run(c.name, func(t *testing.T) {
					if got := run(t, s, c.plan); got != c.answer {
						t.Errorf("plan:\n%s\ngot:\n%s\nwant:\n%s", c.plan, got, c.answer)
					}
					answeredTogether(t, s, c)
				})
			}
		})
	}
}

// answeredTogether asks a plan twice in one operation, of a store that has a way of its own of answering operations.
func answeredTogether(t *testing.T, s store.Store, c planCase) {
	t.Helper()
	at, ok := s.(store.Answerer)
	if !ok {
		return
	}
	rows, err := at.Answer(t.Context(), plan.Operation{Queries: []*plan.Query{c.plan, c.plan}})
	if err != nil {
		t.Fatalf("plan:\n%s\nerror: %v", c.plan, err)
	}
	for _, row := range rows {
		if got := answer(c.plan, row); got != c.answer {
			t.Errorf("in an operation, plan:\n%s\ngot:\n%s\nwant:\n%s", c.plan, got, c.answer)
		}
	}
}

func ignore(context.Context, store.Statement) {}

// prepared opens a store, prepares it, and closes it when the test ends.
func prepared(t *testing.T, open Open, cat *catalog.Catalog, observe store.Observer) store.Store {
	t.Helper()
	s := open(t, cat, observe)
	t.Cleanup(func() {
		if err := s.Close(context.Background()); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	if err := s.Prepare(t.Context()); err != nil {
		t.Fatalf("Prepare: %v", err)
	}
	return s
}

// run answers a plan, as text.
func run(t testing.TB, s store.Store, q *plan.Query) string {
	t.Helper()
	row, err := query(t.Context(), s, q)
	if err != nil {
		t.Fatalf("plan:\n%s\nerror: %v", q, err)
	}
	return answer(q, row)
}

func query(ctx context.Context, s store.Store, q *plan.Query) (row []any, err error) {
	err = s.Read(ctx, func(r store.Reader) error {
		row, err = r.Run(ctx, q)
		return err
	})
	return row, err
}

func write(t testing.TB, s store.Store, f func(ctx context.Context, w store.Writer) error) {
	t.Helper()
	if err := s.Write(t.Context(), func(w store.Writer) error { return f(t.Context(), w) }); err != nil {
		t.Fatalf("Write: %v", err)
	}
}

// replaceGraph makes a graph all that the store holds.
func replaceGraph(t testing.TB, s store.Store, graph []store.Record) {
	t.Helper()
	wantNil(t, Replace(t.Context(), s, graph), "replace the graph")
}

// Replace makes a graph all that the store holds.
func Replace(ctx context.Context, s store.Store, graph []store.Record) error {
	return s.Write(ctx, func(w store.Writer) error {
		if err := clearGraph(ctx, w); err != nil {
			return err
		}
		return w.Put(ctx, graph)
	})
}

func clearGraph(ctx context.Context, w store.Writer) error {
	var ids, given []string
	err := w.Records(ctx, "", func(r store.Record) error {
		ids, given = append(ids, r.ID), append(append(given, r.ID), r.FormerIDs...)
		return nil
	})
	if err != nil || len(ids) == 0 {
		return err
	}
	slices.Reverse(ids) // relationships before nodes
	if err := w.Delete(ctx, ids); err != nil {
		return err
	}
	return w.Free(ctx, given)
}

// stored gives all records, in the order in which they come.
func stored(t testing.TB, s store.Store, dataset string) []store.Record {
	t.Helper()
	var all []store.Record
	err := s.Read(t.Context(), func(r store.Reader) error {
		all = nil
		return r.Records(t.Context(), dataset, func(rec store.Record) error {
			all = append(all, rec)
			return nil
		})
	})
	if err != nil {
		t.Fatalf("Records: %v", err)
	}
	return all
}
