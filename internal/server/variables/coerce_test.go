package variables_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"

	"github.com/dealgraph/dealgraph/internal/code"
	"github.com/dealgraph/dealgraph/internal/server/variables"
)

const sdl = `
scalar Date
enum Color { RED GREEN }
input Where { n: Int! = 7 list: [Int!] and: [Where!] color: Color key: Key text: String must: [String!]! = ["x"] }
input Key @oneOf { a: Int b: String }
type Query { f(x: Where): String }
`

func TestAValueIsCoercedToItsType(t *testing.T) {
	for _, c := range []struct{ declared, given, want string }{
		{"$v: Int", `1`, `1`},
		{"$v: Int", `1.0`, `1`},
		{"$v: Int", `-2147483648`, `-2147483648`},
		{"$v: Int", `2147483648`, "$v is no Int"},
		{"$v: Int", `1e99999`, "$v is no Int"},
		{"$v: Int", `1.5`, "$v is no Int"},
		{"$v: Int", `"1"`, "$v is no Int"},
		{"$v: Int", `true`, "$v is no Int"},
		{"$v: Int", `null`, `null`},
		{"$v: Int", ``, `absent`},
		{"$v: Int = 5", ``, `5`},
		{"$v: Int = 5", `null`, `null`},
		{"$v: Int! = 5", ``, `5`},
		{"$v: Int! = 5", `null`, "$v must be given and not null: it is Int!"},
		{"$v: Int!", ``, "$v must be given and not null: it is Int!"},
		{"$v: Float", `1`, `1`},
		{"$v: Float", `12345678901234567890.5`, `12345678901234567890.5`},
		{"$v: Float", `1e999`, "$v is no Float"},
		{"$v: Float", `"1"`, "$v is no Float"},
		{"$v: String", `"a"`, `"a"`},
		{"$v: String", `1`, "$v is no String"},
		{"$v: String", `["a"]`, "$v is no String"},
		{"$v: Boolean", `false`, `false`},
		{"$v: Boolean", `0`, "$v is no Boolean"},
		{"$v: ID", `"a"`, `"a"`},
		{"$v: ID", `12`, `"12"`},
		{"$v: ID", `1.5`, "$v is no ID"},
		{"$v: Date", `{"any": [1]}`, `{"any":[1]}`},
		{"$v: Color", `"RED"`, `"RED"`},
		{"$v: Color", `"red"`, `$v must be a value of Color, as a string: did you mean "RED"?`},
		{"$v: Color", `1`, "$v must be a value of Color, as a string"},
		{"$v: Color = GREEN", ``, `"GREEN"`},
		{"$v: [Int]", `1`, `[1]`},
		{"$v: [[Int]]", `[1, null, [2]]`, `[[1],null,[2]]`},
		{"$v: [Int!]", `[1, null]`, "$v[1] must be given and not null: it is Int!"},
		{"$v: [Int!]", `[1, "x"]`, "$v[1] is no Int"},
		{"$v: [Int!] = [1, 2]", ``, `[1,2]`},
		{"$v: Where", `{}`, `{"must":["x"],"n":7}`},
		{"$v: Where", `{"n": 1, "must": "y", "and": {"list": 3}}`, `{"and":[{"list":[3],"must":["x"],"n":7}],"must":["y"],"n":1}`},
		{"$v: Where = {n: 1, color: RED, and: [{text: \"a\"}]}", ``, `{"and":[{"must":["x"],"n":7,"text":"a"}],"color":"RED","must":["x"],"n":1}`},
		{"$v: Where", `{"n": null}`, "$v.n must be given and not null: it is Int!"},
		{"$v: Where", `{"and": [{"N": 1}]}`, `$v.and[0] has the entry "N", which is no field of Where: did you mean "n"?`},
		{"$v: Where", `[]`, "$v must be an object: it is Where"},
		{"$v: Where", `"x"`, "$v must be an object: it is Where"},
		{"$v: Key", `{"a": 1}`, `{"a":1}`},
		{"$v: Key", `{}`, "$v must have exactly one entry, not null: Key is @oneOf"},
		{"$v: Key", `{"a": 1, "b": "x"}`, "$v must have exactly one entry, not null: Key is @oneOf"},
		{"$v: Key", `{"a": null}`, "$v must have exactly one entry, not null: Key is @oneOf"},
		{"$v: Query", `1`, "$v is declared as Query, which is no input type"},
		{"$v: Nothing", `1`, "$v has an unknown type"},
	} {
		t.Run(c.declared+" from "+c.given, func(t *testing.T) {
			if got := coerce(t, c.declared, c.given); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

// coerce gives the value of $v as JSON, or the error's message.
func coerce(t *testing.T, declared, given string) string {
	t.Helper()
	schema := gqlparser.MustLoadSchema(&ast.Source{Input: sdl})
	doc := parse(t, "query("+declared+"){f}")
	values, err := variables.Coerce(schema, doc.Operations[0], decode(t, given))
	if err != nil {
		if code.Of(err) != code.BadUserInput || err.Extensions["variable"] != "v" || len(err.Locations) != 1 {
			t.Errorf("the error lacks something: %+v", err)
		}
		return err.Message
	}
	value, is := values["v"]
	if !is {
		return "absent"
	}
	encoded, encoding := json.Marshal(value)
	if encoding != nil {
		t.Fatal(encoding)
	}
	return strings.TrimSpace(string(encoded))
}

func decode(t *testing.T, given string) map[string]any {
	t.Helper()
	if given == "" {
		return nil
	}
	decoder := json.NewDecoder(bytes.NewBufferString(`{"v":` + given + `,"undeclared":1}`))
	decoder.UseNumber()
	values := map[string]any{}
	if err := decoder.Decode(&values); err != nil {
		t.Fatal(err)
	}
	return values
}

func parse(t *testing.T, text string) *ast.QueryDocument {
	t.Helper()
	doc, err := parser.ParseQuery(&ast.Source{Input: text})
	if err != nil {
		t.Fatal(err)
	}
	return doc
}
