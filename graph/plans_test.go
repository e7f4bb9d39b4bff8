package graph_test

import (
	"context"
	"encoding/json"
	"strings"
	"sync"
	"testing"

	"github.com/99designs/gqlgen/graphql"

	"github.com/dealgraph/dealgraph/graph"
	"github.com/dealgraph/dealgraph/internal/operationtest"
	"github.com/dealgraph/dealgraph/seed"
)

// TestPlansThatAreKept asks each document with several sets of variables, one after the other and then again: the answers are
// those to the same asked of a server that keeps no plans. hits is how many of the questions find a plan that was there, whether it fits or not.
func TestPlansThatAreKept(t *testing.T) {
	cat := vocabulary(t, "")
	st := onSQLite(t, cat, nil)
	sources, err := seed.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	loaded(t, cat, st, sources)
	anew := newServed(t, cat, st, graph.Options{Anew: true})
	cursors := cursorsOf(t, anew, `{deals(orderBy: [{date: DESC}]) { edges { cursor node { date } } }}`)
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
			`{"id":"us-korea-tpd"} {"id":"PARTY_TO:japan:us-japan-tpd"} {"id":"NO_TYPE:a:b"}`, 3},
		{"an id that is a filter, too", `query($id: ID!) { deal(id: $id) { id } deals(where: {id: {ne: $id}}, first: 2) { edges { cursor node { id } } } }`,
			`{"id":"us-korea-tpd"} {"id":"us-japan-tpd"}`, 2},
		{"a cursor is a parameter", `query($after: String) { deals(first: 2, orderBy: [{date: DESC}], after: $after) { nodes { id date } pageInfo { hasPreviousPage endCursor } } }`,
			`{"after":"` + cursors.first + `"} {"after":"` + cursors.second + `"} {"after":"` + cursors.ofNull + `"} {"after":null} {} {"after":"AQ"} {"after":""}`, 9},
		{"a cursor backwards", `query($before: String) { deals(last: 2, orderBy: [{date: DESC}], before: $before) { nodes { id } pageInfo { hasNextPage } } }`,
			`{"before":"` + cursors.second + `"} {"before":"` + cursors.ofNull + `"} {"before":"` + cursors.first + `"}`, 5},
		{"a size says what is asked", `query($n: Int) { deals(first: $n) { nodes { id } pageInfo { hasNextPage } } }`, `{"n":1} {"n":3} {} {"n":null} {"n":0}`, 4},
		{"skip and include", `query($a: Boolean!, $b: Boolean!, $id: ID!) { deal(id: $id) { id name @skip(if: $a) date @include(if: $b) } }`,
			`{"a":true,"b":true,"id":"us-korea-tpd"} {"a":false,"b":true,"id":"us-japan-tpd"} {"a":false,"b":false,"id":"us-korea-tpd"}`, 3},
		{"null is not absent", `query($where: DealWhere) { deals(where: $where, first: 2) { nodes { id } } }`,
			`{} {"where":null} {"where":{}} {"where":{"date":{"isNull":true}}} {"where":{"date":{"isNull":false}}} {"where":{"date":{"isNull":null}}}`, 5},
		{"lists of any length", `query($ids: [ID!]!) { deals(where: {id: {in: $ids}}) { edges { cursor node { id } } } nodes(ids: $ids) { id } }`,
			`{"ids":["us-korea-tpd"]} {"ids":["us-korea-tpd","us-japan-tpd"]} {"ids":[]} {"ids":["us-japan-tpd"]} {"ids":"us-japan-tpd"}`, 6},
		{"orders", `query($by: [DealOrder!]) { deals(orderBy: $by, first: 3) { edges { cursor node { id } } } }`,
			`{"by":[{"date":"DESC"}]} {"by":[{"date":"ASC"}]} {"by":[{"name":"ASC"}]} {"by":[]} {"by":{"date":"DESC"}}`, 6},
		{"fragments", `query($id: ID!, $n: Int) { ...A } fragment A on Query { deal(id: $id) { ...B } } fragment B on Deal { covers(first: $n) { nodes { id } } }`,
			`{"id":"us-korea-tpd","n":1} {"id":"us-korea-tpd","n":2} {"id":"us-japan-tpd","n":1}`, 3},
		{"a search keeps no plan", `query($text: String!) { search(text: $text, first: 1) { nodes { id } } }`, `{"text":"korea"} {"text":"japan"}`, 0},
		{"what is written by hand keeps no plan", `query($id: ID!) { deal(id: $id) { id } datasets { name } }`, `{"id":"us-korea-tpd"} {"id":"us-japan-tpd"}`, 0},
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
	sources, err := seed.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	loaded(t, cat, st, sources)
	keeps := newServed(t, cat, st, graph.Options{})
	var all sync.WaitGroup
	for _, id := range []string{"us-korea-tpd", "us-japan-tpd", "us-uk-tpd", "korea-openai-mou"} {
		all.Go(func() {
			o := operationtest.Operation{Query: "query($id: ID!) { deal(id: $id) { id } }", Variables: map[string]any{"id": id}}
			want := `{"deal":{"id":"` + id + `"}}`
			for range 50 {
				if got := keeps.answer(t.Context(), o).String(); got != want {
					t.Errorf("%s is answered %s", id, got)
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
