package server_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/internal/server"
	"github.com/dealgraph/dealgraph/internal/server/introspection"
)

// The promise is that each attack is refused within 100 ms; here is what it takes.
func BenchmarkRefusingAnAttack(b *testing.B) {
	for _, a := range attacks() {
		b.Run(a.name, func(b *testing.B) { answer(b, a.document) })
	}
}

// What is asked again costs neither the guard nor the parser nor the validator; here is what that saves.
func BenchmarkAnswering(b *testing.B) {
	long := "query($first:Int){people(first:$first){" + strings.Repeat("id name friends(first:3){id ...on Person{boss{name}}} boss{", 20) + "id" + strings.Repeat("}", 22)
	for name, document := range map[string]string{"a short query": "{hello}", "a long query": long, "introspection": introspection.Full} {
		b.Run(name+", kept", func(b *testing.B) { answer(b, document) })
		b.Run(name+", read each time", func(b *testing.B) { answer(b, document, func(c *server.Config) { c.Documents = -1 }) })
	}
}

func answer(b *testing.B, document string, change ...func(*server.Config)) {
	b.Helper()
	cfg := server.Config{Logger: slog.New(slog.DiscardHandler)}
	for _, f := range change {
		f(&cfg)
	}
	handler, err := server.New(newFake(), cfg)
	if err != nil {
		b.Fatal(err)
	}
	body := request(document, nil)
	b.ReportAllocs()
	for b.Loop() {
		req := httptest.NewRequest(http.MethodPost, server.Endpoint, strings.NewReader(body))
		req.Header.Set("Content-Type", "application/json")
		handler.ServeHTTP(httptest.NewRecorder(), req)
	}
}
