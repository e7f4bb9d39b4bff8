package tracing

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"time"

	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/sdk/resource"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"
	"go.opentelemetry.io/otel/trace"
	"go.opentelemetry.io/otel/trace/noop"
)

// scope names the code whose spans these are.
const scope = "github.com/dealgraph/dealgraph"

const (
	// flushTimeout bounds how long Stop waits for the spans that were not sent yet.
	flushTimeout = 5 * time.Second
	// attributeBytes bounds an attribute, such as a statement's text, where the environment doesn't.
	attributeBytes = 8 << 10
)

// Tracing makes spans and sends them.
type Tracing struct {
	trace.Tracer
	provider *sdk.TracerProvider // nil where nothing is sent
	logger   *slog.Logger
}

// Configured tells whether the environment names a collector, and doesn't turn tracing off.
func Configured() bool {
	return endpoint() != "" && !strings.EqualFold(os.Getenv("OTEL_SDK_DISABLED"), "true") && os.Getenv("OTEL_TRACES_EXPORTER") != "none"
}

func endpoint() string {
	if e := os.Getenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"); e != "" {
		return e
	}
	return os.Getenv("OTEL_EXPORTER_OTLP_ENDPOINT")
}

// Start begins to send spans where the environment says so; else nothing is traced. It fails on what the environment asks for
// and this package doesn't have. It doesn't wait for the collector.
func Start(ctx context.Context, version string, logger *slog.Logger) (*Tracing, error) {
	if !Configured() {
		return &Tracing{Tracer: noop.Tracer{}, logger: logger}, nil
	}
	if err := checkEnvironment(); err != nil {
		return nil, err
	}
	exporter, err := otlptracehttp.New(ctx)
	if err != nil {
		return nil, fmt.Errorf("tracing: %w", err)
	}
	about, err := resource.New(ctx,
		resource.WithTelemetrySDK(),
		resource.WithAttributes(semconv.ServiceName("dealgraph"), semconv.ServiceVersion(version)),
		resource.WithFromEnv(), // which goes before that
	)
	if err != nil {
		return nil, fmt.Errorf("tracing: OTEL_RESOURCE_ATTRIBUTES: %w", err)
	}
	provider := sdk.NewTracerProvider(
		sdk.WithBatcher(&told{SpanExporter: exporter, logger: logger}),
		sdk.WithResource(about),
		sdk.WithRawSpanLimits(limits()),
	)
	logger.InfoContext(ctx, "spans are sent", "collector", redacted(endpoint()))
	return &Tracing{provider.Tracer(scope, trace.WithInstrumentationVersion(version)), provider, logger}, nil
}

// checkEnvironment refuses what would silently be something else.
func checkEnvironment() error {
	if e := os.Getenv("OTEL_TRACES_EXPORTER"); e != "" && e != "otlp" {
		return fmt.Errorf("OTEL_TRACES_EXPORTER is %q: it must be otlp or none", e)
	}
	for _, name := range []string{"OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL"} {
		if p := os.Getenv(name); p != "" && p != "http/protobuf" {
			return fmt.Errorf("%s is %q: it must be http/protobuf", name, p)
		}
	}
	return nil
}

func limits() sdk.SpanLimits {
	l := sdk.NewSpanLimits() // which reads the environment
	if l.AttributeValueLengthLimit < 0 {
		l.AttributeValueLengthLimit = attributeBytes
	}
	return l
}

// On tells whether spans are sent anywhere.
func (t *Tracing) On() bool { return t.provider != nil }

// Stop sends the spans that were not sent yet, for as long as 5 s.
func (t *Tracing) Stop() {
	if !t.On() {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), flushTimeout)
	defer cancel()
	if err := t.provider.Shutdown(ctx); err != nil {
		t.logger.Warn("the last spans were not sent", "error", err.Error())
	}
}
