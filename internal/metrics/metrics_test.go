package metrics_test

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil/promlint"

	"github.com/dealgraph/dealgraph/internal/bounded"
	"github.com/dealgraph/dealgraph/internal/code"
	"github.com/dealgraph/dealgraph/internal/metrics"
)

// scrape gives what Prometheus is answered.
func scrape(t *testing.T, m *metrics.Metrics) string {
	t.Helper()
	answer := httptest.NewRecorder()
	m.Handler().ServeHTTP(answer, httptest.NewRequest("GET", "/metrics", nil))
	if answer.Code != 200 {
		t.Fatalf("%d %s", answer.Code, answer.Body)
	}
	return answer.Body.String()
}

// full gives metrics in which everything has been counted and read once.
func full(names int) *metrics.Metrics {
	m := metrics.New(names)
	m.Built("v1.2.3", "abc", "go1.26", "sqlite")
	m.Ready(func() bool { return true })
	m.Cache("documents", bounded.New[string, int](10, 10).Stats)
	m.Operations(func() int { return 1 }, func() int { return 2 }, 3, 4)
	m.Connections(func() int64 { return 5 }, 6)
	m.Pool(func() (size, inUse, waiting int) { return 7, 3, 2 })
	m.Request(metrics.Request{Route: "/graphql", Status: 200, Bytes: 10, Took: time.Second, Kind: "query", Operation: "Mine", Valid: true, Codes: []code.Code{code.Internal, code.TooComplex, code.Internal}})
	m.Refused(metrics.QueueFull)
	m.Statement(time.Millisecond, 12)
	m.Read(time.Millisecond, metrics.Unavailable)
	return m
}

func TestWhatIsCountedIsTold(t *testing.T) {
	got := scrape(t, full(5))
	for _, line := range []string{
		`dealgraph_build_info{engine="sqlite",goversion="go1.26",revision="abc",version="v1.2.3"} 1`,
		`dealgraph_ready 1`,
		`dealgraph_cache_hits_total{cache="documents"} 0`,
		`dealgraph_operations_running 1`,
		`dealgraph_operations_queued 2`,
		`dealgraph_connections_open 5`,
		`dealgraph_store_pool_in_use 3`,
		`dealgraph_store_pool_idle 4`,
		`dealgraph_store_pool_waiting 2`,
		`dealgraph_http_requests_total{route="/graphql",status="200"} 1`,
		`dealgraph_http_response_bytes_total 10`,
		`dealgraph_operation_duration_seconds_count{kind="query",operation="Mine"} 1`,
		`dealgraph_operation_duration_seconds_sum{kind="query",operation="Mine"} 1`,
		`dealgraph_errors_total{code="INTERNAL"} 1`, // once for an answer
		`dealgraph_errors_total{code="CONFLICT"} 0`, // there from the start
		`dealgraph_refusals_total{reason="queue_full"} 1`,
		`dealgraph_refusals_total{reason="too_complex"} 1`,
		`dealgraph_refusals_total{reason="connections"} 0`,
		`dealgraph_store_statement_duration_seconds_count 1`,
		`dealgraph_store_rows_total 12`,
		`dealgraph_store_faults_total{reason="unavailable"} 1`,
	} {
		if !strings.Contains(got, "\n"+line+"\n") {
			t.Errorf("there is no line %s", line)
		}
	}
}

func TestTheNamesAreAsPrometheusWantsThem(t *testing.T) {
	problems, err := promlint.New(strings.NewReader(scrape(t, full(5)))).Lint()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Errorf("%s: %s", p.Metric, p.Text)
	}
}

func TestAHundredThousandNamesOfOperationsDontGrowTheMetrics(t *testing.T) {
	m := full(5)
	m.Trust("Known")
	for i := range 100_000 {
		m.Request(metrics.Request{Route: "/graphql", Status: 200, Kind: "query", Operation: fmt.Sprintf("Q%d", i), Valid: true})
	}
	m.Request(metrics.Request{Route: "/graphql", Status: 200, Kind: "query"})
	m.Request(metrics.Request{Route: "/graphql", Status: 200, Kind: "query", Operation: "Known", Valid: true})
	got := scrape(t, m)
	for line, want := range map[string]int{
		`dealgraph_operation_duration_seconds_count{`:                                      8, // Mine, Q0 … Q3, Known, anonymous, other
		`dealgraph_operation_duration_seconds_count{kind="query",operation="other"} 99996`: 1,
		`dealgraph_operation_duration_seconds_count{kind="query",operation="Known"} 1`:     1,
		`dealgraph_operation_duration_seconds_count{kind="query",operation="anonymous"} 1`: 1,
	} {
		if n := strings.Count(got, line); n != want {
			t.Errorf("%d lines %s, want %d", n, line, want)
		}
	}
}

func TestAnOperationOfABadDocumentTakesNoName(t *testing.T) {
	m := metrics.New(1)
	m.Request(metrics.Request{Kind: "query", Operation: "Bad"})
	m.Request(metrics.Request{Kind: "query", Operation: "Good", Valid: true})
	m.Request(metrics.Request{Kind: "query", Operation: "Good"})
	got := scrape(t, m)
	if !strings.Contains(got, `operation="other"} 1`) || !strings.Contains(got, `operation="Good"} 2`) {
		t.Error(got)
	}
}

// Each request pays this.
func BenchmarkCountingARequest(b *testing.B) {
	m := full(100)
	for b.Loop() {
		m.Request(metrics.Request{Route: "/graphql", Status: 200, Bytes: 1000, Took: time.Millisecond, Kind: "query", Operation: "Mine", Valid: true})
	}
}
