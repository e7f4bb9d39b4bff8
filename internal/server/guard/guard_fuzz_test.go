package guard_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
	"github.com/vektah/gqlparser/v2/validator"

	"github.com/dealgraph/dealgraph/internal/code"
	"github.com/dealgraph/dealgraph/internal/server/guard"
)

// FuzzGuard sends what the guard lets through to the parser and the validator: neither may panic or overflow its
// stack. What the guard refuses has a code.
func FuzzGuard(f *testing.F) {
	for _, seed := range []string{
		`{a{...A}}fragment A on T{a{...B}}fragment B on T{a{...A}}`,
		`{...A ...A}fragment A on Query{a{a{b}} ...B}fragment B on Query{x:a{b}}`,
		`query($v:In={a:[1]})@skip(if:true){f(in:$v)...on Query{f(in:{a:[$v]})}}`,
		`{__schema{...A}}fragment A on __Schema{types{name}...A}`,
		`mutation{a}subscription{b}`, `{` + strings.Repeat("b ", 50) + `}`,
	} {
		f.Add(seed)
	}
	schema := gqlparser.MustLoadSchema(&ast.Source{Input: `
		type Query { a: T b: String f(in: In): String } type T implements I { a: T b: String i: I u: U }
		interface I { b: String } union U = T input In { a: [Int] in: In e: E } enum E { X Y }`})
	limits := guard.Defaults()
	f.Fuzz(func(t *testing.T, document string) {
		if err := guard.Text(document, limits); err != nil {
			mustHaveCode(t, string(code.Of(err)))
			return
		}
		doc, err := parser.ParseQuery(&ast.Source{Input: document})
		if err != nil {
			return
		}
		if err := guard.Document(doc, limits); err != nil {
			mustHaveCode(t, string(code.Of(err)))
			return
		}
		_ = validator.ValidateWithRules(schema, doc, nil)
	})
}

// FuzzJSON holds the guard to the decoder: what is let through has no more levels than allowed, and every valid text
// that the guard refuses is refused for a reason.
func FuzzJSON(f *testing.F) {
	for _, seed := range []string{`{"a":[1,{"b":"\ud83d\ude00"}]}`, `[[[["\\"]]]]`, `"\ud83d"`, `{"a":"[[["}`, `nonsense`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		err := guard.JSON(text, tight)
		if err != nil {
			mustHaveCode(t, string(code.Of(err)))
			return
		}
		var v any
		if json.Unmarshal(text, &v) == nil && depth(v) > tight.JSONDepth {
			t.Errorf("%q has %d levels", text, depth(v))
		}
	})
}

func depth(v any) int {
	deepest := 0
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			deepest = max(deepest, depth(e))
		}
		return deepest + 1
	case map[string]any:
		for _, e := range v {
			deepest = max(deepest, depth(e))
		}
		return deepest + 1
	}
	return 0
}

func mustHaveCode(t *testing.T, c string) {
	t.Helper()
	if c == "" {
		t.Error("an error without a code")
	}
}
