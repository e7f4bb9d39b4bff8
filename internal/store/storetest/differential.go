package storetest

import (
	"flag"
	"fmt"
	"os"
	"strconv"
	"testing"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/store/memory"
	"pgregory.net/rapid"
)

// plansPerGraph is how many plans, and walks over pages, are judged on each graph that was drawn: to store a graph takes
// an engine longer than to answer a plan.
const plansPerGraph = 20

// Differential compares an engine's answers to random plans over random graphs with the memory engine's. What differs
// is shrunk and printed as texts, which make a case of Run. DEALGRAPH_DIFFERENTIAL says how many graphs to draw, at
// random; without it they are as many as graphs says, and the same ones each time.
func Differential(t *testing.T, open Open, graphs int) {
	cat := Catalog(t)
	d := differential{cat: cat, reference: memory.New(cat), engine: prepared(t, open, cat, ignore)}
	Draws(t, graphs)
	var last *finding
	defer func() {
		if last != nil {
			t.Errorf("made smaller:\n%s", d.judge(t.Context(), d.reduce(t.Context(), *last)))
		}
	}()
	rapid.Check(t, func(t *rapid.T) {
		f, wrong := d.check(t)
		if wrong != "" {
			last = &f
			t.Fatal(wrong)
		}
	})
}

// Draws tells rapid how many graphs to draw, for as long as the test runs: as many as DEALGRAPH_DIFFERENTIAL says, at random,
// else so many, the same ones each time. Rapid takes that from flags only.
func Draws(t *testing.T, graphs int) {
	t.Helper()
	seed := "1"
	if n, err := strconv.Atoi(os.Getenv("DEALGRAPH_DIFFERENTIAL")); err == nil {
		graphs, seed = n, "0"
	}
	setFlag(t, "rapid.checks", strconv.Itoa(graphs))
	setFlag(t, "rapid.nofailfile", "true")
	setFlag(t, "rapid.shrinktime", "5s") // reduce does the rest
	if flag.Lookup("rapid.seed").Value.String() == "0" {
		setFlag(t, "rapid.seed", seed)
	}
}

func setFlag(t *testing.T, name, value string) {
	t.Helper()
	before := flag.Lookup(name).Value.String()
	t.Cleanup(func() { wantNil(t, flag.Set(name, before), name) })
	wantNil(t, flag.Set(name, value), name)
}

// differential compares two engines.
type differential struct {
	cat               *catalog.Catalog
	reference, engine store.Store
}

// check draws a graph and what to ask of it, until something is answered wrongly.
func (d differential) check(t *rapid.T) (finding, string) {
	graph := rapid.Map(Graph(d.cat), func(g []store.Record) drawnGraph { return g }).Draw(t, "graph")
	if err := d.load(t.Context(), graph); err != nil {
		t.Fatalf("%v\nloading the graph:\n%s", err, GraphText(graph))
	}
	for range plansPerGraph {
		q := rapid.Map(Plan(d.cat, graph), func(q *plan.Query) drawnPlan { return drawnPlan{q} }).Draw(t, "plan")
		w := rapid.Map(walks(d.cat, graph), func(w walk) drawnWalk { return drawnWalk{w} }).Draw(t, "walk")
		for _, f := range []finding{{graph: graph, plan: q.Query}, {graph: graph, walk: w.walk}} {
			if wrong := d.judgeLoaded(t.Context(), f); wrong != "" {
				return f, wrong
			}
		}
	}
	return finding{}, ""
}

// What was drawn prints itself where it matters, so rapid need not print it as well.
type (
	drawnGraph []store.Record
	drawnPlan  struct{ *plan.Query }
	drawnWalk  struct{ walk }
)

// GoString is how rapid prints it.
func (g drawnGraph) GoString() string { return fmt.Sprintf("%d records", len(g)) }

// GoString is how rapid prints it.
func (q drawnPlan) GoString() string { return "a plan" }

// GoString is how rapid prints it.
func (w drawnWalk) GoString() string { return "a walk" }
