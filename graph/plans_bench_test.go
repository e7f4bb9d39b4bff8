package graph_test

import (
	"encoding/json"
	"strconv"
	"testing"

	"github.com/99designs/gqlgen/graphql"

	"github.com/dealgraph/dealgraph/graph"
	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/neo4jtest"
	"github.com/dealgraph/dealgraph/internal/operationtest"
	"github.com/dealgraph/dealgraph/internal/store"
)

// BenchmarkPlans asks operations that were asked before, with variables of a value that never was where that is told, of a server
// that keeps plans and of one that makes them anew. Parsing is left out.
func BenchmarkPlans(b *testing.B) {
	cat := vocabulary(b, "")
	b.Run("SQLite", func(b *testing.B) { benchmarkPlans(b, cat, onSQLite(b, cat, nil)) })
	b.Run("Neo4j", func(b *testing.B) { benchmarkPlans(b, cat, onNeo4j(b, neo4jtest.Start(b), cat, nil)) })
}

func benchmarkPlans(b *testing.B, cat *catalog.Catalog, st store.Store) {
	b.Helper()
	loaded(b, cat, st, builtin(b))
	for _, c := range []struct {
		name, document string
		variables      func(i int) map[string]any
	}{
		{"newest", `{ deals(first: 1, orderBy: [{date: DESC}]) { nodes { id name date } } }`, func(int) map[string]any { return nil }},
		{"deal", `query($id: ID!) { deal(id: $id) { id name date kind signatories { nodes { id name } } covers(first: 20) { nodes { id name } } } }`,
			func(int) map[string]any { return map[string]any{"id": "us-korea-tpd"} }},
		{"filter, a value never seen", `query($technology: ID!, $start: String!) {
  deals(where: {covers: {some: {node: {id: {eq: $technology}}}}, signatories: {some: {node: {name: {startsWith: $start}}}}}, orderBy: [{date: DESC}], first: 20) {
    totalCount nodes { id name date } } }`,
			func(i int) map[string]any {
				return map[string]any{"technology": "artificial-intelligence", "start": "K" + strconv.Itoa(i)}
			}},
		{"typed client, a value never seen", `query($where: DealWhere, $first: Int) { deals(where: $where, first: $first) { edges { cursor node { id name } } } }`,
			func(i int) map[string]any {
				where := map[string]any{"name": map[string]any{"contains": "K" + strconv.Itoa(i)}, "id": map[string]any{"in": []any{"a", "b", "c" + strconv.Itoa(i)}}}
				return map[string]any{"where": where, "first": json.Number("20")}
			}},
		{"search", `query($text: String!) { search(text: $text, first: 10) { edges { matched field node { id name } } } }`,
			func(int) map[string]any { return map[string]any{"text": "korea tech"} }},
		{"path", `query($from: ID!, $to: ID!) { paths(from: $from, to: $to, maxHops: 6, first: 1) { nodes { length steps { node { id name } } } truncated } }`,
			func(int) map[string]any { return map[string]any{"from": "michael-kratsios", "to": "openai"} }},
		{"neighborhood", `query($of: [ID!]!) { neighborhood(of: $of) { nodes { id name } relationships { id type } truncated } }`,
			func(int) map[string]any { return map[string]any{"of": []any{"us-korea-tpd"}} }},
	} {
		for _, anew := range []bool{false, true} {
			b.Run(c.name+map[bool]string{false: "/kept", true: "/anew"}[anew], func(b *testing.B) {
				s := newServed(b, cat, st, graph.Options{Anew: anew})
				op, errs := s.operation(operationtest.Operation{Query: c.document, Variables: c.variables(0)})
				if errs != nil {
					b.Fatal(errs)
				}
				asked := graphql.OperationContext{
					RawQuery: op.RawQuery, Doc: op.Doc, Operation: op.Operation, RecoverFunc: op.RecoverFunc,
					ResolverMiddleware: op.ResolverMiddleware, RootResolverMiddleware: op.RootResolverMiddleware,
				}
				b.ReportAllocs()
				i := 0
				for b.Loop() {
					i++
					asked.Variables = c.variables(i)
					responses, ctx := s.exec.DispatchOperation(graphql.StartOperationTrace(b.Context()), &asked)
					if r := responses(ctx); len(r.Errors) > 0 {
						b.Fatal(r.Errors)
					}
				}
			})
		}
	}
}
