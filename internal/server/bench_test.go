package server_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/internal/server"
)

// The promise is that each attack is refused within 100 ms; here is what it takes.
func BenchmarkRefusingAnAttack(b *testing.B) {
	for _, a := range attacks() {
		b.Run(a.name, func(b *testing.B) { answer(b, a.document) })
	}
}

func BenchmarkAnswering(b *testing.B) {
	for name, document := range map[string]string{
		"one field":     "{hello}",
		"introspection": introspection,
	} {
		b.Run(name, func(b *testing.B) { answer(b, document) })
	}
}

func answer(b *testing.B, document string) {
	b.Helper()
	handler, err := server.New(newFake(), server.Config{Logger: slog.New(slog.DiscardHandler)})
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
