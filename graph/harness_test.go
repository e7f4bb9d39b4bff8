package graph_test

import (
	"context"
	"encoding/json"
	"io"
	"path/filepath"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"

	"github.com/dealgraph/dealgraph"
	"github.com/dealgraph/dealgraph/graph"
	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/store/memory"
	"github.com/dealgraph/dealgraph/internal/store/sqlite"
	"github.com/dealgraph/dealgraph/seed"
)

// vocabulary parses a vocabulary, the project's own where text is empty.
func vocabulary(t testing.TB, text string) *catalog.Catalog {
	t.Helper()
	if text == "" {
		text = dealgraph.Vocabulary
	}
	cat, err := catalog.Parse("schema.graphqls", text)
	if err != nil {
		t.Fatal(err)
	}
	return cat
}

// api is an executable schema over a store, asked as a server would ask it.
type api struct {
	cat   *catalog.Catalog
	store store.Store
	exec  *executor.Executor
}

func newAPI(t testing.TB, cat *catalog.Catalog, st store.Store) *api {
	t.Helper()
	return newAPIWith(t, cat, st, graph.Options{Version: "test"})
}

func newAPIWith(t testing.TB, cat *catalog.Catalog, st store.Store, opts graph.Options) *api {
	t.Helper()
	es, err := graph.New(cat, st, opts)
	if err != nil {
		t.Fatal(err)
	}
	return &api{cat, st, executor.New(es)}
}

// ask gives the answer to a query as a client would get it.
func (a *api) ask(ctx context.Context, query string, variables map[string]any) *graphql.Response {
	ctx = graphql.StartOperationTrace(ctx)
	op, errs := a.exec.CreateOperationContext(ctx, &graphql.RawParams{Query: query, Variables: variables})
	if errs != nil {
		return a.exec.DispatchError(ctx, errs)
	}
	op.DisableIntrospection = false
	responses, ctx := a.exec.DispatchOperation(ctx, op)
	return responses(ctx)
}

// text gives an answer as indented JSON.
func text(t testing.TB, r *graphql.Response) string {
	t.Helper()
	out, err := json.MarshalIndent(struct {
		Errors any             `json:"errors,omitempty"`
		Data   json.RawMessage `json:"data,omitempty"`
	}{orNil(r), r.Data}, "", "  ")
	if err != nil {
		t.Fatalf("the answer is no JSON: %v\n%s", err, r.Data)
	}
	return string(out) + "\n"
}

func orNil(r *graphql.Response) any {
	if len(r.Errors) == 0 {
		return nil
	}
	return r.Errors
}

func loaded(t testing.TB, cat *catalog.Catalog, st store.Store, sources []seed.Source) {
	t.Helper()
	ctx := context.Background()
	if err := st.Prepare(ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := seed.Run(ctx, st, cat, sources, seed.Options{}, io.Discard); err != nil {
		t.Fatal(err)
	}
}

func inMemory(t testing.TB, cat *catalog.Catalog) store.Store {
	t.Helper()
	st := memory.New(cat)
	t.Cleanup(func() { _ = st.Close(context.Background()) })
	return st
}

func onSQLite(t testing.TB, cat *catalog.Catalog, observe store.Observer) *sqlite.Store {
	t.Helper()
	st, err := sqlite.Open(context.Background(), filepath.Join(t.TempDir(), "graph.db"), cat, sqlite.Options{Observe: observe})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close(context.Background()) })
	return st
}
