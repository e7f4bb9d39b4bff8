package database

import (
	"context"
	"io"
	"time"

	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/seed"
)

// Dataset is what is known of a dataset as a whole.
type Dataset struct {
	Name          string
	Hash          string // of its content: equal hashes, equal content
	Nodes         int64
	Relationships int64
	AppliedAt     time.Time // UTC, to the second; zero where it is not stored
}

// Outcome is what an apply did, or a plan says that one would do.
type Outcome struct {
	Datasets                []Dataset // that are meant, as they are stored by then
	Added, Changed, Removed int       // records
	Wrote                   bool      // false of a plan, and where all was stored already
	Revision                int64     // its number in the history; 0 where nothing was written
	Warnings                seed.Problems

	result seed.Result
}

// Empty tells whether there is nothing to change.
func (o Outcome) Empty() bool { return o.Added+o.Changed+o.Removed == 0 }

// Print writes what changes for people: a line for each record and each value, at most limit, and how many are left out.
func (o Outcome) Print(w io.Writer, limit int) error { return o.result.Print(w, limit) }

func outcomeOf(r seed.Result) Outcome {
	return Outcome{
		Datasets: datasetsOf(r.Datasets), Added: len(r.Change.Added), Changed: len(r.Change.Changed), Removed: len(r.Change.Removed),
		Wrote: r.Wrote, Revision: r.Revision, Warnings: r.Warnings, result: r,
	}
}

func datasetsOf(stored []store.Dataset) []Dataset {
	all := make([]Dataset, len(stored))
	for i, d := range stored {
		all[i] = Dataset(d)
	}
	return all
}

// ChangeOptions are what a caller of Apply, Rollback and Rekey may choose. The zero value is good.
type ChangeOptions struct {
	Author, Message string    // who changes the graph, and why
	Now             time.Time // the time to write down; the zero time means the present
	AllowRemovals   bool      // of Apply: however much of a dataset goes
}

func (o ChangeOptions) seed() seed.Options {
	return seed.Options{Author: o.Author, Message: o.Message, Now: o.Now, AllowRemovals: o.AllowRemovals}
}

// Validate checks sources by themselves: what apply would refuse whatever is stored. A name that no record has is a warning: a
// database may hold it.
func (g *Graph) Validate(sources []seed.Source) ([]Dataset, seed.Problems, error) {
	v, err := seed.Validate(g.cat, sources)
	return datasetsOf(v.Datasets), v.Warnings, err
}

// Plan says what applying the sources would change, and writes nothing.
func (g *Graph) Plan(ctx context.Context, sources []seed.Source) (Outcome, error) {
	_, result, err := seed.Plan(ctx, g.store, g.cat, sources)
	return outcomeOf(result), err
}

// Apply makes the database hold what the sources say of their datasets, in one transaction: all of it, or nothing and an
// error. Applied again it writes nothing.
func (g *Graph) Apply(ctx context.Context, sources []seed.Source, opts ChangeOptions) (Outcome, error) {
	result, err := seed.Run(ctx, g.store, g.cat, sources, opts.seed(), io.Discard)
	return outcomeOf(result), err
}

// Load stores a large new dataset from files of JSON Lines, a record at a time: seed.LoadFiles.
func (g *Graph) Load(ctx context.Context, paths []string, opts seed.LoadOptions) (Outcome, error) {
	result, err := seed.LoadFiles(ctx, g.store, g.cat, paths, opts)
	return outcomeOf(result), err
}

// DiscardLoad takes back what a Load that was broken off has stored, and gives the dataset's name: nothing where there was
// none.
func (g *Graph) DiscardLoad(ctx context.Context) (dataset string, err error) {
	return seed.Discard(ctx, g.store)
}

// Export writes stored datasets as one file: seed.Export.
func (g *Graph) Export(ctx context.Context, opts seed.ExportOptions, w io.Writer) ([]Dataset, error) {
	datasets, err := seed.Export(ctx, g.store, g.cat, opts, w)
	return datasetsOf(datasets), err
}

// ExportFolder writes stored datasets as a file for each type: seed.ExportFolder.
func (g *Graph) ExportFolder(ctx context.Context, opts seed.ExportOptions, folder string) ([]Dataset, error) {
	datasets, err := seed.ExportFolder(ctx, g.store, g.cat, opts, folder)
	return datasetsOf(datasets), err
}

// Datasets gives the stored datasets, in order of name.
func (g *Graph) Datasets(ctx context.Context) ([]Dataset, error) {
	var stored []store.Dataset
	err := g.store.Read(ctx, func(r store.Reader) (err error) {
		stored, err = r.Datasets(ctx)
		return err
	})
	return datasetsOf(stored), err
}
