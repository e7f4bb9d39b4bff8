package sqlite_test

import (
	"path/filepath"
	"testing"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/store/sqlite"
	"github.com/dealgraph/dealgraph/internal/store/storetest"
)

// unprepared opens a store on a new file.
func unprepared(t testing.TB, cat *catalog.Catalog, opts sqlite.Options) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "graph.db"), cat, opts)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func opener(t *testing.T, cat *catalog.Catalog, observe store.Observer) store.Store {
	return unprepared(t, cat, sqlite.Options{Observe: observe})
}

func TestItConforms(t *testing.T)               { storetest.Run(t, opener) }
func TestConcurrentReadsAndWrites(t *testing.T) { storetest.RunConcurrent(t, opener) }
func TestAReadIsASnapshot(t *testing.T)         { storetest.RunSnapshot(t, opener) }
func TestStatementsAreStableTexts(t *testing.T) { storetest.RunStatements(t, opener) }
func TestAVocabularyMayOnlyAdd(t *testing.T) {
	storetest.RunVocabulary(t, func(t *testing.T) storetest.Open {
		path := filepath.Join(t.TempDir(), "graph.db")
		return func(t *testing.T, cat *catalog.Catalog, observe store.Observer) store.Store {
			s, err := sqlite.Open(t.Context(), path, cat, sqlite.Options{Observe: observe})
			if err != nil {
				t.Fatal(err)
			}
			return s
		}
	})
}

func TestItAgreesWithTheMemoryEngine(t *testing.T) { storetest.Differential(t, opener, 20) }
func TestNoOtherProcessReadsAPartOfALoad(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	var stores []store.Store
	for range 2 {
		s, err := sqlite.Open(t.Context(), path, storetest.Catalog(t), sqlite.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer closeStore(t, s)
		if err := s.Prepare(t.Context()); err != nil {
			t.Fatal(err)
		}
		stores = append(stores, s)
	}
	storetest.RunLoadBeside(t, stores[0], stores[1])
}
