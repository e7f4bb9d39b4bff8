package server

import (
	"net/http"
	"slices"

	"github.com/99designs/gqlgen/graphql"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"
	"go.opentelemetry.io/otel/trace"
	"go.opentelemetry.io/otel/trace/noop"

	"github.com/dealgraph/dealgraph/internal/code"
)

// traced makes a span of each request, below the caller's where it sends a W3C trace context, and names its trace in the log.
// Attributes follow OpenTelemetry's semantic conventions for HTTP; none has what a client chose (a query by GET stands in
// the address).
func traced(next http.Handler, tracer trace.Tracer) http.Handler {
	if _, off := tracer.(noop.Tracer); off {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx := propagation.TraceContext{}.Extract(r.Context(), propagation.HeaderCarrier(r.Header))
		ctx, span := tracer.Start(ctx, spanName(r.Method), trace.WithSpanKind(trace.SpanKindServer), trace.WithAttributes(
			semconv.HTTPRequestMethodKey.String(knownMethod(r.Method)), semconv.HTTPRoute(Endpoint), semconv.URLPath(Endpoint), semconv.URLScheme(scheme(r)),
		))
		defer span.End()
		if !span.IsRecording() {
			next.ServeHTTP(w, r.WithContext(ctx))
			return
		}
		x, m := exchangeOf(ctx), &meter{ResponseWriter: w}
		x.traceID = span.SpanContext().TraceID().String()
		next.ServeHTTP(m, r.WithContext(ctx))
		status := or(m.status, http.StatusOK)
		span.SetAttributes(semconv.HTTPResponseStatusCode(status))
		if status >= 500 {
			span.SetStatus(codes.Error, "")
			span.SetAttributes(semconv.ErrorTypeKey.Int(status))
		}
	})
}

func spanName(method string) string {
	if known := knownMethod(method); known != otherMethod {
		return known + " " + Endpoint
	}
	return "HTTP " + Endpoint
}

// otherMethod stands for one that is not HTTP's, as the semantic conventions have it.
const otherMethod = "_OTHER"

func knownMethod(method string) string {
	if slices.Contains([]string{http.MethodGet, http.MethodPost, http.MethodHead, http.MethodOptions, http.MethodPut, http.MethodPatch, http.MethodDelete}, method) {
		return method
	}
	return otherMethod
}

func scheme(r *http.Request) string {
	if r.TLS != nil {
		return "https"
	}
	return "http"
}

// describe puts on an operation's span which operation it was, and what came of it.
func describe(span trace.Span, op *graphql.OperationContext, response *graphql.Response) {
	if !span.IsRecording() {
		return
	}
	if op != nil && op.Operation != nil {
		kind := string(op.Operation.Operation)
		span.SetName(kind)
		span.SetAttributes(semconv.GraphQLOperationTypeKey.String(kind))
		if op.Operation.Name != "" {
			span.SetAttributes(semconv.GraphQLOperationName(op.Operation.Name))
		}
	}
	if response != nil && len(response.Errors) > 0 {
		span.SetStatus(codes.Error, "")
		span.SetAttributes(semconv.ErrorTypeKey.String(string(or(code.Of(response.Errors[0]), code.Internal))))
	}
}
