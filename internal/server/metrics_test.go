package server_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/dealgraph/dealgraph/internal/metrics"
	"github.com/dealgraph/dealgraph/internal/server"
)

// scrape gives what Prometheus is answered.
func scrape(t *testing.T, counts *metrics.Metrics) string {
	t.Helper()
	answer := httptest.NewRecorder()
	server.MetricsHandler(counts).ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	if answer.Code != http.StatusOK {
		t.Fatalf("%d %s", answer.Code, answer.Body)
	}
	return answer.Body.String()
}

// counted sees to it that lines are among what Prometheus is answered.
func counted(t *testing.T, counts *metrics.Metrics, lines ...string) {
	t.Helper()
	told := scrape(t, counts)
	for _, line := range lines {
		if !strings.Contains(told, "\n"+line+"\n") {
			name, _, _ := strings.Cut(line, "{")
			t.Errorf("there is no line %s, but\n%s", line, linesWith(told, name))
		}
	}
}

func linesWith(text, part string) string {
	var found []string
	for line := range strings.Lines(text) {
		if strings.Contains(line, part) && !strings.HasPrefix(line, "#") {
			found = append(found, line)
		}
	}
	return strings.Join(found, "")
}

func TestRequestsAreCountedByRouteAndStatus(t *testing.T) {
	s := start(t)
	s.query(t, "{hello}")
	s.query(t, "{hello")
	s.send(t, http.MethodGet, "/", "")
	s.send(t, http.MethodGet, "/livez", "")
	s.send(t, http.MethodGet, "/nothing", "")
	s.send(t, http.MethodDelete, "/graphql", "")
	s.Close()
	counted(t, s.counts,
		`dealgraph_http_requests_total{route="/graphql",status="200"} 1`,
		`dealgraph_http_requests_total{route="/graphql",status="400"} 1`,
		`dealgraph_http_requests_total{route="/graphql",status="405"} 1`,
		`dealgraph_http_requests_total{route="/livez",status="200"} 1`,
		`dealgraph_http_requests_total{route="page",status="200"} 1`,
		`dealgraph_http_requests_total{route="none",status="404"} 1`,
	)
}

func TestOperationsAreTimedByNameAndErrorsCountedByCode(t *testing.T) {
	s := start(t)
	s.query(t, "query Mine{hello}")
	s.query(t, "query Mine{hello}")
	s.query(t, "{hello}")
	s.query(t, "query Bad{nothing}")
	s.query(t, "mutation Touch{touch}")
	s.query(t, "{"+strings.Repeat("a:hello ", 100)+"}")
	s.post(t, `{"query":"`+strings.Repeat("x", 300<<10)+`"}`)
	s.Close()
	counted(t, s.counts,
		`dealgraph_operation_duration_seconds_count{kind="query",operation="Mine"} 2`,
		`dealgraph_operation_duration_seconds_count{kind="query",operation="anonymous"} 2`,
		`dealgraph_operation_duration_seconds_count{kind="query",operation="other"} 1`,
		`dealgraph_operation_duration_seconds_count{kind="mutation",operation="Touch"} 1`,
		`dealgraph_errors_total{code="GRAPHQL_VALIDATION_FAILED"} 1`,
		`dealgraph_errors_total{code="TOO_COMPLEX"} 1`,
		`dealgraph_refusals_total{reason="too_complex"} 1`,
		`dealgraph_refusals_total{reason="body_too_large"} 1`,
		`dealgraph_cache_hits_total{cache="documents"} 1`,
		`dealgraph_cache_entries{cache="documents"} 3`,
	)
}

func TestTheNamesOfTrustedOperationsAreAlwaysToldApart(t *testing.T) {
	documents := map[string]string{}
	for i := range 200 {
		documents[fmt.Sprint(i)] = fmt.Sprintf("query Trusted%d{hello}", i)
	}
	s := start(t, trusting(t, documents))
	for i := range 200 {
		s.post(t, named("", fmt.Sprintf(`"doc_id":"%d"`, i))).mustBe(t, 200, "", "world")
	}
	s.query(t, "{hello}")
	s.Close()
	if n := strings.Count(scrape(t, s.counts), `_count{kind="query",operation="Trusted`); n != 200 {
		t.Errorf("%d of 200", n)
	}
	counted(t, s.counts, `dealgraph_refusals_total{reason="untrusted"} 1`)
}

func TestMetricsTellOfCachesAndReadiness(t *testing.T) {
	s := start(t, func(c *server.Config) { c.Ready = func(context.Context) error { return errors.New("not yet") } })
	for range 3 {
		s.query(t, "{__schema{description}}")
	}
	s.post(t, named("", `"extensions":`+apollo(sha("{hello}"))))
	s.post(t, named("{hello}", `"extensions":`+apollo(sha("{hello}"))))
	s.post(t, named("", `"extensions":`+apollo(sha("{hello}"))))
	s.Close()
	counted(t, s.counts,
		`dealgraph_ready 0`,
		`dealgraph_cache_hits_total{cache="schema_answers"} 2`,
		`dealgraph_cache_misses_total{cache="schema_answers"} 1`,
		`dealgraph_cache_hits_total{cache="persisted"} 1`,
		`dealgraph_cache_misses_total{cache="persisted"} 1`,
	)
}

func TestMetricsAreNotServedBesideTheAPI(t *testing.T) {
	s := start(t, func(c *server.Config) { c.AllowedOrigins = []string{"https://page.example"} })
	if got := s.send(t, http.MethodGet, "/metrics", ""); got.status != http.StatusNotFound {
		t.Errorf("status %d", got.status)
	}
	answer := httptest.NewRecorder()
	ask := httptest.NewRequest(http.MethodGet, "/metrics", nil)
	ask.Header.Set("Origin", "https://page.example")
	server.MetricsHandler(s.counts).ServeHTTP(answer, ask)
	if allowed := answer.Header().Get("Access-Control-Allow-Origin"); allowed != "" {
		t.Errorf("pages of %s may read them", allowed)
	}
}

func TestTheLogTellsOnceThatTheServerIsNotReadyAndOnceThatItIsAgain(t *testing.T) {
	var away atomic.Bool
	s := start(t, func(c *server.Config) {
		c.Ready = func(context.Context) error {
			if away.Load() {
				return errors.New("the database is away")
			}
			return nil
		}
	})
	for _, is := range []bool{false, true, false} {
		away.Store(is)
		for range 3 {
			s.send(t, http.MethodGet, "/readyz", "")
			scrape(t, s.counts)
		}
	}
	s.Close()
	log := s.log.String()
	if lost, again := strings.Count(log, `"not ready","error":"the database is away"`), strings.Count(log, `"ready again"`); lost != 1 || again != 1 {
		t.Errorf("it tells %d times that it is not, %d times that it is again", lost, again)
	}
}
