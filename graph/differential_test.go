package graph_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"github.com/dealgraph/dealgraph/graph"
	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/neo4jtest"
	"github.com/dealgraph/dealgraph/internal/operationtest"
	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/store/storetest"
)

// Random operations out of the published schema, over random graphs, are answered by an engine byte for byte as by the
// memory engine. What differs is made small and printed. DEALGRAPH_DIFFERENTIAL says how many graphs to draw, at random;
// `make differential N=1000` sets it for this test and for storetest's, which judges engines below the API, by plans.

func TestRandomOperationsAreAnsweredAlike(t *testing.T) {
	cat := storetest.Catalog(t)
	operationsAgree(t, cat, onSQLite(t, cat, nil), amount{graphs: 30, operations: 8, lists: 3, halves: 3, summaries: 3})
}

func TestRandomOperationsAreAnsweredAlikeOnNeo4j(t *testing.T) {
	cat := storetest.Catalog(t)
	operationsAgree(t, cat, onNeo4j(t, neo4jtest.Start(t), cat, nil), amount{graphs: 3, operations: 3, lists: 1, halves: 1, summaries: 1})
}

// amount is how many graphs to draw, and how many questions of each kind to ask about each. To store a graph takes SQLite
// longer than to answer; Neo4j has to plan each statement that it has not met.
type amount struct {
	graphs     int
	operations int // each asked again for other pages
	lists      int
	halves     int
	summaries  int
}

func operationsAgree(t *testing.T, cat *catalog.Catalog, engine store.Store, asked amount) {
	t.Helper()
	if err := engine.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	d := differential{reference: newServed(t, cat, inMemory(t, cat), graph.Options{Anew: true}), engine: newServed(t, cat, engine, graph.Options{}), asked: asked, told: &tally{codes: map[string]int{}}}
	storetest.Draws(t, asked.graphs)
	var last *finding
	defer func() {
		t.Log(d.told)
		if last != nil {
			t.Errorf("made smaller:\n%s", d.report(t.Context(), d.reduce(t.Context(), *last)))
		}
	}()
	rapid.Check(t, func(t *rapid.T) {
		if f, wrong := d.check(t); wrong != "" {
			last = &f
			t.Fatal("an answer is wrong: made smaller below")
		}
	})
	if s := d.engine.es.PlanStats(); s.Hits < s.Misses/20 {
		t.Errorf("too few operations find a plan that was kept to say much: %d, and %d don't", s.Hits, s.Misses)
	}
	if d.told.refused() > d.told.operations/10 {
		t.Errorf("too many operations are refused to say much: %s", d.told)
	}
}

// differential compares two engines.
type differential struct {
	reference, engine served
	asked             amount
	told              *tally
}

// tally counts what was asked, so that it can be seen how much of it was answered.
type tally struct {
	graphs, operations, bytes int
	lists, unknown            int // lists held against the records, and those whose arguments say what the test can't work out
	codes                     map[string]int
}

func (t *tally) String() string {
	return fmt.Sprintf("%d graphs, %d operations, %d refused %v, %d bytes an answer; %d lists, %d of them unknown",
		t.graphs, t.operations, t.refused(), t.codes, t.bytes/max(1, t.operations), t.lists, t.unknown)
}

// refused counts the operations with bad input. A null where none may be is an answer.
func (t *tally) refused() int {
	n := 0
	for code, count := range t.codes {
		if code != "INTERNAL" {
			n += count
		}
	}
	return n
}

func (t *tally) add(a answer) {
	t.operations++
	t.bytes += len(a.data)
	if a.code != "" {
		t.codes[a.code]++
	}
}

func (t *tally) addList(known bool) {
	t.lists++
	if !known {
		t.unknown++
	}
}

// check draws a graph and what to ask of it, until something is answered wrongly.
func (d differential) check(t *rapid.T) (finding, string) {
	graph := d.graph(t)
	if err := d.load(t.Context(), graph); err != nil {
		t.Fatalf("%v\nloading the graph:\n%s", err, storetest.GraphText(graph))
	}
	d.told.graphs++
	schema := d.engine.es.Schema()
	operations, lists, halves := operationtest.Operations(schema, graph), operationtest.Lists(schema, graph), operationtest.Halves(schema, graph)
	summaries := operationtest.Summaries(schema, graph)
	for range d.asked.operations {
		o := operations.Draw(t, "operation")
		if f, wrong := d.ask(t, finding{graph, alike, o}); wrong != "" {
			return f, wrong
		}
		for _, varied := range operationtest.Varied(schema, graph, o, d.reference.answer(t.Context(), o).data).Draw(t, "other variables") {
			if f := (finding{graph, again, varied}); d.wrong(t.Context(), f) != "" {
				return f, "asked again"
			}
		}
		other := operationtest.Turned(schema, o, d.reference.answer(t.Context(), o).data).Draw(t, "other pages")
		if other.Query == o.Query {
			continue
		}
		if f, wrong := d.ask(t, finding{graph, alike, other}); wrong != "" {
			return f, wrong
		}
	}
	for range d.asked.lists {
		if f, wrong := d.ask(t, finding{graph, walked, lists.Draw(t, "list")}); wrong != "" {
			return f, wrong
		}
	}
	for range d.asked.halves {
		if f, wrong := d.ask(t, finding{graph, halved, halves.Draw(t, "halves")}); wrong != "" {
			return f, wrong
		}
	}
	for range d.asked.summaries {
		if f, wrong := d.ask(t, finding{graph, summed, summaries.Draw(t, "summary")}); wrong != "" {
			return f, wrong
		}
	}
	return finding{}, ""
}

// ask judges one question about the graph that is loaded.
func (d differential) ask(t *rapid.T, f finding) (finding, string) {
	d.told.add(d.reference.answer(t.Context(), f.operation))
	return f, d.wrong(t.Context(), f)
}

// graph draws records. In three graphs of four every source names a document that is there, as in seeded ones: else the
// null in its place leaves nothing of most answers.
func (d differential) graph(t *rapid.T) []store.Record {
	graph := rapid.Map(storetest.Graph(d.engine.cat), func(g []store.Record) quietGraph { return g }).Draw(t, "graph")
	if rapid.IntRange(0, 3).Draw(t, "broken") == 3 {
		return graph
	}
	return sourced(graph)
}

// quietGraph is one that rapid need not print: a failure prints it anyway.
type quietGraph []store.Record

// GoString is how rapid prints it.
func (g quietGraph) GoString() string { return fmt.Sprintf("%d records", len(g)) }
