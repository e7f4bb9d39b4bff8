package storetest

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
)

// writeCase is what a write must do or refuse. Each starts from an empty graph.
type writeCase struct {
	name string
	run  func(w *writeTest)
}

func runWrites(t *testing.T, open Open) {
	cat := Catalog(t)
	s := prepared(t, open, cat, ignore)
	var given []string
	for _, group := range [][]writeCase{putCases, deleteCases, transactionCases, formerCases, tombstoneCases, citationCases, readCasesOfWriters, searchCases, sortKeyCases, hubCases, contextCases} {
		for _, c := range group {
			t.Run(c.name, func(t *testing.T) {
				replaceGraph(t, s, nil)
				write(t, s, func(ctx context.Context, w store.Writer) error { return w.Free(ctx, given) })
				c.run(&writeTest{T: t, store: s, cat: cat, given: &given})
			})
		}
	}
}

// writeTest is a test with a store, in which graphs and plans are texts.
type writeTest struct {
	*testing.T
	store store.Store
	cat   *catalog.Catalog
	given *[]string // takes the ids of all graphs of the test; may be nil
}

func (w *writeTest) graph(lines ...string) []store.Record {
	w.Helper()
	graph := graphOf(w, w.cat, strings.Join(lines, "\n"))
	for _, r := range graph {
		if w.given != nil {
			*w.given = append(append(*w.given, r.ID), r.FormerIDs...)
		}
	}
	return graph
}

// put stores records in a transaction of their own.
func (w *writeTest) put(lines ...string) {
	w.Helper()
	if err := w.tryPut(lines...); err != nil {
		w.Fatalf("Put: %v", err)
	}
}

func (w *writeTest) tryPut(lines ...string) error {
	w.Helper()
	records := w.graph(lines...)
	return w.store.Write(w.Context(), func(x store.Writer) error { return x.Put(w.Context(), records) })
}

func (w *writeTest) delete(ids ...string) {
	w.Helper()
	if err := w.tryDelete(ids...); err != nil {
		w.Fatalf("Delete: %v", err)
	}
}

func (w *writeTest) tryDelete(ids ...string) error {
	return w.store.Write(w.Context(), func(x store.Writer) error { return x.Delete(w.Context(), ids) })
}

// holds checks that these, in this order, are all records that are stored.
func (w *writeTest) holds(lines ...string) {
	w.Helper()
	same(w, "records", exactAll(stored(w, w.store, "")), exactAll(w.graph(lines...)))
}

// answers checks what a plan gives.
func (w *writeTest) answers(planText, want string) {
	w.Helper()
	same(w, planText, runText(w, w.cat, w.store, planText), strings.TrimSpace(want)+"\n")
}

// refused checks that a write met the rules of the graph, and left nothing behind.
func (w *writeTest) refused(err error, left ...string) {
	w.Helper()
	if !errors.Is(err, store.ErrConflict) {
		w.Errorf("got error %v, want store.ErrConflict", err)
	}
	w.holds(left...)
}

func runText(t testing.TB, cat *catalog.Catalog, s store.Store, planText string) string {
	t.Helper()
	q, err := ParsePlan(cat, planText)
	if err != nil {
		t.Fatal(err)
	}
	return run(t, s, q)
}

func (w *writeTest) write(f func(ctx context.Context, x store.Writer) error) {
	w.Helper()
	write(w, w.store, f)
}
