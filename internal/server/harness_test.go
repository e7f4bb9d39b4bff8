package server_test

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/dealgraph/dealgraph/internal/metrics"
	"github.com/dealgraph/dealgraph/internal/server"
)

// logged is a log that tests can read while requests write to it.
type logged struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// site is a running server over the fake schema.
type site struct {
	*httptest.Server
	fake   *fake
	log    *logged
	counts *metrics.Metrics
}

func start(t *testing.T, change ...func(*server.Config)) *site {
	t.Helper()
	s := &site{fake: newFake(), log: &logged{}, counts: metrics.New(100)}
	cfg := server.Config{Metrics: s.counts, Logger: slog.New(slog.NewJSONHandler(s.log, &slog.HandlerOptions{Level: slog.LevelDebug}))}
	for _, f := range change {
		f(&cfg)
	}
	handler, err := server.New(s.fake, cfg)
	if err != nil {
		t.Fatal(err)
	}
	s.Server = httptest.NewServer(handler)
	t.Cleanup(func() {
		s.Close()
		if t.Failed() {
			t.Log("the server's log:\n" + clipped(s.log.String()))
		}
	})
	return s
}

// reply is a response, read.
type reply struct {
	status int
	header http.Header
	body   string
}

// codes are the codes of the reply's errors, in order.
func (r reply) codes(t *testing.T) []string {
	t.Helper()
	var decoded struct {
		Errors []struct {
			Message    string
			Extensions struct{ Code string }
		}
	}
	if err := json.Unmarshal([]byte(r.body), &decoded); err != nil {
		t.Fatalf("the body is no JSON: %v\n%s", err, r.body)
	}
	codes := []string{}
	for _, e := range decoded.Errors {
		if e.Message == "" {
			t.Errorf("an error without a message: %s", r.body)
		}
		codes = append(codes, e.Extensions.Code)
	}
	return codes
}

func (s *site) send(t *testing.T, method, target, body string, headers ...string) reply {
	t.Helper()
	var reader io.Reader
	if body != "" {
		reader = strings.NewReader(body)
	}
	req, err := http.NewRequestWithContext(t.Context(), method, s.URL+target, reader)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		req.Header.Add(headers[i], headers[i+1])
	}
	res, err := s.Client().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return reply{res.StatusCode, res.Header, string(text)}
}

// post sends a body as a GraphQL request.
func (s *site) post(t *testing.T, body string, headers ...string) reply {
	t.Helper()
	return s.send(t, http.MethodPost, "/graphql", body, append([]string{"Content-Type", "application/json"}, headers...)...)
}

// query sends a document, asking for the media type whose status codes tell most.
func (s *site) query(t *testing.T, document string) reply {
	t.Helper()
	return s.post(t, request(document, nil), "Accept", "application/graphql-response+json")
}

// request encodes a GraphQL request.
func request(document string, variables map[string]any) string {
	encoded, err := json.Marshal(map[string]any{"query": document, "variables": variables})
	if err != nil {
		panic(err)
	}
	return string(encoded)
}

func clipped(text string) string { return text[:min(len(text), 4000)] }
