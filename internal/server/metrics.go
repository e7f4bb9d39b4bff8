package server

import (
	"net/http"

	"github.com/dealgraph/dealgraph/internal/metrics"
)

// MetricsHandler answers Prometheus at /metrics. It is for a listener of its own: what it tells is for operators.
func MetricsHandler(counts *metrics.Metrics) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", counts.Handler())
	return securityHeaders(mux)
}
