package server_test

import (
	"context"
	"errors"
	"html"
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
	s := start(t, func(c *server.Config) { c.Version = `v1 <"beta">` })
	page := s.send(t, http.MethodGet, "/", "")
	if page.status != http.StatusOK || page.header.Get("Content-Type") != "text/html; charset=utf-8" {
		t.Fatalf("%d %s", page.status, page.header.Get("Content-Type"))
	}
	if !strings.Contains(page.body, "/graphql") || !strings.Contains(page.body, "v1 &lt;") {
		t.Error("the page lacks the endpoint or the version")
	}
	for _, inline := range []string{`<script>`, ` style=`, `<style`, ` on[a-z]+="`, `https?://`} {
		if found := regexp.MustCompile(inline).FindString(page.body); found != "" {
			t.Errorf("the page has %q, which its policy forbids", found)
		}
	}
	files := regexp.MustCompile(`(?:src|href)="(/[^"?]*)`).FindAllStringSubmatch(page.body, -1)
	if len(files) < 3 {
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
		{"the project's own", string(deals), []string{"Signatories", "PresentWithoutSigning", "CoveredByBoth", "Planned", "CitedBy"}},
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
			body := html.UnescapeString(page.Body.String())
			offered := regexp.MustCompile(`data-query="([^"]*)"`).FindAllStringSubmatch(page.Body.String(), -1)
			if len(offered) != len(c.want) {
				t.Errorf("%d examples: %q", len(offered), offered)
			}
			for _, want := range c.want {
				if !strings.Contains(body, want) {
					t.Errorf("the page lacks %s: %s", want, body)
				}
			}
		})
	}
}

func TestThePagesPolicyLetsItAskItsOwnServerOnly(t *testing.T) {
	policy := start(t).send(t, http.MethodGet, "/", "").header.Get("Content-Security-Policy")
	for _, want := range []string{"default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'", "frame-ancestors 'none'"} {
		if !strings.Contains(policy, want) {
			t.Errorf("the policy lacks %s: %s", want, policy)
		}
	}
}

func TestAFileThatTheBrowserHasIsNotSentAgain(t *testing.T) {
	s := start(t)
	for _, file := range []string{"/", "/page.js"} {
		tag := s.send(t, http.MethodGet, file, "").header.Get("ETag")
		if got := s.send(t, http.MethodGet, file, "", "If-None-Match", tag); got.status != http.StatusNotModified || got.body != "" {
			t.Errorf("%s with %s: %d", file, tag, got.status)
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
