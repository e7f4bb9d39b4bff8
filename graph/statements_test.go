package graph_test

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/dealgraph/dealgraph/internal/neo4jtest"
	"github.com/dealgraph/dealgraph/internal/store"
)

// recorder keeps the statements that an engine tells of, but for those that begin and end transactions and set up
// connections: they read nothing.
type recorder struct {
	mu         sync.Mutex
	statements []string
}

func (r *recorder) observe(_ context.Context, s store.Statement) {
	r.mu.Lock()
	defer r.mu.Unlock()
	verb, _, _ := strings.Cut(s.Text, " ")
	if !slices.Contains([]string{"BEGIN", "COMMIT", "ROLLBACK", "PRAGMA"}, verb) {
		r.statements = append(r.statements, s.Text)
	}
}

// take gives what was told since the last time.
func (r *recorder) take() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	taken := r.statements
	r.statements = nil
	return taken
}

func TestARootFieldIsOneStatementHoweverDeepOnSQLite(t *testing.T) {
	cat := vocabulary(t, "")
	var r recorder
	countsStatements(t, newAPI(t, cat, onSQLite(t, cat, r.observe)), &r, 1)
}

func TestARootFieldIsOneStatementHoweverDeepOnNeo4j(t *testing.T) {
	cat := vocabulary(t, "")
	var r recorder
	countsStatements(t, newAPI(t, cat, onNeo4j(t, neo4jtest.Start(t), cat, r.observe)), &r, 3)
}

// countsStatements is told how many statements three root fields take.
func countsStatements(t *testing.T, a *api, r *recorder, three int) {
	t.Helper()
	loaded(t, a.cat, a.store, ownData(t))
	for _, c := range []struct {
		name, query string
		want        int
	}{
		{"version", `{ version }`, 0},
		{"introspection", `{ __schema { types { name fields { name args { name } } } } __type(name: "Deal") { name } __typename }`, 0},
		{"no ids", `{ nodes(ids: []) { id } }`, 0},
		{"an id that can be none", `{ node(id: "SHOUTED_AT:a:b") { id } }`, 0},
		{"all left out", `query { deals @skip(if: true) { totalCount } __typename }`, 0},
		{"bad input", `{ deal(id: "us-korea-tpd") { id } deals(first: 0) { totalCount } }`, 0},
		{"shallow", `{ deal(id: "us-korea-tpd") { name } }`, 1},
		{"only __typename", `{ deal(id: "us-korea-tpd") { __typename } }`, 1},
		{"only pageInfo", `{ deals { pageInfo { hasNextPage } } }`, 1},
		{"entities and relationships", `{ nodes(ids: ["us-uk-tpd", "SIGNED:onoda-kimi:us-japan-tpd", "old-office"]) { id } }`, 1},
		{"page and count", `{ deals(where: {signatories: {some: {}}}) { totalCount edges { cursor node { sources { document { name } locator } } } } }`, 1},
		{"deep", nested(8), 1},
		{"wide", `{ deal(id: "us-korea-tpd") { ` + aliased(20, `covers(first: 2) { totalCount nodes { name } }`) +
			` signatories { edges { node { posts { nodes { id } } } relationship { onBehalfOf { id } } } } parties { nodes { events { totalCount } } } sources { document { citedBy(first: 2) { nodes { id } } } } } }`, 1},
		{"three root fields", `{ a: deals { totalCount } b: deals { totalCount nodes { id } } relationships(first: 3) { nodes { id from { id } } } }`, three},
		{"a root field that asks nothing beside others", `{ none: nodes(ids: []) { id } deals { totalCount } }`, 1},
		{"a search", `{ search(text: "science minister") { edges { cursor matched field node { name sources { locator } } } pageInfo { hasNextPage } } }`, 3},
		{"a search that shows no nodes", `{ search(text: "science minister") { edges { cursor matched field } } }`, 2},
		{"a search that finds nothing", `{ search(text: "zzzzz") { nodes { name } } }`, 2},
		{"a search for words that are there, one of them meant for another", `{ search(text: "ministry of state") { nodes { name } } }`, 4},
		{"a search for nothing", `{ search(text: "?") { nodes { name } } }`, 0},
		{"a path of four hops", `{ paths(from: "bae-kyung-hoon", to: "onoda-kimi") { nodes { text steps { node { sources { locator } } claims { from { id } } } } } }`, 4},
		{"a path's length alone", `{ paths(from: "bae-kyung-hoon", to: "onoda-kimi") { nodes { length } } }`, 3},
		{"a path of one hop", `{ paths(from: "onoda-kimi", to: "us-japan-tpd") { nodes { text } } }`, 2},
		{"a path from a node to itself", `{ paths(from: "onoda-kimi", to: "onoda-kimi") { from { name } nodes { text } } }`, 2},
		{"a neighborhood of one hop", `{ neighborhood(of: ["bae-kyung-hoon", "onoda-kimi"]) { nodes { name } relationships { sources { locator } } omitted { count } } }`, 3},
		{"a neighborhood of three hops", `{ neighborhood(of: ["bae-kyung-hoon"], hops: 3, limit: 500) { nodes { name } } }`, 5},
		{"a neighborhood of nothing", `{ neighborhood(of: ["nobody"]) { nodes { name } truncated } }`, 1},
		{"with what is written by hand", `{ version datasets { name } __typename deals { totalCount } }`, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			r.take()
			answer := a.ask(t.Context(), c.query, nil)
			if got := r.take(); len(got) != c.want {
				t.Errorf("%d statements, want %d:\n%s", len(got), c.want, strings.Join(got, "\n\n"))
			}
			if answer.Errors != nil && c.name != "bad input" && c.name != "a search for nothing" {
				t.Error(text(t, answer))
			}
		})
	}
}
