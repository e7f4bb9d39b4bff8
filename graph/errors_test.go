package graph_test

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/dealgraph/dealgraph/graph/cursor"
	"github.com/dealgraph/dealgraph/internal/store"
)

// codes is the closed list of DESIGN, section 3.
var codes = []string{
	"GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED", "BAD_USER_INPUT", "BAD_CURSOR", "TOO_COMPLEX",
	"PERSISTED_QUERY_NOT_FOUND", "UNAUTHENTICATED", "FORBIDDEN", "CONFLICT", "TIMEOUT", "OVERLOADED", "LOADING",
	"UNAVAILABLE", "INTERNAL",
}

// described tells an error in one line: code, path, argument.
func described(e *gqlerror.Error) string {
	argument, _ := e.Extensions["argument"].(string)
	return strings.TrimSpace(fmt.Sprintf("%v %s %s", e.Extensions["code"], e.Path, argument))
}

// TestBadInputIsAnErrorWithACodeAPathAndAnArgumentBeforeAnythingIsRead runs operations that are wrong. want tells code,
// path and argument of each error, in order.
func TestBadInputIsAnErrorWithACodeAPathAndAnArgumentBeforeAnythingIsRead(t *testing.T) {
	a := newAPI(t, vocabulary(t, ""), unreadable{})
	for _, c := range []struct {
		name, query, variables string
		want                   []string
	}{
		{"first is 0", `{ deals(first: 0) { totalCount } }`, "", []string{"BAD_USER_INPUT deals first"}},
		{"first of what is written by hand is 0", `{ deals { totalCount } now: revisions(first: 0) { number } }`, "", []string{"BAD_USER_INPUT now first"}},
		{"first of what is written by hand is too large", `{ revisions(first: 201) { number } }`, "", []string{"BAD_USER_INPUT revisions first"}},
		{"first is negative", `{ deals(first: -1) { totalCount } }`, "", []string{"BAD_USER_INPUT deals first"}},
		{"first is too large", `{ deals(first: 201) { totalCount } }`, "", []string{"BAD_USER_INPUT deals first"}},
		{"first is a million", `{ deals(first: 1000000) { totalCount } }`, "", []string{"BAD_USER_INPUT deals first"}},
		{"last is 0", `{ deals(last: 0) { totalCount } }`, "", []string{"BAD_USER_INPUT deals last"}},
		{"last is too large", `{ deals(last: 201) { totalCount } }`, "", []string{"BAD_USER_INPUT deals last"}},
		{"first is no 32 bits", `query ($n: Int) { deals(first: $n) { totalCount } }`, `{"n": 4294967297}`, []string{"BAD_USER_INPUT deals first"}},
		{"first with last", `{ deals(first: 1, last: 1) { totalCount } }`, "", []string{"BAD_USER_INPUT deals first"}},
		{"first with before", `{ deals(first: 1, before: "x") { totalCount } }`, "", []string{"BAD_USER_INPUT deals first"}},
		{"last with after", `{ deals(last: 1, after: "x") { totalCount } }`, "", []string{"BAD_USER_INPUT deals after"}},
		{"after with before", `{ deals(after: "x", before: "x") { totalCount } }`, "", []string{"BAD_USER_INPUT deals after"}},
		{"before alone goes backwards, 20 at a time", `{ deals(before: "x") { totalCount } }`, "", []string{"BAD_CURSOR deals before"}},
		{"a cursor is empty", `{ deals(after: "") { totalCount } }`, "", []string{"BAD_CURSOR deals after"}},
		{"a cursor is no cursor", `{ deals(last: 1, before: "garbage!") { totalCount } }`, "", []string{"BAD_CURSOR deals before"}},
		{"an aliased nested field", `{ korea: deal(id: "x") { ai: covers { edges { here: node { deals: coveredBy(first: 0) { totalCount } } } } } }`, "",
			[]string{"BAD_USER_INPUT korea.ai.edges.here.deals first"}},
		{"below nodes", `{ deals { list: nodes { covers(last: 0) { totalCount } } } }`, "", []string{"BAD_USER_INPUT deals.list.covers last"}},
		{"below a relationship", `{ person(id: "x") { signed { edges { relationship { from { ... on Person { signed(first: -5) { totalCount } } } } } } } }`, "",
			[]string{"BAD_USER_INPUT person.signed.edges.relationship.from.signed first"}},
		{"below a source", `{ deal(id: "x") { sources { document { citedBy(first: 0) { totalCount } } } } }`, "", []string{"BAD_USER_INPUT deal.sources.document.citedBy first"}},
		{"several root fields", `{ a: deals(first: 0) { totalCount } version b: people(last: -1) { totalCount } datasets { name } }`, "",
			[]string{"BAD_USER_INPUT a first", "BAD_USER_INPUT b last"}},

		{"a null operand", `{ deals(where: {date: {eq: null}}) { totalCount } }`, "", []string{"BAD_USER_INPUT deals where.date.eq"}},
		{"a null operator", `{ deals(where: {date: null}) { totalCount } }`, "", []string{"BAD_USER_INPUT deals where.date"}},
		{"a null in AND", `{ deals(where: {AND: null}) { totalCount } }`, "", []string{"BAD_USER_INPUT deals where.AND"}},
		{"a null some", `{ deals(where: {covers: {some: null}}) { totalCount } }`, "", []string{"BAD_USER_INPUT deals where.covers.some"}},
		{"a null deep inside", `{ deals(where: {OR: [{}, {NOT: {covers: {some: {node: {name: {contains: null}}}}}}]}) { totalCount } }`, "",
			[]string{"BAD_USER_INPUT deals where.OR[1].NOT.covers.some.node.name.contains"}},
		{"a null variable as operand", `query ($d: Date) { deals(where: {date: {eq: $d}}) { totalCount } }`, `{"d": null}`, []string{"BAD_USER_INPUT deals where.date.eq"}},
		{"a null inside a where variable", `query ($w: DealWhere) { deals(where: $w) { totalCount } }`, `{"w": {"binding": {"eq": null}}}`, []string{"BAD_USER_INPUT deals where.binding.eq"}},
		{"a null bound", `{ deals(where: {date: {overlaps: {from: null}}}) { totalCount } }`, "", []string{"BAD_USER_INPUT deals where.date.overlaps.from"}},
		{"a null isNull", `{ deals(where: {date: {isNull: null}}) { totalCount } }`, "", []string{"BAD_USER_INPUT deals where.date.isNull"}},
		{"a null documents", `{ deals(where: {sources: {documents: null}}) { totalCount } }`, "", []string{"BAD_USER_INPUT deals where.sources.documents"}},

		{"no date", `{ deals(where: {date: {eq: "yesterday"}}) { totalCount } }`, "", []string{"BAD_USER_INPUT deals where.date.eq"}},
		{"no day of the calendar", `{ deals(where: {date: {in: ["2025-10", "2025-02-29"]}}) { totalCount } }`, "", []string{"BAD_USER_INPUT deals where.date.in[1]"}},
		{"a date that is a number", `{ deals(where: {date: {eq: 2025}}) { totalCount } }`, "", []string{"BAD_USER_INPUT deals where.date.eq"}},
		{"no date in asOf", `{ person(id: "x") { posts(where: {relationship: {asOf: "2025-13"}}) { totalCount } } }`, "", []string{"BAD_USER_INPUT person.posts where.relationship.asOf"}},
		{"no date in a range", `{ deals(where: {date: {overlaps: {from: "2025", to: "x"}}}) { totalCount } }`, "", []string{"BAD_USER_INPUT deals where.date.overlaps.to"}},
		{"an empty range", `{ deals(where: {date: {overlaps: {}}}) { totalCount } }`, "", []string{"BAD_USER_INPUT deals where.date.overlaps"}},
		{"a range that ends first", `{ deals(where: {date: {overlaps: {from: "2025-11", to: "2025-10"}}}) { totalCount } }`, "", []string{"BAD_USER_INPUT deals where.date.overlaps"}},
		{"bounds that contradict", `{ deals(where: {date: {gte: "2026", lt: "2025"}}) { totalCount } }`, "", []string{"BAD_USER_INPUT deals where.date"}},
		{"an unknown type", `{ person(id: "x") { posts(where: {node: {type: {eq: Spaceship}}}) { totalCount } } }`, "", []string{"GRAPHQL_VALIDATION_FAILED"}},
		{"an unknown enum value", `{ events(where: {status: {eq: DONE}}) { totalCount } }`, "", []string{"GRAPHQL_VALIDATION_FAILED"}},
		{"an enum value as a text", `{ events(where: {status: {eq: "HELD"}}) { totalCount } }`, "", []string{"GRAPHQL_VALIDATION_FAILED"}},
		{"an enum value in other case", `query ($s: EventStatus) { events(where: {status: {eq: $s}}) { totalCount } }`, `{"s": "held"}`, []string{"BAD_USER_INPUT events where.status.eq"}},
		{"types without a type", `{ relationships(types: []) { totalCount } }`, "", []string{"BAD_USER_INPUT relationships types"}},
		{"an id that is null", `query ($id: ID = "a") { deal(id: $id) { id } node(id: $id) { id } }`, `{"id": null}`, []string{"BAD_USER_INPUT deal id", "BAD_USER_INPUT node id"}},
		{"ids that are null", `query ($ids: [ID!] = []) { nodes(ids: $ids) { id } }`, `{"ids": null}`, []string{"BAD_USER_INPUT nodes ids[0]"}},
		{"@skip by null", `query ($s: Boolean = true) { deals @skip(if: $s) { totalCount } }`, `{"s": null}`, []string{"BAD_USER_INPUT  if"}},
		{"@include by null, far inside", `query ($s: Boolean = true) { deals { ...F } } fragment F on DealConnection { nodes { ... on Node { ... @include(if: $s) { id } } } }`, `{"s": null}`,
			[]string{"BAD_USER_INPUT  if"}},
		{"@include by null on a spread", `query ($s: Boolean = true) { version ...F @include(if: $s) } fragment F on Query { __typename }`, `{"s": null}`, []string{"BAD_USER_INPUT  if"}},
		{"too many ids", `query ($ids: [ID!]!) { nodes(ids: $ids) { id } }`, `{"ids": [` + strings.Repeat(`"a",`, 200) + `"a"]}`, []string{"BAD_USER_INPUT nodes ids"}},

		{"hops out of range", `{ a: paths(from: "a", to: "b", maxHops: 0) { truncated } b: paths(from: "a", to: "b", maxHops: 7) { truncated } c: neighborhood(of: ["a"], hops: 4) { truncated } }`, "",
			[]string{"BAD_USER_INPUT a maxHops", "BAD_USER_INPUT b maxHops", "BAD_USER_INPUT c hops"}},
		{"too many paths", `{ paths(from: "a", to: "b", first: 21) { truncated } }`, "", []string{"BAD_USER_INPUT paths first"}},
		{"an end that is to be avoided", `{ paths(from: "a", to: "b", avoid: ["c", "b"]) { truncated } }`, "", []string{"BAD_USER_INPUT paths avoid"}},
		{"no type to follow", `{ paths(from: "a", to: "b", via: []) { truncated } }`, "", []string{"BAD_USER_INPUT paths via"}},
		{"too much to avoid", `query ($a: [ID!]) { paths(from: "x", to: "b", avoid: $a) { truncated } }`, `{"a": [` + strings.Repeat(`"a",`, 200) + `"a"]}`, []string{"BAD_USER_INPUT paths avoid"}},
		{"an end that is null", `query ($id: ID = "a") { paths(from: "a", to: $id) { truncated } }`, `{"id": null}`, []string{"BAD_USER_INPUT paths to"}},
		{"too many centers", `query ($a: [ID!]!) { neighborhood(of: $a) { truncated } }`, `{"a": [` + strings.Repeat(`"a",`, 20) + `"a"]}`, []string{"BAD_USER_INPUT neighborhood of"}},
		{"a neighborhood's limits", `{ a: neighborhood(of: ["a"], limit: 501) { truncated } b: neighborhood(of: ["a"], perType: 0) { truncated } }`, "",
			[]string{"BAD_USER_INPUT a limit", "BAD_USER_INPUT b perType"}},
		{"a page below a step", `{ paths(from: "a", to: "b") { nodes { steps { node { ... on Deal { covers(first: 0) { totalCount } } } } } } }`, "",
			[]string{"BAD_USER_INPUT paths.nodes.steps.node.covers first"}},
		{"too many rows below steps", `{ paths(from: "a", to: "b", first: 20) { nodes { steps { node { ... on Deal { covers(first: 200) { nodes { coveredBy(first: 20) { totalCount } } } } } } } } }`, "",
			[]string{"TOO_COMPLEX paths.nodes.steps.node.covers.nodes.coveredBy"}},

		{"no key to order by", `query ($o: [DealOrder!]) { deals(orderBy: $o) { totalCount } }`, `{"o": {}}`, []string{"BAD_USER_INPUT deals orderBy[0]"}},
		{"no key to order by, in the text", `{ deals(orderBy: {}) { totalCount } }`, "", []string{"GRAPHQL_VALIDATION_FAILED"}},
		{"two keys in one", `query ($o: [DealOrder!]) { deals(orderBy: $o) { totalCount } }`, `{"o": [{"id": "ASC"}, {"date": "ASC", "name": "ASC"}]}`, []string{"BAD_USER_INPUT deals orderBy[1]"}},
		{"a null key", `query ($o: [DealOrder!]) { deals(orderBy: $o) { totalCount } }`, `{"o": {"date": null}}`, []string{"BAD_USER_INPUT deals orderBy[0].date"}},
		{"a key twice", `{ deals(orderBy: [{date: ASC}, {name: DESC}, {date: DESC}]) { totalCount } }`, "", []string{"BAD_USER_INPUT deals orderBy[2]"}},
		{"a nested key twice", `{ deal(id: "x") { covers(orderBy: [{node: {name: ASC}}, {node: {name: ASC}}]) { totalCount } } }`, "", []string{"BAD_USER_INPUT deal.covers orderBy[1]"}},
		{"a key that a variable leaves out", `query ($d: Direction) { deals(orderBy: {date: $d}) { totalCount } }`, "", []string{"GRAPHQL_VALIDATION_FAILED"}},
		{"no key inside node", `query ($o: [DealCoversOrder!]) { deal(id: "x") { covers(orderBy: $o) { totalCount } } }`, `{"o": {"node": {}}}`, []string{"BAD_USER_INPUT deal.covers orderBy[0].node"}},
		{"a reference as a key", `{ deal(id: "x") { signatories(orderBy: {relationship: {onBehalfOf: ASC}}) { totalCount } } }`, "", []string{"GRAPHQL_VALIDATION_FAILED"}},

		{"counts that contradict", `{ deals(where: {covers: {count: {gte: 3, lt: 2}}}) { totalCount } }`, "", []string{"BAD_USER_INPUT deals where.covers.count"}},
		{"a count beyond its bound", `{ deals(where: {sources: {documents: {eq: 3, lte: 2}}}) { totalCount } }`, "", []string{"BAD_USER_INPUT deals where.sources.documents"}},
		{"a null all", `{ deals(where: {covers: {all: null}}) { totalCount } }`, "", []string{"BAD_USER_INPUT deals where.covers.all"}},
		{"a count of null", `{ deals(where: {covers: {count: {eq: null}}}) { totalCount } }`, "", []string{"BAD_USER_INPUT deals where.covers.count.eq"}},
		{"an order by one count twice", `{ deals(orderBy: [{covers: {count: ASC}}, {date: ASC}, {covers: {count: DESC}}]) { totalCount } }`, "", []string{"BAD_USER_INPUT deals orderBy[2]"}},
		{"no groups", `{ deals { groups(by: {kind: VALUE}, first: 0) { key } } }`, "", []string{"BAD_USER_INPUT deals.groups first"}},
		{"too many groups", `{ deals { groups(by: {kind: VALUE}, first: 201) { key } } }`, "", []string{"BAD_USER_INPUT deals.groups first"}},
		{"groups by nothing", `query ($by: DealGroupBy!) { deals { groups(by: $by) { key } } }`, `{"by": {}}`, []string{"BAD_USER_INPUT deals.groups by"}},
		{"groups by two", `query ($by: DealGroupBy!) { deals { groups(by: $by) { key } } }`, `{"by": {"kind": "VALUE", "date": "YEAR"}}`, []string{"BAD_USER_INPUT deals.groups by"}},
		{"groups by nothing further on", `query ($by: DealGroupBy!) { deals { groups(by: $by) { key } } }`, `{"by": {"covers": {"node": {}}}}`, []string{"BAD_USER_INPUT deals.groups by.covers.node"}},
		{"a month of a text", `{ deals { groups(by: {kind: MONTH}) { key } } }`, "", []string{"GRAPHQL_VALIDATION_FAILED"}},
		{"members of a group, too many", `{ deals { all: groups(by: {kind: VALUE}) { members(first: 201) { totalCount } } } }`, "", []string{"BAD_USER_INPUT deals.all.members first"}},
		{"groups of too many members", `{ deals { groups(by: {kind: VALUE}, first: 200) { members(first: 200) { nodes { covers(first: 20) { nodes { id } } } } } } }`, "",
			[]string{"TOO_COMPLEX deals.groups.members.nodes.covers"}},
		{"groups that lead too far", `query ($by: TechnologyGroupBy!) { technologies { groups(by: $by) { key } } }`,
			`{"by": ` + strings.Repeat(`{"partOf": {"node": `, 13) + `{"id": "VALUE"}` + strings.Repeat(`}}`, 13) + `}`, []string{"TOO_COMPLEX technologies.groups"}},

		{"too deep", nested(13), "", []string{"TOO_COMPLEX"}},
		{"too many rows", `{ deals(first: 200) { nodes { covers(first: 200) { nodes { coveredBy(first: 20) { totalCount nodes { id } } } } } } }`, "", []string{"TOO_COMPLEX deals.nodes.covers.nodes.coveredBy"}},
		{"too many rows side by side", `{ deals(first: 200) { nodes { ` + aliased(15, `covers(first: 200) { nodes { id } }`) + ` } } }`, "", []string{"TOO_COMPLEX deals.nodes.f2"}},
		{"too many filters", `query ($w: DealWhere) { deals(where: $w) { totalCount } }`, `{"w": {"OR": [` + strings.Repeat(`{"id": {"eq": "a"}},`, 200) + `{}]}}`, []string{"TOO_COMPLEX deals"}},
		{"filters too deep", `query ($w: DealWhere) { deals(where: $w) { totalCount } }`, `{"w": ` + strings.Repeat(`{"NOT":`, 60) + `{}` + strings.Repeat(`}`, 60) + `}`, []string{"TOO_COMPLEX deals"}},
		{"too many values", `query ($v: [ID!]) { deals(where: {id: {in: $v}}) { totalCount } }`, `{"v": [` + strings.Repeat(`"a",`, 1000) + `"a"]}`, []string{"TOO_COMPLEX deals"}},

		{"syntax", `{ deals( }`, "", []string{"GRAPHQL_PARSE_FAILED"}},
		{"an unknown field", `{ deals { nodes { colour } } }`, "", []string{"GRAPHQL_VALIDATION_FAILED"}},
		{"an unknown argument", `{ deals(limit: 3) { totalCount } }`, "", []string{"GRAPHQL_VALIDATION_FAILED"}},
		{"an unknown filter", `{ deals(where: {colour: {eq: "red"}}) { totalCount } }`, "", []string{"GRAPHQL_VALIDATION_FAILED"}},
		{"an id that is not given", `{ deal { id } }`, "", []string{"GRAPHQL_VALIDATION_FAILED"}},
		{"no selection", `{ deals }`, "", []string{"GRAPHQL_VALIDATION_FAILED"}},
		{"@defer", `{ deals { ... @defer { totalCount } } }`, "", []string{"GRAPHQL_VALIDATION_FAILED"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			answer := a.ask(t.Context(), c.query, variables(t, c.variables))
			var got []string
			for _, e := range answer.Errors {
				got = append(got, described(e))
				if code, _ := e.Extensions["code"].(string); !slices.Contains(codes, code) {
					t.Errorf("the code %q is not on the list", code)
				}
				if e.Message == "" || len(e.Locations) == 0 && e.Extensions["code"] != "GRAPHQL_PARSE_FAILED" {
					t.Errorf("the error says too little: %#v", e)
				}
			}
			if strings.HasPrefix(c.name, "too deep") {
				for i := range got {
					got[i], _, _ = strings.Cut(got[i], " ")
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got errors %q, want %q\n%s", got, c.want, text(t, answer))
			}
			if answer.Data != nil {
				t.Errorf("there is data: %s", answer.Data)
			}
		})
	}
}

// TestOperandsAreOfTheirPropertysType gives operands of wrong types, as literals and as variables, and good ones.
func TestOperandsAreOfTheirPropertysType(t *testing.T) {
	films, err := os.ReadFile(filepath.Join("testdata", "films.graphqls"))
	if err != nil {
		t.Fatal(err)
	}
	cat := vocabulary(t, string(films))
	a := newAPI(t, cat, inMemory(t, cat))
	for _, c := range []struct{ filter, variables, want string }{
		{`minutes: {eq: 2147483647, gt: -2147483648}`, "", ""},
		{`minutes: {eq: 2147483648}`, "", "BAD_USER_INPUT films where.minutes.eq"},
		{`minutes: {in: [1, -2147483649]}`, "", "BAD_USER_INPUT films where.minutes.in[1]"},
		{`minutes: {eq: 1.5}`, "", "GRAPHQL_VALIDATION_FAILED"},
		{`minutes: {gte: 5, lte: 4}`, "", "BAD_USER_INPUT films where.minutes"},
		{`minutes: {gt: 1, gte: 5, lt: 9, lte: 4}`, "", "BAD_USER_INPUT films where.minutes"},
		{`minutes: {gt: 5, gte: 1, lt: 4, lte: 9}`, "", "BAD_USER_INPUT films where.minutes"},
		{`minutes: {gte: 5, lte: 5}`, "", ""},
		{`takings: {eq: "9223372036854775807", gt: -9223372036854775808}`, "", ""},
		{`takings: {eq: "9223372036854775808"}`, "", "BAD_USER_INPUT films where.takings.eq"},
		{`takings: {eq: 9223372036854775808}`, "", "GRAPHQL_VALIDATION_FAILED"},
		{`takings: {eq: "1e3"}`, "", "BAD_USER_INPUT films where.takings.eq"},
		{`takings: {eq: true}`, "", "BAD_USER_INPUT films where.takings.eq"},
		{`takings: {gt: "10", lt: 9}`, "", "BAD_USER_INPUT films where.takings"},
		{`rating: {eq: 1e400}`, "", "GRAPHQL_VALIDATION_FAILED"},
		{`rating: {eq: "NaN"}`, "", "GRAPHQL_VALIDATION_FAILED"},
		{`rating: {gt: 2, lt: 1.5}`, "", "BAD_USER_INPUT films where.rating"},
		{`rating: {gt: 1, lt: 1.5}`, "", ""},
		{`colour: {eq: 1}`, "", "GRAPHQL_VALIDATION_FAILED"},
		{`colour: {eq: null}`, "", "BAD_USER_INPUT films where.colour.eq"},
		{`genre: {in: [NOIR, OPERA]}`, "", "GRAPHQL_VALIDATION_FAILED"},
		{`reels: {has: 2147483648}`, "", "BAD_USER_INPUT films where.reels.has"},
		{`marks: {hasAny: [1, 1e999]}`, "", "GRAPHQL_VALIDATION_FAILED"},
		{`reruns: {has: "2020-1"}`, "", "BAD_USER_INPUT films where.reruns.has"},
		{`after: {eq: 7}`, "", ""},
		{`after: {eq: 7.5}`, "", "GRAPHQL_VALIDATION_FAILED"},
		{`tags: {isEmpty: null}`, "", "BAD_USER_INPUT films where.tags.isEmpty"},
		{`$v: Int = minutes: {eq: $v}`, `{"v": 5}`, ""},
		{`$v: Int = minutes: {eq: $v}`, `{"v": 2147483648}`, "BAD_USER_INPUT films where.minutes.eq"},
		{`$v: [Int!] = minutes: {in: $v}`, `{"v": [5, 6]}`, ""},
		{`$v: Float = rating: {eq: $v}`, `{"v": 5}`, ""},
		{`$v: Float = rating: {lt: $v}`, `{"v": 1.5e300}`, ""},
		{`$v: [Float!] = marks: {hasAny: $v}`, `{"v": [1, 1.5]}`, ""},
		{`$v: BigInt = takings: {eq: $v}`, `{"v": "-9223372036854775808"}`, ""},
		{`$v: BigInt = takings: {eq: $v}`, `{"v": 12345678901}`, ""},
		{`$v: BigInt = takings: {eq: $v}`, `{"v": 1.5}`, "BAD_USER_INPUT films where.takings.eq"},
		{`$v: BigInt = takings: {eq: $v}`, `{"v": {"a": 1}}`, "BAD_USER_INPUT films where.takings.eq"},
		{`$v: BigInt = takings: {eq: {a: $v}}`, `{"v": 1}`, "BAD_USER_INPUT films where.takings.eq"},
		{`$v: BigInt = takings: {in: {a: [$v]}}`, `{"v": 1}`, "BAD_USER_INPUT films where.takings.in[0]"},
		{`$v: BigInt = takings: {eq: [$v]}`, `{"v": 1}`, "BAD_USER_INPUT films where.takings.eq"},
		{`$v: Boolean = colour: {eq: $v}`, `{"v": false}`, ""},
		{`$v: Genre = genre: {eq: $v}`, `{"v": "NOIR"}`, ""},
		{`$v: ID = after: {eq: $v}`, `{"v": "x"}`, ""},
		{`$v: Date = released: {lt: $v}`, `{"v": "1950"}`, ""},
		{`$v: Date = released: {lt: $v}`, `{"v": ["1950"]}`, "BAD_USER_INPUT films where.released.lt"},
		{`$v: Date = released: {overlaps: {from: $v}}`, ``, "BAD_USER_INPUT films where.released.overlaps"},
		{`$v: Int = minutes: {eq: $v}`, ``, ""},
		{`$v: FilmWhere! = AND: [{}, $v]`, `{"v": {"OR": [{"colour": {"isNull": true}}]}}`, ""},
		{`$v: FilmCastFilter = cast: $v`, `{"v": {"some": {"relationship": {"fee": {"lt": "5"}, "credited": {"eq": true}}}}}`, ""},
	} {
		declared, filter, is := strings.Cut(c.filter, " = ")
		if !is {
			declared, filter = "$unused: Int", c.filter
		}
		query := "query (" + declared + ") { films(where: {" + filter + "}) { totalCount } }"
		query = strings.Replace(query, "($unused: Int)", "", 1)
		var all []string
		for _, e := range a.ask(t.Context(), query, variables(t, c.variables)).Errors {
			all = append(all, described(e))
		}
		if got := strings.Join(slices.Compact(all), ", "); got != c.want {
			t.Errorf("%s with %s is told %q, want %q", query, c.variables, got, c.want)
		}
	}
}

// nested is a query whose records nest this deep.
func nested(levels int) string {
	query := "id"
	for i := range levels - 1 {
		query = []string{"covers", "coveredBy"}[(levels-i)%2] + "(first: 1) { nodes { " + query + " } }"
	}
	return `{ deal(id: "us-korea-tpd") { ` + query + ` } }`
}

// aliased is one selection under so many keys: f0, f1, ….
func aliased(n int, selection string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "f%d: %s ", i, selection)
	}
	return b.String()
}

// unreadable is a store that must not be asked.
type unreadable struct{ store.Store }

// TestACursorOfAnotherListIsRefused takes a cursor of one list to others.
func TestACursorOfAnotherListIsRefused(t *testing.T) {
	cat := vocabulary(t, "")
	a := newAPI(t, cat, inMemory(t, cat))
	loaded(t, cat, a.store, ownData(t))
	home := `deals(first: 1%s, where: {NOT: {id: {eq: "x"}}}, orderBy: [{date: DESC}]) { pageInfo { endCursor } }`
	own := endCursor(t, a, fmt.Sprintf("{ "+home+" }", ""), "deals")
	digit := func(c string, i int) string {
		return c[:i] + map[bool]string{true: "B", false: "A"}[c[i] == 'A'] + c[i+1:]
	}
	for _, c := range []struct {
		name, query, cursor string
		good                bool
	}{
		{"its own", "{ " + home + " }", own, true},
		{"its own filter, written otherwise", `{ deals(first: 7%s, orderBy: {date: DESC}, where: {NOT: {id: {eq: """x"""}}}) { totalCount } }`, own, true},
		{"another direction", `{ deals(first: 1%s, where: {NOT: {id: {eq: "x"}}}, orderBy: [{date: ASC}]) { totalCount } }`, own, false},
		{"another ordering", `{ deals(first: 1%s, where: {NOT: {id: {eq: "x"}}}, orderBy: [{name: DESC}]) { totalCount } }`, own, false},
		{"no ordering", `{ deals(first: 1%s, where: {NOT: {id: {eq: "x"}}}) { totalCount } }`, own, false},
		{"another filter", `{ deals(first: 1%s, where: {NOT: {id: {eq: "y"}}}, orderBy: [{date: DESC}]) { totalCount } }`, own, false},
		{"no filter", `{ deals(first: 1%s, orderBy: [{date: DESC}]) { totalCount } }`, own, false},
		{"another field", `{ events(first: 1%s, where: {NOT: {id: {eq: "x"}}}, orderBy: [{date: DESC}]) { totalCount } }`, own, false},
		{"citations", `{ document(id: "x") { citedBy(first: 1%s) { totalCount } } }`, own, false},
		{"relationships", `{ relationships(first: 1%s) { totalCount } }`, own, false},
		{"another version", "{ " + home + " }", digit(own, 1), false},
		{"another hash", "{ " + home + " }", digit(own, 5), false},
		{"a letter more", "{ " + home + " }", own + "A", false},
		{"a letter less", "{ " + home + " }", own[:len(own)-1], false},
		{"padding", "{ " + home + " }", own + "=", false},
		{"white space", "{ " + home + " }", own + `\n`, false},
		{"too long", "{ " + home + " }", own + strings.Repeat("A", 1<<16), false},
		{"keys too few", "{ " + home + " }", withKeys(own, "2025"), false},
		{"keys too many", "{ " + home + " }", withKeys(own, "2025", "a", "b"), false},
		{"keys of another type", "{ " + home + " }", withKeys(own, 2025, "a"), false},
		{"a list as a key", "{ " + home + " }", withKeys(own, []any{"2025"}, "a"), false},
		{"null for what is never null", "{ " + home + " }", withKeys(own, "2025", nil), false},
		{"null for what may be", "{ " + home + " }", withKeys(own, nil, "a"), true},
		{"values that nobody has", "{ " + home + " }", withKeys(own, "'; DROP", "\u0000"), true},
	} {
		t.Run(c.name, func(t *testing.T) {
			answer := a.ask(t.Context(), fmt.Sprintf(c.query, `, after: "`+c.cursor+`"`), nil)
			switch {
			case c.good && answer.Errors != nil:
				t.Errorf("refused: %s", text(t, answer))
			case !c.good && (len(answer.Errors) != 1 || answer.Errors[0].Extensions["code"] != "BAD_CURSOR" || answer.Errors[0].Extensions["argument"] != "after"):
				t.Errorf("not refused as a cursor: %s", text(t, answer))
			}
		})
	}
}

// TestACursorOfAnotherTypesFieldIsRefused takes a cursor to a field of the same name and relationship, on another type.
func TestACursorOfAnotherTypesFieldIsRefused(t *testing.T) {
	cat := vocabulary(t, "")
	a := newAPI(t, cat, inMemory(t, cat))
	loaded(t, cat, a.store, ownData(t))
	cursor := endCursor(t, a, `{ technology(id: "ai") { parts(first: 1) { pageInfo { endCursor } } } }`, "technology", "parts")
	for query, want := range map[string]string{
		`{ technology(id: "quantum") { parts(first: 1, after: %q) { totalCount } } }`: "",
		`{ program(id: "artemis") { parts(first: 1, after: %q) { totalCount } } }`:    "BAD_CURSOR program.parts after",
		`{ technology(id: "ai") { partOf(first: 1, after: %q) { totalCount } } }`:     "BAD_CURSOR technology.partOf after",
	} {
		got := ""
		for _, e := range a.ask(t.Context(), fmt.Sprintf(query, cursor), nil).Errors {
			got += described(e)
		}
		if got != want {
			t.Errorf("%s is told %q, want %q", query, got, want)
		}
	}
}

// withKeys is a cursor of the same list with other values.
func withKeys(of string, keys ...any) string {
	return string(cursor.Append(nil, hashOf(of), keys))
}

func endCursor(t *testing.T, a *api, query string, path ...string) string {
	t.Helper()
	answer := a.ask(t.Context(), query, nil)
	if answer.Errors != nil {
		t.Fatal(text(t, answer))
	}
	var v map[string]any
	if err := json.Unmarshal(answer.Data, &v); err != nil {
		t.Fatal(err)
	}
	for _, key := range append(path, "pageInfo") {
		v = v[key].(map[string]any)
	}
	return v["endCursor"].(string)
}

func hashOf(text string) uint64 {
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		panic(err)
	}
	return binary.BigEndian.Uint64(raw[1:])
}
