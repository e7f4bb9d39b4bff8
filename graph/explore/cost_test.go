//go:build measure

package explore_test

import (
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/dealgraph/dealgraph"
	"github.com/dealgraph/dealgraph/graph/explore"
	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/neo4jtest"
	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/store/neo4j"
	"github.com/dealgraph/dealgraph/internal/store/sqlite"
	"github.com/dealgraph/dealgraph/internal/synthetic"
)

// sizeVariable says of how many nodes the graph is made up on which paths and neighbourhoods are timed.
const sizeVariable = "DEALGRAPH_EXPLORE"

// measured is a large graph in an engine that counts its statements.
type measured struct {
	cat        *catalog.Catalog
	graph      *synthetic.Graph
	store      store.Store
	statements atomic.Int64
}

func newMeasured(t *testing.T) *measured {
	t.Helper()
	n, err := strconv.Atoi(os.Getenv(sizeVariable))
	if err != nil || n < 1 {
		t.Fatalf("%s is to be a number of nodes: %v", sizeVariable, err)
	}
	m := &measured{}
	if m.cat, err = catalog.Parse("schema.graphqls", dealgraph.Vocabulary); err != nil {
		t.Fatal(err)
	}
	if m.graph, err = synthetic.New(m.cat, synthetic.Options{Nodes: n, Relationships: 5 * n}); err != nil {
		t.Fatal(err)
	}
	return m
}

// observe counts statements, but for those that begin and end transactions and set up connections.
func (m *measured) observe(_ context.Context, s store.Statement) {
	verb, _, _ := strings.Cut(s.Text, " ")
	if !slices.Contains([]string{"BEGIN", "COMMIT", "ROLLBACK", "PRAGMA"}, verb) {
		m.statements.Add(1)
	}
}

func TestTheCostOfExploringOnSQLite(t *testing.T) {
	m := newMeasured(t)
	st, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "graph.db"), m.cat, sqlite.Options{Observe: m.observe})
	m.measure(t, st, err)
}

func TestTheCostOfExploringOnNeo4j(t *testing.T) {
	m := newMeasured(t)
	server := neo4jtest.Start(t)
	st, err := neo4j.Open(t.Context(), m.cat, neo4j.Config{URI: server.URI, Username: server.Username, Password: server.Password,
		Database: server.Database, Observe: m.observe})
	m.measure(t, st, err)
}

// measure asks each question many times, about people picked at random or about hubs, and tells how long it takes.
func (m *measured) measure(t *testing.T, st store.Store, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = st.Close(context.Background()) }()
	m.store = st
	m.load(t)
	random := rand.New(rand.NewPCG(1, 2))
	person := func() string { id, _ := m.graph.Node("Person", random.IntN(m.graph.Nodes()/4)); return id }
	hub := func(typ string, i int) string { id, _ := m.graph.Node(typ, i); return id }
	var hubs []string
	for _, n := range m.cat.Nodes {
		for i := range 2 {
			hubs = append(hubs, hub(n.Name, i))
		}
	}
	for _, c := range []struct {
		name       string
		statements int64 // at most: one for each hop, a second one where a node has more than its share, hubs, records
		ask        func() explore.Question
	}{
		{"paths between people, of 4 hops", 10, func() explore.Question { return m.paths(person(), person(), 4, nil) }},
		{"paths between people, of 6 hops", 14, func() explore.Question { return m.paths(person(), person(), 6, nil) }},
		{"paths between people, of 6 hops, around the hubs", 14, func() explore.Question { return m.paths(person(), person(), 6, hubs) }},
		{"paths between two hubs", 10, func() explore.Question { return m.paths(hub("Country", 0), hub("Country", 1), 4, nil) }},
		{"what surrounds a person", 7, func() explore.Question { return m.near(person(), 1, 100) }},
		{"what surrounds a person, 2 hops", 10, func() explore.Question { return m.near(person(), 2, 100) }},
		{"what surrounds a hub", 7, func() explore.Question { return m.near(hub("Program", 0), 1, 100) }},
		{"500 nodes around a hub, 2 hops", 10, func() explore.Question { return m.near(hub("Country", 0), 2, 500) }},
	} {
		m.time(t, c.name, c.statements, c.ask)
	}
}

func (m *measured) load(t *testing.T) {
	t.Helper()
	if err := m.store.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	for batch := range slices.Chunk(slices.Collect(m.graph.Records()), 2_000) {
		if err := m.store.Write(t.Context(), func(w store.Writer) error { return w.Put(t.Context(), batch) }); err != nil {
			t.Fatal(err)
		}
	}
}

func (m *measured) paths(from, to string, hops int, avoid []string) explore.Question {
	return &explore.Paths{Catalog: m.cat, From: from, To: to, MaxHops: hops, First: 5, Avoid: avoid, Work: explore.DefaultWork(), Wanted: wantedOfPaths, Text: true}
}

func (m *measured) near(of string, hops, limit int) explore.Question {
	name := plan.Column{Expr: plan.Prop{Of: plan.Node, Prop: catalog.PropName}}
	return &explore.Neighborhood{Catalog: m.cat, Of: []string{of}, Hops: hops, Limit: limit, PerType: 25, Work: explore.DefaultWork(), Count: true,
		Wanted: []explore.Selection{{Part: explore.NearNode, Columns: []plan.Column{name}}, {Part: explore.NearRelationship, Columns: relIDs}}}
}

func (m *measured) time(t *testing.T, name string, statements int64, ask func() explore.Question) {
	t.Helper()
	const warm, times = 5, 60 // Neo4j plans a statement when it first meets it
	var took []time.Duration
	most := int64(0)
	for i := range warm + times {
		q := ask()
		m.statements.Store(0)
		begin := time.Now()
		if err := m.store.Read(t.Context(), func(r store.Reader) error { _, err := q.Ask(t.Context(), r); return err }); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if i >= warm {
			took = append(took, time.Since(begin))
		}
		most = max(most, m.statements.Load())
	}
	slices.Sort(took)
	t.Logf("%-50s p50 %8s, p95 %8s; at most %d statements", name, took[times/2].Round(100*time.Microsecond), took[times*95/100].Round(100*time.Microsecond), most)
	if most > statements {
		t.Errorf("%s: %d statements, want at most %d", name, most, statements)
	}
}
