package database

import (
	"context"

	"github.com/dealgraph/dealgraph/seed"
)

// History gives the newest revisions, at most first and at most seed.MostRevisions: those that touched a dataset, any where
// it is empty.
func (g *Graph) History(ctx context.Context, dataset string, first int) ([]seed.RevisionFinding, error) {
	all, err := seed.History(ctx, g.store, dataset, first)
	return seed.ReportHistory(all).Revisions, err
}

// PlanRollback says what Rollback would change, and writes nothing.
func (g *Graph) PlanRollback(ctx context.Context, revision int64, datasets ...string) (Outcome, error) {
	result, err := seed.PlanRollback(ctx, g.store, g.cat, revision, datasets)
	return outcomeOf(result), err
}

// Rollback makes datasets hold again what they held at a revision, in a new one: those named, or all that later revisions
// touched. Revision 0 is what was there before the first. It fails with seed.Problems where other datasets forbid it.
func (g *Graph) Rollback(ctx context.Context, revision int64, opts ChangeOptions, datasets ...string) (Outcome, error) {
	result, err := seed.Rollback(ctx, g.store, g.cat, revision, datasets, opts.seed())
	return outcomeOf(result), err
}

// Rekey gives a node another id in one revision, wherever it is named: seed.Rekey.
func (g *Graph) Rekey(ctx context.Context, old, id string, opts ChangeOptions) (seed.Rekeyed, error) {
	return seed.Rekey(ctx, g.store, g.cat, old, id, opts.seed())
}
