//go:build measure

package bench_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/dealgraph/dealgraph"
	"github.com/dealgraph/dealgraph/graph"
	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/neo4jtest"
	"github.com/dealgraph/dealgraph/internal/server"
	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/store/neo4j"
	"github.com/dealgraph/dealgraph/internal/store/sqlite"
	"github.com/dealgraph/dealgraph/internal/synthetic"
	"github.com/dealgraph/dealgraph/seed"
)

// relationshipsPerNode is what the graphs have, about.
const relationshipsPerNode = 5

// bench is a graph in an engine, with the two that answer questions about it.
type bench struct {
	engine    string
	cat       *catalog.Catalog
	file      string // of SQLite
	graph     *synthetic.Graph
	floor     *process
	dealgraph *process
	database  int // the process of the database, 0 where it is none of its own
	neo4j     *neo4jtest.Server

	inside  http.Handler // the product in this process, to see its statements and count what it allocates
	byHand  http.Handler // the floor in this process
	loading atomic.Bool  // nobody watches, and millions of statements would be kept
	mu      sync.Mutex
	watched []replayed
}

func start(t *testing.T, engine string, n int) *bench {
	t.Helper()
	cat, err := catalog.Parse("schema.graphqls", dealgraph.Vocabulary)
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{engine: engine, cat: cat}
	if b.graph, err = synthetic.New(cat, synthetic.Options{Nodes: n, Relationships: relationshipsPerNode * n}); err != nil {
		t.Fatal(err)
	}
	switch engine {
	case "sqlite":
		b.onSQLite(t, cat, n)
	case "neo4j":
		b.onNeo4j(t, cat, n)
	default:
		t.Fatal("ENGINE is to be sqlite or neo4j")
	}
	return b
}

// onSQLite uses the file that DEALGRAPH_BENCH_DB names, or one in the cache, which is made where it is missing. A file that an
// earlier state of the project has made is brought up to date as serve does.
func (b *bench) onSQLite(t *testing.T, cat *catalog.Catalog, n int) {
	t.Helper()
	file := os.Getenv("DEALGRAPH_BENCH_DB")
	if file == "" {
		cache, err := os.UserCacheDir()
		if err != nil {
			t.Fatal(err)
		}
		file = filepath.Join(cache, "dealgraph", fmt.Sprintf("bench-%d.db", n))
	}
	b.file = file
	st, err := sqlite.Open(t.Context(), file, cat, sqlite.Options{Observe: b.observe})
	if err != nil {
		t.Fatal(err)
	}
	b.loaded(t, cat, st, n)
	b.inside = inProcess(t, cat, st)
	floor, err := openSQLiteFloor(file)
	if err != nil {
		t.Fatal(err)
	}
	b.byHand = newFloor(floor)
	b.floor = startFloor(t, "sqlite "+file)
	b.dealgraph = startDealgraph(t, "--db", file)
}

// onNeo4j uses the server that NEO4J_URI names, or one whose data stay in the cache.
func (b *bench) onNeo4j(t *testing.T, cat *catalog.Catalog, n int) {
	t.Helper()
	b.neo4j = neo4jServer(t, n)
	b.neo4j.Setenv(t)
	st, err := neo4j.Open(t.Context(), cat, neo4j.Config{
		URI: b.neo4j.URI, Username: b.neo4j.Username, Password: b.neo4j.Password, Database: b.neo4j.Database, Observe: b.observe,
	})
	if err != nil {
		t.Fatal(err)
	}
	b.loaded(t, cat, st, n)
	b.inside = inProcess(t, cat, st)
	floor, err := openNeo4jFloor()
	if err != nil {
		t.Fatal(err)
	}
	b.byHand = newFloor(floor)
	b.run(t, "CALL dbms.queryJmx('java.lang:type=Runtime') YIELD attributes RETURN attributes.Pid.value", nil, func(values []any) {
		pid, _ := values[0].(int64)
		b.database = int(pid)
	})
	b.floor = startFloor(t, "neo4j")
	b.dealgraph = startDealgraph(t)
}

func neo4jServer(t *testing.T, n int) *neo4jtest.Server {
	t.Helper()
	if uri := os.Getenv("NEO4J_URI"); uri != "" {
		return &neo4jtest.Server{URI: uri, Username: "neo4j", Password: os.Getenv("NEO4J_PASSWORD"), Database: "neo4j"}
	}
	return neo4jtest.Kept(t, fmt.Sprintf("bench-%d", n))
}

// loaded sees that a store holds the graph, and nothing else.
func (b *bench) loaded(t *testing.T, cat *catalog.Catalog, st store.Store, n int) {
	t.Helper()
	t.Cleanup(func() { _ = st.Close(context.WithoutCancel(t.Context())) })
	if err := st.Prepare(t.Context()); err != nil {
		t.Fatalf("%v: remove what was kept of an earlier state of the project", err)
	}
	var there []store.Dataset
	err := st.Read(t.Context(), func(r store.Reader) (err error) {
		there, err = r.Datasets(t.Context())
		return err
	})
	if err == nil && len(there) == 0 {
		t.Logf("loading %d nodes", n)
		b.loading.Store(true)
		defer b.loading.Store(false)
		_, err = seed.LoadRecords(t.Context(), st, cat, b.graph.Records(), seed.LoadOptions{Batched: b.engine == "neo4j"})
	}
	if err != nil {
		t.Fatal(err)
	}
	if len(there) > 1 || len(there) == 1 && there[0].Nodes != int64(n) {
		t.Fatalf("the database holds another graph than that of %d nodes", n)
	}
}

func inProcess(t *testing.T, cat *catalog.Catalog, st store.Store) http.Handler {
	t.Helper()
	es, err := graph.New(cat, st, graph.Options{Version: "bench"})
	if err != nil {
		t.Fatal(err)
	}
	h, err := server.New(es, server.Config{Logger: slog.New(slog.DiscardHandler), RequestTimeout: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// observe keeps the statements that read. It is told of them in this process only.
func (b *bench) observe(_ context.Context, s store.Statement) {
	if s.Text == "BEGIN" || s.Text == "COMMIT" || b.loading.Load() {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.watched = append(b.watched, replayed{s.Text, s.Params})
}

func (b *bench) take() []replayed {
	b.mu.Lock()
	defer b.mu.Unlock()
	taken := b.watched
	b.watched = nil
	return taken
}

// run runs a statement on Neo4j, and gives the db hits where it is profiled.
func (b *bench) run(t *testing.T, text string, params map[string]any, each func(values []any)) (hits int64) {
	t.Helper()
	d, err := driver.NewDriverWithContext(b.neo4j.URI, driver.BasicAuth(b.neo4j.Username, b.neo4j.Password, ""))
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close(t.Context())
	session := d.NewSession(t.Context(), driver.SessionConfig{DatabaseName: b.neo4j.Database})
	defer session.Close(t.Context())
	result, err := session.Run(t.Context(), text, params)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	for result.Next(t.Context()) {
		if each != nil {
			each(result.Record().Values)
		}
	}
	summary, err := result.Consume(t.Context())
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	if profile := summary.Profile(); profile != nil {
		return allHits(profile)
	}
	return 0
}

func allHits(p driver.ProfiledPlan) int64 {
	hits := p.DbHits()
	for _, child := range p.Children() {
		hits += allHits(child)
	}
	return hits
}
