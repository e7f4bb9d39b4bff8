package observed

import (
	"context"
	"time"

	"go.opentelemetry.io/otel/attribute"
	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"
	"go.opentelemetry.io/otel/trace"

	"github.com/dealgraph/dealgraph/internal/bounded"
	"github.com/dealgraph/dealgraph/internal/metrics"
	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/store"
)

// Store is a store whose reads are counted. Its writes are the other's own.
type Store struct {
	store.Store
	counts *metrics.Metrics
	tracer trace.Tracer
	system attribute.KeyValue // what runs the database
}

// pooled is a store that tells of its connections.
type pooled interface {
	// Pool tells how many connections reads may have, how many they have, and how many reads wait for one.
	Pool() (size, inUse, waiting int)
}

// preparing is a store that keeps prepared statements.
type preparing interface {
	Statements() bounded.Stats
}

// New wraps a store; system names what runs its database, as OpenTelemetry has it. For spans to have the statements' texts,
// Observe must be among what the store tells of them.
func New(st store.Store, system string, counts *metrics.Metrics, tracer trace.Tracer) *Store {
	if p, ok := st.(pooled); ok {
		counts.Pool(p.Pool)
	}
	if p, ok := st.(preparing); ok {
		counts.Cache("statements", p.Statements)
	}
	return &Store{st, counts, tracer, semconv.DBSystemNameKey.String(system)}
}

// Answer answers as the store does. Where that takes one statement it is counted as a read of one.
func (s *Store) Answer(ctx context.Context, op plan.Operation) ([][]any, error) {
	inner, ok := s.Store.(store.Answerer)
	if !ok {
		return store.AnswerByRead(ctx, s, op)
	}
	begun := time.Now()
	r := reader{store: s}
	rows, err := statement(ctx, &r, func(ctx context.Context) ([][]any, error) { return inner.Answer(ctx, op) }, op.Rows)
	s.counts.Read(time.Since(begun), faultOf(ctx, err, r.failed))
	return rows, err
}

// Read reads as the store does.
func (s *Store) Read(ctx context.Context, f func(store.Reader) error) error {
	begun := time.Now()
	r := reader{store: s}
	err := s.Store.Read(ctx, func(inner store.Reader) error {
		r.Reader = inner
		return f(&r)
	})
	s.counts.Read(time.Since(begun), faultOf(ctx, err, r.failed))
	return err
}
