package graph_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/graph/explore"
	"github.com/dealgraph/dealgraph/internal/neo4jtest"
	"github.com/dealgraph/dealgraph/internal/search"
	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/seed"
)

// searchFile holds what people may type, and below each what is found, best first: the rank, the id, the text. A query may
// end with types in brackets. `go test ./graph -run Search -update` rewrites what is found; review the diff.
const searchFile = "testdata/search.txt"

// mostShown is how many of what is found stand below a query.
const mostShown = 6

func TestSearchesFindWhatTheFileSays(t *testing.T) {
	cat := vocabulary(t, "")
	reference, lite := newAPI(t, cat, inMemory(t, cat)), newAPI(t, cat, onSQLite(t, cat, nil))
	for _, a := range []*api{reference, lite} {
		loaded(t, cat, a.store, searchedData(t))
	}
	if *update {
		rewriteSearches(t, reference)
	}
	for _, c := range searchCases(t) {
		t.Run(c.query, func(t *testing.T) {
			c.check(t, "memory", reference)
			c.check(t, "SQLite", lite)
		})
	}
}

func TestSearchesFindWhatTheFileSaysOnNeo4j(t *testing.T) {
	cat := vocabulary(t, "")
	remote := newAPI(t, cat, onNeo4j(t, neo4jtest.Start(t), cat, nil))
	loaded(t, cat, remote.store, searchedData(t))
	for _, c := range searchCases(t) {
		t.Run(c.query, func(t *testing.T) { c.check(t, "Neo4j", remote) })
	}
}

// searchedData is the project's own data and a dataset of odd names.
func searchedData(t *testing.T) []seed.Source {
	t.Helper()
	odd, err := os.ReadFile(filepath.Join("testdata", "names.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	return append(ownData(t), seed.Source{Name: "names.yaml", Text: odd})
}

type searchCase struct {
	query string // with its types
	found string
}

func searchCases(t *testing.T) []searchCase {
	t.Helper()
	text, err := os.ReadFile(searchFile)
	if err != nil {
		t.Fatal(err)
	}
	var cases []searchCase
	for line := range strings.Lines(string(text)) {
		switch {
		case strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "  "):
			cases[len(cases)-1].found += line
		default:
			cases = append(cases, searchCase{query: strings.TrimSuffix(line, "\n")})
		}
	}
	if len(cases) < 60 {
		t.Fatalf("only %d cases", len(cases))
	}
	return cases
}

func rewriteSearches(t *testing.T, a *api) {
	t.Helper()
	text, err := os.ReadFile(searchFile)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "  ") {
			continue
		}
		b.WriteString(line)
		if query := strings.TrimSpace(line); query != "" && !strings.HasPrefix(line, "#") {
			b.WriteString(searchCase{query: query}.hits(t, a))
		}
	}
	if err := os.WriteFile(searchFile, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

func (c searchCase) check(t *testing.T, engine string, a *api) {
	t.Helper()
	if got := c.hits(t, a); got != c.found {
		t.Errorf("%s finds:\n%s\nwant:\n%s", engine, got, c.found)
	}
	if got, want := c.asked(t, a), c.lines(t, a, false); got != want {
		t.Errorf("%s answers:\n%s\nbut finds:\n%s", engine, got, want)
	}
}

// split takes the types off the query.
func (c searchCase) split() (text string, types []string) {
	text, rest, typed := strings.Cut(c.query, " [")
	if typed {
		types = strings.Split(strings.TrimSuffix(rest, "]"), ", ")
	}
	if unquoted, err := unquote(text); err == nil {
		text = unquoted
	}
	return text, types
}

// unquote reads a query in quotes, which may have escapes.
func unquote(text string) (s string, err error) {
	err = json.Unmarshal([]byte(text), &s)
	return s, err
}

func (c searchCase) hits(t *testing.T, a *api) string {
	t.Helper()
	lines := strings.SplitAfter(c.lines(t, a, true), "\n")
	lines = lines[:len(lines)-1]
	if len(lines) > mostShown {
		lines = append(lines[:mostShown], fmt.Sprintf("  … and %d more\n", len(lines)-mostShown))
	}
	return strings.Join(lines, "")
}

// lines asks the question itself, and gives a line for each hit.
func (c searchCase) lines(t *testing.T, a *api, ranked bool) string {
	t.Helper()
	text, types := c.split()
	q, ok := search.Parse(text)
	if !ok {
		t.Fatalf("%q is no query", text)
	}
	s := explore.Search{Catalog: a.cat, Text: text, Query: q, Types: types}
	var b strings.Builder
	err := a.store.Read(t.Context(), func(r store.Reader) error {
		hits, err := s.Hits(t.Context(), r)
		b.Reset()
		for _, h := range hits {
			if ranked {
				fmt.Fprintf(&b, "  %-14s %s: %s\n", h.Rank, h.ID, h.Text.Text)
			} else {
				fmt.Fprintf(&b, "%s %s: %s\n", h.Field, h.ID, h.Text.Text)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// asked asks the API, five at a time.
func (c searchCase) asked(t *testing.T, a *api) string {
	t.Helper()
	text, types := c.split()
	var b strings.Builder
	for after := any(nil); ; {
		variables := map[string]any{"text": text, "after": after}
		if types != nil {
			variables["types"] = types
		}
		r := a.ask(t.Context(), `query($text: String!, $types: [EntityType!], $after: String) {
			search(text: $text, types: $types, first: 5, after: $after) { edges { cursor field matched node { id } } pageInfo { hasNextPage endCursor } } }`, variables)
		var data struct {
			Search struct {
				Edges []struct {
					Cursor, Field, Matched string
					Node                   struct{ ID string }
				}
				PageInfo struct {
					HasNextPage bool
					EndCursor   string
				}
			}
		}
		if err := json.Unmarshal(r.Data, &data); err != nil || len(r.Errors) > 0 {
			t.Fatalf("%v %v", r.Errors, err)
		}
		for _, e := range data.Search.Edges {
			fmt.Fprintf(&b, "%s %s: %s\n", e.Field, e.Node.ID, e.Matched)
		}
		if !data.Search.PageInfo.HasNextPage {
			return b.String()
		}
		after = data.Search.PageInfo.EndCursor
	}
}
