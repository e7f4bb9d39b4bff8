package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"

	"github.com/dealgraph/dealgraph/internal/metrics"
	"github.com/dealgraph/dealgraph/internal/server"
)

// scrapers bounds the connections of those who ask for metrics.
const scrapers = 16

// listenForMetrics listens where Prometheus is to ask; nil where nobody is to.
func (s *serving) listenForMetrics() (net.Listener, error) {
	if s.metricsAddr == "" {
		return nil, nil //nolint:nilnil // none is meant
	}
	listener, err := net.Listen("tcp", s.metricsAddr)
	if err != nil {
		return nil, coded(exitAddress, fmt.Errorf("can't listen on %s for --metrics-addr: %w", s.metricsAddr, err))
	}
	return listener, nil
}

// serveMetrics answers Prometheus until what it gives is called: the drain is to be seen, too.
func serveMetrics(ctx context.Context, listener net.Listener, counts *metrics.Metrics, logger *slog.Logger) (stop func()) {
	if listener == nil {
		return func() {}
	}
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		if err := server.Serve(ctx, listener, server.MetricsHandler(counts), server.Options{Connections: scrapers, Logger: logger}); err != nil {
			logger.Error("metrics are not served any more", "error", err.Error())
		}
	}()
	return func() { cancel(); <-ended }
}
