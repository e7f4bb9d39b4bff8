package server_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/internal/server"
)

func TestWhatIsNotMeantForClientsIsLoggedAndSentAsInternal(t *testing.T) {
	for _, c := range []struct{ name, document, secret string }{
		{"an error without a code", `{leak}`, "no such table: secret"},
		{"a code that is not on the list", `{fail(code:"SQLITE_BUSY", cause:"a secret")}`, "a secret"},
		{"an internal error", `{fail(code:"INTERNAL", cause:"a secret")}`, "a secret"},
		{"a panic before the answer", `{panics}`, "a panic with a secret"},
		{"a panic in the answer", `{panicsLate}`, "a panic with a secret"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := start(t)
			got := s.query(t, c.document)
			id := got.header.Get("X-Request-Id")
			if !slices.Equal(got.codes(t), []string{"INTERNAL"}) || strings.Contains(got.body, "secret") || strings.Contains(got.body, "SQLITE") {
				t.Errorf("%d %s", got.status, got.body)
			}
			if id == "" || !strings.Contains(got.body, fmt.Sprintf(`"requestId":%q`, id)) {
				t.Errorf("the body lacks the request's id %q: %s", id, got.body)
			}
			if log := s.log.String(); !strings.Contains(log, c.secret) || !strings.Contains(log, id) {
				t.Errorf("the log lacks the cause or the id: %s", log)
			}
			if again := s.query(t, "{hello}"); again.status != http.StatusOK {
				t.Errorf("the server is not well afterwards: %d", again.status)
			}
		})
	}
}

func TestAPanicIsLoggedOnceWithItsStack(t *testing.T) {
	s := start(t)
	s.query(t, "{panicsLate}")
	log := s.log.String()
	if strings.Count(log, "a panic with a secret") != 1 || !strings.Contains(log, "schema_test.go") {
		t.Error(log)
	}
}

func TestAnIntendedErrorIsSentAndItsCauseLogged(t *testing.T) {
	s := start(t)
	got := s.query(t, `{fail(code:"CONFLICT", cause:"a constraint's name")}`)
	if !slices.Equal(got.codes(t), []string{"CONFLICT"}) || !strings.Contains(got.body, `"path":["fail"]`) || !strings.Contains(got.body, "refused") {
		t.Error(got.body)
	}
	if id := got.header.Get("X-Request-Id"); id == "" || !strings.Contains(got.body, fmt.Sprintf(`"requestId":%q`, id)) {
		t.Errorf("the body lacks the request's id %q: %s", id, got.body)
	}
	if strings.Contains(got.body, "constraint") || !strings.Contains(s.log.String(), "a constraint's name") {
		t.Errorf("sent %s, logged %s", got.body, s.log.String())
	}
}

func TestAtMostTwentyErrorsAreSent(t *testing.T) {
	s := start(t)
	if got := s.query(t, "{failures(count: 500)}"); len(got.codes(t)) != 20 {
		t.Errorf("%d errors", len(got.codes(t)))
	}
	few := start(t, func(c *server.Config) { c.MaxErrors = 3 })
	if got := few.query(t, "{a b c d e f}"); len(got.codes(t)) != 3 {
		t.Errorf("%d errors", len(got.codes(t)))
	}
}

func TestARequestHasAnIDInHeaderAndLog(t *testing.T) {
	s := start(t)
	if got := s.post(t, request("{hello}", nil), "X-Request-Id", "from-the-proxy.1"); got.header.Get("X-Request-Id") != "from-the-proxy.1" {
		t.Errorf("the given id is not taken: %q", got.header.Get("X-Request-Id"))
	}
	first, second := s.query(t, "{hello}").header.Get("X-Request-Id"), s.query(t, "{hello}").header.Get("X-Request-Id")
	if first == "" || first == second {
		t.Errorf("ids %q and %q", first, second)
	}
	for _, bad := range []string{strings.Repeat("x", 65), `a"b`, "a b"} {
		if got := s.post(t, request("{hello}", nil), "X-Request-Id", bad); got.header.Get("X-Request-Id") == bad {
			t.Errorf("the id %q is taken", bad)
		}
	}
	if !strings.Contains(s.log.String(), `"request_id":"from-the-proxy.1"`) {
		t.Error(s.log.String())
	}
}

func TestTheLogHasOneLineForARequestAndNoValuesOfVariables(t *testing.T) {
	s := start(t)
	body := request("query Look($t: String) { echo(text: $t) }", map[string]any{"t": "a private matter"})
	s.post(t, body)
	s.post(t, request("query Look($t: Int) { people(first: $t) { id } }", map[string]any{"t": "a private matter"}))
	log := s.log.String()
	if strings.Count(log, "\n") != 2 || strings.Contains(log, "private") {
		t.Error(log)
	}
	for _, want := range []string{`"method":"POST"`, `"operation":"Look"`, `"status":200`, `"duration_ms":`, `"bytes":`, `"request_id":`, `"codes":["BAD_USER_INPUT"]`} {
		if !strings.Contains(log, want) {
			t.Errorf("the log lacks %s: %s", want, log)
		}
	}
}
