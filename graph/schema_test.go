package graph_test

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/dealgraph/dealgraph"
	"github.com/dealgraph/dealgraph/graph"
)

// TestTheCommittedAPIIsWhatTheVocabularyExpandsInto keeps api.graphqls, which people read, true.
func TestTheCommittedAPIIsWhatTheVocabularyExpandsInto(t *testing.T) {
	sdl, err := graph.SDL(vocabulary(t, ""))
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("api.graphqls", []byte(sdl), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	committed, err := os.ReadFile("api.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	if string(committed) != sdl {
		t.Error("graph/api.graphqls is not what schema.graphqls expands into: run go generate ./... and review the difference")
	}
}

// TestThePublishedAPIIsReadBack holds SDL to what a client's tools do with it: they read it, descriptions of several lines too.
func TestThePublishedAPIIsReadBack(t *testing.T) {
	cat := vocabulary(t, "")
	schema, err := graph.Schema(cat)
	if err != nil {
		t.Fatal(err)
	}
	sdl, err := graph.SDL(cat)
	if err != nil {
		t.Fatal(err)
	}
	read, err := gqlparser.LoadSchema(&ast.Source{Name: "api.graphqls", Input: sdl})
	if err != nil {
		t.Fatal(err)
	}
	for name, def := range schema.Types {
		for _, f := range def.Fields {
			if strings.HasPrefix(f.Name, "__") {
				continue
			}
			back := read.Types[name].Fields.ForName(f.Name)
			if back == nil || back.Description != f.Description || back.Type.String() != f.Type.String() {
				t.Errorf("%s.%s is read back as %v", name, f.Name, back)
			}
		}
	}
}

func TestEverythingInTheAPIHasADescription(t *testing.T) {
	for name, text := range map[string]string{"ours": dealgraph.Vocabulary, "a bare one": bare} {
		schema, err := graph.Schema(vocabulary(t, text))
		if err != nil {
			t.Fatal(err)
		}
		for _, place := range undescribed(schema) {
			t.Errorf("%s: %s has no description", name, place)
		}
	}
}

// bare is a vocabulary that describes nothing.
const bare = `
type Film @node { sort: Sort cast: [Actor!]! @relationship(type: "PLAYS_IN", direction: IN, properties: "Part") }
type Actor @node { age: Int films: [Film!]! @relationship(type: "PLAYS_IN", direction: OUT, properties: "Part") met: [Actor!]! @relationship(type: "MET", direction: OUT) }
type Document @node { url: String }
type Part @relationshipProperties { fee: BigInt }
enum Sort { GOOD BAD }
`

func undescribed(schema *ast.Schema) []string {
	var places []string
	check := func(description string, place ...string) {
		if strings.TrimSpace(description) == "" {
			places = append(places, strings.Join(place, "."))
		}
	}
	for _, d := range schema.Types {
		if strings.HasPrefix(d.Name, "__") {
			continue
		}
		check(d.Description, d.Name)
		for _, f := range d.Fields {
			if strings.HasPrefix(f.Name, "__") {
				continue
			}
			check(f.Description, d.Name, f.Name)
			for _, a := range f.Arguments {
				check(a.Description, d.Name, f.Name, a.Name)
			}
		}
		for _, v := range d.EnumValues {
			check(v.Description, d.Name, v.Name)
		}
	}
	for _, d := range schema.Directives {
		check(d.Description, "@"+d.Name)
	}
	slices.Sort(places)
	return places
}

// TestIntrospectionTellsTheWholeAPI asks what tools ask, and looks up every type that the answer names.
func TestIntrospectionTellsTheWholeAPI(t *testing.T) {
	cat := vocabulary(t, "")
	answer := newAPI(t, cat, unreadable{}).ask(t.Context(), introspection, nil)
	if answer.Errors != nil {
		t.Fatal(text(t, answer))
	}
	var data struct {
		Schema struct {
			Types []struct {
				Kind, Name string
				IsOneOf    bool
			}
			Directives []struct{ Name string }
		} `json:"__schema"`
	}
	if err := json.Unmarshal(answer.Data, &data); err != nil {
		t.Fatal(err)
	}
	told := map[string]bool{}
	for _, x := range data.Schema.Types {
		told[x.Name] = true
		if want := strings.HasSuffix(x.Name, "Order") || strings.HasSuffix(x.Name, "GroupBy"); x.IsOneOf != want {
			t.Errorf("%s: isOneOf is %t", x.Name, x.IsOneOf)
		}
	}
	schema, err := graph.Schema(cat)
	if err != nil {
		t.Fatal(err)
	}
	for name := range schema.Types {
		if !told[name] {
			t.Errorf("introspection doesn't tell of %s", name)
		}
	}
	for _, d := range data.Schema.Directives {
		if !slices.Contains([]string{"skip", "include", "deprecated", "specifiedBy", "oneOf"}, d.Name) {
			t.Errorf("introspection tells of @%s, which is none of a client's business", d.Name)
		}
	}
}

// introspection is the query of GraphiQL and others.
const introspection = `query IntrospectionQuery {
  __schema {
    description
    queryType { name } mutationType { name } subscriptionType { name }
    types { ...FullType }
    directives { name description isRepeatable locations args(includeDeprecated: true) { ...InputValue } }
  }
}
fragment FullType on __Type {
  kind name description specifiedByURL isOneOf
  fields(includeDeprecated: true) { name description args(includeDeprecated: true) { ...InputValue } type { ...TypeRef } isDeprecated deprecationReason }
  inputFields(includeDeprecated: true) { ...InputValue }
  interfaces { ...TypeRef }
  enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
  possibleTypes { ...TypeRef }
}
fragment InputValue on __InputValue { name description type { ...TypeRef } defaultValue isDeprecated deprecationReason }
fragment TypeRef on __Type { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } }`

func TestIntrospectionCanBeTurnedOff(t *testing.T) {
	a := newAPI(t, vocabulary(t, ""), unreadable{})
	ctx := graphql.StartOperationTrace(t.Context())
	op, errs := a.exec.CreateOperationContext(ctx, &graphql.RawParams{Query: `{ __schema { queryType { name } } version }`})
	if errs != nil {
		t.Fatal(errs)
	}
	op.DisableIntrospection = true
	responses, ctx := a.exec.DispatchOperation(ctx, op)
	if answer := responses(ctx); answer.Errors == nil || strings.Contains(string(answer.Data), "Query") {
		t.Errorf("answers %s", text(t, answer))
	}
}

// TestAnExpansionThatCollidesIsRefused shows what the catalog alone can't see.
func TestAnExpansionThatCollidesIsRefused(t *testing.T) {
	_, err := graph.Schema(vocabulary(t, `
type Film @node { cast: [Actor!]! @relationship(type: "PLAYS_IN", direction: IN) }
type Actor @node { films: [Film!]! @relationship(type: "PLAYS_IN", direction: OUT) }
type FilmCast @node { name2: String }
`))
	if err == nil || !strings.Contains(err.Error(), "FilmCast") {
		t.Errorf("the error is %v", err)
	}
}
