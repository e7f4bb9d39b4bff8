package main

import (
	"io"
	"net/http"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil/promlint"
)

var metricsAt = regexp.MustCompile(`metrics=(http://\S+)`)

// scrape gives what Prometheus is answered by a server that was started with --metrics-addr.
func (s *served) scrape(t *testing.T) string {
	t.Helper()
	at := metricsAt.FindStringSubmatch(s.output.String())
	if at == nil {
		t.Fatalf("the server doesn't say where its metrics are:\n%s", s.output)
	}
	resp, err := http.Get(at[1])
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("%s %v\n%s", resp.Status, err, text)
	}
	return string(text)
}

// value gives a series' value, 0 where it is not there.
func value(t *testing.T, metrics, series string) float64 {
	t.Helper()
	for line := range strings.Lines(metrics) {
		if text, is := strings.CutPrefix(line, series+" "); is {
			v, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
			if err != nil {
				t.Fatal(err)
			}
			return v
		}
	}
	return 0
}

func TestMetricsTellWhatWasAskedOfSQLite(t *testing.T) {
	s := serves(t, t.TempDir(), nil, "--metrics-addr", "127.0.0.1:0")
	s.tellsItsMetrics(t, "sqlite", 1)
	if code := s.stop(t, os.Interrupt); code != exitOK {
		t.Errorf("exit code %d\n%s", code, s.output)
	}
}

// tellsItsMetrics asks a server that nobody has asked yet, and looks at its metrics. Two root fields take so many statements.
func (s *served) tellsItsMetrics(t *testing.T, engine string, statements float64) {
	t.Helper()
	for range 3 {
		s.ask(t, "query Signed "+signatories)
	}
	s.ask(t, "query Wrong { nothing }")
	const wrong = `dealgraph_errors_total{code="GRAPHQL_VALIDATION_FAILED"}`
	metrics := s.scrape(t)
	for until := time.Now().Add(patience); value(t, metrics, wrong) < 1 && time.Now().Before(until); { // counted once it is sent
		metrics = s.scrape(t)
	}
	for series, want := range map[string]float64{
		`dealgraph_operation_duration_seconds_count{kind="query",operation="Signed"}`: 3,
		`dealgraph_store_read_duration_seconds_count`:                                 3,
		`dealgraph_store_statement_duration_seconds_count`:                            3 * statements,
		`dealgraph_store_pool_in_use`:                                                 0,
		`dealgraph_ready`:                                                             1,
	} {
		if got := value(t, metrics, series); got != want {
			t.Errorf("%s is %g, want %g", series, got, want)
		}
	}
	for _, series := range []string{"dealgraph_store_rows_total", "dealgraph_store_pool_size", "process_resident_memory_bytes", "go_goroutines"} {
		if value(t, metrics, series) <= 0 {
			t.Errorf("there is no %s", series)
		}
	}
	if !strings.Contains(metrics, `dealgraph_build_info{engine="`+engine+`"`) {
		t.Error("the engine is not told")
	}
	if problems, err := promlint.New(strings.NewReader(metrics)).Lint(); err != nil || len(problems) > 0 {
		t.Error(problems, err)
	}
}

func TestAnAddressForMetricsThatIsTakenIsToldBeforeAnythingIsWritten(t *testing.T) {
	s := serves(t, t.TempDir(), nil, "--metrics-addr", "127.0.0.1:0")
	taken := strings.TrimSuffix(strings.TrimPrefix(metricsAt.FindStringSubmatch(s.output.String())[1], "http://"), "/metrics")
	dir := t.TempDir()
	code, output := runs(t, dir, nil, "serve", "--addr", "127.0.0.1:0", "--metrics-addr", taken)
	if left, _ := os.ReadDir(dir); code != exitAddress || !strings.Contains(output, "--metrics-addr") || len(left) > 0 {
		t.Errorf("exit code %d, left %v\n%s", code, left, output)
	}
	if resp, err := http.Get("http://" + strings.TrimPrefix(strings.TrimSuffix(s.url, "/graphql"), "http://") + "/metrics"); err == nil {
		resp.Body.Close()
		if resp.StatusCode != http.StatusNotFound {
			t.Errorf("beside the API: %s", resp.Status)
		}
	}
	s.stop(t, os.Interrupt)
}
