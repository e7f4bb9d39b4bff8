package query_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/dealgraph/dealgraph/internal/query"
)

var update = flag.Bool("update", false, "rewrite what the cases expect")

// answering is an endpoint that gives one answer to everything.
func answering(status int, contentType, body string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", contentType)
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	})
}

func client(h http.Handler) *query.Client {
	return &query.Client{URL: "http://here/graphql", Timeout: time.Minute, MaxAnswer: 1 << 20, Transport: query.Handler(h)}
}

func parse(t *testing.T, text string) *query.Document {
	t.Helper()
	d, err := query.Parse("q.graphql", []byte(text), "")
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Each case has a document, perhaps variables, and an answer; and how that is printed.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			section := map[string]string{}
			for _, f := range archive.Files {
				section[f.Name] = string(f.Data)
			}
			csv, text := printed(t, section["query.graphql"], section["variables.json"], section["answer.json"])
			if *update {
				rewrite(t, file, archive, map[string]string{"csv": csv, "table": text})
				return
			}
			if section["csv"] != csv {
				t.Errorf("csv:\n%s\nwant:\n%s", csv, section["csv"])
			}
			if section["table"] != text {
				t.Errorf("table:\n%s\nwant:\n%s", text, section["table"])
			}
		})
	}
}

func printed(t *testing.T, document, object, body string) (csv, text string) {
	t.Helper()
	d := parse(t, document)
	variables, err := d.Variables([]byte(object), nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := client(answering(200, "application/json", body)).Ask(t.Context(), d, variables)
	if err != nil {
		t.Fatal(err)
	}
	table, err := answer.Table(d, variables)
	if err != nil {
		return err.Error() + "\n", err.Error() + "\n"
	}
	var c, p bytes.Buffer
	if err := errors.Join(table.CSV(&c), table.Text(&p)); err != nil {
		t.Fatal(err)
	}
	if table.More {
		p.WriteString("(there are more)\n")
	}
	return c.String(), p.String()
}

func rewrite(t *testing.T, file string, archive *txtar.Archive, sections map[string]string) {
	t.Helper()
	kept := archive.Files[:0:0]
	for _, f := range archive.Files {
		if _, ours := sections[f.Name]; !ours {
			kept = append(kept, f)
		}
	}
	for _, name := range []string{"csv", "table"} {
		kept = append(kept, txtar.File{Name: name, Data: []byte(sections[name])})
	}
	archive.Files = kept
	if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestAFlagsValueIsOfTheVariablesType(t *testing.T) {
	d := parse(t, `query($s: String, $id: ID!, $n: Int, $f: Float, $b: Boolean, $day: Date, $big: BigInt, $e: Kind, $w: DealWhere, $ids: [ID!]!, $ns: [Int], $nested: [[Int]]) { a }`)
	for _, c := range []struct{ flags, want string }{
		{`s=5`, `{"s":"5"}`},
		{`s=`, `{"s":""}`},
		{`s=a=b`, `{"s":"a=b"}`},
		{`s=null`, `{"s":"null"}`},
		{`s={"a":1}`, `{"s":"{\"a\":1}"}`},
		{`id=7`, `{"id":"7"}`},
		{`n=5`, `{"n":5}`},
		{`n=5.0`, `{"n":5.0}`},
		{`n=five`, `the variable n, which is Int: "five" is none`},
		{`n="5"`, `the variable n, which is Int: "\"5\"" is none`},
		{`n=null`, `the variable n, which is Int: "null" is none`},
		{`n=`, `the variable n, which is Int: "" is none`},
		{`n=5 6`, `the variable n, which is Int: "5 6" is none`},
		{`n=1|n=2`, `the variable n, which is Int: it is given 2 times, and is no list`},
		{`f=1e3`, `{"f":1e3}`},
		{`b=true`, `{"b":true}`},
		{`b=1`, `the variable b, which is Boolean: "1" is none`},
		{`day=2025`, `{"day":"2025"}`},
		{`big=9007199254740993`, `{"big":"9007199254740993"}`},
		{`e=HELD`, `{"e":"HELD"}`},
		{`w={"id":{"eq":"a"}}`, `{"w":{"id":{"eq":"a"}}}`},
		{`w={"id"`, `the variable w, which is DealWhere: "{\"id\"" begins as an object of JSON and is none: unexpected EOF`},
		{`ids=a,b`, `{"ids":["a,b"]}`},
		{`ids=a|ids=b`, `{"ids":["a","b"]}`},
		{`ids=["a","b"]`, `{"ids":["a","b"]}`},
		{`ids=[a]`, `the variable ids, which is [ID!]!: "[a]" begins as a list of JSON and is none: invalid character 'a' looking for beginning of value`},
		{`ns=1|ns=2`, `{"ns":[1,2]}`},
		{`nested=[[1],[2]]`, `{"nested":[[1],[2]]}`},
		{`nope=1`, `the operation has no variable "nope", but b, big, day, e, f, id, ids, n, nested, ns, s, w`},
		{`idz=1`, `the operation has no variable "idz": did you mean id?`},
		{`s`, `"s": a variable is given as name=value`},
	} {
		values, err := d.Variables(nil, strings.Split(c.flags, "|"))
		got, _ := json.Marshal(values)
		if err != nil {
			got = []byte(err.Error())
		}
		if string(got) != c.want {
			t.Errorf("%s\ngot  %s\nwant %s", c.flags, got, c.want)
		}
	}
}

func TestFlagsGoBeforeTheFileOfVariables(t *testing.T) {
	d := parse(t, `query($s: String, $n: Int) { a }`)
	values, err := d.Variables([]byte(`{"s": "file", "n": 12345678901234567890}`), []string{"s=flag"})
	if err != nil {
		t.Fatal(err)
	}
	if got, _ := json.Marshal(values); string(got) != `{"n":12345678901234567890,"s":"flag"}` {
		t.Error(string(got))
	}
	for _, bad := range []string{`[1]`, `null`, `{"s": 1} {}`, `{"x": 1}`, `{`} {
		if values, err := d.Variables([]byte(bad), nil); err == nil {
			t.Errorf("%s gave %v", bad, values)
		}
	}
}

func TestADocumentThatCanNotBeAskedIsToldWithItsPlace(t *testing.T) {
	for _, c := range []struct{ text, operation, want string }{
		{"{ a", "", "q.graphql:1:4: "},
		{"", "", "there is no operation in it"},
		{"fragment F on T { a }", "", "there is no operation in it"},
		{"query A { a } query B { b }", "", "there are 2 operations in it: name one, of A, B"},
		{"query A { a }", "B", "there is no operation B in it, of A"},
		{"mutation { a }", "", "this is a mutation: only queries are asked"},
		{"{ a(s: \"\xff\") }", "", "not UTF-8"},
		{strings.Repeat("{a", 60_000), "", "exceeded token limit"},
		{strings.Repeat(" ", query.MaxDocument+1), "", "larger than"},
	} {
		if _, err := query.Parse("q.graphql", []byte(c.text), c.operation); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%.40q: %v, want %s", c.text, err, c.want)
		}
	}
}

func TestAnAnswerWithErrorsIsAnError(t *testing.T) {
	d := parse(t, `{ a }`)
	for _, c := range []struct {
		name   string
		status int
		typ    string
		body   string
		want   string
	}{
		{"data beside an error", 200, "application/json", `{"data":{"a":1},"errors":[{"message":"no\u001b[31m","path":["a",0],"extensions":{"code":"TIMEOUT","argument":"first"}}]}`,
			"TIMEOUT: a[0]: no [31m (argument first)"},
		{"a status that is none of success", 503, "application/graphql-response+json", `{"errors":[{"message":"later","extensions":{"code":"OVERLOADED"}}]}`, "OVERLOADED: later"},
		{"a code that is on no list", 400, "application/json", `{"errors":[{"message":"no","locations":[{"line":2,"column":3}],"extensions":{"code":"TEAPOT"}}]}`, "2:3: no"},
		{"a page", 404, "text/html", `<html>`, "it answers 404 Not Found, and no JSON"},
		{"a broken answer", 200, "application/json", `{"data":{"a":`, "no JSON"},
		{"no data", 200, "application/json", `{"data":null}`, "neither data nor errors"},
		{"data with a status of failure", 500, "application/json", `{"data":{"a":1}}`, "neither data nor errors"},
		{"too much", 200, "application/json", `{"data":{"a":"` + strings.Repeat("x", 1<<20) + `"}}`, "more than 1048576 bytes"},
		{"a redirect", 307, "application/json", `{}`, "neither data nor errors"},
	} {
		t.Run(c.name, func(t *testing.T) {
			answer, err := client(answering(c.status, c.typ, c.body)).Ask(t.Context(), d, nil)
			if err == nil || answer != nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v, want %s", err, c.want)
			}
		})
	}
}

func TestAQuestionIsSentAsTheSpecificationSays(t *testing.T) {
	var got string
	var header http.Header
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		got, header = r.Method+" "+r.URL.Path+" "+string(body), r.Header
		answering(200, "application/graphql-response+json; charset=utf-8", `{"data":{"a":1}}`).ServeHTTP(w, r)
	}))
	defer s.Close()
	d, err := query.Parse("-", []byte("\uFEFFquery A($n: Int) { a(n: $n) }"), "A")
	if err != nil {
		t.Fatal(err)
	}
	c := &query.Client{URL: s.URL + "/graphql", Timeout: time.Minute, MaxAnswer: 100, Header: http.Header{"Authorization": {"Bearer x"}}}
	answer, err := c.Ask(t.Context(), d, map[string]any{"n": json.Number("5")})
	if err != nil {
		t.Fatal(err)
	}
	if want := `POST /graphql {"operationName":"A","query":"query A($n: Int) { a(n: $n) }","variables":{"n":5}}`; got != want {
		t.Errorf("sent %s\nwant %s", got, want)
	}
	if header.Get("Authorization") != "Bearer x" || header.Get("Content-Type") != "application/json" || !strings.HasPrefix(header.Get("Accept"), "application/graphql-response+json") {
		t.Error(header)
	}
	var b bytes.Buffer
	if err := answer.JSON(&b); err != nil || b.String() != "{\n  \"data\": {\n    \"a\": 1\n  }\n}\n" {
		t.Errorf("%v %q", err, b.String())
	}
}

func TestAQuestionEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	h := http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	})
	if _, err := client(h).Ask(ctx, parse(t, `{ a }`), nil); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestOnlyAnHTTPAddressIsAsked(t *testing.T) {
	for _, url := range []string{"", "here", "ftp://here/graphql", "http://", "://"} {
		c := &query.Client{URL: url, Timeout: time.Minute, MaxAnswer: 100}
		if _, err := c.Ask(t.Context(), parse(t, `{ a }`), nil); err == nil || !strings.Contains(err.Error(), "is no address of an endpoint") {
			t.Errorf("%q: %v", url, err)
		}
	}
}
