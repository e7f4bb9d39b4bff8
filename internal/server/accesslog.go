package server

import (
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/dealgraph/dealgraph/internal/metrics"
)

// statusClientClosed is logged, never sent: the client had hung up (nginx's number for it).
const statusClientClosed = 499

// accessLog gives each request an id, and writes one line about it and counts it when it has ended.
func accessLog(next http.Handler, logger *slog.Logger, counts *metrics.Metrics) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		x := &exchange{id: requestID(r), logger: logger}
		m := &meter{ResponseWriter: w}
		m.Header().Set(requestIDHeader, x.id)
		r = r.WithContext(withExchange(r.Context(), x))
		next.ServeHTTP(m, r)
		if m.status == 0 && r.Context().Err() != nil {
			m.status = statusClientClosed
		}
		m.status = or(m.status, http.StatusOK)
		took := time.Since(start)
		logRequest(r, x, m, took)
		counts.Request(metrics.Request{
			Route: route(r), Status: m.status, Bytes: m.bytes, Took: took,
			Kind: x.kind, Operation: x.operation, Valid: x.valid, Codes: x.codes,
		})
	})
}

// route names the place that a request was for, by the pattern that http.ServeMux found for it.
func route(r *http.Request) string {
	switch r.Pattern {
	case "":
		return "none"
	case Endpoint, SchemaFile, "GET /livez", "GET /readyz":
		return strings.TrimPrefix(r.Pattern, "GET ")
	}
	return "page"
}

func logRequest(r *http.Request, x *exchange, m *meter, took time.Duration) {
	level := levelOf(r, m.status)
	if !x.logger.Enabled(r.Context(), level) {
		return
	}
	attrs := append(x.ids(make([]slog.Attr, 0, 10)),
		slog.String("method", r.Method),
		slog.String("path", clip(r.URL.Path, 200)),
		slog.Int("status", m.status),
		slog.Float64("duration_ms", float64(took.Microseconds())/1000),
		slog.Int64("bytes", m.bytes),
	)
	if x.kind != "" {
		attrs = append(attrs, slog.String("kind", x.kind), slog.String("operation", x.operation))
	}
	if len(x.codes) > 0 {
		attrs = append(attrs, slog.Any("codes", x.codes))
	}
	x.logger.LogAttrs(r.Context(), level, "request", attrs...)
}

func levelOf(r *http.Request, status int) slog.Level {
	switch {
	case r.URL.Path == "/livez" || r.URL.Path == "/readyz": // readiness tells of its changes itself
		return slog.LevelDebug
	case status >= 500:
		return slog.LevelWarn
	}
	return slog.LevelInfo
}

// meter counts what is sent.
type meter struct {
	http.ResponseWriter
	status int
	bytes  int64
}

func (m *meter) WriteHeader(status int) {
	if m.status == 0 {
		m.status = status
	}
	m.ResponseWriter.WriteHeader(status)
}

func (m *meter) Write(p []byte) (int, error) {
	if m.status == 0 {
		m.status = http.StatusOK
	}
	n, err := m.ResponseWriter.Write(p)
	m.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController through.
func (m *meter) Unwrap() http.ResponseWriter { return m.ResponseWriter }
