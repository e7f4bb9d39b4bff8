package attacks

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/dealgraph/dealgraph"
	"github.com/dealgraph/dealgraph/graph"
	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/neo4jtest"
	"github.com/dealgraph/dealgraph/internal/server"
	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/store/neo4j"
	"github.com/dealgraph/dealgraph/internal/store/sqlite"
	"github.com/dealgraph/dealgraph/seed"
)

// patience is what a test waits for an answer; no test measures time by it.
const patience = time.Minute

// site is a server under attack. wide takes bodies of 8 MB, so that what is behind the bound on bodies is attacked too.
type site struct {
	address string
	wide    string
	client  *http.Client
}

func onSQLite(t *testing.T) *site {
	t.Helper()
	cat := vocabulary(t)
	st, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "graph.db"), cat, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return open(t, cat, st)
}

func onNeo4j(t *testing.T, at *neo4jtest.Server) *site {
	t.Helper()
	cat := vocabulary(t)
	st, err := neo4j.Open(t.Context(), cat, neo4j.Config{URI: at.URI, Username: at.Username, Password: at.Password, Database: at.Database})
	if err != nil {
		t.Fatal(err)
	}
	return open(t, cat, st)
}

func vocabulary(t *testing.T) *catalog.Catalog {
	t.Helper()
	cat, err := catalog.Parse("schema.graphqls", dealgraph.Vocabulary)
	if err != nil {
		t.Fatal(err)
	}
	return cat
}

// open serves a store with the project's own data.
func open(t *testing.T, cat *catalog.Catalog, st store.Store) *site {
	t.Helper()
	t.Cleanup(func() { _ = st.Close(context.WithoutCancel(t.Context())) })
	sources, err := seed.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	if err := st.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := seed.Run(t.Context(), st, cat, sources, seed.Options{}, io.Discard); err != nil {
		t.Fatal(err)
	}
	es, err := graph.New(cat, st, graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return &site{
		address: serve(t, es, server.Config{}),
		wide:    serve(t, es, server.Config{BodyLimit: 8 << 20}),
		client:  &http.Client{Timeout: patience},
	}
}

// serve serves until the test ends, and gives the address.
func serve(t *testing.T, es *graph.Executable, cfg server.Config) string {
	t.Helper()
	cfg.Logger = slog.New(slog.DiscardHandler)
	handler, err := server.New(es, cfg)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	done := make(chan error, 1)
	go func() {
		done <- server.Serve(ctx, listener, handler, server.Options{DrainTimeout: time.Millisecond, Logger: cfg.Logger})
	}()
	t.Cleanup(func() {
		stop()
		<-done
	})
	return listener.Addr().String()
}

// reply is a response, read.
type reply struct {
	status int
	body   string
	took   time.Duration
}

// codes are the codes of a reply's errors.
func (r reply) codes(t *testing.T) []string {
	t.Helper()
	var decoded struct {
		Errors []struct {
			Extensions struct{ Code string }
		}
	}
	if err := json.Unmarshal([]byte(r.body), &decoded); err != nil {
		t.Fatalf("the body is no JSON: %v\n%.500s", err, r.body)
	}
	codes := []string{}
	for _, e := range decoded.Errors {
		codes = append(codes, e.Extensions.Code)
	}
	return codes
}

// post sends a body, asking for the media type whose status codes tell most. Of a body that is no buffer it does not say
// how long it is.
func (s *site) post(t *testing.T, address string, body io.Reader) reply {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://"+address+"/graphql", body)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	return s.do(t, req)
}

func (s *site) do(t *testing.T, req *http.Request) reply {
	t.Helper()
	req.Header.Set("Accept", "application/graphql-response+json")
	start := time.Now()
	res, err := s.client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return reply{res.StatusCode, string(text), time.Since(start)}
}

// ask sends a document with variables, which are JSON.
func (s *site) ask(t *testing.T, document, variables string) reply {
	t.Helper()
	return s.post(t, s.address, strings.NewReader(request(document, variables)))
}

// request encodes a GraphQL request. Variables are JSON, malformed as it may be.
func request(document, variables string) string {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(document)
	if variables == "" {
		variables = "null"
	}
	return `{"query":` + strings.TrimSpace(b.String()) + `,"variables":` + variables + `}`
}

// normal is what a normal client asks for.
const normal = `{ deals(first: 3, orderBy: [{name: ASC}]) { totalCount nodes { id name signatories { edges { node { ... on Person { name } } } } } } people { totalCount } relationships { totalCount } }`

// healthy gives the answer to a normal query.
func (s *site) healthy(t *testing.T) string {
	t.Helper()
	got := s.ask(t, normal, "")
	if got.status != http.StatusOK || len(got.codes(t)) > 0 {
		t.Fatalf("a normal query gets %d %.500s", got.status, got.body)
	}
	return got.body
}

// heap is what is in use once the garbage is collected.
func heap() int64 {
	runtime.GC()
	runtime.GC() // what pools let go of the first time
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
