package graph_test

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/99designs/gqlgen/graphql"

	"github.com/dealgraph/dealgraph/graph"
	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/neo4jtest"
	"github.com/dealgraph/dealgraph/internal/operationtest"
	"github.com/dealgraph/dealgraph/internal/store"
)

// TestPlansThatAreKept asks each document with several sets of variables, one after the other and then again: the answers are
// those to the same asked of a server that keeps no plans. hits is how many of the questions find a plan that was there, whether it fits or not.
func TestPlansThatAreKept(t *testing.T) {
	cat := vocabulary(t, "")
	t.Run("memory", func(t *testing.T) { plansAreKept(t, cat, inMemory(t, cat)) })
	t.Run("SQLite", func(t *testing.T) { plansAreKept(t, cat, onSQLite(t, cat, nil)) })
	t.Run("Neo4j", func(t *testing.T) { plansAreKept(t, cat, onNeo4j(t, neo4jtest.Start(t), cat, nil)) })
}

func plansAreKept(t *testing.T, cat *catalog.Catalog, st store.Store) {
	t.Helper()
	loaded(t, cat, st, builtin(t))
	anew := newServed(t, cat, st, graph.Options{Anew: true})
	cursors := cursorsOf(t, anew, `{deals(orderBy: [{date: DESC}]) { edges { cursor node { date } } }}`)
	ofGone := cursorsOf(t, anew, `{deals(where: {id: {ne: "gone"}}, orderBy: [{date: DESC}]) { edges { cursor node { date } } }}`)
	for _, c := range []struct {
		name, document string
		variables      string // one set a line
		hits           uint64
	}{
		{"an id is a parameter", `query($id: ID!) { deal(id: $id) { id name covers(first: 2) { totalCount } } }`,
			`{"id":"us-korea-tpd"} {"id":"us-japan-tpd"} {"id":"gone"} {"id":"openai"}`, 7},
		{"an id that no parameter may be", `query($id: ID!) { deal(id: $id) { id } }`, `{"id":"us-korea-tpd"} {"id":"Ä"} {"id":""} {"id":"a.b"}`, 4},
		{"the same id in two fields", `query($id: ID!) { a: deal(id: $id) { id } b: deal(id: $id) { name } }`, `{"id":"us-korea-tpd"} {"id":"us-japan-tpd"}`, 3},
		{"an id of any type says what is asked", `query($id: ID!) { node(id: $id) { __typename id } }`,
			`{"id":"us-korea-tpd"} {"id":"PARTY_TO:japan:us-japan-tpd"} {"id":"NO_TYPE:a:b"} {"id":"openai"} {"id":"PARTY_TO:united-states:us-japan-tpd"} {"id":":"} {"id":"us-japan-tpd:a"}`, 9},
		{"ids of any types", `query($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Deal { covers(first: 200) { nodes { coveredBy(first: 200) { totalCount } } } } } }`,
			`{"ids":["us-korea-tpd"]} {"ids":["us-japan-tpd","gone"]} {"ids":["us-uk-tpd","openai","us-uk-tpd"]} {"ids":["openai","openai"]} {"ids":["a","b","c","d","e","f","g","h"]} {"ids":[]} {"ids":["gone"]} {"ids":"openai"}
			{"ids":["PARTY_TO:japan:us-japan-tpd","openai"]} {"ids":["PARTY_TO:united-states:us-japan-tpd","us-korea-tpd"]} {"ids":["openai","PARTY_TO:japan:us-japan-tpd"]}
			{"ids":["PARTY_TO:japan:us-japan-tpd","PARTY_TO:japan:us-japan-tpd"]} {"ids":["PARTY_TO:japan:us-japan-tpd","PARTY_TO:united-states:us-japan-tpd"]} {"ids":["NO_TYPE:a:b","openai"]} {"ids":["","openai"]} {"ids":["Ä","openai"]}`, 23},
		{"an id that is a filter, too", `query($id: ID!) { deal(id: $id) { id } deals(where: {id: {ne: $id}}, first: 2) { edges { cursor node { id } } } }`,
			`{"id":"us-korea-tpd"} {"id":"us-japan-tpd"}`, 3},
		{"a cursor is a parameter", `query($after: String) { deals(first: 2, orderBy: [{date: DESC}], after: $after) { nodes { id date } pageInfo { hasPreviousPage endCursor } } }`,
			`{"after":"` + cursors.first + `"} {"after":"` + cursors.second + `"} {"after":"` + cursors.ofNull + `"} {"after":null} {} {"after":"AQ"} {"after":""}`, 9},
		{"a cursor backwards", `query($before: String) { deals(last: 2, orderBy: [{date: DESC}], before: $before) { nodes { id } pageInfo { hasNextPage } } }`,
			`{"before":"` + cursors.second + `"} {"before":"` + cursors.ofNull + `"} {"before":"` + cursors.first + `"}`, 5},
		{"a size is a parameter", `query($n: Int) { deals(first: $n) { nodes { id } pageInfo { hasNextPage } } }`, `{"n":1} {"n":3} {} {"n":null} {"n":0} {"n":200} {"n":201} {"n":-1}`, 11},
		{"sizes whose product is too large", `query($a: Int, $b: Int) { deals(first: $a) { nodes { id covers(first: $b) { nodes { id coveredBy(first: $b) { nodes { id } } } } } } }`,
			`{"a":2,"b":3} {"a":200,"b":200} {"a":1,"b":200} {"a":200,"b":20} {"a":200,"b":30} {"a":3,"b":2}`, 11},
		{"a size of groups and of members", `query($n: Int, $m: Int) { deals { groups(by: {date: YEAR}, first: $n) { key count members(first: $m) { edges { cursor } pageInfo { hasNextPage } } } } }`,
			`{"n":1,"m":1} {"n":5,"m":2} {"n":2,"m":5} {"n":2} {"m":2}`, 7},
		{"a size backwards", `query($n: Int) { deals(last: $n) { edges { cursor node { id } } pageInfo { hasPreviousPage } } }`, `{"n":1} {"n":3} {"n":100}`, 5},
		{"a value of a filter", `query($name: String!, $n: Int!) { deals(where: {name: {contains: $name}, covers: {count: {gte: $n}}}) { totalCount edges { cursor node { id name } } } }`,
			`{"name":"Technology","n":1} {"name":"Japan","n":1} {"name":"","n":1} {"name":"\ud83d\ude00","n":1} {"name":"Japan","n":3} {"name":"\ufb01","n":1}`, 7},
		{"how a text begins and ends", `query($a: String, $b: String) { deals(where: {name: {startsWith: $a, endsWith: $b}}) { nodes { id name } } }`,
			`{"a":"U","b":"l"} {"a":"U.S.","b":"Deal"} {"a":"","b":"Deal"} {"a":"U","b":""} {"a":"U","b":"\uffee"} {"a":"\ud7ff","b":"Deal"} {"a":null,"b":"l"} {"a":"U"}`, 9},
		{"folded texts of lists", `query($a: String!) { people(where: {aliases: {containsIgnoreCase: $a}}) { nodes { id aliases } } }`,
			`{"a":"kim"} {"a":"BAE"} {"a":"\"bae"} {"a":"\\"} {"a":"\u110b\u1175"} {"a":"\u00ad"}`, 11},
		{"dates", `query($a: Date!, $b: Date!) { deals(where: {date: {gte: $a, lt: $b}}) { nodes { id date } } events(where: {date: {overlaps: {from: $a, to: $b}}}) { nodes { id date } } }`,
			`{"a":"2025","b":"2026"} {"a":"2025-10","b":"2025-11-02"} {"a":"2025-10-29","b":"2025-10-30"} {"a":"2026","b":"2025"} {"a":"2025-13","b":"2026"} {"a":"soon","b":"2026"}`, 11},
		{"who held a post on a date", `query($on: Date) { people(where: {posts: {some: {relationship: {asOf: $on}}}}) { nodes { id } } }`, `{"on":"2025"} {"on":"2020-01"} {"on":"1990-01-01"} {"on":null}`, 5},
		{"a filter as a whole", `query($where: DealWhere!) { deals(where: $where, orderBy: [{date: DESC}]) { totalCount edges { cursor node { id } } } }`,
			`{"where":{"id":{"eq":"us-korea-tpd"}}} {"where":{"id":{"eq":"us-japan-tpd"}}} {"where":{"id":{"in":["us-korea-tpd"]}}} {"where":{"id":{"in":["us-korea-tpd","us-uk-tpd"]}}}
			{"where":{"id":{"in":["us-japan-tpd","us-uk-tpd","gone"]}}} {"where":{"id":{"in":[]}}} {"where":{"id":{"in":["us-korea-tpd","SIGNED:a:b"]}}} {"where":{"id":{"in":["us-korea-tpd",null]}}}
			{"where":{"OR":[{"name":{"startsWith":"U"}},{"covers":{"some":{"node":{"id":{"eq":"quantum"}}}}}]}} {"where":{"OR":[{"name":{"startsWith":"K"}},{"covers":{"some":{"node":{"id":{"eq":"fusion"}}}}}]}}
			{"where":{"sources":{"document":{"in":["us-korea-tpd-text","a"]},"documents":{"gte":1}}}} {"where":{"sources":{"document":{"in":["a","b","c"]},"documents":{"gte":1}}}}
			{"where":{"date":{"gt":"2026","lt":"2025"}}} {"where":{"date":{"gt":"2024","lt":"2025"}}} {"where":{"binding":{"eq":true}}} {"where":{"binding":{"eq":false}}}`, 19},
		{"a cursor of a filter", `query($id: ID!, $after: String) { deals(where: {id: {ne: $id}}, orderBy: [{date: DESC}], first: 1, after: $after) { edges { cursor node { id } } } }`,
			`{"id":"gone","after":"` + ofGone.first + `"} {"id":"gone","after":"` + ofGone.second + `"} {"id":"other","after":"` + ofGone.first + `"}`, 5},
		{"a cursor in the document", `query($id: ID!) { deals(where: {id: {ne: $id}}, orderBy: [{date: DESC}], first: 1, after: "` + ofGone.first + `") { nodes { id } } }`,
			`{"id":"gone"} {"id":"other"}`, 3},
		{"skip and include", `query($a: Boolean!, $b: Boolean!, $id: ID!) { deal(id: $id) { id name @skip(if: $a) date @include(if: $b) } }`,
			`{"a":true,"b":true,"id":"us-korea-tpd"} {"a":false,"b":true,"id":"us-japan-tpd"} {"a":false,"b":false,"id":"us-korea-tpd"}`, 3},
		{"null is not absent", `query($where: DealWhere) { deals(where: $where, first: 2) { nodes { id } } }`,
			`{} {"where":null} {"where":{}} {"where":{"date":{"isNull":true}}} {"where":{"date":{"isNull":false}}} {"where":{"date":{"isNull":null}}}`, 5},
		{"lists of any length", `query($ids: [ID!]!) { deals(where: {id: {in: $ids}}) { edges { cursor node { id } } } nodes(ids: $ids) { id } }`,
			`{"ids":["us-korea-tpd"]} {"ids":["us-korea-tpd","us-japan-tpd"]} {"ids":[]} {"ids":["us-japan-tpd"]} {"ids":"us-japan-tpd"}`, 7},
		{"orders", `query($by: [DealOrder!]) { deals(orderBy: $by, first: 3) { edges { cursor node { id } } } }`,
			`{"by":[{"date":"DESC"}]} {"by":[{"date":"ASC"}]} {"by":[{"name":"ASC"}]} {"by":[]} {"by":{"date":"DESC"}}`, 6},
		{"fragments", `query($id: ID!, $n: Int) { ...A } fragment A on Query { deal(id: $id) { ...B } } fragment B on Deal { covers(first: $n) { nodes { id } } }`,
			`{"id":"us-korea-tpd","n":1} {"id":"us-korea-tpd","n":2} {"id":"us-japan-tpd","n":1}`, 5},
		{"a search keeps no plan", `query($text: String!, $types: [EntityType!]) { search(text: $text, types: $types, first: 5) { edges { matched node { id } } } }`,
			`{"text":"korea"} {"text":"japan"} {"text":"tecnology\u0020prosperty"} {"text":"korea\u0020deal"} {"text":"a"} {"text":"\u65e5"} {"text":"kim","types":["Person"]} {"text":"osaka\u0020xyz","types":["Person"]} {"text":"-"}`, 0},
		{"paths and neighborhoods", `query($a: ID!, $b: ID!, $avoid: [ID!], $hops: Int, $limit: Int, $via: [RelationshipType!]) {
  paths(from: $a, to: $b, avoid: $avoid, maxHops: $hops) { nodes { text steps { node { id } claims { id } } } truncated }
  neighborhood(of: [$a, $b], hops: $hops, limit: $limit, via: $via, perType: 2) { nodes { id } relationships { id } omitted { count } truncated } }`,
			`{"a":"michael-kratsios","b":"openai"} {"a":"bae-kyung-hoon","b":"onoda-kimi","avoid":["us-japan-tpd"],"hops":3} {"a":"openai","b":"openai","avoid":["ai","6g","gone"],"hops":2,"limit":5}
			{"a":"gone","b":"","hops":1} {"a":"us-korea-tpd","b":"us-uk-tpd","via":["SIGNED","COVERS"],"hops":2} {"a":"us-korea-tpd","b":"\ud83d\ude00","via":["COVERS"],"hops":0}`, 0},
		{"beside a search", `query($id: ID!, $text: String!, $n: Int, $a: Boolean!) { search(text: $text, first: $n) @include(if: $a) { nodes { id } } deal(id: $id) { id } }`,
			`{"text":"korea","id":"us-korea-tpd","n":1,"a":true} {"text":"japan","id":"us-japan-tpd","n":2,"a":true} {"text":"","id":"us-japan-tpd","a":true} {"text":"uk","id":"us-uk-tpd","n":0,"a":true}
			{"text":"japan","id":"us-japan-tpd","n":2,"a":false}`, 8},
		{"beside what is written by hand", `query($id: ID!, $n: Int) { __typename deal(id: $id) { id } datasets { name } revisions(first: $n) { at } }`,
			`{"id":"us-korea-tpd","n":1} {"id":"us-japan-tpd","n":2} {"id":"us-japan-tpd","n":0} {"id":"us-japan-tpd"}`, 7},
		{"only what is written by hand keeps no plan", `query($n: Int) { datasets { name } revisions(first: $n) { at } }`, `{"n":1} {"n":2}`, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			keeps := newServed(t, cat, st, graph.Options{})
			for range 2 {
				for set := range strings.FieldsSeq(c.variables) {
					var variables map[string]any
					decoder := json.NewDecoder(strings.NewReader(set))
					decoder.UseNumber()
					if err := decoder.Decode(&variables); err != nil {
						t.Fatal(set, err)
					}
					o := operationtest.Operation{Query: c.document, Variables: variables}
					if got, want := keeps.answer(t.Context(), o).String(), anew.answer(t.Context(), o).String(); got != want {
						t.Errorf("%s is answered\n%s\nwant\n%s", set, got, want)
					}
				}
			}
			if hits := keeps.es.PlanStats().Hits; hits != c.hits {
				t.Errorf("%d plans were there, want %d", hits, c.hits)
			}
		})
	}
}

func TestTwoOperationsOfADocumentHavePlansOfTheirOwn(t *testing.T) {
	cat := vocabulary(t, "")
	a := newAPI(t, cat, inMemory(t, cat))
	for range 2 {
		for name, want := range map[string]string{"A": `{"deals":{"totalCount":0}}`, "B": `{"people":{"nodes":[]}}`} {
			op, errs := a.exec.CreateOperationContext(graphql.StartOperationTrace(t.Context()), &graphql.RawParams{
				Query: "query A { deals { totalCount } } query B { people { nodes { id } } }", OperationName: name,
			})
			if errs != nil {
				t.Fatal(errs)
			}
			responses, ctx := a.exec.DispatchOperation(graphql.StartOperationTrace(t.Context()), op)
			if got := string(responses(ctx).Data); got != want {
				t.Errorf("%s is answered %s, want %s", name, got, want)
			}
		}
	}
}

func TestManyAskByOnePlanAtOnce(t *testing.T) {
	cat := vocabulary(t, "")
	st := onSQLite(t, cat, nil)
	loaded(t, cat, st, builtin(t))
	keeps, anew := newServed(t, cat, st, graph.Options{}), newServed(t, cat, st, graph.Options{Anew: true})
	var all sync.WaitGroup
	for i, id := range []string{"us-korea-tpd", "us-japan-tpd", "us-uk-tpd", "korea-openai-mou"} {
		all.Go(func() {
			o := operationtest.Operation{Query: `query($id: ID!, $ids: [ID!]!, $n: Int) {
  deal(id: $id) { id covers(first: $n) { edges { cursor } } } nodes(ids: $ids) { id } deals(where: {id: {in: $ids}}, first: $n) { edges { cursor } }
  neighborhood(of: $ids, limit: 5) { nodes { id } } }`,
				Variables: map[string]any{"id": id, "ids": []any{id, "openai"}, "n": json.Number(strconv.Itoa(i + 1))}}
			want := anew.answer(t.Context(), o).String()
			for range 20 {
				if got := keeps.answer(t.Context(), o).String(); got != want {
					t.Errorf("%s is answered %s, want %s", id, got, want)
					return
				}
			}
		})
	}
	all.Wait()
}

// someCursors are of deals with a date, and of one without.
type someCursors struct{ first, second, ofNull string }

func cursorsOf(t *testing.T, s served, query string) (c someCursors) {
	t.Helper()
	var data struct {
		Deals struct {
			Edges []struct {
				Cursor string
				Node   struct{ Date *string }
			}
		}
	}
	if err := json.Unmarshal(s.answer(context.Background(), operationtest.Operation{Query: query}).data, &data); err != nil {
		t.Fatal(err)
	}
	edges := data.Deals.Edges
	c.first, c.second = edges[0].Cursor, edges[1].Cursor
	for _, e := range edges {
		if e.Node.Date == nil {
			c.ofNull = e.Cursor
		}
	}
	if c.ofNull == "" || edges[1].Node.Date == nil {
		t.Fatalf("the deals are others than the test needs: %v", edges)
	}
	return c
}
