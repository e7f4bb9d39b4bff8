package variables_test

import (
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/dealgraph/dealgraph/internal/server/variables"
)

func TestAnErrorOfAVariableTellsTheFieldAndTheArgument(t *testing.T) {
	schema := gqlparser.MustLoadSchema(&ast.Source{Input: `
		type Query { a(first: Int, where: Where, list: [Where]): A } type A { b(first: Int, ids: [Int!]): A c: Int }
		input Where { n: Int and: [Where!] }`})
	for _, c := range []struct{ name, document, given, path, argument string }{
		{"an argument", `query($v:Int){a(first:$v){c}}`, `"x"`, "a", "first"},
		{"the response's name", `query($v:Int){x:a{y:b(first:$v){c}}}`, `"x"`, "x.y", "first"},
		{"the first of two", `query($v:Int){a{c z:b(first:$v){c}} q:a(first:$v){c}}`, `"x"`, "a.z", "first"},
		{"inside of an input object", `query($v:Int){a(where:{and:[{n:1},{n:$v}]}){c}}`, `"x"`, "a", "where.and[1].n"},
		{"inside of the variable", `query($v:Where){a(where:$v){c}}`, `{"and":[{},{"n":"x"}]}`, "a", "where.and[1].n"},
		{"inside of both", `query($v:Where!){a(where:{and:[{n:1},$v]}){c}}`, `{"n":"x"}`, "a", "where.and[1].n"},
		{"an element", `query($v:[Int!]){a{b(ids:$v){c}}}`, `[1,null]`, "a.b", "ids[1]"},
		{"in a fragment", `query($v:Int){...Q}fragment Q on Query{a{...A}}fragment A on A{c ...on A{b(first:$v){c}}}`, `"x"`, "a.b", "first"},
		{"in a fragment that is spread twice", `query($v:Int){...Q ...Q a{b(first:$v){c}}}fragment Q on Query{a{c}}`, `"x"`, "a.b", "first"},
		{"in a directive", `query($v:Boolean!){a{c @include(if:$v)}}`, `1`, "a.c", "if"},
		{"in a fragment's directive", `query($v:Boolean!){a{... @skip(if:$v){c}}}`, `1`, "a", "if"},
		{"in a spread's directive", `query($v:Boolean!){a{...A @skip(if:$v)}}fragment A on A{c}`, `1`, "a", "if"},
		{"missing", `query($v:Boolean!){a{c @include(if:$v)}}`, ``, "a.c", "if"},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc, errs := gqlparser.LoadQueryWithRules(schema, c.document, nil)
			if errs != nil {
				t.Fatal(errs)
			}
			_, err := variables.Coerce(schema, doc.Operations[0], decode(t, c.given))
			if err == nil {
				t.Fatal("no error")
			}
			if path := strings.TrimPrefix(err.Path.String(), "."); path != c.path || err.Extensions["argument"] != c.argument {
				t.Errorf("at %s, %v; want %s, %s", path, err.Extensions["argument"], c.path, c.argument)
			}
		})
	}
}
