//go:build measure

package bench_test

import (
	"fmt"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/store/neo4j"
	"github.com/dealgraph/dealgraph/internal/store/sqlite"
)

// TestPools asks operations by 32 clients of servers that differ in nothing but how many connections to the database they have.
func TestPools(t *testing.T) {
	s := readSettings(t)
	for _, engine := range s.engines {
		b := start(t, engine, s.nodes)
		for _, size := range []int{1, 2, 4, 8, 16, 32} {
			server := httptest.NewServer(inProcess(t, b.cat, b.pooled(t, size)))
			for _, op := range s.operations {
				_, ours := b.sides(t, op)
				ours.url = server.URL + "/graphql"
				warming := crowd{side: ours, clients: 32}
				warming.ask(t, time.Second)
				c := crowd{side: ours, clients: 32}
				c.ask(t, 3*time.Second)
				t.Logf("%s %s %2d connections: %.0f answers a second, %d refused, p50 %.2f ms, p95 %.2f ms",
					op.name, engine, size, float64(len(c.took))/3, c.refused, percentile(c.took, 50), percentile(c.took, 95))
			}
			server.Close()
		}
	}
}

// pooled opens the graph once more, with so many connections.
func (b *bench) pooled(t *testing.T, size int) store.Store {
	t.Helper()
	st, err := b.open(t, b.cat, size)
	if err != nil {
		t.Fatal(fmt.Errorf("open %s with %d connections: %w", b.engine, size, err))
	}
	t.Cleanup(func() { _ = st.Close(t.Context()) })
	return st
}

func (b *bench) open(t *testing.T, cat *catalog.Catalog, size int) (store.Store, error) {
	t.Helper()
	if b.engine == "sqlite" {
		return sqlite.Open(t.Context(), b.file, cat, sqlite.Options{Readers: size})
	}
	return neo4j.Open(t.Context(), cat, neo4j.Config{
		URI: b.neo4j.URI, Username: b.neo4j.Username, Password: b.neo4j.Password, Database: b.neo4j.Database, MaxConnections: size,
	})
}
