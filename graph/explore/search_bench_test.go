package explore_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dealgraph/dealgraph"
	"github.com/dealgraph/dealgraph/graph/explore"
	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/neo4jtest"
	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/search"
	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/store/neo4j"
	"github.com/dealgraph/dealgraph/internal/store/sqlite"
)

// searched is what the benchmarks search for among 100,000 nodes: names whole and in part, words that a quarter of all
// nodes have, words that nearly all texts with another one have, typos.
var searched = []string{
	"Kim Minjun", "minjun kim", "kim", "minj", "Kmi Minjun", "technology agreement", "agreement technology quantum",
	"technolgy agreemnt", "minister of science", "t", "a b c d e", "agreement on technology cooperation between japan and korea 77",
	"zzzzzz", "technology japan minister",
}

func BenchmarkSearchOnSQLite(b *testing.B) {
	cat := vocabulary(b)
	s, err := sqlite.Open(b.Context(), filepath.Join(b.TempDir(), "graph.db"), cat, sqlite.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close(context.Background()) })
	benchmarkSearch(b, cat, s, nil)
}

func BenchmarkSearchOnNeo4j(b *testing.B) {
	cat := vocabulary(b)
	server := neo4jtest.Start(b)
	s, err := neo4j.Open(b.Context(), cat, neo4j.Config{URI: server.URI, Username: server.Username, Password: server.Password, Database: server.Database})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close(context.Background()) })
	benchmarkSearch(b, cat, s, func(q *plan.Query) int64 {
		step, err := s.Profile(b.Context(), q)
		if err != nil {
			b.Fatal(err)
		}
		return step.TotalHits()
	})
}

func vocabulary(t testing.TB) *catalog.Catalog {
	t.Helper()
	cat, err := catalog.Parse("schema.graphqls", dealgraph.Vocabulary)
	if err != nil {
		t.Fatal(err)
	}
	return cat
}

// hitsOf counts what a database does for a plan; nil where it can't tell.
type hitsOf func(*plan.Query) int64

func benchmarkSearch(b *testing.B, cat *catalog.Catalog, s store.Store, hits hitsOf) {
	if err := s.Prepare(b.Context()); err != nil {
		b.Fatal(err)
	}
	begun := time.Now()
	fill(b, s, 100_000)
	b.Logf("loaded in %v", time.Since(begun))
	for _, text := range searched {
		b.Run(strings.ReplaceAll(text, " ", "_"), func(b *testing.B) { benchmarkOne(b, cat, s, hits, text) })
	}
}

func benchmarkOne(b *testing.B, cat *catalog.Catalog, s store.Store, hits hitsOf, text string) {
	q, ok := search.Parse(text)
	if !ok {
		b.Fatal(text)
	}
	ask := &explore.Search{Catalog: cat, Text: text, Query: q, Size: 21, Wanted: []plan.Column{{Expr: plan.Prop{Prop: catalog.PropName}}}}
	found, reader := 0, counting{}
	times := make([]time.Duration, 0, b.N)
	for b.Loop() {
		begun := time.Now()
		err := s.Read(b.Context(), func(r store.Reader) error {
			reader = counting{Reader: r}
			row, err := ask.Ask(b.Context(), &reader)
			found = len(row[0].([]any))
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
		times = append(times, time.Since(begun))
	}
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(found), "found")
	b.ReportMetric(float64(len(reader.plans)), "statements")
	if hits != nil {
		n := int64(0)
		for _, p := range reader.plans {
			n += hits(p)
		}
		b.ReportMetric(float64(n), "dbhits")
	}
}

// counting keeps the plans that it runs.
type counting struct {
	store.Reader
	plans []*plan.Query
}

func (c *counting) Run(ctx context.Context, q *plan.Query) ([]any, error) {
	c.plans = append(c.plans, q)
	return c.Reader.Run(ctx, q)
}

// fill stores n nodes, of which a half are people, a quarter deals on technology, and a quarter posts' holders' agencies,
// and a post for each tenth of the people.
func fill(b *testing.B, s store.Store, n int) {
	b.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	pick := func(list string) string { return even(random, strings.Fields(list)) }
	var pending []store.Record
	flush := func() {
		if err := s.Write(b.Context(), func(w store.Writer) error { return w.Put(b.Context(), pending) }); err != nil {
			b.Fatal(err)
		}
		pending = nil
	}
	add := func(r store.Record) {
		r.Props["sources"], r.Props["dataset"] = []any{}, "d"
		if pending = append(pending, r); len(pending) == 5_000 {
			flush()
		}
	}
	syllables := "min jun seo yeon ji hoon woo hyun kyung su jin ha eun young chul soo hee sang tae dong jae ki bum"
	families := "Kim Lee Park Choi Jung Kang Cho Yoon Jang Lim Han Oh Seo Shin Kwon Hwang Ahn Song Ryu Hong Smith Jones Garcia Tanaka Suzuki Onoda Kratsios Müller Novak Rossi"
	for i := range n / 2 {
		given := pick(syllables) + pick(syllables)
		if random.IntN(3) == 0 {
			given += pick("son a o ko ra el ina ert")
		}
		family := pick(families)
		add(store.Record{ID: fmt.Sprintf("p-%06d", i), Type: "Person", Props: map[string]any{
			"name": family + " " + given, "aliases": []any{given + " " + family, fmt.Sprintf("%s %c. %d", family, given[0], i)}}})
	}
	for i := range n / 4 {
		add(store.Record{ID: fmt.Sprintf("d-%06d", i), Type: "Deal", Props: map[string]any{
			"name": fmt.Sprintf("Agreement on %s technology cooperation between %s and %s %d", pick("quantum AI space fusion biotechnology 6G nuclear chip"),
				pick("Japan Korea France Italy Norway Kenya Chile"), pick("Japan Korea France Italy Norway Kenya Chile"), i), "aliases": []any{}}})
	}
	for i := range n / 4 {
		add(store.Record{ID: fmt.Sprintf("a-%06d", i), Type: "Agency", Props: map[string]any{
			"name": fmt.Sprintf("%s %s of %s %s", pick("National Federal Royal Central Regional"), pick("Institute Agency Office Ministry Council Foundation"),
				pick("Science Technology Standards Innovation Space Energy Research"), pick(syllables)+pick(syllables)), "aliases": []any{fmt.Sprintf("NX%d", i)}}})
	}
	flush()
	for i := range n / 20 {
		from, to := fmt.Sprintf("p-%06d", i*7), fmt.Sprintf("a-%06d", i)
		add(store.Record{ID: "HOLDS_POST_IN:" + from + ":" + to, Type: "HOLDS_POST_IN", From: from, To: to, Props: map[string]any{
			"rank": "NORMAL", "title": pick("Minister President Director Secretary") + " of " + pick("Science State Energy Technology Japan Korea")}})
	}
	flush()
}

func even[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }
