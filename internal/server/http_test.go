package server_test

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/internal/server"
)

func TestARequestGetsTheStatusThatTheSpecificationGivesIt(t *testing.T) {
	s := start(t)
	const (
		response = "application/graphql-response+json"
		jsonType = "application/json"
	)
	for _, c := range []struct {
		name, method, target, contentType, accept, body string
		status                                          int
		codes                                           []string
		contains                                        string
	}{
		{"a query by POST", "POST", "", jsonType, "", `{"query":"{hello}"}`, 200, nil, `{"data":{"hello":"world"}}`},
		{"a charset", "POST", "", "application/json; charset=UTF-8", "", `{"query":"{hello}"}`, 200, nil, ""},
		{"nulls for what may be missing", "POST", "", jsonType, "", `{"query":"{hello}","variables":null,"operationName":null,"extensions":null}`, 200, nil, ""},
		{"entries that nobody knows", "POST", "", jsonType, "", `{"query":"{hello}","id":1,"Query":5}`, 200, nil, ""},
		{"a query by GET", "GET", "?query=%7Bhello%7D", "", "", "", 200, nil, `"world"`},
		{"variables by GET", "GET", "?query=" + url.QueryEscape("query($t:String){echo(text:$t)}") + "&variables=" + url.QueryEscape(`{"t":"é"}`), "", "", "", 200, nil, "é"},
		{"one of two operations", "POST", "", jsonType, "", `{"query":"query A{hello} query B{raw}","operationName":"A"}`, 200, nil, "world"},
		{"data as the schema encoded it", "POST", "", jsonType, "", `{"query":"{raw}"}`, 200, nil, `{"data":{"raw":"as  <it> was \u00e9ncoded"}}`},
		{"a mutation by POST", "POST", "", jsonType, "", `{"query":"mutation{touch}"}`, 200, nil, `{"data":{"touch":null}}`},

		{"a mutation by GET", "GET", "?query=mutation%7Btouch%7D", "", "", "", 405, []string{"BAD_USER_INPUT"}, ""},
		{"a mutation by GET beside a query", "GET", "?operationName=M&query=" + url.QueryEscape("query Q{hello} mutation M{touch}"), "", "", "", 405, []string{"BAD_USER_INPUT"}, ""},
		{"a mutation by GET that is not valid either", "GET", "?query=mutation%7Bnothing%7D", "", "", "", 405, []string{"BAD_USER_INPUT"}, ""},
		{"another method", "PUT", "", jsonType, "", `{"query":"{hello}"}`, 405, []string{"BAD_USER_INPUT"}, ""},
		{"DELETE", "DELETE", "", "", "", "", 405, []string{"BAD_USER_INPUT"}, ""},
		{"a subscription", "POST", "", jsonType, "", `{"query":"subscription{ticks}"}`, 400, []string{"BAD_USER_INPUT"}, ""},

		{"no content type", "POST", "", "", "", `{"query":"{hello}"}`, 415, []string{"BAD_USER_INPUT"}, ""},
		{"a form", "POST", "", "application/x-www-form-urlencoded", "", "query=%7Bhello%7D", 415, []string{"BAD_USER_INPUT"}, ""},
		{"plain text", "POST", "", "text/plain", "", `{"query":"{hello}"}`, 415, []string{"BAD_USER_INPUT"}, ""},
		{"multipart", "POST", "", "multipart/form-data; boundary=x", "", "--x--", 415, []string{"BAD_USER_INPUT"}, ""},
		{"bare GraphQL", "POST", "", "application/graphql", "", "{hello}", 415, []string{"BAD_USER_INPUT"}, ""},
		{"another charset", "POST", "", "application/json; charset=utf-16", "", `{"query":"{hello}"}`, 415, []string{"BAD_USER_INPUT"}, ""},

		{"no acceptable type", "POST", "", jsonType, "text/html", `{"query":"{hello}"}`, 406, []string{"BAD_USER_INPUT"}, ""},

		{"malformed JSON", "POST", "", jsonType, "", `{"query":"{hello}",SECRET`, 400, []string{"BAD_USER_INPUT"}, ""},
		{"JSON with something after it", "POST", "", jsonType, "", `{"query":"{hello}"} SECRET`, 400, []string{"BAD_USER_INPUT"}, ""},
		{"no body", "POST", "", jsonType, "", "", 400, []string{"BAD_USER_INPUT"}, ""},
		{"a batch", "POST", "", jsonType, "", `[{"query":"{hello}"}]`, 400, []string{"BAD_USER_INPUT"}, ""},
		{"a string", "POST", "", jsonType, "", `"{hello}"`, 400, []string{"BAD_USER_INPUT"}, ""},
		{"null", "POST", "", jsonType, "", `null`, 400, []string{"BAD_USER_INPUT"}, ""},
		{"no query", "POST", "", jsonType, "", `{}`, 400, []string{"BAD_USER_INPUT"}, ""},
		{"an empty query", "POST", "", jsonType, "", `{"query":""}`, 400, []string{"BAD_USER_INPUT"}, ""},
		{"a query that is no string", "POST", "", jsonType, "", `{"query":{"a":1}}`, 400, []string{"BAD_USER_INPUT"}, ""},
		{"a query in a key of another case", "POST", "", jsonType, "", `{"QUERY":"{hello}"}`, 400, []string{"BAD_USER_INPUT"}, ""},
		{"variables that are a list", "POST", "", jsonType, "", `{"query":"{hello}","variables":[]}`, 400, []string{"BAD_USER_INPUT"}, ""},
		{"variables that are a string", "POST", "", jsonType, "", `{"query":"{hello}","variables":"{}"}`, 400, []string{"BAD_USER_INPUT"}, ""},
		{"extensions that are a number", "POST", "", jsonType, "", `{"query":"{hello}","extensions":0}`, 400, []string{"BAD_USER_INPUT"}, ""},
		{"an operation's name that is a number", "POST", "", jsonType, "", `{"query":"{hello}","operationName":0}`, 400, []string{"BAD_USER_INPUT"}, ""},
		{"no UTF-8", "POST", "", jsonType, "", "{\"query\":\"{hello #\xff\n}\"}", 400, []string{"BAD_USER_INPUT"}, ""},
		{"half of a surrogate pair", "POST", "", jsonType, "", `{"query":"{hello}","variables":{"a":"\ud800"}}`, 400, []string{"BAD_USER_INPUT"}, ""},
		{"a whole surrogate pair", "POST", "", jsonType, "", `{"query":"query($t:String){echo(text:$t)}","variables":{"t":"\ud83d\ude00"}}`, 200, nil, "😀"},
		{"GET without a query", "GET", "", "", "", "", 400, []string{"BAD_USER_INPUT"}, ""},
		{"GET with malformed variables", "GET", "?query=%7Bhello%7D&variables=%7BSECRET", "", "", "", 400, []string{"BAD_USER_INPUT"}, ""},
		{"GET with variables after variables", "GET", "?query=%7Bhello%7D&variables=%7B%7D%7B%7D", "", "", "", 400, []string{"BAD_USER_INPUT"}, ""},
		{"GET with a bad escape", "GET", "?query=%7Bhello%7D&variables=%ZZ", "", "", "", 400, []string{"BAD_USER_INPUT"}, ""},

		{"a document that doesn't parse", "POST", "", jsonType, response, `{"query":"{"}`, 400, []string{"GRAPHQL_PARSE_FAILED"}, `"locations":[{"line":1`},
		{"the same as plain JSON", "POST", "", jsonType, jsonType, `{"query":"{"}`, 200, []string{"GRAPHQL_PARSE_FAILED"}, ""},
		{"a document that is not valid", "POST", "", jsonType, response, `{"query":"{nothing}"}`, 400, []string{"GRAPHQL_VALIDATION_FAILED"}, ""},
		{"the same as plain JSON", "POST", "", jsonType, jsonType, `{"query":"{nothing}"}`, 200, []string{"GRAPHQL_VALIDATION_FAILED"}, ""},
		{"fields in conflict", "POST", "", jsonType, response, `{"query":"{a:hello a:raw}"}`, 400, []string{"GRAPHQL_VALIDATION_FAILED"}, ""},
		{"an operation that isn't there", "POST", "", jsonType, response, `{"query":"query A{hello}","operationName":"B"}`, 400, []string{"BAD_USER_INPUT"}, ""},
		{"several operations and no name", "POST", "", jsonType, response, `{"query":"query A{hello} query B{raw}"}`, 400, []string{"BAD_USER_INPUT"}, ""},
		{"a variable of another type", "POST", "", jsonType, response, `{"query":"query($n:Int){people(first:$n){id}}","variables":{"n":"x"}}`, 400, []string{"BAD_USER_INPUT"}, `"variable":"n"`},
		{"a variable that is missing", "POST", "", jsonType, response, `{"query":"query($n:Int!){people(first:$n){id}}"}`, 400, []string{"BAD_USER_INPUT"}, ""},
		{"variables nested without end", "POST", "", jsonType, response, `{"query":"{hello}","variables":{"a":` + strings.Repeat("[", 100_000), 400, []string{"TOO_COMPLEX"}, ""},
		{"variables without number", "POST", "", jsonType, response, `{"query":"{hello}","variables":{"a":[` + strings.Repeat("1,", 60_000) + `1]}}`, 400, []string{"TOO_COMPLEX"}, ""},

		{"an error of a field", "POST", "", jsonType, response, `{"query":"{fail(code:\"BAD_CURSOR\")}"}`, 200, []string{"BAD_CURSOR"}, `"data":null`},
		{"a database out of reach", "POST", "", jsonType, response, `{"query":"{fail(code:\"UNAVAILABLE\")}"}`, 503, []string{"UNAVAILABLE"}, ""},
		{"the same as plain JSON", "POST", "", jsonType, jsonType, `{"query":"{fail(code:\"UNAVAILABLE\")}"}`, 503, []string{"UNAVAILABLE"}, ""},
		{"a statement that took too long", "POST", "", jsonType, response, `{"query":"{fail(code:\"TIMEOUT\")}"}`, 504, []string{"TIMEOUT"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			headers := []string{}
			if c.contentType != "" {
				headers = append(headers, "Content-Type", c.contentType)
			}
			if c.accept != "" {
				headers = append(headers, "Accept", c.accept)
			}
			got := s.send(t, c.method, "/graphql"+c.target, c.body, headers...)
			if got.status != c.status {
				t.Errorf("status %d, want %d", got.status, c.status)
			}
			if codes := got.codes(t); !slices.Equal(codes, c.codes) {
				t.Errorf("codes %v, want %v", codes, c.codes)
			}
			if !strings.Contains(got.body, c.contains) {
				t.Errorf("the body lacks %s", c.contains)
			}
			if strings.Contains(got.body, "SECRET") {
				t.Error("the body echoes what was sent")
			}
			if (got.status == 405) != (got.header.Get("Allow") != "") {
				t.Errorf("Allow: %q", got.header.Get("Allow"))
			}
			if (got.status == 503) != (got.header.Get("Retry-After") != "") {
				t.Errorf("Retry-After: %q", got.header.Get("Retry-After"))
			}
			if len(c.codes) > 0 && got.status >= 400 && strings.Contains(got.body, `"data"`) {
				t.Error("a failed request has a data entry")
			}
			if t.Failed() {
				t.Logf("body: %.500s", got.body)
			}
		})
	}
}

func TestTheAcceptHeaderDecidesOnTheMediaType(t *testing.T) {
	s := start(t)
	for accept, want := range map[string]string{
		"":                                  "application/json; charset=utf-8",
		"*/*":                               "application/json; charset=utf-8",
		"application/*":                     "application/json; charset=utf-8",
		"application/json":                  "application/json; charset=utf-8",
		"APPLICATION/JSON":                  "application/json; charset=utf-8",
		"text/html, */*":                    "application/json; charset=utf-8",
		"*/*;q=0.1, text/*":                 "application/json; charset=utf-8",
		"application/graphql-response+json": "application/graphql-response+json; charset=utf-8",
		"application/graphql-response+json; charset=utf-8":                 "application/graphql-response+json; charset=utf-8",
		"application/graphql-response+json, application/json":              "application/graphql-response+json; charset=utf-8",
		"application/json, application/graphql-response+json":              "application/graphql-response+json; charset=utf-8",
		"application/graphql-response+json;q=0.8, application/json;q=0.9":  "application/json; charset=utf-8",
		"application/graphql-response+json;q=0.9, application/json;q=0.85": "application/graphql-response+json; charset=utf-8",
		"application/graphql-response+json, */*":                           "application/graphql-response+json; charset=utf-8",
		"application/json;q=0, */*":                                        "application/graphql-response+json; charset=utf-8",
		"*/*, application/graphql-response+json;q=0.5":                     "application/json; charset=utf-8",
		"application/json;q=0":                                             "",
		"text/html":                                                        "",
		"image/png;q=nonsense":                                             "",
		"application/json; charset=utf-16":                                 "",
	} {
		t.Run(accept, func(t *testing.T) {
			headers := []string{}
			if accept != "" {
				headers = append(headers, "Accept", accept)
			}
			got := s.post(t, `{"query":"{hello}"}`, headers...)
			if want == "" {
				if got.status != http.StatusNotAcceptable {
					t.Errorf("status %d", got.status)
				}
				return
			}
			if have := got.header.Get("Content-Type"); have != want || got.status != http.StatusOK {
				t.Errorf("status %d, %s; want %s", got.status, have, want)
			}
			if !slices.Contains(got.header.Values("Vary"), "Accept") {
				t.Errorf("Vary: %v", got.header.Values("Vary"))
			}
		})
	}
}

func TestABodyAboveTheLimitIsRefused(t *testing.T) {
	s := start(t, func(c *server.Config) { c.BodyLimit = 1000 })
	body := request("{hello}", map[string]any{"a": strings.Repeat("x", 2000)})
	t.Run("announced", func(t *testing.T) {
		if got := s.post(t, body); got.status != http.StatusRequestEntityTooLarge || !slices.Equal(got.codes(t), []string{"BAD_USER_INPUT"}) {
			t.Errorf("%d %s", got.status, got.body)
		}
	})
	t.Run("in chunks", func(t *testing.T) {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL+"/graphql", struct{ *strings.Reader }{strings.NewReader(body)})
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/json")
		res, err := s.Client().Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		if req.ContentLength > 0 || res.StatusCode != http.StatusRequestEntityTooLarge {
			t.Errorf("status %d", res.StatusCode)
		}
	})
}

func TestALargeAnswerIsCompressedForWhoTakesIt(t *testing.T) {
	s := start(t)
	for _, c := range []struct{ document, encoding, want string }{
		{"{large(bytes: 5000)}", "gzip", "gzip"},
		{"{large(bytes: 5000)}", "identity", ""},
		{"{hello}", "gzip", ""},
	} {
		got := s.post(t, request(c.document, nil), "Accept-Encoding", c.encoding)
		if have := got.header.Get("Content-Encoding"); have != c.want {
			t.Errorf("%s for %s: encoded as %q, want %q", c.document, c.encoding, have, c.want)
		}
		if !slices.Contains(got.header.Values("Vary"), "Accept-Encoding") {
			t.Errorf("Vary: %v", got.header.Values("Vary"))
		}
		if c.want != "" && len(got.body) > 1000 {
			t.Errorf("%d bytes", len(got.body))
		}
	}
}

func TestEveryResponseHasSecurityHeaders(t *testing.T) {
	s := start(t)
	for _, target := range []string{"/", "/graphql", "/livez", "/nowhere"} {
		got := s.send(t, http.MethodGet, target, "")
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "X-Frame-Options": "DENY",
		} {
			if have := got.header.Get(name); have != want {
				t.Errorf("%s: %s is %q", target, name, have)
			}
		}
		policy := got.header.Get("Content-Security-Policy")
		if target == "/" { // its editor writes styles
			policy = strings.Replace(policy, "style-src 'self' 'unsafe-inline';", "", 1)
		}
		if !strings.HasPrefix(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") || strings.Contains(policy, "http") {
			t.Errorf("%s: %s", target, policy)
		}
	}
}

func TestWhoSendsSomewhatTooMuchCanGoOnWithTheConnection(t *testing.T) {
	s := start(t, func(c *server.Config) { c.BodyLimit = 1000 })
	for _, c := range []struct {
		name  string
		bytes int64
		open  bool
	}{
		{"somewhat too much", 2 << 20, true},
		{"far too much", 200 << 20, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			conn, err := net.Dial("tcp", s.Listener.Addr().String())
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			head := "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: " + strconv.FormatInt(c.bytes, 10) + "\r\n\r\n"
			if _, err := io.WriteString(conn, head); err != nil {
				t.Fatal(err)
			}
			if c.open {
				if _, err := io.WriteString(conn, strings.Repeat("x", int(c.bytes))); err != nil {
					t.Fatalf("not all could be sent: %v", err)
				}
			}
			answers := bufio.NewReader(conn)
			res, err := http.ReadResponse(answers, nil)
			if err != nil {
				t.Fatal(err)
			}
			_, _ = io.Copy(io.Discard, res.Body)
			if res.StatusCode != http.StatusRequestEntityTooLarge || res.Close == c.open {
				t.Errorf("%d, close: %t", res.StatusCode, res.Close)
			}
			if c.open {
				_, _ = io.WriteString(conn, "GET /livez HTTP/1.1\r\nHost: a\r\n\r\n")
				if res, err := http.ReadResponse(answers, nil); err != nil || res.StatusCode != http.StatusOK {
					t.Errorf("the next request: %v", err)
				}
			}
		})
	}
}
