package guard_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"

	"github.com/dealgraph/dealgraph/internal/code"
	"github.com/dealgraph/dealgraph/internal/server/guard"
)

// tight are limits that a reader can count to.
var tight = guard.Limits{
	JSONDepth: 3, JSONValues: 8,
	Brackets: 4, Tokens: 30, NameBytes: 10,
	Operations: 2, Fragments: 4, Aliases: 2, Directives: 2, Repeats: 2,
	Nesting: 4, Fields: 12, Introspection: 5, Work: 24,
}

// check compares an error with what is wanted of it: "" for none, else its code and a part of its message.
func check(t *testing.T, got *gqlerror.Error, want string) {
	t.Helper()
	have := ""
	if got != nil {
		have = fmt.Sprintf("%s: %s", code.Of(got), got.Message)
	}
	if (want == "") != (have == "") || !strings.Contains(have, want) {
		t.Errorf("got %q, want %q", have, want)
	}
}

func TestJSONIsBoundedBeforeItIsDecoded(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"nothing", ``, ""},
		{"the deepest that is allowed", `[[{"a":1}]]`, ""},
		{"one level more", `[[{"a":[]}]]`, "TOO_COMPLEX"},
		{"brackets in strings", `"[[[[[[[["`, ""},
		{"brackets in keys", `{"{{{{{{":1}`, ""},
		{"quotes that are escaped", `["\"[[[[[["]`, ""},
		{"backslashes before a quote", `["\\",[[[1]]]]`, "TOO_COMPLEX"},
		{"levels one after another", `[[],[],[]]`, ""},
		{"as many values as are allowed", `[1,2,3,4,5,6,7]`, ""},
		{"one value more", `[1,2,3,4,5,6,7,8]`, "TOO_COMPLEX"},
		{"a pair of surrogates", `"\ud83d\uDE00"`, ""},
		{"a high surrogate alone", `"\ud83d"`, "BAD_USER_INPUT"},
		{"a high surrogate before another character", `"\ud83d\u0041"`, "BAD_USER_INPUT"},
		{"two high surrogates", `"\ud83d\ud83d"`, "BAD_USER_INPUT"},
		{"a low surrogate alone", `"\ude00"`, "BAD_USER_INPUT"},
		{"what looks like one behind a backslash", `"\\ud83d"`, ""},
		{"an escape that is cut off", `"\ud8`, ""},
		{"a backslash at the end", `"\`, ""},
		{"closing brackets only", `]]]]]]]`, ""},
	} {
		t.Run(c.name, func(t *testing.T) { check(t, guard.JSON([]byte(c.text), tight), c.want) })
	}
}

func TestTextIsBoundedBeforeItIsParsed(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"nothing", ``, ""},
		{"the deepest that is allowed", `{a(b:[{c:1}])}`, ""},
		{"one level more", `{a(b:[{c:[]}])}`, "brackets nest deeper than 4"},
		{"braces without end", strings.Repeat("{a", 20), "brackets nest deeper than 4"},
		{"brackets in strings", `{a(b:"{{{{{{")}`, ""},
		{"brackets in block strings", `{a(b:"""{{{ " "" \""" {{{""")}`, ""},
		{"a block string that ends with four quotes", `{a(b:"""{{{"""",c:[{d:[1]}])}`, "brackets nest deeper than 4"},
		{"brackets in comments", "{a # {{{{{{\n}", ""},
		{"a comment that ends with a carriage return", "{a #\r{{{{{{", "brackets nest deeper than 4"},
		{"quotes that are escaped", `{a(b:"\"{{{{{{")}`, ""},
		{"as many tokens as are allowed", strings.Repeat("a ", 30), ""},
		{"one token more", strings.Repeat("a ", 31), "more than 30 tokens"},
		{"numbers that touch", strings.Repeat("-1", 31), "more than 30 tokens"},
		{"comments count", strings.Repeat("#\n", 31), "more than 30 tokens"},
		{"commas don't", strings.Repeat(",", 100), ""},
		{"byte order marks don't", strings.Repeat("\uFEFF", 100), ""},
		{"spreads are one token", strings.Repeat("...", 30), ""},
		{"a long name", strings.Repeat("a", 11), "longer than 10 bytes"},
		{"a long string", `{a(b:"` + strings.Repeat("a", 1000) + `")}`, ""},
		{"a surrogate", `{a(b:"\uD83D\uDE00")}`, "GRAPHQL_PARSE_FAILED"},
		{"what looks like one behind a backslash", `{a(b:"\\uD83D")}`, ""},
		{"what looks like one in a block string", `{a(b:"""\uD83D""")}`, ""},
		{"a string that does not end is the parser's to refuse", `{a(b:"`, ""},
		{"a string across lines is, too", "{a(b:\"\n{{{{{{{{{{", ""},
		{"control characters are, too", "\x00\x01{a}", ""},
	} {
		t.Run(c.name, func(t *testing.T) { check(t, guard.Text(c.text, tight), c.want) })
	}
}

func TestADocumentIsBoundedBeforeItIsValidated(t *testing.T) {
	const cycle = "GRAPHQL_VALIDATION_FAILED: Cannot spread fragment"
	for _, c := range []struct{ name, text, want string }{
		{"something plain", `{a{b{c}}}`, ""},
		{"a fragment that includes itself", `{...A}fragment A on T{...A}`, cycle},
		{"through another one", `{...A}fragment A on T{...B}fragment B on T{...A}`, cycle},
		{"through fields", `{a{...A}}fragment A on T{b{...A}}`, cycle},
		{"through inline fragments", `{...A}fragment A on T{...on T{...{...A}}}`, cycle},
		{"under __schema", `{__schema{...A}}fragment A on __Schema{...A}`, cycle},
		{"that nobody spreads", `{a}fragment A on T{...A}`, cycle},
		{"defined twice, the first with a cycle", `{...A}fragment A on T{...A}fragment A on T{a}`, cycle},
		{"a fragment twice in a row", `{...A ...A}fragment A on T{a}`, ""},
		{"a fragment on two ways", `{...A ...B}fragment A on T{...B}fragment B on T{a}`, ""},
		{"a fragment that is missing", `{...A}`, ""},

		{"the deepest that is allowed", `{a{b{c{d}}}}`, ""},
		{"one level more by a fragment", `{a{b{c{...A}}}}fragment A on T{d{e}}`, "nest deeper than 4"},
		{"inline fragments are no levels", `{a{b{...{c{d}}}}}`, ""},

		{"as many fields as are allowed", `{a b c d e f g h i j k l}`, ""},
		{"one field more", `{a b c d e f g h i j k l m}`, "more than 12 fields"},
		{"doubling", `{...A}fragment A on T{...B ...B}fragment B on T{...C ...C}fragment C on T{a b}`, "more than 12 fields"},
		{"much in several operations", `query A{a b c d e f g h}query B{a b c d e f g h}fragment C on T{a b c d e f g h i}`, "more than 24 fields"},

		{"as much introspection as is allowed", `{__schema{a b c}__type{a b}}`, ""},
		{"one field more below __schema", `{__schema{a b c}__type{a b c}}`, "more than 5 fields of the schema"},
		{"introspection by fragments", `{__schema{a{...A ...A}}}fragment A on T{b c}`, "more than 5 fields of the schema"},
		{"introspection in fragments", `{...A}fragment A on T{__schema{a b c d e f}}`, "more than 5 fields of the schema"},

		{"as many aliases as are allowed", `{x:a y:b z:z}`, ""},
		{"one alias more", `{x:a y:b z:c}`, "more than 2 aliases"},
		{"aliases in fragments", `{x:a y:b}fragment A on T{...{z:c}}`, "more than 2 aliases"},
		{"one directive more", `{a@x@y@z}`, "more than 2 directives"},
		{"directives everywhere", `query($v:Int@a)@b{...A}fragment A on T@c{a}`, "more than 2 directives"},
		{"directives on fragments", `{...A@x ...@y{a}}fragment A on T{a@z}`, "more than 2 directives"},
		{"as many repetitions as are allowed", `{a b a{c} a{c}}fragment A on T{a b}`, ""},
		{"one repetition more", `{a a a a}`, "more than 2 fields that stand beside others with their name"},
		{"repetitions in several places", `{a a b{c c}}fragment A on T{...{x:a x:b}}`, "more than 2 fields that stand beside"},
		{"one operation more", `query A{a}query B{a}query C{a}`, "more than 2 operations"},
		{"one fragment more", `{a}` + numbered("fragment F%d on T{a}", 5), "more than 4 fragments"},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc, err := parser.ParseQuery(&ast.Source{Input: c.text})
			if err != nil {
				t.Fatal(err)
			}
			check(t, guard.Document(doc, tight), c.want)
		})
	}
}

func TestACycleIsReportedWhereItCloses(t *testing.T) {
	doc, err := parser.ParseQuery(&ast.Source{Input: "{...A}\nfragment A on T {\n  ...A\n}"})
	if err != nil {
		t.Fatal(err)
	}
	got := guard.Document(doc, guard.Defaults())
	if got == nil || len(got.Locations) != 1 || got.Locations[0].Line != 3 {
		t.Errorf("%+v", got)
	}
}

func TestWhatIsNotGivenIsTheDefault(t *testing.T) {
	if got := (guard.Limits{Aliases: 5}).OrDefaults(); got.Aliases != 5 || got.Tokens != guard.Defaults().Tokens {
		t.Errorf("%+v", got)
	}
	if got := (guard.Limits{}).OrDefaults(); got != guard.Defaults() {
		t.Errorf("%+v", got)
	}
}

func numbered(format string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}
