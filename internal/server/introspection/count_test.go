package introspection_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"

	"github.com/dealgraph/dealgraph"
	"github.com/dealgraph/dealgraph/graph"
	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/server/introspection"
	"github.com/dealgraph/dealgraph/internal/store/memory"
)

const plenty = 100_000_000

// The count is held to what gqlgen answers about the project's own schema.
func TestTheCountIsThatOfTheAnswer(t *testing.T) {
	es, exec := api(t)
	for _, c := range []struct{ name, document string }{
		{"all there is", introspection.Full},
		{"nothing", `{version}`},
		{"one type", `{__type(name:"Deal"){name fields{name type{kind ofType{kind ofType{kind ofType{name}}}} args{name description defaultValue}}}}`},
		{"a type that is not there", `{__type(name:"Nobody"){name fields{name}}}`},
		{"a type by a variable", `query($n:String!){__type(name:$n){name interfaces{name possibleTypes{name enumValues{name}}}}}`},
		{"in fragments and beside other fields", `{version ...A}fragment A on Query{__schema{...B ...on __Schema{directives{name locations args{name type{name}}}}}}fragment B on __Schema{types{kind enumValues{name isDeprecated}}}`},
		{"several roots", `{a:__schema{queryType{name fields{name}}}b:__schema{mutationType{name} subscriptionType{name} description}}`},
		{"lists in lists", `{__schema{queryType{fields{type{ofType{fields{args{type{name enumValues{name}}}}}}}}}}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			ctx := graphql.StartOperationTrace(t.Context())
			op, errs := exec.CreateOperationContext(ctx, &graphql.RawParams{Query: c.document, Variables: map[string]any{"n": "Entity"}})
			if errs != nil {
				t.Fatal(errs)
			}
			op.DisableIntrospection = false
			if asked := introspection.Asked(op.Doc); asked != strings.Contains(c.document, "__") {
				t.Errorf("asked: %t", asked)
			}
			responses, ctx := exec.DispatchOperation(ctx, op)
			want := size(t, responses(ctx).Data)
			got := introspection.Count(es.Schema(), op.Operation, op.Variables, plenty)
			if got != want {
				t.Errorf("the count is %d, the answer has %d", got, want)
			}
			for _, most := range []int{0, 1, want - 1} {
				if got := introspection.Count(es.Schema(), op.Operation, op.Variables, most); want > 0 && (got > most) != (want > most) {
					t.Errorf("with %d to know, the count is %d, not %d", most, got, want)
				}
			}
		})
	}
}

func TestWhatIsTooMuchIsNotCountedToItsEnd(t *testing.T) {
	es, exec := api(t)
	large := `{__schema{types{...A}}}fragment A on __Type{inputFields{type{inputFields{name type{name ofType{name}}}}}}`
	op, errs := exec.CreateOperationContext(graphql.StartOperationTrace(t.Context()), &graphql.RawParams{Query: large})
	if errs != nil {
		t.Fatal(errs)
	}
	if got := introspection.Count(es.Schema(), op.Operation, nil, 1000); got != 1001 {
		t.Errorf("the count is %d", got)
	}
}

func api(t *testing.T) (*graph.Executable, *executor.Executor) {
	t.Helper()
	cat, err := catalog.Parse("schema.graphqls", dealgraph.Vocabulary)
	if err != nil {
		t.Fatal(err)
	}
	es, err := graph.New(cat, memory.New(cat), graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return es, executor.New(es)
}

// size is how many entries, objects and 64 bytes of descriptions the parts of an answer about the schema have.
func size(t *testing.T, data []byte) int {
	t.Helper()
	var parts map[string]any
	if err := json.Unmarshal(data, &parts); err != nil {
		t.Fatal(err)
	}
	sum := 0
	for name, part := range parts {
		if name != "version" {
			sum += 1 + weight(part)
		}
	}
	return sum
}

func weight(v any) int {
	sum := 0
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			sum += weight(e)
		}
	case map[string]any:
		sum++
		for name, e := range v {
			sum += 1 + weight(e)
			if text, is := e.(string); is && name == "description" {
				sum += len(text) / 64
			}
		}
	}
	return sum
}
