package server_test

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/dealgraph/dealgraph/internal/code"
	"github.com/dealgraph/dealgraph/internal/server"
)

func TestThePageLoadsNothingButItsOwnFiles(t *testing.T) {
	s := start(t, func(c *server.Config) { c.Version = `v1 </script><"beta">` })
	page := s.send(t, http.MethodGet, "/", "")
	if page.status != http.StatusOK || page.header.Get("Content-Type") != "text/html; charset=utf-8" {
		t.Fatalf("%d %s", page.status, page.header.Get("Content-Type"))
	}
	if got := settingsOf(t, page.body); got.Endpoint != server.Endpoint || got.Version != `v1 </script><"beta">` {
		t.Errorf("the page lacks the endpoint or the version: %+v", got)
	}
	for _, inline := range []string{`<script>`, ` style=`, `<style`, ` on[a-z]+="`, `https?://`} {
		if found := regexp.MustCompile(inline).FindString(page.body); found != "" {
			t.Errorf("the page has %q, which its policy forbids", found)
		}
	}
	files := regexp.MustCompile(`(?:src|href)="(/[^"?]*)`).FindAllStringSubmatch(page.body, -1)
	if len(files) < 4 {
		t.Errorf("files: %v", files)
	}
	for _, file := range files {
		if file[1] == server.Endpoint {
			continue
		}
		if got := s.send(t, http.MethodGet, file[1], ""); got.status != http.StatusOK || got.body == "" {
			t.Errorf("%s: %d", file[1], got.status)
		}
	}
}

// settingsOf reads what the page hands to its script.
func settingsOf(t *testing.T, page string) (found struct {
	Endpoint, Version string
	Examples          []struct{ Title, Query, Variables string }
}) {
	t.Helper()
	text := regexp.MustCompile(`(?s)<script type="application/json" id="settings">(.*?)</script>`).FindStringSubmatch(page)
	if text == nil {
		t.Fatalf("the page has no settings: %s", page)
	}
	if err := json.Unmarshal([]byte(text[1]), &found); err != nil {
		t.Fatalf("%v: %s", err, text[1])
	}
	return found
}

func TestThePageOffersOnlyWhatTheSchemaCanAnswer(t *testing.T) {
	const connections = `
		type Query {
			films(first: Int): Films! actors(first: Int, last: Int): Actors! "needs more" years(first: Int, of: ID!): Films!
			film(id: ID!): Film few(first: Int): [Film!]! counted(first: Int): Count!
		}
		type Films { nodes: [Film!]! } type Film { id: ID! name: String! }
		type Actors { nodes: [Actor!]! } type Actor { id: ID! name: Name } type Name { first: String }
		type Count { total: Int }`
	deals, err := os.ReadFile("../../graph/api.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, sdl string
		want      []string
	}{
		{"the project's own", string(deals), []string{"query WhoSignedWhat", "query WhatBothDealsCover", "query HowBaeAndOnodaAreConnected", "query WhatThisDocumentSays", "query WhoWasThereAndDidNotSign", "query WhatIsPlanned"}},
		{"another", connections, []string{"films(first: 5) {\n    nodes { id name }", "actors(first: 5) {\n    nodes { id }"}},
		{"nothing to list", "type Query { hello: String }", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			es := newFake()
			es.schema = gqlparser.MustLoadSchema(&ast.Source{Input: c.sdl})
			handler, err := server.New(es, server.Config{Logger: slog.New(slog.DiscardHandler)})
			if err != nil {
				t.Fatal(err)
			}
			page := httptest.NewRecorder()
			handler.ServeHTTP(page, httptest.NewRequest(http.MethodGet, "/", nil))
			offered := settingsOf(t, page.Body.String()).Examples
			if len(offered) != len(c.want) {
				t.Fatalf("%d examples: %q", len(offered), offered)
			}
			for i, want := range c.want {
				if !strings.Contains(offered[i].Query, want) || offered[i].Title == "" {
					t.Errorf("example %d lacks %s: %q", i, want, offered[i])
				}
			}
		})
	}
}

func TestAnExampleComesWithItsVariables(t *testing.T) {
	deals, err := os.ReadFile("../../graph/api.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	es := newFake()
	es.schema = gqlparser.MustLoadSchema(&ast.Source{Input: string(deals)})
	handler, err := server.New(es, server.Config{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	page := httptest.NewRecorder()
	handler.ServeHTTP(page, httptest.NewRequest(http.MethodGet, "/", nil))
	for _, e := range settingsOf(t, page.Body.String()).Examples {
		if has := strings.Contains(e.Query, "($"); has != (e.Variables != "") {
			t.Errorf("%s: variables %q", e.Title, e.Variables)
		}
	}
}

func TestThePagesPolicyLetsItAskItsOwnServerOnly(t *testing.T) {
	s := start(t)
	script := builtFile(t, s, ".js")
	for _, file := range []string{"/", script} { // a worker has the policy of its own file
		policy := s.send(t, http.MethodGet, file, "").header.Get("Content-Security-Policy")
		for _, want := range []string{"default-src 'none';", "script-src 'self';", "worker-src 'self';", "style-src 'self' 'unsafe-inline';", "font-src 'self';", "connect-src 'self';", "frame-ancestors 'none'"} {
			if !strings.Contains(policy, want) {
				t.Errorf("the policy of %s lacks %s: %s", file, want, policy)
			}
		}
	}
}

// builtFile gives the path of a file that the page names.
func builtFile(t *testing.T, s *site, ext string) string {
	t.Helper()
	page := s.send(t, http.MethodGet, "/", "")
	found := regexp.MustCompile(`"(/assets/[^"]+` + regexp.QuoteMeta(ext) + `)"`).FindStringSubmatch(page.body)
	if found == nil {
		t.Fatalf("the page names no file that ends in %s: %s", ext, page.body)
	}
	return found[1]
}

func TestABuiltFileIsSentAsItIsKeptOrPlain(t *testing.T) {
	s := start(t)
	for _, c := range []struct{ ext, contentType string }{{".js", "text/javascript; charset=utf-8"}, {".css", "text/css; charset=utf-8"}} {
		file := builtFile(t, s, c.ext)
		compressed := s.send(t, http.MethodGet, file, "", "Accept-Encoding", "gzip, br")
		plain := s.send(t, http.MethodGet, file, "", "Accept-Encoding", "identity")
		for name, got := range map[string]reply{"compressed": compressed, "plain": plain} {
			if h := got.header; h.Get("Content-Type") != c.contentType || h.Get("Cache-Control") != "public, max-age=31536000, immutable" ||
				!strings.Contains(h.Get("Vary"), "Accept-Encoding") || h.Get("ETag") == "" {
				t.Errorf("%s %s: %v", name, file, h)
			}
		}
		if compressed.header.Get("Content-Encoding") != "gzip" || plain.header.Get("Content-Encoding") != "" {
			t.Errorf("%s: coded %q and %q", file, compressed.header.Get("Content-Encoding"), plain.header.Get("Content-Encoding"))
		}
		if compressed.header.Get("ETag") == plain.header.Get("ETag") {
			t.Errorf("%s: two sequences of bytes have the tag %s", file, plain.header.Get("ETag"))
		}
		reader, err := gzip.NewReader(strings.NewReader(compressed.body))
		if err != nil {
			t.Fatal(err)
		}
		if unpacked, err := io.ReadAll(reader); err != nil || string(unpacked) != plain.body {
			t.Errorf("%s: %d bytes compressed, %d plain: %v", file, len(unpacked), len(plain.body), err)
		}
	}
	if got := s.send(t, http.MethodGet, "/icon.svg", ""); got.header.Get("Cache-Control") != "no-cache" || got.header.Get("Content-Type") != "image/svg+xml" {
		t.Errorf("the icon: %v", got.header)
	}
	if got := s.send(t, http.MethodGet, "/licenses.md", ""); got.status != http.StatusOK || !strings.Contains(got.body, "monaco-editor") {
		t.Errorf("the licences of what others wrote: %d", got.status)
	}
	if got := s.send(t, http.MethodGet, "/assets/none.js", ""); got.status != http.StatusNotFound {
		t.Errorf("a file that there is not: %d", got.status)
	}
}

func TestAFileThatTheBrowserHasIsNotSentAgain(t *testing.T) {
	s := start(t)
	for _, file := range []string{"/", builtFile(t, s, ".js")} {
		for _, coding := range []string{"gzip", "identity"} {
			tag := s.send(t, http.MethodGet, file, "", "Accept-Encoding", coding).header.Get("ETag")
			got := s.send(t, http.MethodGet, file, "", "Accept-Encoding", coding, "If-None-Match", tag)
			if got.status != http.StatusNotModified || got.body != "" {
				t.Errorf("%s with %s: %d", file, tag, got.status)
			}
		}
	}
}

func TestTheProbesTellWhetherTheServerLivesAndIsReady(t *testing.T) {
	var broken error
	s := start(t, func(c *server.Config) { c.Ready = func(context.Context) error { return broken } })
	expect := func(target string, want int) {
		t.Helper()
		if got := s.send(t, http.MethodGet, target, ""); got.status != want || strings.Contains(got.body, "secret") {
			t.Errorf("%s: %d %s, want %d", target, got.status, got.body, want)
		}
	}
	expect("/livez", http.StatusOK)
	expect("/readyz", http.StatusOK)
	broken = errors.New("a secret host is out of reach")
	expect("/livez", http.StatusOK)
	expect("/readyz", http.StatusServiceUnavailable)
	if !strings.Contains(s.log.String(), "a secret host") {
		t.Error("the log doesn't tell why")
	}
	broken = code.Set(&gqlerror.Error{Message: "later", Err: errors.New("a secret load")}, code.Loading)
	expect("/readyz", http.StatusServiceUnavailable)
	if got := s.send(t, http.MethodGet, "/readyz", ""); got.body != "not ready: LOADING\n" || !strings.Contains(s.log.String(), "a secret load") {
		t.Errorf("%q, and in the log: %s", got.body, s.log.String())
	}
}
