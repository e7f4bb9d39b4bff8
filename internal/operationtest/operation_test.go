package operationtest_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/dealgraph/dealgraph/graph"
	"github.com/dealgraph/dealgraph/internal/operationtest"
	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/store/storetest"
)

func published(t *testing.T) (*ast.Schema, []store.Record) {
	t.Helper()
	cat := storetest.Catalog(t)
	schema, err := graph.Schema(cat)
	if err != nil {
		t.Fatal(err)
	}
	return schema, storetest.Graph(cat).Example(3)
}

// TestAllOfTheSchemaIsDrawn counts fields, their arguments, and members of input objects.
func TestAllOfTheSchemaIsDrawn(t *testing.T) {
	schema, records := published(t)
	left := parts(schema)
	all := len(left)
	for seed := 0; len(left) > 0 && seed < 12000; seed++ {
		o := operationtest.Operations(schema, records).Example(seed)
		doc, errs := operationtest.Parse(schema, o.Query)
		if errs != nil {
			t.Fatalf("%v\n%s", errs, o)
		}
		for _, op := range doc.Operations {
			strike(schema, op.SelectionSet, left)
		}
		for _, f := range doc.Fragments {
			strike(schema, f.SelectionSet, left)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(left)) {
		t.Errorf("never drawn, of %d: %s", all, name)
	}
}

// parts names all that can be selected or given. Cursors are an answer's.
func parts(schema *ast.Schema) map[string]bool {
	names := map[string]bool{}
	for _, def := range schema.Types {
		if strings.HasPrefix(def.Name, "__") || def.Name == "Dataset" {
			continue
		}
		for _, f := range def.Fields {
			names[def.Name+"."+f.Name] = !strings.HasPrefix(f.Name, "__")
			for _, a := range f.Arguments {
				names[def.Name+"."+f.Name+"("+a.Name+")"] = a.Name != "after" && a.Name != "before"
			}
		}
	}
	maps.DeleteFunc(names, func(name string, drawn bool) bool { return !drawn || strings.Contains(name, ".__") })
	return names
}

func strike(schema *ast.Schema, set ast.SelectionSet, left map[string]bool) {
	for _, s := range set {
		switch s := s.(type) {
		case *ast.Field:
			delete(left, s.ObjectDefinition.Name+"."+s.Name)
			for _, a := range s.Arguments {
				delete(left, s.ObjectDefinition.Name+"."+s.Name+"("+a.Name+")")
				strikeValue(a.Value, left)
			}
			strike(schema, s.SelectionSet, left)
		case *ast.InlineFragment:
			strike(schema, s.SelectionSet, left)
		}
	}
}

func strikeValue(v *ast.Value, left map[string]bool) {
	for _, c := range v.Children {
		if v.Kind == ast.ObjectValue {
			delete(left, v.Definition.Name+"."+c.Name)
		}
		strikeValue(c.Value, left)
	}
}

// TestAnOperationIsMadeSmall cuts what doesn't matter to a failure: here, to a text's being there.
func TestAnOperationIsMadeSmall(t *testing.T) {
	schema, _ := published(t)
	o := operationtest.Operation{
		Query: `query ($n: Int, $w: ThingWhere, $yes: Boolean!, $size: Int = 3) {
	version
	all: things(first: $n, where: {AND: [{text: {eq: "x"}}, {NOT: {OR: [{flag: {eq: true}}, {color: {in: [RED, BLUE]}}]}}]}) {
		totalCount
		edges { ...F cursor @include(if: $yes) }
	}
	things(where: $w, last: $size) { nodes { ... on Entity { id ... @skip(if: $yes) { name } } } }
}
fragment F on ThingEdge { node { name id } cursor }`,
		Variables: map[string]any{"yes": true, "w": map[string]any{"color": map[string]any{"eq": "GREEN"}}},
	}
	for part, want := range map[string]string{
		"BLUE":  "query { things(where: {color:{in:[BLUE]}}) { edges { cursor } } }",
		"name":  "query { things { nodes { name } } }",
		"GREEN": "query { things(where: {color:{eq:GREEN}}) { nodes { id } } }",
	} {
		smaller := operationtest.Reduce(schema, o, func(o operationtest.Operation) bool {
			return strings.Contains(o.String(), part)
		})
		if got := strings.Join(strings.Fields(smaller.String()), " "); got != want {
			t.Errorf("%s is made\n%s, want\n%s", part, got, want)
		}
	}
}

// TestOtherPagesAreAskedForByAnAnswersCursors turns pages until a drawn operation has both kinds.
func TestOtherPagesAreAskedForByAnAnswersCursors(t *testing.T) {
	schema, _ := published(t)
	o := operationtest.Operation{Query: `query ($n: Int) { a: things(first: $n) { edges { cursor } } b: places(first: 3) { pageInfo { endCursor } } version }`}
	answer := []byte(`{"a": {"edges": [{"cursor": "of a"}]}, "b": {"pageInfo": {"endCursor": "of b"}}}`)
	seen := map[string]bool{}
	for seed := range 200 {
		turned := operationtest.Turned(schema, o, answer).Example(seed)
		for _, part := range []string{`a: things(after: "of a"`, `a: things(before: "of a"`, `b: places(after: "of b"`, "$n", "last: "} {
			seen[part] = seen[part] || strings.Contains(turned.Query, part)
		}
		if strings.Contains(turned.Query, `b: places(first: 3, `) || strings.Contains(turned.Query, `things(after: "of b"`) {
			t.Errorf("turned to\n%s", turned)
		}
	}
	for part, is := range seen {
		if !is {
			t.Errorf("never drawn: %s", part)
		}
	}
}

// TestVariablesAreWrittenOut shows what an operation asks without its variables.
func TestVariablesAreWrittenOut(t *testing.T) {
	schema, _ := published(t)
	o := operationtest.Operation{
		Query: `query ($n: Int, $m: Int = 3, $c: Color!, $eq: Color, $yes: Boolean!, $none: PlaceWhere) {
	things(first: $n, where: {color: {in: [$c], eq: $eq}}) { totalCount @include(if: $yes) }
	places(last: $m, where: $none) { totalCount }
}`,
		Variables: map[string]any{"yes": true, "c": "RED", "none": nil},
	}
	want := `query { things(where: {color:{in:[RED]}}) { totalCount @include(if: true) } places(last: 3, where: null) { totalCount } }`
	if got := strings.Join(strings.Fields(operationtest.Written(schema, o).String()), " "); got != want {
		t.Errorf("written as\n%s, want\n%s", got, want)
	}
}
