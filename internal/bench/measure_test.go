//go:build measure

package bench_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

const (
	warmUp      = 40              // requests of each, for the plans and for Java's compiler
	alternately = 3 * time.Second // in which the two are asked in turn
	leastAsked  = 20
	mostAsked   = 2000
	inParallel  = time.Second // for each, asked by several clients, twice
	clients     = 8
	coldAsked   = 20
	coldPlans   = 3
)

// figures are what was measured of one of the two. Times are in milliseconds.
type figures struct {
	P50         float64 `json:"p50"`
	P95         float64 `json:"p95"`
	PerSecond   float64 `json:"per_second"`   // answers, at 8 clients
	CPU         float64 `json:"cpu"`          // of the process, a request
	DatabaseCPU float64 `json:"database_cpu"` // of Neo4j, a request
	Allocations float64 `json:"allocations"`  // a request, with the request and the recorder of a test, the same for both
	Allocated   float64 `json:"allocated"`    // bytes a request
	Hits        int64   `json:"hits"`         // db hits on Neo4j, steps of the virtual machine on SQLite
	Cold        float64 `json:"cold"`         // p50 where the document was never seen
	ColdPlan    float64 `json:"cold_plan"`    // p50 where Neo4j has forgotten its plans
}

// result is a named operation on an engine at a size.
type result struct {
	Operation string  `json:"operation"`
	Engine    string  `json:"engine"`
	Nodes     int     `json:"nodes"`
	Bytes     int     `json:"bytes"`
	Requests  int     `json:"requests"` // of each, in turn
	Floor     figures `json:"floor"`
	Dealgraph figures `json:"dealgraph"`
}

// side is one of the two that are asked the same.
type side struct {
	*process
	url     string
	bodies  [][]byte
	handler http.Handler
	figures figures
	took    []time.Duration
}

func (s *side) ask(i int) ([]byte, error) { return post(s.url, s.bodies[i%len(s.bodies)]) }

func (b *bench) measure(t *testing.T, op operation) {
	floor, ours := b.sides(t, op)
	r := result{Operation: op.name, Engine: b.engine, Nodes: b.graph.Nodes()}
	r.Bytes = b.compare(t, op, floor, ours)
	for i := range warmUp {
		for _, s := range []*side{floor, ours} {
			b.must(t, s, i)
		}
	}
	r.Requests = b.inTurn(t, floor, ours)
	for range 2 {
		for _, s := range []*side{floor, ours} {
			s.figures.PerSecond = max(s.figures.PerSecond, b.together(t, s, clients, inParallel))
		}
	}
	for _, s := range []*side{floor, ours} {
		s.allocations(t)
	}
	b.hits(t, op, floor, ours)
	b.cold(t, op, floor, ours)
	r.Floor, r.Dealgraph = floor.figures, ours.figures
	t.Log(r)
	keep(t, r)
}

// sides makes the bodies that the two are sent.
func (b *bench) sides(t *testing.T, op operation) (floor, ours *side) {
	t.Helper()
	floor = &side{process: b.floor, url: b.floor.url + "/" + op.name, handler: b.byHand}
	ours = &side{process: b.dealgraph, url: b.dealgraph.url + "/graphql", handler: b.inside}
	p := &probe{graph: b.graph, ask: func(document string, variables map[string]any) map[string]any {
		answer, err := post(ours.url, encoded(t, map[string]any{"query": document, "variables": variables}))
		if err != nil {
			t.Fatal(err)
		}
		return decoded(t, answer)["data"].(map[string]any)
	}}
	var statements [][]replayed
	for i, v := range op.variables(p) {
		ours.bodies = append(ours.bodies, encoded(t, map[string]any{"query": op.document, "variables": v}))
		if !op.byHand {
			v = map[string]any{"replay": i}
			b.take()
			inside(t, b.inside, "/graphql", ours.bodies[i])
			statements = append(statements, b.take())
		}
		floor.bodies = append(floor.bodies, encoded(t, v))
	}
	if !op.byHand {
		body := encoded(t, statements)
		request, err := http.NewRequestWithContext(t.Context(), http.MethodPut, floor.url, bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		response, err := client.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		_ = response.Body.Close()
		floor.handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodPut, "/"+op.name, bytes.NewReader(body)))
	}
	return floor, ours
}

// compare fails where the two give different answers, and tells how long one is, in bytes. Where the floor runs the product's own
// statements it knows nothing of the answer: then it is only seen that the product gives one.
func (b *bench) compare(t *testing.T, op operation, floor, ours *side) (bytes int) {
	t.Helper()
	for i := range ours.bodies {
		theirs, mine := b.must(t, floor, i), b.must(t, ours, i)
		got := decoded(t, mine)
		if got["data"] == nil || got["errors"] != nil {
			t.Fatalf("the answer is %.500s", mine)
		}
		if op.byHand && !reflect.DeepEqual(got, decoded(t, theirs)) {
			t.Fatalf("the answers differ:\nfloor     %.3000s\nDealgraph %.3000s", theirs, mine)
		}
		bytes = max(bytes, len(mine))
	}
	return bytes
}

// inTurn asks the two one after the other.
func (b *bench) inTurn(t *testing.T, floor, ours *side) (asked int) {
	t.Helper()
	both := []*side{floor, ours}
	runtime.GC()
	for begun := time.Now(); asked < leastAsked || asked < mostAsked && time.Since(begun) < alternately; asked++ {
		for _, s := range both {
			used, served := processorTime(t, s.pid), b.databaseTime(t)
			from := time.Now()
			b.must(t, s, asked)
			s.took = append(s.took, time.Since(from))
			s.figures.CPU += milliseconds(processorTime(t, s.pid) - used)
			s.figures.DatabaseCPU += milliseconds(b.databaseTime(t) - served)
		}
	}
	for _, s := range both {
		s.figures.P50, s.figures.P95 = percentile(s.took, 50), percentile(s.took, 95)
		s.figures.CPU /= float64(asked)
		s.figures.DatabaseCPU /= float64(asked)
	}
	return asked
}

func (b *bench) databaseTime(t *testing.T) time.Duration {
	if b.database == 0 {
		return 0
	}
	return processorTime(t, b.database)
}

// together gives the answers a second that several clients get.
func (b *bench) together(t *testing.T, s *side, clients int, while time.Duration) float64 {
	t.Helper()
	var answers atomic.Int64
	var all sync.WaitGroup
	begun := time.Now()
	for c := range clients {
		all.Go(func() {
			for i := c; time.Since(begun) < while; i++ {
				if _, err := s.ask(i); err != nil {
					t.Errorf("%s: %v", s.url, err)
					return
				}
				answers.Add(1)
			}
		})
	}
	all.Wait()
	return float64(answers.Load()) / time.Since(begun).Seconds()
}

// allocations counts in this process what both allocate.
func (s *side) allocations(t *testing.T) {
	t.Helper()
	path := "/graphql"
	if _, after, found := strings.Cut(strings.TrimPrefix(s.url, "http://"), "/"); found {
		path = "/" + after
	}
	const runs = 20
	for i := range runs {
		inside(t, s.handler, path, s.bodies[i%len(s.bodies)])
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for i := range runs {
		inside(t, s.handler, path, s.bodies[i%len(s.bodies)])
	}
	runtime.ReadMemStats(&after)
	s.figures.Allocations = float64(after.Mallocs-before.Mallocs) / runs
	s.figures.Allocated = float64(after.TotalAlloc-before.TotalAlloc) / runs
}

// hits counts what the database does of what both send for their first variables.
func (b *bench) hits(t *testing.T, op operation, floor, ours *side) {
	t.Helper()
	b.take()
	inside(t, b.inside, "/graphql", ours.bodies[0])
	for _, s := range b.take() {
		ours.figures.Hits += b.hitsOf(t, s)
	}
	floor.figures.Hits = ours.figures.Hits
	if !op.byHand {
		return
	}
	floor.figures.Hits = 0
	given := decoded(t, floor.bodies[0])
	if b.engine == "neo4j" {
		for _, s := range byHandNeo4j[op.name] {
			floor.figures.Hits += b.hitsOf(t, replayed{s.text, given})
		}
		return
	}
	for _, s := range byHandSQLite[op.name] {
		params := map[string]any{}
		for i, name := range s.variables {
			params[fmt.Sprint(i+1)] = given[name]
		}
		floor.figures.Hits += b.hitsOf(t, replayed{s.text, params})
	}
}

func (b *bench) hitsOf(t *testing.T, s replayed) int64 {
	t.Helper()
	if b.engine == "neo4j" {
		return b.run(t, "PROFILE "+s.Text, s.Params, nil)
	}
	return b.steps(t, s.Text, inOrder(s.Params))
}

// cold asks what was never asked before: with a comment that makes the document another one, and where Neo4j has forgotten its
// plans, which -short leaves out: a busy machine takes seconds for each.
func (b *bench) cold(t *testing.T, op operation, floor, ours *side) {
	t.Helper()
	for _, s := range []*side{floor, ours} {
		var documents, plans []time.Duration
		for i := range coldAsked {
			body := s.bodies[i%len(s.bodies)]
			if s == ours {
				v := decoded(t, body)
				v["query"] = fmt.Sprintf("%s # %d %d", op.document, i, time.Now().UnixNano())
				body = encoded(t, v)
			}
			from := time.Now()
			if _, err := post(s.url, body); err != nil {
				t.Fatal(err)
			}
			documents = append(documents, time.Since(from))
		}
		s.figures.Cold = percentile(documents, 50)
		if b.engine != "neo4j" || testing.Short() {
			continue
		}
		for i := range coldPlans {
			b.run(t, "CALL db.clearQueryCaches()", nil, nil)
			from := time.Now()
			b.must(t, s, i)
			plans = append(plans, time.Since(from))
		}
		s.figures.ColdPlan = percentile(plans, 50)
	}
}

func (b *bench) must(t *testing.T, s *side, i int) []byte {
	t.Helper()
	answer, err := s.ask(i)
	if err != nil {
		t.Fatalf("%s: %v", s.url, err)
	}
	return answer
}

func inside(t *testing.T, h http.Handler, path string, body []byte) {
	t.Helper()
	request := httptest.NewRequest(http.MethodPost, path, bytes.NewReader(body))
	request.Header.Set("Content-Type", "application/json")
	recorder := httptest.NewRecorder()
	h.ServeHTTP(recorder, request)
	if recorder.Code != http.StatusOK {
		t.Fatalf("%s: %d %.500s", path, recorder.Code, recorder.Body)
	}
	_, _ = io.Copy(io.Discard, recorder.Body)
}

func encoded(t testing.TB, v any) []byte {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func decoded(t testing.TB, text []byte) (v map[string]any) {
	t.Helper()
	if err := json.Unmarshal(text, &v); err != nil {
		t.Fatalf("%v: %.500s", err, text)
	}
	return v
}

func milliseconds(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1e6 }

func percentile(took []time.Duration, p int) float64 {
	slices.Sort(took)
	return milliseconds(took[len(took)*p/100])
}

// String is a result on one line, for those who work.
func (r result) String() string {
	f, d := r.Floor, r.Dealgraph
	return fmt.Sprintf("%-9s %-6s %7d: p50 %.2f/%.2f ms (%.2f×), p95 %.2f/%.2f, %.0f/%.0f a second, CPU %.2f/%.2f ms (%.2f×), database %.2f/%.2f, %.0f/%.0f allocations, %.0f/%.0f KB, %d/%d hits or steps, cold %.2f/%.2f, cold plan %.0f/%.0f; %d bytes, %d asked",
		r.Operation, r.Engine, r.Nodes, f.P50, d.P50, d.P50/f.P50, f.P95, d.P95, f.PerSecond, d.PerSecond, f.CPU, d.CPU, d.CPU/f.CPU,
		f.DatabaseCPU, d.DatabaseCPU, f.Allocations, d.Allocations, f.Allocated/1024, d.Allocated/1024, f.Hits, d.Hits, f.Cold, d.Cold, f.ColdPlan, d.ColdPlan, r.Bytes, r.Requests)
}

// keep adds a result to a file, in place of an earlier one of the same.
func keep(t *testing.T, r result) {
	t.Helper()
	file := os.Getenv("DEALGRAPH_BENCH_RESULTS")
	if file == "" {
		return
	}
	var all []result
	if text, err := os.ReadFile(file); err == nil {
		if err := json.Unmarshal(text, &all); err != nil {
			t.Fatal(err)
		}
	}
	all = slices.DeleteFunc(all, func(o result) bool {
		return o.Operation == r.Operation && o.Engine == r.Engine && o.Nodes == r.Nodes
	})
	all = append(all, r)
	text, err := json.MarshalIndent(all, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, append(text, '\n'), 0o644); err != nil {
		t.Fatal(err)
	}
}
