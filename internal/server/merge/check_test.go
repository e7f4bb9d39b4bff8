package merge_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"
	"github.com/vektah/gqlparser/v2/validator/core"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"github.com/dealgraph/dealgraph/internal/server/merge"
)

const sdl = `
interface Pet { name: String friend: Pet owner: Person self: Pet }
type Dog implements Pet { name: String friend: Pet owner: Person self: Pet bark(loud: Boolean, in: In, list: [Int]): String age: Int list: [String] need: String! kin: Dog }
type Cat implements Pet { name: String friend: Pet owner: Person self: Pet meow: String age: String list: String need: String kin: Cat }
type Person { name: String pet: Pet }
input In { a: Int b: Int }
type Query { pet: Pet dog: Dog cat: Cat person: Person }
`

func load(t testing.TB) *ast.Schema {
	t.Helper()
	return gqlparser.MustLoadSchema(&ast.Source{Input: sdl})
}

// walked parses a document and fills in its definitions.
func walked(t testing.TB, schema *ast.Schema, text string) *ast.QueryDocument {
	t.Helper()
	doc, err := parser.ParseQuery(&ast.Source{Input: text})
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	core.Walk(schema, doc, &core.Events{})
	return doc
}

func TestFieldsOfOneNameMustBeMergeable(t *testing.T) {
	const (
		fields    = "are different fields"
		arguments = "they have differing arguments"
		types     = "they return conflicting types"
	)
	for _, c := range []struct{ name, text, want string }{
		{"one field twice", `{dog{name name}}`, ""},
		{"one alias for one field", `{dog{x:name x:name}}`, ""},
		{"one alias for two fields", `{dog{x:name x:bark}}`, fields},
		{"an alias that is another field's name", `{dog{name:bark name}}`, fields},
		{"in fragments", `{dog{...A ...B}}fragment A on Dog{x:name}fragment B on Dog{x:bark}`, fields},
		{"in a fragment of a fragment", `{dog{x:name ...A}}fragment A on Dog{...B}fragment B on Dog{x:bark}`, fields},
		{"deep below", `{dog{owner{pet{x:name}}} dog{owner{pet{x:__typename}}}}`, fields},
		{"below aliases", `{a:dog{x:name} b:dog{x:bark}}`, ""},
		{"an argument and none", `{dog{bark bark(loud:true)}}`, arguments},
		{"two values", `{dog{bark(loud:false) bark(loud:true)}}`, arguments},
		{"a value and a variable", `query($l:Boolean){dog{bark(loud:$l) bark(loud:true)}}`, arguments},
		{"one variable", `query($l:Boolean){dog{bark(loud:$l) bark(loud:$l)}}`, ""},
		{"arguments in another order", `{dog{bark(loud:true,list:[1]) bark(list:[1],loud:true)}}`, ""},
		{"two objects", `{dog{bark(in:{a:1}) bark(in:{a:2})}}`, arguments},
		{"an object with more", `{dog{bark(in:{a:1}) bark(in:{a:1,b:2})}}`, arguments},
		{"one object in another order", `{dog{bark(in:{a:1,b:2}) bark(in:{b:2,a:1})}}`, ""},
		{"two lists", `{dog{bark(list:[1,2]) bark(list:[2,1])}}`, arguments},
		{"fields of two types", `{pet{...on Dog{x:bark}...on Cat{x:meow}}}`, ""},
		{"fields of two types with other arguments", `{pet{...on Dog{x:bark(loud:true)}...on Cat{x:name}}}`, ""},
		{"a type's field and an interface's", `{pet{x:name ...on Dog{x:bark}}}`, fields},
		{"two types' fields of two scalars", `{pet{...on Dog{age}...on Cat{age}}}`, types},
		{"a list and none", `{pet{...on Dog{list}...on Cat{list}}}`, types},
		{"non-null and nullable", `{pet{...on Dog{need}...on Cat{need}}}`, types},
		{"a leaf and an object", `{pet{...on Dog{x:name}...on Cat{x:kin{name}}}}`, types},
		{"two types' objects", `{pet{...on Dog{kin{name}}...on Cat{kin{name}}}}`, ""},
		{"two types' objects with other shapes below", `{pet{...on Dog{kin{age}}...on Cat{kin{age}}}}`, types},
		{"two types' objects with other fields below", `{pet{...on Dog{kin{x:bark}}...on Cat{kin{x:meow}}}}`, ""},
		{"an interface beside two types", `{pet{friend{x:name}...on Dog{friend{...on Cat{x:meow}}}...on Cat{friend{x:name}}}}`, fields},
	} {
		t.Run(c.name, func(t *testing.T) {
			schema := load(t)
			errs := merge.Check(schema, walked(t, schema, c.text), 1000, 20)
			if (c.want == "") != (len(errs) == 0) || len(errs) > 1 || c.want != "" && !strings.Contains(errs[0].Message, c.want) {
				t.Errorf("got %v, want %q", errs, c.want)
			}
			if len(errs) > 0 && len(errs[0].Locations) != 2 {
				t.Errorf("locations %v", errs[0].Locations)
			}
		})
	}
}

func TestASpentBudgetIsTooComplex(t *testing.T) {
	schema := load(t)
	doc := walked(t, schema, `{dog{name name name name}}`)
	if errs := merge.Check(schema, doc, 5, 20); len(errs) != 1 || errs[0].Extensions["code"] != "TOO_COMPLEX" {
		t.Errorf("%v", errs)
	}
	if errs := merge.Check(schema, doc, 100, 20); errs != nil {
		t.Errorf("%v", errs)
	}
}

func TestNoMoreErrorsThanAskedFor(t *testing.T) {
	schema := load(t)
	doc := walked(t, schema, `{dog{a:name a:bark b:name b:bark c:name c:bark}}`)
	if errs := merge.Check(schema, doc, 100, 2); len(errs) != 2 {
		t.Errorf("%v", errs)
	}
}

// TestItAgreesWithTheSpecificationsWords compares verdicts on random documents with the specification's algorithm,
// word by word. (gqlparser's rule is no oracle: it overlooks conflicts, but finds none that aren't there.)
func TestItAgreesWithTheSpecificationsWords(t *testing.T) {
	schema := load(t)
	conflicts := 0
	for seed := range uint64(300) {
		text := document(rand.New(rand.NewPCG(seed, 1)))
		doc := walked(t, schema, text)
		got := merge.Check(schema, doc, 1_000_000, 1) == nil
		if want := canMerge(schema, expand(doc.Operations[0].SelectionSet)); got != want {
			t.Fatalf("seed %d: mergeable %v, want %v\n%s", seed, got, want, text)
		}
		if got && usual(schema, walked(t, schema, text)) != nil {
			t.Fatalf("seed %d: gqlparser finds a conflict\n%s", seed, text)
		}
		if !got {
			conflicts++
		}
	}
	if conflicts < 20 || conflicts > 280 {
		t.Errorf("%d of 300 documents have conflicts: the comparison says little", conflicts)
	}
}

// canMerge is FieldsInSetCanMerge.
func canMerge(schema *ast.Schema, set []*ast.Field) bool {
	for i, a := range set {
		for _, b := range set[i+1:] {
			if a == b || a.Alias != b.Alias {
				continue
			}
			if !sameShape(schema, a, b) {
				return false
			}
			if a.ObjectDefinition != b.ObjectDefinition && a.ObjectDefinition.Kind == ast.Object && b.ObjectDefinition.Kind == ast.Object {
				continue
			}
			if a.Name != b.Name || !sameText(a, b) {
				return false
			}
			if !canMerge(schema, append(expand(a.SelectionSet), expand(b.SelectionSet)...)) {
				return false
			}
		}
		if !canMerge(schema, expand(a.SelectionSet)) {
			return false
		}
	}
	return true
}

func sameText(a, b *ast.Field) bool {
	text := func(f *ast.Field) (s string) {
		for _, arg := range f.Arguments {
			s += arg.Name + arg.Value.String()
		}
		return s
	}
	return text(a) == text(b)
}

// sameShape is SameResponseShape.
func sameShape(schema *ast.Schema, a, b *ast.Field) bool {
	leaf := func(f *ast.Field) bool { return schema.Types[f.Definition.Type.Name()].IsLeafType() }
	if leaf(a) || leaf(b) {
		return a.Definition.Type.String() == b.Definition.Type.String()
	}
	set := append(expand(a.SelectionSet), expand(b.SelectionSet)...)
	for i, x := range set {
		for _, y := range set[i+1:] {
			if x != y && x.Alias == y.Alias && !sameShape(schema, x, y) {
				return false
			}
		}
	}
	return true
}

// expand gives the fields of a selection set with fragments expanded.
func expand(set ast.SelectionSet) []*ast.Field {
	var fields []*ast.Field
	for _, s := range set {
		switch s := s.(type) {
		case *ast.Field:
			fields = append(fields, s)
		case *ast.InlineFragment:
			fields = append(fields, expand(s.SelectionSet)...)
		case *ast.FragmentSpread:
			fields = append(fields, expand(s.Definition.SelectionSet)...)
		}
	}
	return fields
}

func usual(schema *ast.Schema, doc *ast.QueryDocument) (errs gqlerror.List) {
	observers := &core.Events{}
	rules.OverlappingFieldsCanBeMergedRule.RuleFunc(observers, func(...core.ErrorOption) {
		errs = append(errs, &gqlerror.Error{})
	})
	core.Walk(schema, doc, observers)
	return errs
}

// document makes a valid document with few names, so that they meet often.
func document(r *rand.Rand) string {
	g := &generator{Rand: r, fragments: r.IntN(4)}
	g.WriteString("{pet{__typename ")
	for i := range g.fragments { // one that nobody spreads is not checked: another rule refuses it
		fmt.Fprintf(g, "...F%d ", i)
	}
	g.WriteString("}pet")
	g.set("Pet", 2, 0)
	g.WriteString("}")
	for i := range g.fragments {
		on := []string{"Pet", "Dog", "Cat"}[g.IntN(3)]
		fmt.Fprintf(g, "fragment F%d on %s", i, on)
		g.set(on, 1, i+1)
	}
	return g.String()
}

type generator struct {
	*rand.Rand
	strings.Builder
	fragments int
}

func (g *generator) set(on string, depth, fragment int) {
	g.WriteString("{")
	for range 1 + g.IntN(4) {
		switch n := g.IntN(10); {
		case n < 3 && depth > 0:
			g.WriteString([]string{"friend", "self", "x:friend"}[g.IntN(3)])
			g.set("Pet", depth-1, fragment)
		case n < 5 && depth > 0:
			inner := []string{"Pet", "Dog", "Cat"}[g.IntN(3)]
			g.WriteString("...on " + inner)
			g.set(inner, depth-1, fragment)
		case n < 7 && fragment < g.fragments:
			fmt.Fprintf(g, "...F%d ", fragment+g.IntN(g.fragments-fragment))
		default:
			g.leaf(on)
		}
	}
	g.WriteString("__typename}")
}

func (g *generator) leaf(on string) {
	own := map[string][]string{
		"Pet": {"name"}, "Dog": {"bark", "bark(loud:true)", "need", "y:need", "age", "y:name"}, "Cat": {"meow", "y:meow", "need", "y:name"},
	}[on]
	g.WriteString(own[g.IntN(len(own))] + " ")
}
