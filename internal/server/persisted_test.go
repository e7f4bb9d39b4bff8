package server_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/internal/server"
)

func sha(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// apollo is a request's extensions as Apollo's clients send them.
func apollo(hash string) string {
	return `{"persistedQuery":{"version":1,"sha256Hash":"` + hash + `"}}`
}

// named is a body that names a document, and holds its text where that is not "".
func named(text, entries string) string {
	if text == "" {
		return "{" + entries + "}"
	}
	quoted, _ := json.Marshal(text)
	return `{"query":` + string(quoted) + `,` + entries + "}"
}

func (r reply) mustBe(t *testing.T, status int, code, contains string) {
	t.Helper()
	var codes []string
	if code != "" {
		codes = []string{code}
	}
	if got := r.codes(t); r.status != status || !slices.Equal(got, codes) || !strings.Contains(r.body, contains) {
		t.Errorf("%d %v %.300s; want %d %s %s", r.status, got, r.body, status, code, contains)
	}
}

const helloQuery = "query Hello { hello }"

func TestAPersistedQueryIsSentOnceAndNamedByItsHashFromThenOn(t *testing.T) {
	s := start(t)
	extensions := `"extensions":` + apollo(sha(helloQuery))
	byGet := "/graphql?extensions=" + url.QueryEscape(apollo(sha(helloQuery)))

	s.post(t, named("", extensions)).mustBe(t, 200, "PERSISTED_QUERY_NOT_FOUND", `"message":"PersistedQueryNotFound"`)
	s.send(t, http.MethodGet, byGet, "").mustBe(t, 200, "PERSISTED_QUERY_NOT_FOUND", "")
	s.post(t, named(helloQuery, extensions)).mustBe(t, 200, "", "world")
	s.post(t, named("", extensions)).mustBe(t, 200, "", "world")
	s.post(t, named("", extensions+`,"query":null`)).mustBe(t, 200, "", "world")
	s.send(t, http.MethodGet, byGet, "").mustBe(t, 200, "", "world")
	s.post(t, named("", `"documentId":"sha256:`+sha(helloQuery)+`"`)).mustBe(t, 200, "", "world")
	s.send(t, http.MethodGet, "/graphql?documentId=sha256:"+sha(helloQuery), "").mustBe(t, 200, "", "world")
}

func TestAQueryMayBeRegisteredByGet(t *testing.T) {
	s := start(t)
	s.send(t, http.MethodGet, "/graphql?query="+url.QueryEscape(helloQuery)+"&extensions="+url.QueryEscape(apollo(sha(helloQuery))), "").mustBe(t, 200, "", "world")
	s.post(t, named("", `"extensions":`+apollo(sha(helloQuery)))).mustBe(t, 200, "", "world")
}

func TestOnlyAQueryThatIsGoodIsKeptAndOnlyUnderItsOwnHash(t *testing.T) {
	const response = "application/graphql-response+json"
	for _, c := range []struct{ name, text, code string }{
		{"malformed", "{", "GRAPHQL_PARSE_FAILED"},
		{"invalid", "{nothing}", "GRAPHQL_VALIDATION_FAILED"},
		{"too complex", "{" + strings.Repeat("__typename ", 9000) + "}", "TOO_COMPLEX"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := start(t)
			extensions := `"extensions":` + apollo(sha(c.text))
			s.post(t, named(c.text, extensions), "Accept", response).mustBe(t, 400, c.code, "")
			s.post(t, named("", extensions), "Accept", response).mustBe(t, 400, "PERSISTED_QUERY_NOT_FOUND", "")
		})
	}
	t.Run("another's hash", func(t *testing.T) {
		s := start(t)
		for _, entry := range []string{`"extensions":` + apollo(sha("{raw}")), `"documentId":"sha256:` + sha("{raw}") + `"`} {
			s.post(t, named(helloQuery, entry)).mustBe(t, 200, "BAD_USER_INPUT", "hash")
			s.post(t, named("", entry)).mustBe(t, 200, "PERSISTED_QUERY_NOT_FOUND", "")
		}
	})
	t.Run("a good one with bad variables", func(t *testing.T) {
		s := start(t)
		const text = "query($n:Int!){people(first:$n){id}}"
		extensions := `"extensions":` + apollo(sha(text))
		s.post(t, named(text, extensions)).mustBe(t, 200, "BAD_USER_INPUT", "")
		s.post(t, named("", extensions+`,"variables":{"n":1}`)).mustBe(t, 200, "", "people")
	})
	t.Run("a mutation, which GET may not run all the same", func(t *testing.T) {
		s := start(t)
		const text = "mutation{touch}"
		s.post(t, named(text, `"extensions":`+apollo(sha(text)))).mustBe(t, 200, "", "touch")
		s.send(t, http.MethodGet, "/graphql?documentId=sha256:"+sha(text), "").mustBe(t, 405, "BAD_USER_INPUT", "")
	})
}

func TestWhatIsKeptOfPersistedQueriesIsBounded(t *testing.T) {
	register := func(s *site, text string) {
		s.post(t, named(text, `"extensions":`+apollo(sha(text)))).mustBe(t, 200, "", "world")
	}
	kept := func(s *site, text string) bool {
		return len(s.post(t, named("", `"extensions":`+apollo(sha(text)))).codes(t)) == 0
	}
	long := func(n int) string { return fmt.Sprintf("{hello} #%d %s", n, strings.Repeat("x", 1000)) }
	for name, change := range map[string]func(*server.Config){
		"by number": func(c *server.Config) { c.Persisted = 2 },
		"by bytes":  func(c *server.Config) { c.PersistedBytes = 2500 },
	} {
		t.Run(name, func(t *testing.T) {
			s := start(t, change)
			for n := range 3 {
				register(s, long(n))
			}
			if kept(s, long(0)) || !kept(s, long(1)) || !kept(s, long(2)) {
				t.Error("not the last two are kept")
			}
		})
	}
	t.Run("none", func(t *testing.T) {
		s := start(t, func(c *server.Config) { c.Persisted = -1 })
		register(s, long(0))
		if kept(s, long(0)) {
			t.Error("it is kept")
		}
	})
}

func TestAPersistedQueryThatIsNamedInNoKnownWayIsRefused(t *testing.T) {
	s := start(t)
	for _, c := range []struct {
		entries, code string
		status        int
	}{
		{`"extensions":{"persistedQuery":1}`, "BAD_USER_INPUT", 200},
		{`"extensions":{"persistedQuery":{}}`, "BAD_USER_INPUT", 200},
		{`"extensions":{"persistedQuery":{"version":1,"sha256Hash":1}}`, "BAD_USER_INPUT", 200},
		{`"extensions":{"persistedQuery":{"version":2,"sha256Hash":"a"}}`, "BAD_USER_INPUT", 200},
		{`"extensions":{"persistedQuery":{"sha256Hash":"a"}}`, "BAD_USER_INPUT", 200},
		{`"extensions":{"persistedQuery":null}`, "BAD_USER_INPUT", 400},
		{`"documentId":1`, "BAD_USER_INPUT", 400},
		{`"doc_id":{}`, "BAD_USER_INPUT", 400},
		{`"documentId":""`, "BAD_USER_INPUT", 400},
		{`"documentId":"a"`, "PERSISTED_QUERY_NOT_FOUND", 200},
		{`"doc_id":"a"`, "PERSISTED_QUERY_NOT_FOUND", 200},
	} {
		s.post(t, named("", c.entries)).mustBe(t, c.status, c.code, "")
	}
	s.post(t, named(helloQuery, `"documentId":"Hello"`)).mustBe(t, 200, "", "world")
	s.post(t, named(helloQuery, `"extensions":{"persistedQuery":null}`)).mustBe(t, 200, "", "world")
}
