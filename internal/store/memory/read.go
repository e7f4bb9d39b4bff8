package memory

import (
	"context"
	"maps"
	"slices"

	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/store"
)

type reader struct {
	store *Store
	graph *graph
}

// Run evaluates a plan.
func (r *reader) Run(ctx context.Context, q *plan.Query) ([]any, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	r.store.observe(ctx, store.Statement{Text: q.String()})
	return r.evaluator(q).columns(q.Columns, row{}), nil
}

// Records yields nodes, then relationships, each in order of id.
func (r *reader) Records(ctx context.Context, dataset string, yield func(store.Record) error) error {
	for _, rec := range slices.Concat(r.graph.all(false), r.graph.all(true)) {
		if dataset != "" && rec.Props["dataset"] != dataset {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := yield(copyRecord(*rec)); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// Find gives the records with these ids.
func (r *reader) Find(ctx context.Context, ids []string) ([]store.Record, error) {
	var found []store.Record
	for _, id := range ids {
		if rec := r.graph.records[id]; rec != nil {
			found = append(found, copyRecord(*rec))
		}
	}
	return found, ctx.Err()
}

// Datasets gives all datasets, in order of name.
func (r *reader) Datasets(ctx context.Context) ([]store.Dataset, error) {
	var all []store.Dataset
	for _, name := range slices.Sorted(maps.Keys(r.graph.datasets)) {
		all = append(all, r.graph.datasets[name])
	}
	return all, ctx.Err()
}
