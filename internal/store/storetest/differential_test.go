package storetest_test

import (
	"path/filepath"
	"testing"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/neo4jtest"
	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/store/memory"
	"github.com/dealgraph/dealgraph/internal/store/neo4j"
	"github.com/dealgraph/dealgraph/internal/store/sqlite"
	"github.com/dealgraph/dealgraph/internal/store/storetest"
)

// The memory engine is compared with itself to see that what is drawn is well formed, and that its own pages make up
// its lists.
func TestTheMemoryEngineAgreesWithItself(t *testing.T) {
	storetest.Differential(t, func(_ *testing.T, cat *catalog.Catalog, observe store.Observer) store.Store {
		return memory.NewObserved(cat, observe)
	}, 50)
}

func TestSQLiteAgreesWithTheMemoryEngine(t *testing.T) {
	storetest.Differential(t, func(t *testing.T, cat *catalog.Catalog, observe store.Observer) store.Store {
		s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "graph.db"), cat, sqlite.Options{Observe: observe})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}, 20)
}

func TestNeo4jAgreesWithTheMemoryEngine(t *testing.T) {
	if testing.Short() {
		t.Skip("it needs a server")
	}
	server := neo4jtest.Start(t)
	storetest.Differential(t, func(t *testing.T, cat *catalog.Catalog, observe store.Observer) store.Store {
		server.Wipe(t)
		s, err := neo4j.Open(t.Context(), cat, neo4j.Config{
			URI: server.URI, Username: server.Username, Password: server.Password, Database: server.Database, Observe: observe})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}, 1)
}
