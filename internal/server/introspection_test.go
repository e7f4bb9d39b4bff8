package server_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/99designs/gqlgen/graphql"

	"github.com/dealgraph/dealgraph/internal/server"
	"github.com/dealgraph/dealgraph/internal/server/introspection"
)

// counting counts how often the schema is asked to answer.
type counting struct {
	*fake
	asked atomic.Int64
}

func (c *counting) Exec(ctx context.Context) graphql.ResponseHandler {
	c.asked.Add(1)
	return c.fake.Exec(ctx)
}

func TestWhatWasAnsweredAboutTheSchemaIsNotWorkedOutAgain(t *testing.T) {
	const byName = "query($n:String!){__type(name:$n){name}}"
	for _, c := range []struct {
		name, document, other string
		variables, others     map[string]any
		asked                 int64 // for the first twice and then the other
	}{
		{"the same question", "{__schema{description}}", "{__schema{description}}", nil, nil, 1},
		{"another question", "{__schema{description}}", "{__schema{queryType{name}}}", nil, nil, 2},
		{"the same variables", byName, byName, map[string]any{"n": "Person"}, map[string]any{"n": "Person", "x": 1}, 1},
		{"other variables", byName, byName, map[string]any{"n": "Person"}, map[string]any{"n": "Query"}, 2},
		{"in fragments", "{...A __typename}fragment A on Query{...{__schema{description}}}", "{__typename}", nil, nil, 2},
		{"beside other fields", "{hello __schema{description}}", "{hello __schema{description}}", nil, nil, 3},
		{"beside other fields in a fragment", "{__schema{description}...A}fragment A on Query{hello}", "{hello}", nil, nil, 3},
		{"not about the schema", "{hello}", "{hello}", nil, nil, 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			es := &counting{fake: newFake()}
			handler, err := server.New(es, server.Config{Logger: slog.New(slog.DiscardHandler)})
			if err != nil {
				t.Fatal(err)
			}
			ask := func(document string, variables map[string]any) string {
				req := httptest.NewRequest(http.MethodPost, server.Endpoint, strings.NewReader(request(document, variables)))
				req.Header.Set("Content-Type", "application/json")
				rec := httptest.NewRecorder()
				handler.ServeHTTP(rec, req)
				if !strings.HasPrefix(rec.Body.String(), `{"data":{`) {
					t.Fatalf("%d %s", rec.Code, rec.Body)
				}
				return rec.Body.String()
			}
			first := ask(c.document, c.variables)
			if again := ask(c.document, c.variables); again != first {
				t.Errorf("%s, then %s", first, again)
			}
			ask(c.other, c.others)
			if got := es.asked.Load(); got != c.asked {
				t.Errorf("the schema was asked %d times, want %d", got, c.asked)
			}
		})
	}
}

func TestSomewhatMoreThanToolsAskMayBeAskedOfTheSchema(t *testing.T) {
	twice := strings.Replace(introspection.Full, "types {", "types { ...FullType } more: types {", 1)
	atLeast := func(percent int) func(*server.Config) { return func(c *server.Config) { c.Introspection = percent } }
	for _, c := range []struct {
		name, document string
		change         func(*server.Config)
		refused        bool
	}{
		{"full introspection", introspection.Full, atLeast(0), false},
		{"full introspection where no more is allowed", introspection.Full, atLeast(100), false},
		{"full introspection where less is allowed", introspection.Full, atLeast(99), true},
		{"most of it twice", twice, atLeast(0), true},
		{"most of it twice where that is allowed", twice, func(c *server.Config) { c.Introspection, c.Limits.Introspection = 200, 1000 }, false},
		{"one type often", "{__type(name:\"Person\"){" + numbered("a%d:name ", 30) + "}}", atLeast(0), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			body, _ := json.Marshal(map[string]any{"query": c.document})
			got := start(t, c.change).post(t, string(body))
			if refused := strings.Contains(got.body, `"TOO_COMPLEX"`); refused != c.refused {
				t.Errorf("%d %.300s", got.status, got.body)
			}
		})
	}
}
