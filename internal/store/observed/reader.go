package observed

import (
	"context"
	"time"

	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"

	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/store"
)

// reader counts the statements by which operations are answered; the others, such as an export's, pass by.
type reader struct {
	store.Reader
	store  *Store
	failed bool // a statement has
}

// Run answers a plan.
func (r *reader) Run(ctx context.Context, q *plan.Query) ([]any, error) {
	return statement(ctx, r, func(ctx context.Context) ([]any, error) { return r.Reader.Run(ctx, q) }, q.Rows)
}

// Datasets gives all datasets.
func (r *reader) Datasets(ctx context.Context) ([]store.Dataset, error) {
	return statement(ctx, r, r.Reader.Datasets, length)
}

// Revisions gives revisions.
func (r *reader) Revisions(ctx context.Context, dataset string, before int64, limit int) ([]store.Revision, error) {
	return statement(ctx, r, func(ctx context.Context) ([]store.Revision, error) {
		return r.Reader.Revisions(ctx, dataset, before, limit)
	}, length)
}

func length[T any](list []T) int { return len(list) }

// statement runs a statement and counts it, and the rows of its answer.
func statement[T any](ctx context.Context, r *reader, run func(context.Context) ([]T, error), rows func([]T) int) ([]T, error) {
	ctx, span := r.store.startSpan(ctx)
	defer span.End()
	begun := time.Now()
	answer, err := run(ctx)
	took := time.Since(begun)
	if err != nil {
		r.failed = true
		r.store.counts.Statement(took, 0)
		fail(ctx, span, err)
		return nil, err
	}
	n := rows(answer)
	r.store.counts.Statement(took, n)
	span.SetAttributes(semconv.DBResponseReturnedRows(n))
	return answer, nil
}
