package variables_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"

	"github.com/dealgraph/dealgraph/internal/code"
	"github.com/dealgraph/dealgraph/internal/server/variables"
)

// FuzzCoerce holds coercion to: a refusal is BAD_USER_INPUT and names the variable; what was coerced is coerced to
// itself, and is JSON.
func FuzzCoerce(f *testing.F) {
	for _, seed := range [][2]string{
		{"Int", `1.0`}, {"[Int!]!", `[1, null]`}, {"Where", `{"and":{"n":1,"must":"x"},"list":[1,2]}`}, {"Key!", `{"a":1,"b":null}`},
		{"ID", `12345678901234567890`}, {"Float", `1e400`}, {"Color", `"RED"`}, {"[[String]]", `"a"`}, {"Date", `{"any":[{}]}`}, {"Boolean", `{}`},
	} {
		f.Add(seed[0], seed[1])
	}
	schema := gqlparser.MustLoadSchema(&ast.Source{Input: sdl})
	f.Fuzz(func(t *testing.T, declared, given string) {
		doc, err := parser.ParseQuery(&ast.Source{Input: "query($v:" + declared + "){f}"})
		if err != nil || len(doc.Operations) != 1 {
			return
		}
		decoder := json.NewDecoder(bytes.NewBufferString(given))
		decoder.UseNumber()
		var value any
		if decoder.Decode(&value) != nil {
			return
		}
		values, bad := variables.Coerce(schema, doc.Operations[0], map[string]any{"v": value})
		if bad != nil {
			if code.Of(bad) != code.BadUserInput || bad.Extensions["variable"] == nil {
				t.Errorf("%s of %s: %v", declared, given, bad)
			}
			return
		}
		again, bad := variables.Coerce(schema, doc.Operations[0], values)
		if bad != nil || !reflect.DeepEqual(again, values) {
			t.Errorf("%s of %s: %v, again %v %v", declared, given, values, again, bad)
		}
		if _, err := json.Marshal(values); err != nil {
			t.Errorf("%s of %s: %v", declared, given, err)
		}
	})
}
