package attacks

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/dealgraph/dealgraph/internal/server/introspection"
)

// documents attack the parser, the validator and the executor.
func documents() []attack {
	const tooComplex, invalid, malformed = "TOO_COMPLEX", "GRAPHQL_VALIDATION_FAILED", "GRAPHQL_PARSE_FAILED"
	wide := func(name, document string) attack {
		a := refused(name, document, tooComplex)
		a.wide = true
		return a
	}
	tooLarge := func(name, document string) attack {
		return attack{name: name, document: document, status: http.StatusRequestEntityTooLarge, code: "BAD_USER_INPUT"}
	}
	return []attack{
		refused("96 bytes: a fragment that includes itself under __schema", "query { __schema { types { ...A } } } fragment A on __Type { ofType { ...A } name fields { name } }", invalid),
		refused("a fragment that includes itself", "{...A}fragment A on Query{...A}", invalid),
		refused("fragments that include each other", "{deals{nodes{...A}}}fragment A on Deal{id ...B}fragment B on Deal{id ...A}", invalid),
		refused("a cycle in fragments that nobody uses", "{version}fragment A on Deal{covers{nodes{...B}}}fragment B on Technology{coveredBy{nodes{...A}}}", invalid),
		tooLarge("2 MB of {a", strings.Repeat("{a", 1<<20)),
		tooLarge("2 MB of [", "{a(b:"+strings.Repeat("[", 2<<20)),
		wide("2 MB of {a where they are taken", strings.Repeat("{a", 1<<20)),
		wide("2 MB of [ where they are taken", "{a(b:"+strings.Repeat("[", 2<<20)),
		wide("2 MB of [ in a variable's type", "query($a:"+strings.Repeat("[", 2<<20)),
		wide("2 MB of # where they are taken", strings.Repeat("#\n", 1<<20)),
		wide("a name of 2 MB", "{"+strings.Repeat("a", 2<<20)+"}"),
		refused("26 levels of doubling by fragments", doubling(26), tooComplex),
		refused("26 levels of doubling by aliases", aliasing(26), tooComplex),
		refused("26 levels of doubling by fragments under __schema", "{__schema{types{...F0}}}"+chain(26, "__Type", "__Type", "ofType", "ofType", "...F%[1]d ...F%[1]d"), tooComplex),
		refused("26 levels of doubling by aliases under __schema", "{__schema{types{...F0}}}"+aliasingTypes(26), tooComplex),
		refused("10,000 __typename", "{"+strings.Repeat("__typename ", 10_000)+"}", tooComplex),
		refused("500 __typename", "{"+strings.Repeat("__typename ", 500)+"}", tooComplex),
		refused("10,000 aliases of a list", "{"+numbered("a%d:deals{nodes{id}}", 10_000)+"}", tooComplex),
		refused("31 aliases of a list", "{"+numbered("a%d:deals{nodes{id}}", 31)+"}", tooComplex),
		refused("10,000 unknown directives", "{version"+strings.Repeat("@x", 10_000)+"}", tooComplex),
		refused("20 unknown directives", "{version"+strings.Repeat("@x", 20)+"}", invalid),
		refused("3,000 unknown fields", "{"+numbered("deasl%d ", 3_000)+"}", invalid),
		refused("10,000 operations", numbered("query Q%d{version}", 10_000), tooComplex),
		refused("5,000 fragments", "{version}"+numbered("fragment F%d on Query{version}", 5_000), tooComplex),
		refused("a where nested 200 deep", "{deals(where:"+strings.Repeat("{NOT:", 200)+"{}"+strings.Repeat("}", 200)+"){totalCount}}", tooComplex),
		refused("a where nested 50 deep through relationships", "{deals(where:"+through(12)+"){totalCount}}", tooComplex),
		refused("records nested 14 deep", "{deals{nodes{"+strings.Repeat("covers{nodes{coveredBy{nodes{", 7)+"id"+strings.Repeat("}}}}", 7)+"}}}", tooComplex),
		refused("full introspection twice", strings.Replace(introspection.Full, "types {", "types { ...FullType } more: types {", 1), tooComplex),
		refused("all that can be put into an input, of all types", "{__schema{types{fields{args{type{ofType{inputFields{type{inputFields{name description}}}}}}}}}}", invalid),
		refused("descriptions many times", "{__schema{types{fields{args{...A}} inputFields{...A}}}}fragment A on __InputValue{"+numbered("a%d:description ", 30)+"}", tooComplex),
		refused("fields that repeat on every level, but few", "{deals{nodes"+strings.Repeat("{id covers{totalCount} covers{totalCount} covers{nodes{coveredBy{nodes", 7)+"{id}"+strings.Repeat("}}}}", 7)+"}}", tooComplex),
		refused("fields that repeat on every level", "{deals{nodes"+strings.Repeat("{id "+strings.Repeat("covers{totalCount}", 240)+"covers{nodes{coveredBy{nodes", 7)+"{id}"+strings.Repeat("}}}}", 7)+"}}", tooComplex),
		refused("half of a surrogate pair in a string", `{deal(id:"\ud800"){id}}`, malformed),
		refused("a NUL", "{version\x00}", malformed),
		refused("a string that does not end", `{deal(id:"`, malformed),
		refused("nothing", " ", invalid),
		refused("a document of types", "type A { a: Int }", malformed),
		refused("an extension of the schema", "extend type Query { a: Int } {version}", malformed),
	}
}

// doubling makes fragments on deals and technologies that each spread the next one twice.
func doubling(levels int) string {
	return "{deals{nodes{...F0}}}" + chain(levels, "Deal", "Technology", "covers{nodes", "coveredBy{nodes", "...F%[1]d ...F%[1]d")
}

// chain makes fragments on two types in turn, each of which has the next in a field.
func chain(levels int, even, odd, evenField, oddField, spread string) string {
	var b strings.Builder
	for i := range levels {
		on, field := even, evenField
		if i%2 == 1 {
			on, field = odd, oddField
		}
		fmt.Fprintf(&b, "fragment F%d on %s{%s{%s}%s}", i, on, field, fmt.Sprintf(spread, i+1), strings.Repeat("}", strings.Count(field, "{")))
	}
	on := even
	if levels%2 == 1 {
		on = odd
	}
	fmt.Fprintf(&b, "fragment F%d on %s{__typename}", levels, on)
	return b.String()
}

// aliasing makes fragments with two fields that each spread the next one.
func aliasing(levels int) string {
	var b strings.Builder
	b.WriteString("{deals{nodes{...F0}}}")
	for i := range levels {
		on, field := "Deal", "covers"
		if i%2 == 1 {
			on, field = "Technology", "coveredBy"
		}
		fmt.Fprintf(&b, "fragment F%[1]d on %[2]s{%[3]s{nodes{...F%[4]d}}b:%[3]s{nodes{...F%[4]d}}}", i, on, field, i+1)
	}
	fmt.Fprintf(&b, "fragment F%d on Deal{id}", levels)
	return b.String()
}

func aliasingTypes(levels int) string {
	var b strings.Builder
	for i := range levels {
		fmt.Fprintf(&b, "fragment F%[1]d on __Type{ofType{...F%[2]d}b:ofType{...F%[2]d}}", i, i+1)
	}
	fmt.Fprintf(&b, "fragment F%d on __Type{name}", levels)
	return b.String()
}

// through makes a filter that goes from deals to technologies and back so many times.
func through(times int) string {
	return strings.Repeat("{covers:{some:{node:{coveredBy:{some:{node:", times) + "{}" + strings.Repeat("}}}}}}", times)
}
