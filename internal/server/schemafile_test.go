package server_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/internal/server"
)

const published = "\"Reads the graph.\"\ntype Query {\n  hello: String\n}\n"

func publishing(c *server.Config) { c.SDL = published }

func TestThePublishedSchemaIsServedAsText(t *testing.T) {
	s := start(t, publishing)
	plain := s.send(t, http.MethodGet, "/schema.graphql", "", "Accept-Encoding", "identity")
	if plain.status != http.StatusOK || plain.body != published {
		t.Fatalf("%d %q", plain.status, plain.body)
	}
	for name, want := range map[string]string{
		"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff",
		"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
	} {
		if got := plain.header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	compressed := s.send(t, http.MethodGet, "/schema.graphql", "", "Accept-Encoding", "gzip")
	reader, err := gzip.NewReader(strings.NewReader(compressed.body))
	if err != nil {
		t.Fatal(err)
	}
	if unpacked, err := io.ReadAll(reader); err != nil || string(unpacked) != published {
		t.Errorf("unpacked it is %q: %v", unpacked, err)
	}
	head := s.send(t, http.MethodHead, "/schema.graphql", "", "Accept-Encoding", "identity")
	if head.status != http.StatusOK || head.body != "" || head.header.Get("ETag") != plain.header.Get("ETag") {
		t.Errorf("HEAD: %d %v", head.status, head.header)
	}
	if post := s.send(t, http.MethodPost, "/schema.graphql", "{}"); post.status != http.StatusMethodNotAllowed || !strings.Contains(post.header.Get("Allow"), "GET") {
		t.Errorf("POST: %d %v", post.status, post.header)
	}
}

func TestASchemaThatAClientHasIsNotSentAgain(t *testing.T) {
	s := start(t, publishing)
	for _, coding := range []string{"gzip", "identity"} {
		tag := s.send(t, http.MethodGet, "/schema.graphql", "", "Accept-Encoding", coding).header.Get("ETag")
		got := s.send(t, http.MethodGet, "/schema.graphql", "", "Accept-Encoding", coding, "If-None-Match", tag)
		if tag == "" || got.status != http.StatusNotModified || got.body != "" {
			t.Errorf("%s, with %s: %d", coding, tag, got.status)
		}
	}
	other := start(t, func(c *server.Config) { c.SDL = published + "scalar Date\n" })
	tag := s.send(t, http.MethodGet, "/schema.graphql", "").header.Get("ETag")
	if got := other.send(t, http.MethodGet, "/schema.graphql", "", "If-None-Match", tag); got.status != http.StatusOK {
		t.Errorf("another schema has the same tag: %d", got.status)
	}
}

func TestPagesOfNamedOriginsMayReadTheSchema(t *testing.T) {
	const origin = "https://a.example"
	closed := start(t, publishing)
	open := start(t, publishing, func(c *server.Config) { c.AllowedOrigins = []string{origin} })
	for _, c := range []struct {
		name, want string
		site       *site
	}{{"named", origin, open}, {"none named", "", closed}} {
		t.Run(c.name, func(t *testing.T) {
			got := c.site.send(t, http.MethodGet, "/schema.graphql", "", "Origin", origin)
			preflight := c.site.send(t, http.MethodOptions, "/schema.graphql", "", "Origin", origin,
				"Access-Control-Request-Method", "GET", "Access-Control-Request-Headers", "if-none-match")
			for kind, r := range map[string]reply{"simple": got, "preflight": preflight} {
				if have := r.header.Get("Access-Control-Allow-Origin"); have != c.want {
					t.Errorf("%s: allows %q, want %q", kind, have, c.want)
				}
			}
		})
	}
}

func TestAServerOfTrustedDocumentsShowsNoSchema(t *testing.T) {
	manifest, err := server.ReadManifest("persisted.json", []byte(`{"a": "{ hello }"}`))
	if err != nil {
		t.Fatal(err)
	}
	s := start(t, publishing, func(c *server.Config) { c.Trusted = manifest })
	if got := s.send(t, http.MethodGet, "/schema.graphql", ""); got.status != http.StatusNotFound || strings.Contains(got.body, "hello") {
		t.Errorf("%d %q", got.status, got.body)
	}
}
