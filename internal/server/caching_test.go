package server_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/internal/server"
)

func byGet(document string) string { return "/graphql?query=" + url.QueryEscape(document) }

// get asks without the client's own idea of compression.
func (s *site) get(t *testing.T, target, encoding, match string, headers ...string) reply {
	t.Helper()
	headers = append(headers, "Accept-Encoding", encoding)
	if match != "" {
		headers = append(headers, "If-None-Match", match)
	}
	return s.send(t, http.MethodGet, target, "", headers...)
}

func TestAnAnswerToGetHasATagByWhichItIsNotSentAgain(t *testing.T) {
	s := start(t)
	const small, large = "{hello}", "{large(bytes: 5000)}"
	for _, c := range []struct {
		name, document, encoding, match string // %: the tag
		fresh                           bool
	}{
		{"the same tag", small, "identity", `%`, true},
		{"a weak one", small, "identity", `W/%`, true},
		{"among others", small, "identity", `"a", W/"b,c" ,, %`, true},
		{"any", small, "identity", ` * `, true},
		{"another", small, "identity", `"a"`, false},
		{"none", small, "identity", ``, false},
		{"without quotes", small, "identity", `a %`, false},
		{"without an end", small, "identity", `"a`, false},
		{"compressed", large, "gzip", `%`, true},
		{"compressed otherwise", large, "zstd", `%`, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			first := s.get(t, byGet(c.document), c.encoding, "")
			tag := first.header.Get("ETag")
			if !strings.HasPrefix(tag, `"`) || len(tag) < 20 {
				t.Fatalf("the tag %s is not strong", tag)
			}
			again := s.get(t, byGet(c.document), c.encoding, strings.ReplaceAll(c.match, "%", tag))
			if c.fresh != (again.status == http.StatusNotModified) || c.fresh != (again.body == "") {
				t.Fatalf("%d, %d bytes", again.status, len(again.body))
			}
			if again.header.Get("ETag") != tag && strings.TrimSpace(c.match) != "*" {
				t.Errorf("the tag is now %s, was %s", again.header.Get("ETag"), tag)
			}
			for _, name := range []string{"Cache-Control", "Vary"} {
				if was, is := first.header.Values(name), again.header.Values(name); len(was) == 0 || !slices.Equal(was, is) {
					t.Errorf("%s was %v, is %v", name, was, is)
				}
			}
			if c.fresh && (again.header.Get("Content-Type") != "" || again.header.Get("Content-Length") != "") {
				t.Errorf("a 304 describes a body: %v", again.header)
			}
		})
	}
}

func TestWhatIsNotTheSameBytesHasNotTheSameTag(t *testing.T) {
	s := start(t)
	tags := map[string]string{}
	for name, got := range map[string]reply{
		"plain": s.get(t, byGet("{large(bytes: 5000)}"), "identity", ""),
		"gzip":  s.get(t, byGet("{large(bytes: 5000)}"), "gzip", ""),
		"zstd":  s.get(t, byGet("{large(bytes: 5000)}"), "zstd", ""),
		"type":  s.get(t, byGet("{large(bytes: 5000)}"), "identity", "", "Accept", "application/graphql-response+json"),
		"other": s.get(t, byGet("{large(bytes: 5001)}"), "identity", ""),
	} {
		tag := got.header.Get("ETag")
		if other, taken := tags[tag]; taken || tag == "" {
			t.Errorf("%s has the tag of %s: %s", name, other, tag)
		}
		tags[tag] = name
	}
	for tag, name := range tags {
		if name == "gzip" || name == "zstd" {
			if got := s.get(t, byGet("{large(bytes: 5000)}"), "identity", tag); got.status != http.StatusOK {
				t.Errorf("who takes no %s is told %d", name, got.status)
			}
			if got := s.get(t, byGet("{large(bytes: 5000)}"), name+";q=0", tag); got.status != http.StatusOK {
				t.Errorf("who refuses %s is told %d", name, got.status)
			}
		}
	}
	if first, again := s.get(t, byGet("{hello}"), "identity", ""), s.get(t, byGet("query{hello}"), "identity", ""); first.header.Get("ETag") != again.header.Get("ETag") {
		t.Error("equal answers have different tags")
	}
}

func TestOnlyAnswersToGetWithDataAndNoErrorsMayBeKept(t *testing.T) {
	for _, configured := range []string{"", "public, max-age=60"} {
		s := start(t, func(c *server.Config) { c.CacheControl = configured })
		kept := configured
		if kept == "" {
			kept = "no-cache"
		}
		for name, c := range map[string]struct {
			got  reply
			want string
		}{
			"an answer":              {s.get(t, byGet("{hello}"), "identity", ""), kept},
			"by POST":                {s.post(t, request("{hello}", nil)), "no-store"},
			"an error":               {s.get(t, byGet("{nothing}"), "identity", ""), "no-store"},
			"a field's error":        {s.get(t, byGet(`{fail(code:"CONFLICT")}`), "identity", ""), "no-store"},
			"an unknown hash":        {s.get(t, "/graphql?documentId=a", "identity", ""), "no-store"},
			"nothing that is served": {s.get(t, "/nothing", "identity", ""), "no-store"},
			"a probe":                {s.get(t, "/livez", "identity", ""), "no-store"},
			"a wrong method":         {s.send(t, http.MethodPut, "/graphql", ""), "no-store"},
		} {
			tag := c.got.header.Get("ETag")
			if have := c.got.header.Get("Cache-Control"); have != c.want || (tag != "") != (c.want == kept) {
				t.Errorf("%s: %d %q, tag %q; want %q", name, c.got.status, have, tag, c.want)
			}
		}
	}
	if _, err := server.New(newFake(), server.Config{CacheControl: "public\r\nX-Evil: 1"}); err == nil {
		t.Error("a line break in a header is taken")
	}
}
