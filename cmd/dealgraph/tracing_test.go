package main

import (
	"bytes"
	"compress/gzip"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"

	collected "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	otlp "go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/protobuf/proto"
)

// collector is an OpenTelemetry collector: it takes spans by OTLP over HTTP.
type collector struct {
	*httptest.Server
	mu    sync.Mutex
	spans []*otlp.Span
	about string // the resources, as text
}

func collects(t *testing.T) *collector {
	t.Helper()
	c := &collector{}
	c.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := c.take(r); err != nil {
			t.Errorf("%s %s: %v", r.Method, r.URL, err)
			w.WriteHeader(http.StatusBadRequest)
		}
	}))
	t.Cleanup(c.Close)
	return c
}

func (c *collector) take(r *http.Request) error {
	body := io.Reader(r.Body)
	if r.Header.Get("Content-Encoding") == "gzip" {
		unpacked, err := gzip.NewReader(body)
		if err != nil {
			return err
		}
		body = unpacked
	}
	text, err := io.ReadAll(body)
	if err != nil {
		return err
	}
	var message collected.ExportTraceServiceRequest
	if err := proto.Unmarshal(text, &message); err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, resource := range message.ResourceSpans {
		c.about += resource.Resource.String()
		for _, scope := range resource.ScopeSpans {
			c.spans = append(c.spans, scope.Spans...)
		}
	}
	return nil
}

// named gives the first span of a name in the caller's trace.
func (c *collector) named(t *testing.T, name string) *otlp.Span {
	t.Helper()
	c.mu.Lock()
	defer c.mu.Unlock()
	var found *otlp.Span
	var names []string
	for _, s := range c.spans {
		names = append(names, s.Name)
		if s.Name == name && found == nil && hex.EncodeToString(s.TraceId) == callersTrace {
			found = s
		}
	}
	if found == nil {
		t.Fatalf("there is no span %s, but %v", name, names)
	}
	return found
}

func attribute(s *otlp.Span, key string) string {
	for _, a := range s.Attributes {
		if a.Key == key {
			return strings.TrimPrefix(strings.TrimPrefix(a.Value.String(), "string_value:"), "int_value:")
		}
	}
	return ""
}

const (
	callersTrace = "4bf92f3577b34da6a3ce929d0e0e4736"
	callersSpan  = "00f067aa0ba902b7"
	secret       = "michael-kratsios"
)

// traces asks a server a question as a part of a caller's trace, stops it, and looks at what the collector was sent.
func (s *served) traces(t *testing.T, c *collector, engine, statement string) {
	t.Helper()
	body, err := json.Marshal(map[string]any{
		"query":     `query Post($id: ID!) { person(id: $id) { name summary } }`,
		"variables": map[string]string{"id": secret},
	})
	if err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.url, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("traceparent", "00-"+callersTrace+"-"+callersSpan+"-01")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := io.ReadAll(resp.Body)
	resp.Body.Close()
	if err != nil || !strings.Contains(string(answer), "Kratsios") {
		t.Fatalf("%s %v", answer, err)
	}
	if code := s.stop(t, os.Interrupt); code != exitOK { // which sends what was not sent yet
		t.Errorf("exit code %d\n%s", code, s.output)
	}
	if !strings.Contains(s.output.String(), "trace_id="+callersTrace) {
		t.Errorf("the log does not have the trace:\n%s", s.output)
	}
	server, operation, database := c.named(t, "POST /graphql"), c.named(t, "query"), c.named(t, engine)
	for _, of := range []struct {
		span   *otlp.Span
		parent string
		has    map[string]string
	}{
		{server, callersSpan, map[string]string{"http.request.method": `"POST"`, "http.route": `"/graphql"`, "http.response.status_code": "200"}},
		{operation, hex.EncodeToString(server.SpanId), map[string]string{"graphql.operation.type": `"query"`, "graphql.operation.name": `"Post"`}},
		{database, hex.EncodeToString(operation.SpanId), map[string]string{"db.system.name": `"` + engine + `"`, "db.response.returned_rows": "1"}},
	} {
		if parent := hex.EncodeToString(of.span.ParentSpanId); parent != of.parent {
			t.Errorf("%s: its parent is %s", of.span.Name, parent)
		}
		for key, want := range of.has {
			if got := attribute(of.span, key); got != want {
				t.Errorf("%s: %s is %s, want %s", of.span.Name, key, got, want)
			}
		}
		if strings.Contains(of.span.String(), secret) {
			t.Errorf("a user's value is in a span: %s", of.span)
		}
	}
	if text := attribute(database, "db.query.text"); !strings.Contains(text, statement) {
		t.Errorf("the statement is %s", text)
	}
	if !strings.Contains(c.about, `string_value:"dealgraph"`) {
		t.Errorf("the service is not named: %s", c.about)
	}
}

func TestARequestIsTracedToItsStatementsOnSQLite(t *testing.T) {
	c := collects(t)
	s := serves(t, t.TempDir(), []string{"OTEL_EXPORTER_OTLP_ENDPOINT=" + c.URL})
	s.traces(t, c, "sqlite", "SELECT")
}

func TestACollectorThatIsAwayKeepsNobodyWaiting(t *testing.T) {
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	s := serves(t, t.TempDir(), []string{
		"OTEL_EXPORTER_OTLP_ENDPOINT=" + gone.URL, "OTEL_BSP_MAX_QUEUE_SIZE=4", "OTEL_BSP_MAX_EXPORT_BATCH_SIZE=2", "OTEL_EXPORTER_OTLP_TIMEOUT=50",
	})
	for range 50 { // many more spans than the queue holds
		if answer := s.ask(t, signatories); !strings.Contains(answer, whoSigned) {
			t.Fatal(answer)
		}
	}
	if code := s.stop(t, os.Interrupt); code != exitOK {
		t.Errorf("exit code %d\n%s", code, s.output)
	}
	if n := strings.Count(s.output.String(), "spans are lost"); n != 1 {
		t.Errorf("the log tells %d times that spans are lost:\n%s", n, s.output)
	}
}

func TestWhatTracingCannotDoIsRefused(t *testing.T) {
	for _, variable := range []string{"OTEL_EXPORTER_OTLP_PROTOCOL=grpc", "OTEL_TRACES_EXPORTER=zipkin"} {
		name, _, _ := strings.Cut(variable, "=")
		code, output := runs(t, t.TempDir(), []string{"OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:1", variable}, "serve", "--addr", "127.0.0.1:0")
		if code != exitUsage || !strings.Contains(output, name) {
			t.Errorf("%s: exit code %d\n%s", variable, code, output)
		}
	}
}
