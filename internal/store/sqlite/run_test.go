package sqlite_test

import (
	"context"
	"testing"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/store/sqlite"
	"github.com/dealgraph/dealgraph/internal/store/storetest"
)

// run answers a plan.
func run(t testing.TB, s *sqlite.Store, q *plan.Query) (row []any) {
	t.Helper()
	err := s.Read(t.Context(), func(r store.Reader) (err error) {
		row, err = r.Run(t.Context(), q)
		return err
	})
	if err != nil {
		t.Fatalf("plan:\n%s\nerror: %v", q, err)
	}
	return row
}

func parse(t testing.TB, cat *catalog.Catalog, text string) *plan.Query {
	t.Helper()
	q, err := storetest.ParsePlan(cat, text)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// empty gives a store that is prepared and holds nothing.
func empty(t testing.TB, cat *catalog.Catalog) *sqlite.Store {
	t.Helper()
	s := unprepared(t, cat, sqlite.Options{})
	t.Cleanup(func() {
		if err := s.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	if err := s.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s
}
