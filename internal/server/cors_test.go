package server_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/internal/server"
)

func TestNoOriginIsAllowedUnlessItIsNamed(t *testing.T) {
	closed := start(t)
	open := start(t, func(c *server.Config) { c.AllowedOrigins = []string{"https://a.example", "http://localhost:3000"} })
	for _, c := range []struct {
		name, origin, want string
		site               *site
	}{
		{"none named", "https://a.example", "", closed},
		{"named", "https://a.example", "https://a.example", open},
		{"named with a port", "http://localhost:3000", "http://localhost:3000", open},
		{"another port", "http://localhost:3001", "", open},
		{"another scheme", "http://a.example", "", open},
		{"a longer name", "https://a.example.evil.example", "", open},
		{"null", "null", "", open},
	} {
		t.Run(c.name, func(t *testing.T) {
			simple := c.site.post(t, request("{hello}", nil), "Origin", c.origin)
			preflight := c.site.send(t, http.MethodOptions, "/graphql", "", "Origin", c.origin,
				"Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "content-type")
			for kind, got := range map[string]reply{"simple": simple, "preflight": preflight} {
				if have := got.header.Get("Access-Control-Allow-Origin"); have != c.want {
					t.Errorf("%s: allows %q, want %q", kind, have, c.want)
				}
				if got.header.Get("Access-Control-Allow-Credentials") != "" {
					t.Errorf("%s: allows credentials", kind)
				}
				if c.site == open && !strings.Contains(strings.Join(got.header.Values("Vary"), ","), "Origin") {
					t.Errorf("%s: Vary is %v", kind, got.header.Values("Vary"))
				}
			}
			if c.want != "" && (preflight.status != http.StatusNoContent || preflight.header.Get("Access-Control-Allow-Headers") == "") {
				t.Errorf("preflight: %d %v", preflight.status, preflight.header)
			}
		})
	}
}

func TestAConfigurationThatIsNotSafeIsRefused(t *testing.T) {
	for _, origin := range []string{"*", "https://*.example", "a.example", "https://a.example/", "https://a.example/path", "null", "", "ftp://a.example", "https://u@a.example"} {
		if _, err := server.New(newFake(), server.Config{AllowedOrigins: []string{origin}}); err == nil {
			t.Errorf("the origin %q is taken", origin)
		}
	}
	_, err := server.New(newFake(), server.Config{AllowedOrigins: []string{"*", "x"}, BodyLimit: -1})
	for _, want := range []string{`"*"`, `"x"`, "BodyLimit"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("the error doesn't name %s: %v", want, err)
		}
	}
}
