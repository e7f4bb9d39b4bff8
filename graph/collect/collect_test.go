package collect_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"github.com/dealgraph/dealgraph"
	"github.com/dealgraph/dealgraph/graph"
	"github.com/dealgraph/dealgraph/graph/collect"
	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/server/variables"
	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/store/memory"
)

// api is what a query is collected with.
type api struct {
	cat    *catalog.Catalog
	schema *ast.Schema
	roots  collect.Roots
}

func ours(t testing.TB) api {
	t.Helper()
	cat, err := catalog.Parse("schema.graphqls", dealgraph.Vocabulary)
	if err != nil {
		t.Fatal(err)
	}
	schema, err := graph.Schema(cat)
	if err != nil {
		t.Fatal(err)
	}
	return api{cat, schema, collect.NewRoots(cat)}
}

// query parses and validates.
func (a api) query(t testing.TB, text string) *ast.QueryDocument {
	t.Helper()
	doc, errs := gqlparser.LoadQueryWithRules(a.schema, text, rules.NewDefaultRules())
	if errs != nil {
		t.Fatal(errs)
	}
	return doc
}

// collect gives the plan of the first root field.
func (a api) collect(doc *ast.QueryDocument, values map[string]any, limits collect.Limits) (collect.Root, error) {
	op := &graphql.OperationContext{Doc: doc, Operation: doc.Operations[0], Variables: values}
	return collect.New(a.cat, a.roots, op, limits, nil).Field(collect.RootFields(op)[0])
}

// FuzzArguments gives a field any JSON as its arguments, coerced as the server does. It must give an error with a code and
// the argument's path, or a plan that an engine can run.
func FuzzArguments(f *testing.F) {
	for _, s := range []string{
		`{"where": {}}`, `{"where": {"AND": [], "OR": [{}], "NOT": {"OR": []}}}`, `{"where": {"date": {"overlaps": {"from": "2025", "to": "2025-02"}}}}`,
		`{"where": {"date": {"gte": "2026", "lt": "2025"}, "binding": {"isNull": true}}}`, `{"where": {"name": {"in": ["a", null]}}}`,
		`{"where": {"covers": {"some": {"node": {"aliases": {"hasAny": "x", "isEmpty": false, "containsIgnoreCase": "ß"}}, "relationship": {"area": {"startsWith": "A"}}}, "none": {}}}}`,
		`{"where": {"involves": {"some": {"node": {"type": {"in": ["Agency"], "ne": "Organization"}}}}}}`, `{"where": {"sources": {"document": {"eq": "a", "in": []}, "documents": {"gte": 2, "ne": 3}}}}`,
		`{"where": {"signatories": {"some": {"relationship": {"onBehalfOf": {"eq": 7}, "rank": {"notIn": ["NORMAL"]}}, "node": {"posts": {"none": {"relationship": {"asOf": "2020"}}}}}}}}`,
		`{"orderBy": [{"date": "DESC"}, {"id": "ASC"}]}`, `{"orderBy": {"name": "ASC"}, "first": 3, "after": "AQ"}`, `{"last": 2.0, "before": ""}`, `{"first": -1}`, `{"first": 1e400}`, `{"where": 3}`,
	} {
		f.Add(s)
	}
	a := ours(f)
	doc := a.query(f, `query ($where: DealWhere, $orderBy: [DealOrder!], $first: Int, $after: String, $last: Int, $before: String) {
		deals(where: $where, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) { totalCount edges { cursor } } }`)
	st := memory.New(a.cat)
	f.Fuzz(func(t *testing.T, text string) {
		dec := json.NewDecoder(strings.NewReader(text))
		dec.UseNumber()
		var given map[string]any
		if dec.Decode(&given) != nil {
			return
		}
		values, bad := variables.Coerce(a.schema, doc.Operations[0], given)
		if bad != nil {
			return
		}
		root, err := a.collect(doc, values, collect.DefaultLimits())
		if err != nil {
			toldWell(t, text, err)
			return
		}
		_ = root.Question.String()
		if err := st.Read(t.Context(), func(r store.Reader) error { _, err := root.Question.Ask(t.Context(), r); return err }); err != nil {
			t.Errorf("%s gives a plan that can't be run: %v\n%s", text, err, root.Question)
		}
	})
}

func toldWell(t *testing.T, text string, err error) {
	t.Helper()
	var e *gqlerror.Error
	if !errors.As(err, &e) {
		t.Fatalf("%s gives an error without a code: %v", text, err)
	}
	code := e.Extensions["code"]
	if !slices.Contains([]any{"BAD_USER_INPUT", "BAD_CURSOR", "TOO_COMPLEX"}, code) || e.Path.String() != "deals" || e.Message == "" {
		t.Errorf("%s gives %v at %s: %s", text, code, e.Path, e.Message)
	}
	if argument, _ := e.Extensions["argument"].(string); code != "TOO_COMPLEX" && argument == "" {
		t.Errorf("%s doesn't say which argument: %s", text, e.Message)
	}
}

// TestASelectionIsWantedOnce counts the columns of a record's row: a selection that comes in several ways is one.
func TestASelectionIsWantedOnce(t *testing.T) {
	a := ours(t)
	for query, want := range map[string]int{
		`{ deal(id: "a") { id } }`: 1,
		`{ deal(id: "a") { id b: id ... on Node { id } ... on Entity { c: id } } }`:                           1,
		`{ deal(id: "a") { __typename } }`:                                                                    0,
		`{ deal(id: "a") { name @skip(if: true) id } }`:                                                       1,
		`{ node(id: "a") { id } }`:                                                                            2, // the type tells which
		`{ node(id: "a") { ... on Entity { name } ... on Deal { name date } ... on Event { date } } }`:        3,
		`{ node(id: "a") { ... on Deal { covers { totalCount } } ... on Person { name } } }`:                  3,
		`{ deal(id: "a") { covers { nodes { id } edges { cursor node { name } } pageInfo { endCursor } } } }`: 1,
		`{ deal(id: "a") { covers { totalCount nodes { id } } } }`:                                            2,
		`{ deal(id: "a") { covers { totalCount } covers { totalCount __typename } } }`:                        1,
		`{ deal(id: "a") { covers { __typename } } }`:                                                         0,
	} {
		root, err := a.collect(a.query(t, query), nil, collect.DefaultLimits())
		if err != nil {
			t.Fatal(err)
		}
		text := root.Question.String()
		if got := strings.Count("\n"+text, "\n  -> "); got != want {
			t.Errorf("%s wants %d columns of its record, not %d:\n%s", query, got, want, text)
		}
	}
}

// TestALimitIsHeldExactly gives limits that a query just meets, and one less.
func TestALimitIsHeldExactly(t *testing.T) {
	a := ours(t)
	for _, c := range []struct {
		query  string
		limits collect.Limits // what the query needs
		less   func(*collect.Limits)
	}{
		{`{ deals(first: 7) { nodes { id } } }`, collect.Limits{PageSize: 7, Levels: 1, Rows: 7}, func(l *collect.Limits) { l.PageSize-- }},
		{`{ deals(last: 7) { nodes { id } } }`, collect.Limits{PageSize: 7, Levels: 1, Rows: 7}, func(l *collect.Limits) { l.PageSize-- }},
		{`{ nodes(ids: ["a", "b"]) { id } }`, collect.Limits{PageSize: 2, Levels: 1, Rows: 2}, func(l *collect.Limits) { l.PageSize-- }},
		{`{ deals(first: 3) { nodes { covers(first: 4) { nodes { id } } parties(first: 2) { totalCount } } } }`, collect.Limits{PageSize: 4, Levels: 2, Rows: 3 + 12 + 6}, func(l *collect.Limits) { l.Rows-- }},
		{`{ deals(first: 3) { nodes { sources { document { id } } } } }`, collect.Limits{PageSize: 3, Levels: 2, Rows: 3 + 9}, func(l *collect.Limits) { l.Rows-- }},
		{`{ deal(id: "a") { covers(first: 1) { edges { relationship { from { id } } } } } }`, collect.Limits{PageSize: 1, Levels: 3, Rows: 3}, func(l *collect.Limits) { l.Levels-- }},
		{`{ deals(first: 1, where: {OR: [{id: {eq: "a"}}]}) { totalCount } }`, collect.Limits{PageSize: 1, Levels: 1, Rows: 1, Filters: 3}, func(l *collect.Limits) { l.Filters-- }},
		{`{ deals(first: 1, where: {id: {in: ["a", "b"]}}) { totalCount } }`, collect.Limits{PageSize: 1, Levels: 1, Rows: 1, Filters: 2, Values: 2}, func(l *collect.Limits) { l.Values-- }},
	} {
		if _, err := a.collect(a.query(t, c.query), nil, c.limits); err != nil {
			t.Errorf("%s is refused with what it needs: %v", c.query, err)
		}
		c.less(&c.limits)
		if _, err := a.collect(a.query(t, c.query), nil, c.limits); err == nil {
			t.Errorf("%s is not refused with %+v", c.query, c.limits)
		}
	}
}
