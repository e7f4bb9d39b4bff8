package observed

import (
	"context"

	"go.opentelemetry.io/otel/codes"
	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"
	"go.opentelemetry.io/otel/trace"

	"github.com/dealgraph/dealgraph/internal/store"
)

type spanKey struct{}

// startSpan begins the span of a statement, which its context carries to Observe.
func (s *Store) startSpan(ctx context.Context) (context.Context, trace.Span) {
	ctx, span := s.tracer.Start(ctx, s.system.Value.AsString(), trace.WithSpanKind(trace.SpanKindClient))
	if !span.IsRecording() {
		return ctx, span
	}
	span.SetAttributes(s.system)
	return context.WithValue(ctx, spanKey{}, span), span
}

// Observe is the observer of a store whose statements are traced: it puts the text on the statement's span. Values are in
// parameters, which it leaves alone. Statements of other reads, and those that begin and end transactions, pass by.
func Observe(ctx context.Context, s store.Statement) {
	if span, ok := ctx.Value(spanKey{}).(trace.Span); ok {
		span.SetAttributes(semconv.DBQueryText(s.Text))
	}
}

// fail says on a statement's span how it failed, and nothing of what the database said: that may quote values.
func fail(ctx context.Context, span trace.Span, err error) {
	span.SetStatus(codes.Error, "")
	span.SetAttributes(semconv.ErrorTypeKey.String(string(faultOf(ctx, err, true))))
}
