package attacks

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// bodies attack the reading of requests.
func bodies() []attack {
	bad := func(name, body, code string) attack {
		return attack{name: name, body: body, status: http.StatusBadRequest, code: code}
	}
	const query = `{"query":"{version}","variables":`
	tooLarge := func(name, body string) attack {
		return attack{name: name, body: body, status: http.StatusRequestEntityTooLarge, code: "BAD_USER_INPUT"}
	}
	return []attack{
		bad("100,000 nested lists in variables", query+`{"a":`+strings.Repeat("[", 100_000), "TOO_COMPLEX"),
		bad("100,000 nested lists in variables, closed", query+`{"a":`+strings.Repeat("[", 100_000)+strings.Repeat("]", 100_000)+`}}`, "TOO_COMPLEX"),
		bad("20,000 nested objects in variables", query+strings.Repeat(`{"a":`, 20_000), "TOO_COMPLEX"),
		bad("100,000 nested lists in extensions", `{"query":"{version}","extensions":{"a":`+strings.Repeat("[", 100_000), "TOO_COMPLEX"),
		bad("60,000 values", query+`{"a":[`+strings.Repeat("1,", 60_000)+`1]}}`, "TOO_COMPLEX"),
		tooLarge("variables of 300 kB", query+`{"a":"`+strings.Repeat("x", 300_000)+`"}}`),
		bad("a batch", `[`+strings.Repeat(`{"query":"{version}"},`, 1000)+`{"query":"{version}"}]`, "BAD_USER_INPUT"),
		bad("a batch of one", `[{"query":"{version}"}]`, "BAD_USER_INPUT"),
		bad("an empty batch", `[]`, "BAD_USER_INPUT"),
		bad("half of a surrogate pair", query+`{"a":"\ud800"}}`, "BAD_USER_INPUT"),
		bad("the other half of a surrogate pair", query+`{"a":"\udc00\ud800"}}`, "BAD_USER_INPUT"),
		bad("half of a surrogate pair in the query", `{"query":"{deal(id:\"\ud800\"){id}}"}`, "BAD_USER_INPUT"),
		bad("a NUL in the body", "{\"query\":\"{version}\x00\"}", "BAD_USER_INPUT"),
		bad("no UTF-8", "{\"query\":\"{version}\xff\"}", "BAD_USER_INPUT"),
		bad("nothing", " ", "BAD_USER_INPUT"),
		bad("a hash that is not the query's", `{"query":"{version}","extensions":{"persistedQuery":{"version":1,"sha256Hash":"`+strings.Repeat("0", 64)+`"}}}`, "BAD_USER_INPUT"),
		bad("a hash that nobody knows", `{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"`+strings.Repeat("0", 64)+`"}}}`, "PERSISTED_QUERY_NOT_FOUND"),
		bad("a hash of 200 kB", `{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"`+strings.Repeat("0", 200_000)+`"}}}`, "PERSISTED_QUERY_NOT_FOUND"),
		bad("a hash that is a list", `{"extensions":{"persistedQuery":{"version":1,"sha256Hash":["a"]}}}`, "BAD_USER_INPUT"),
	}
}

// pages attack what bounds lists.
func pages() []attack {
	var all []attack
	for _, first := range []string{"1000000", "201", "0", "-1", "-2147483648"} {
		all = append(all,
			refusedField("first: "+first, `{deals(first:`+first+`){nodes{id}}}`, "", "BAD_USER_INPUT"),
			refusedField("last: "+first, `{deals(last:`+first+`){nodes{id}}}`, "", "BAD_USER_INPUT"),
			refusedField("nested, first: "+first, `{deals{nodes{covers(first:`+first+`){nodes{id}}}}}`, "", "BAD_USER_INPUT"),
			refusedField("by a variable, first: "+first, `query($n:Int){deals(first:$n){nodes{id}}}`, `{"n":`+first+`}`, "BAD_USER_INPUT"))
	}
	return append(all,
		refused("first: 99999999999", `{deals(first:99999999999){nodes{id}}}`, "BAD_USER_INPUT"),
		attack{name: "by a variable, first: 1e99999", document: `query($n:Int){deals(first:$n){nodes{id}}}`, variables: `{"n":1e99999}`, status: 400, code: "BAD_USER_INPUT"},
		attack{name: "by a variable, first: 200,000 digits", document: `query($n:Int){deals(first:$n){nodes{id}}}`, variables: `{"n":` + strings.Repeat("9", 200_000) + `}`, status: 400, code: "BAD_USER_INPUT"},
		refusedField("pages of pages of pages", `{deals(first:200){nodes{covers(first:200){nodes{coveredBy(first:200){nodes{id}}}}}}}`, "", "TOO_COMPLEX"),
		refusedField("201 ids", `query($ids:[ID!]!){nodes(ids:$ids){id}}`, `{"ids":[`+strings.TrimSuffix(numbered(`"a%d",`, 201), ",")+`]}`, "BAD_USER_INPUT"),
	)
}

// refusedField makes an attack that a field refuses before anything is read.
func refusedField(name, document, variables, code string) attack {
	return attack{name: name, document: document, variables: variables, status: http.StatusBadRequest, code: code}
}

// filters attack the planner and the databases' compilers.
func filters() []attack {
	const ask = `query($w:DealWhere){deals(where:$w){totalCount}}`
	nested := func(n int, open, inner, closing string) string {
		return strings.Repeat(open, n) + inner + strings.Repeat(closing, n)
	}
	return []attack{
		{name: "200 levels by a variable", document: ask, variables: `{"w":` + nested(200, `{"NOT":`, `{}`, `}`) + `}`, status: 400, code: "TOO_COMPLEX"},
		refusedField("55 levels by a variable", ask, `{"w":`+nested(55, `{"NOT":`, `{}`, `}`)+`}`, "TOO_COMPLEX"),
		refusedField("54 levels through relationships by a variable", ask, `{"w":`+nested(9, `{"covers":{"some":{"node":{"coveredBy":{"some":{"node":`, `{}`, `}}}}}}`)+`}`, "TOO_COMPLEX"),
		refusedField("300 filters", ask, `{"w":{"OR":[`+strings.TrimSuffix(numbered(`{"name":{"eq":"%d"}},`, 300), ",")+`]}}`, "TOO_COMPLEX"),
		refusedField("1,001 values", ask, `{"w":{"name":{"in":[`+strings.TrimSuffix(numbered(`"%d",`, 1001), ",")+`]}}}`, "TOO_COMPLEX"),
		refusedField("a null", ask, `{"w":{"name":{"eq":null}}}`, "BAD_USER_INPUT"),
		refusedField("a date of another kind", ask, `{"w":{"date":{"eq":"tomorrow"}}}`, "BAD_USER_INPUT"),
		refusedField("a date that is an object", ask, `{"w":{"date":{"eq":{"$gt":""}}}}`, "BAD_USER_INPUT"),
		{name: "an operator of another database", document: ask, variables: `{"w":{"name":{"$ne":null}}}`, status: 400, code: "BAD_USER_INPUT"},
		{name: "a text of 200 kB", document: ask, variables: `{"w":{"name":{"containsIgnoreCase":"` + strings.Repeat("İ", 100_000) + `"}}}`, status: 200, answer: `"totalCount":0`},
		{name: "all of it at once", document: ask, variables: `{"w":{"AND":[` + strings.TrimSuffix(strings.Repeat(`{"covers":{"some":{"node":{"coveredBy":{"none":{"node":{"name":{"contains":"x"}}}}}}}},`, 20), ",") + `]}}`, status: 200, answer: `"totalCount"`},
	}
}

// cursors attack paging with what is no cursor, another list's, or one that was changed.
func (s *site) cursors(t *testing.T) []attack {
	t.Helper()
	const ask = `query($c:String){deals(first:1,after:$c){nodes{id}}}`
	foreign := s.cursor(t, "people")
	raw, err := base64.RawURLEncoding.DecodeString(s.cursor(t, "deals"))
	if err != nil {
		t.Fatal(err)
	}
	changed := func(keys string) string {
		return base64.RawURLEncoding.EncodeToString(append(raw[:9:9], keys...))
	}
	var all []attack
	for name, c := range map[string]string{
		"an empty one": "", "garbage": "!!!", "a NUL": "\x00", "foreign": foreign, "two": foreign + foreign,
		"200 kB": strings.Repeat("A", 200_000), "of another version": "Ag" + foreign[2:],
		"no keys": changed(`[]`), "too many keys": changed(`["a","b"]`), "null": changed(`[null]`), "nested keys": changed(strings.Repeat("[", 10_000)),
		"a number": changed(`[1]`), "an object": changed(`[{"$gt":""}]`), "half of a pair": changed(`["\ud800"]`), "spaces": changed(` ["a"]`),
	} {
		variable, _ := json.Marshal(c) //nolint:errchkjson // a string always encodes
		all = append(all, refusedField("a cursor: "+name, ask, `{"c":`+string(variable)+`}`, "BAD_CURSOR"))
	}
	// One that could have been given is as good as one that was: it is no secret, and its keys are parameters.
	injected, _ := json.Marshal(changed(`["x' OR 1=1 --"]`)) //nolint:errchkjson // a string always encodes
	return append(all, attack{name: "an injection in a cursor", document: ask, variables: `{"c":` + string(injected) + `}`, status: 200, answer: `{"deals":{"nodes":[]}}`})
}

// cursor gives the first cursor of a list.
func (s *site) cursor(t *testing.T, list string) string {
	t.Helper()
	var answer struct {
		Data map[string]struct {
			Edges []struct{ Cursor string }
		}
	}
	got := s.ask(t, "{"+list+"(first:1){edges{cursor}}}", "")
	if err := json.Unmarshal([]byte(got.body), &answer); err != nil || len(answer.Data[list].Edges) != 1 {
		t.Fatalf("%v %s", err, got.body)
	}
	return answer.Data[list].Edges[0].Cursor
}

// injections put statements where values belong. They are values.
func injections() []attack {
	var all []attack
	for i, text := range []string{
		`' OR '1'='1`, `" OR ""="`, `x'; DROP TABLE node; --`, `us-korea-tpd' --`, `}) DETACH DELETE n //`, "`) MATCH (n) DETACH DELETE n //",
		`$id`, `{id}`, `%`, `_`, `\`, `\\' OR 1=1`, `../../etc/passwd`, `${jndi:ldap://a}`, `<script>`, "a\u0000b", "\u202e", "us-korea-tpd\u0000", `*`, `[a-z]*`, `.*`,
	} {
		value, _ := json.Marshal(text) //nolint:errchkjson // a string always encodes
		v := string(value)
		for _, by := range []struct{ name, document, variables, answer string }{
			{"an id", `query($v:ID!){deal(id:$v){id}}`, `{"v":` + v + `}`, `{"deal":null}`},
			{"ids", `query($v:[ID!]!){nodes(ids:$v){id}}`, `{"v":[` + v + `]}`, `{"nodes":[null]}`},
			{"eq", `query($v:String){deals(where:{name:{eq:$v}}){totalCount}}`, `{"v":` + v + `}`, `{"deals":{"totalCount":0}}`},
			{"startsWith", `query($v:String){deals(where:{name:{startsWith:$v}}){totalCount}}`, `{"v":` + v + `}`, `{"deals":{"totalCount":0}}`},
			{"in", `query($v:[String!]){deals(where:{name:{in:$v}}){totalCount}}`, `{"v":[` + v + `]}`, `{"deals":{"totalCount":0}}`},
			{"a list's has", `query($v:String){deals(where:{aliases:{has:$v}}){totalCount}}`, `{"v":` + v + `}`, `{"deals":{"totalCount":0}}`},
			{"a source", `query($v:[ID!]){deals(where:{sources:{document:{in:$v}}}){totalCount}}`, `{"v":[` + v + `]}`, `{"deals":{"totalCount":0}}`},
			{"a filter through relationships", `query($v:ID){deals(where:{covers:{some:{node:{id:{eq:$v}}}}}){totalCount}}`, `{"v":` + v + `}`, `{"deals":{"totalCount":0}}`},
		} {
			all = append(all, attack{name: fmt.Sprintf("injection %d as %s", i, by.name), document: by.document, variables: by.variables, status: 200, answer: by.answer})
		}
	}
	return all
}
