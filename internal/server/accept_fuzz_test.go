package server

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// FuzzAccept holds the choice of a media type to what it may be, and to not depending on spaces or on how many headers
// the list is spread over.
func FuzzAccept(f *testing.F) {
	for _, seed := range []string{
		"", "*/*", "application/json", "application/graphql-response+json;q=0.5, application/json;q=1", "application/*;q=0",
		`application/json;charset="utf-8";q=0.1`, "text/html, */*;q=0.8", ",,;q=", "application/json;q=1e3", "a/b;q=NaN", `"`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, accept string) {
		if strings.ContainsAny(accept, "\r\n\x00") {
			return // no header
		}
		got := negotiated(accept)
		if got != "" && got != jsonType && got != responseType {
			t.Fatalf("%q gives %q", accept, got)
		}
		if spaced := negotiated(" " + accept + " ,"); spaced != got && strings.TrimSpace(accept) != "" {
			t.Errorf("%q gives %q, with spaces %q", accept, got, spaced)
		}
		if !strings.Contains(accept, `"`) {
			if spread := negotiated(strings.Split(accept, ",")...); spread != got {
				t.Errorf("%q gives %q, in several headers %q", accept, got, spread)
			}
		}
	})
}

func negotiated(accept ...string) string {
	r := httptest.NewRequest(http.MethodGet, "/graphql", nil)
	r.Header["Accept"] = accept
	return negotiate(r)
}

// FuzzIfNoneMatch holds the reading of tags to: what is found stands in the header, in quotes, and a tag is found in a
// list of whatever tags.
func FuzzIfNoneMatch(f *testing.F) {
	for _, seed := range []string{"", "*", `"a"`, `W/"a", "b,c"`, `"a" "b"`, `""`, `W/`, `,, "x"`, `"`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, header string) {
		for _, tag := range entityTags(header) {
			if len(tag) < 2 || tag[0] != '"' || strings.IndexByte(tag[1:], '"') != len(tag)-2 || !strings.Contains(header, tag) {
				t.Fatalf("%q holds %q", header, tag)
			}
		}
		r := httptest.NewRequest(http.MethodGet, "/graphql", nil)
		r.Header["If-None-Match"] = []string{`"mine"`, header}
		if got := unchanged(r, `"mine"`); got != `"mine"` {
			t.Errorf("behind %q it is %q", header, got)
		}
	})
}
