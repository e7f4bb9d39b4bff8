package server_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/internal/server/introspection"
)

// attacks are documents that bring plain servers down, and what they are refused with.
func attacks() []struct{ name, document, code string } {
	return []struct{ name, document, code string }{
		{"a fragment that includes itself under __schema", "{__schema{...A}}fragment A on __Schema{types{name}...A}", "GRAPHQL_VALIDATION_FAILED"},
		{"fragments that include each other", "{...A}fragment A on Query{...B}fragment B on Query{...A}", "GRAPHQL_VALIDATION_FAILED"},
		{"a cycle through fields in fragments nobody uses", "{hello}fragment A on Person{boss{...B}}fragment B on Person{boss{...A}}", "GRAPHQL_VALIDATION_FAILED"},
		{"a fragment that includes itself inline", "{...A}fragment A on Query{...on Query{...{...A}}}", "GRAPHQL_VALIDATION_FAILED"},
		{"braces without end", strings.Repeat("{a", 40_000), "TOO_COMPLEX"},
		{"brackets without end", "{a(b:" + strings.Repeat("[", 100_000), "TOO_COMPLEX"},
		{"types without end", "query($a:" + strings.Repeat("[", 100_000), "TOO_COMPLEX"},
		{"a where nested 200 deep", "{echo(where:" + strings.Repeat("{not:", 200) + "{}" + strings.Repeat("}", 200) + ")}", "TOO_COMPLEX"},
		{"doubling by fragments", doubling("Person", "boss", 26) + "{people{...F0}}", "TOO_COMPLEX"},
		{"doubling by fragments under __schema", "{__schema{queryType{...F0}}}" + doubling("__Type", "ofType", 26), "TOO_COMPLEX"},
		{"doubling by aliases", aliases(26), "TOO_COMPLEX"},
		{"10,000 __typename", "{" + strings.Repeat("__typename ", 10_000) + "}", "TOO_COMPLEX"},
		{"10,000 __typename in 100 fragments", spread("__typename ", 100, 100), "TOO_COMPLEX"},
		{"10,000 aliases of a list", "{" + numbered("a%d:people{id}", 10_000) + "}", "TOO_COMPLEX"},
		{"10,000 unknown directives", "{hello" + strings.Repeat("@x", 10_000) + "}", "TOO_COMPLEX"},
		{"4,000 unknown fields", "{" + numbered("f%d ", 4_000) + "}", "GRAPHQL_VALIDATION_FAILED"},
		{"9,000 fragments", "{hello}" + numbered("fragment F%d on Query{a}", 9_000), "TOO_COMPLEX"},
		{"10,000 operations", numbered("query Q%d{hello}", 10_000), "TOO_COMPLEX"},
		{"an unknown field with a name of 100 kB", "{" + strings.Repeat("x", 100_000) + "}", "TOO_COMPLEX"},
		{"fields that repeat on every level", "{people" + strings.Repeat("{boss{id}"+strings.Repeat("boss{id}", 240)+"boss", 20) + "{id}" + strings.Repeat("}", 20) + "}", "TOO_COMPLEX"},
		{"50,000 comments", strings.Repeat("#\n", 50_000) + "{hello}", "TOO_COMPLEX"},
		{"lists of the schema below lists of it", "{__schema{types{" + numbered("a%d:fields{...A}", 15) + "}}}fragment A on __Field{" + numbered("b%d:args{name type{name}}", 14) + "}", "TOO_COMPLEX"},
		{"half of a surrogate pair in a string", `{echo(text:"\ud800")}`, "GRAPHQL_PARSE_FAILED"},
		{"a NUL in the document", "{hello\x00}", "GRAPHQL_PARSE_FAILED"},
		{"a string that does not end", `{echo(text:"`, "GRAPHQL_PARSE_FAILED"},
		{"an empty document", " ", "GRAPHQL_VALIDATION_FAILED"},
	}
}

func TestADocumentThatIsAnAttackIsRefused(t *testing.T) {
	s := start(t)
	for _, a := range attacks() {
		t.Run(a.name, func(t *testing.T) {
			got := s.query(t, a.document)
			if got.status != http.StatusBadRequest {
				t.Errorf("status %d: %.300s", got.status, got.body)
			}
			if codes := got.codes(t); len(codes) > 20 || !slices.Contains(codes, a.code) {
				t.Errorf("codes %v, want %s", codes, a.code)
			}
			if len(got.body) > 64<<10 {
				t.Errorf("an answer of %d bytes", len(got.body))
			}
			if alive := s.query(t, "{hello}"); alive.status != http.StatusOK {
				t.Errorf("the server is not well afterwards: %d", alive.status)
			}
		})
	}
}

// doubling makes fragments that each spread the next one twice.
func doubling(on, field string, levels int) string {
	var b strings.Builder
	for i := range levels {
		fmt.Fprintf(&b, "fragment F%d on %s{%s{...F%d ...F%d}}", i, on, field, i+1, i+1)
	}
	fmt.Fprintf(&b, "fragment F%d on %s{__typename}", levels, on)
	return b.String()
}

// aliases makes fragments whose two fields each spread the next one.
func aliases(levels int) string {
	var b strings.Builder
	b.WriteString("{people{...F0}}")
	for i := range levels {
		fmt.Fprintf(&b, "fragment F%d on Person{boss{...F%d}b:boss{...F%d}}", i, i+1, i+1)
	}
	fmt.Fprintf(&b, "fragment F%d on Person{id}", levels)
	return b.String()
}

// spread puts a selection into fragments that are all spread in one place.
func spread(selection string, each, fragments int) string {
	return "{" + numbered("...F%d ", fragments) + "}" +
		numbered("fragment F%d on Query{"+strings.Repeat(selection, each)+"}", fragments)
}

func numbered(format string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

func TestTheIntrospectionOfToolsPasses(t *testing.T) {
	if got := start(t).query(t, introspection.Full); got.status != http.StatusOK {
		t.Errorf("%d %s", got.status, got.body)
	}
}
