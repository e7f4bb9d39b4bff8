package server_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/internal/server"
)

const (
	helloID = "3be4abb81fa595e25eb725b2c6a87508"
	echoID  = "echo"
	echo    = "query Echo($t: String) {\n  echo(text: $t)\n}\n"
)

// trusting makes a server run the documents of a manifest alone.
func trusting(t *testing.T, documents map[string]string) func(*server.Config) {
	t.Helper()
	text, err := json.Marshal(documents)
	if err != nil {
		t.Fatal(err)
	}
	manifest, err := server.ReadManifest("persisted.json", text)
	if err != nil {
		t.Fatal(err)
	}
	return func(c *server.Config) { c.Trusted = manifest }
}

func TestOnlyTrustedDocumentsRun(t *testing.T) {
	s := start(t, trusting(t, map[string]string{helloID: helloQuery, echoID: echo, sha("{raw}"): "{raw}", "touch": "mutation{touch}"}))
	for _, c := range []struct{ name, text, entries, code, contains string }{
		{"by doc_id", "", `"doc_id":"` + helloID + `"`, "", "world"},
		{"by documentId", "", `"documentId":"` + helloID + `"`, "", "world"},
		{"without a query, said", "", `"doc_id":"` + helloID + `","query":null`, "", "world"},
		{"with variables", "", `"doc_id":"echo","variables":{"t":"said"}`, "", "said"},
		{"by Apollo's extension", "", `"extensions":` + apollo(sha("{raw}")), "", "as  <it>"},
		{"by a prefixed hash", "", `"documentId":"sha256:` + sha("{raw}") + `"`, "", "as  <it>"},
		{"by its text", helloQuery, `"variables":null`, "", "world"},
		{"by both", helloQuery, `"doc_id":"` + helloID + `"`, "", "world"},
		{"an unknown id", "", `"doc_id":"nothing"`, "FORBIDDEN", ""},
		{"an unknown hash", "", `"extensions":` + apollo(sha("{nothing}")), "FORBIDDEN", ""},
		{"another text", "{hello}", `"variables":null`, "FORBIDDEN", ""},
		{"another text to a trusted id", "{raw}", `"doc_id":"` + helloID + `"`, "FORBIDDEN", ""},
		{"another text with its right hash", "{hello}", `"extensions":` + apollo(sha("{hello}")), "FORBIDDEN", ""},
		{"a text that would not parse", strings.Repeat("{a", 50_000), `"variables":null`, "FORBIDDEN", ""},
		{"introspection", "{__schema{description}}", `"variables":null`, "FORBIDDEN", ""},
		{"bad variables", "", `"doc_id":"echo","variables":{"t":1}`, "BAD_USER_INPUT", `"argument":"text"`},
		{"an extension of another kind", "", `"extensions":{"persistedQuery":1}`, "BAD_USER_INPUT", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s.post(t, named(c.text, c.entries)).mustBe(t, 200, c.code, c.contains)
		})
	}
	s.post(t, named("{hello}", `"variables":null`), "Accept", "application/graphql-response+json").mustBe(t, 403, "FORBIDDEN", "")
	s.send(t, http.MethodGet, "/graphql?doc_id=echo&variables="+url.QueryEscape(`{"t":"said"}`), "").mustBe(t, 200, "", "said")
	s.send(t, http.MethodGet, "/graphql?doc_id=touch", "").mustBe(t, 405, "BAD_USER_INPUT", "")
}

func TestAManifestsMistakesAreAllToldWithFileAndID(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string // none: no mistakes
	}{
		{"what relay-compiler writes", `{"` + helloID + `": "query Hello {\n  hello\n}\n"}`, nil},
		{"one document twice", `{"a":"{hello}","a":"{hello}","b":"{hello}"}`, nil},
		{"no JSON", `{"a":`, []string{"m.json is no JSON object of ids and texts (byte 5)"}},
		{"no object", `["{hello}"]`, []string{"m.json is no JSON object"}},
		{"nothing", ``, []string{"m.json is no JSON object"}},
		{"no documents", `{}`, []string{"m.json has no documents"}},
		{"more after it", `{"a":"{hello}"}{}`, []string{"m.json is no JSON object of ids and texts (byte 16): something follows"}},
		{"no UTF-8", "{\"a\":\"\xff\"}", []string{"m.json is not UTF-8"}},
		{"a document that is no text", `{"a":1,"b":null,"c":"","d":{"query":"{hello}"}}`, []string{"m.json: a: the document must be a text", "m.json: b:", "m.json: c:", "m.json: d:"}},
		{"an empty id", `{"":"{hello}"}`, []string{"m.json: a document has an empty id"}},
		{"one id for two", `{"a":"{hello}","a":"{raw}"}`, []string{"m.json: a: two documents have this id"}},
		{"documents that can't run", `{"a":"{","b":"{hello}","c":"{\n  nothing }","d":"fragment A on Query{hello}","e":"` + strings.Repeat("{a", 100) + `"}`,
			[]string{"m.json: a: 1:2: ", "m.json: c: 2:3: Cannot query field", "m.json: d: The document has no operation", "m.json: e: The document's brackets nest deeper"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			manifest, err := server.ReadManifest("m.json", []byte(c.text))
			if err == nil {
				_, err = server.New(newFake(), server.Config{Trusted: manifest})
			}
			if (err == nil) != (len(c.want) == 0) {
				t.Fatalf("error %v", err)
			}
			for _, want := range c.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("the error lacks %q: %v", want, err)
				}
			}
			if err != nil && strings.Contains(err.Error(), "m.json: b: 1") {
				t.Errorf("a good document is told of: %v", err)
			}
		})
	}
}
