package graph_test

import (
	"context"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"

	"github.com/dealgraph/dealgraph/graph"
	"github.com/dealgraph/dealgraph/graph/explain"
	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/code"
	"github.com/dealgraph/dealgraph/internal/neo4jtest"
	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/store/sqlite"
)

const explainedQuery = `query ($id: ID!) { one: deal(id: $id) { id covers(first: 2) { nodes { id } } } version many: deals(first: 3) { nodes { name } } }`

// asks puts a query with something under extensions.explain.
func asks(t *testing.T, cat *catalog.Catalog, st store.Store, how graph.Explaining, asked any) *graphql.Response {
	t.Helper()
	es, err := graph.New(cat, st, graph.Options{Explain: how})
	if err != nil {
		t.Fatal(err)
	}
	exec := executor.New(es)
	ctx := graphql.StartOperationTrace(t.Context())
	op, errs := exec.CreateOperationContext(ctx, &graphql.RawParams{
		Query: explainedQuery, Variables: map[string]any{"id": "us-korea-tpd"}, Extensions: map[string]any{"explain": asked}})
	if errs != nil {
		t.Fatal(errs)
	}
	responses, ctx := exec.DispatchOperation(ctx, op)
	return responses(ctx)
}

func TestAnswersAreExplainedWhereThatIsAllowedAndAskedFor(t *testing.T) {
	cat := vocabulary(t, "")
	st, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "graph.db"), cat, sqlite.Options{Observe: explain.Observe})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close(context.Background()) })
	loaded(t, cat, st, ownData(t))
	for _, c := range []struct {
		how   graph.Explaining
		asked any
		code  code.Code
		told  bool
	}{
		{graph.NotExplained, nil, "", false}, {graph.NotExplained, false, "", false}, {graph.NotExplained, true, code.Forbidden, false},
		{graph.Explained, nil, "", false}, {graph.Explained, "yes", code.BadUserInput, false}, {graph.Explained, true, "", true},
	} {
		r := asks(t, cat, st, c.how, c.asked)
		if len(r.Errors) > 0 != (c.code != "") || len(r.Errors) > 0 && code.Of(r.Errors[0]) != c.code {
			t.Errorf("%v of %v: %v, want the code %q", c.asked, c.how, r.Errors, c.code)
		}
		if (r.Extensions["explain"] != nil) != c.told || c.told && len(r.Data) == 0 {
			t.Errorf("%v of %v: data %s, extensions %v", c.asked, c.how, r.Data, r.Extensions)
		}
	}
	mustExplain(t, asks(t, cat, st, graph.Profiled, true), "SELECT ", "Int", "USING")
}

func TestAnswersAreExplainedOnNeo4j(t *testing.T) {
	cat := vocabulary(t, "")
	st := onNeo4j(t, neo4jtest.Start(t), cat, explain.Observe)
	loaded(t, cat, st, ownData(t))
	mustExplain(t, asks(t, cat, st, graph.Profiled, true), "RETURN ", "Int", "db hits in all")
}

// mustExplain sees that each field that the store answered is told of, with its statement and the database's own plan.
func mustExplain(t *testing.T, r *graphql.Response, statement, parameter, engine string) {
	t.Helper()
	fields, _ := r.Extensions["explain"].([]explain.Field)
	if len(fields) != 2 || fields[0].Key != "one" || fields[1].Key != "many" {
		t.Fatalf("explained: %v", fields)
	}
	for i, rows := range []int{1 + 2, 3} {
		step := fields[i].Steps[0]
		text, err := json.Marshal(step)
		if err != nil || len(fields[i].Steps) != 1 {
			t.Fatal(err, fields[i])
		}
		types := ""
		for _, typ := range step.Parameters {
			types += typ + " "
		}
		if step.Rows != rows || step.Milliseconds <= 0 || !strings.HasPrefix(step.Statement, statement) || !strings.Contains(types, parameter) ||
			!strings.Contains(step.Engine, engine) || !strings.Contains(step.Plan, "Limit") {
			t.Errorf("%d rows are wanted: %s", rows, text)
		}
	}
}
