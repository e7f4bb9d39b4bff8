package tracing

import (
	"context"
	"log/slog"
	"net/url"
	"sync/atomic"

	sdk "go.opentelemetry.io/otel/sdk/trace"
)

// told is an exporter that tells the log, once, that spans can't be sent, and once that they can be again. OpenTelemetry
// would write each failure to standard error in a form of its own.
type told struct {
	sdk.SpanExporter
	logger  *slog.Logger
	failing atomic.Bool
}

// ExportSpans sends spans. Those that can't be are lost, which is no error of anybody's here.
func (t *told) ExportSpans(ctx context.Context, spans []sdk.ReadOnlySpan) error {
	err := t.SpanExporter.ExportSpans(ctx, spans)
	switch was := t.failing.Swap(err != nil); {
	case err != nil && !was:
		t.logger.WarnContext(ctx, "spans are lost: the collector does not take them", "error", err.Error())
	case err == nil && was:
		t.logger.InfoContext(ctx, "the collector takes spans again")
	}
	return nil
}

// redacted gives an address without credentials.
func redacted(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "an address that can't be read"
	}
	return u.Redacted()
}
