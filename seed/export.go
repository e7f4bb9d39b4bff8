package seed

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
)

// ExportOptions say what is exported, and how.
type ExportOptions struct {
	Datasets []string // all where there are none
	Format   Format
	Gzip     bool
	Mark     bool // a byte order mark before tables, for Excel
}

// ErrNotThere: a dataset that is to be exported is not stored, or there is none at all.
var ErrNotThere = errors.New("there is nothing to export")

// errMoved is a database that was written to while it was read.
var errMoved = errors.New("the datasets changed while they were read")

// exportTries is how often an export begins afresh because of others' writes.
const exportTries = 3

// sink takes in what is exported.
type sink interface {
	// begin forgets what it has, for an export that begins afresh.
	begin() error
	dataset(name string) error
	record(store.Record) error
	end() error
}

// export hands the datasets' records on, nodes first, each kind in order of id: one state of them.
func export(ctx context.Context, st store.Store, opts ExportOptions, to sink) ([]store.Dataset, error) {
	var datasets []store.Dataset
	for try := 1; ; try++ {
		err := st.Read(ctx, func(r store.Reader) (err error) {
			datasets, err = exportOnce(ctx, r, opts, to)
			return err
		})
		switch {
		case err == nil:
			return datasets, nil
		case !errors.Is(err, errMoved):
			return nil, err
		case try == exportTries:
			return nil, fmt.Errorf("%w: %w: run the export again", store.ErrConflict, err)
		}
	}
}

func exportOnce(ctx context.Context, r store.Reader, opts ExportOptions, to sink) ([]store.Dataset, error) {
	if err := to.begin(); err != nil {
		return nil, err
	}
	before, err := r.Datasets(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading the datasets: %w", err)
	}
	wanted, err := chosen(before, opts.Datasets)
	if err != nil {
		return nil, err
	}
	for _, d := range wanted {
		if err := to.dataset(d.Name); err != nil {
			return nil, err
		}
		if err := r.Records(ctx, d.Name, to.record); err != nil {
			return nil, fmt.Errorf("reading dataset %s: %w", d.Name, err)
		}
	}
	// What one transaction reads is one state on SQLite; on Neo4j it is what others have committed by then.
	if after, err := r.Datasets(ctx); err != nil || !slices.EqualFunc(before, after, sameState) {
		return nil, errors.Join(err, errMoved)
	}
	return wanted, to.end()
}

func sameState(a, b store.Dataset) bool {
	return a.Name == b.Name && a.Hash == b.Hash && a.AppliedAt.Equal(b.AppliedAt)
}

// chosen gives the datasets with these names, all where there are none.
func chosen(stored []store.Dataset, names []string) ([]store.Dataset, error) {
	if len(names) == 0 && len(stored) == 0 {
		return nil, fmt.Errorf("%w: the database holds no dataset", ErrNotThere)
	}
	var known []string
	for _, d := range stored {
		known = append(known, d.Name)
	}
	for _, name := range names {
		if !slices.Contains(known, name) {
			return nil, fmt.Errorf("%w: the database holds no dataset %s, but %s", ErrNotThere, name, oneOf(known))
		}
	}
	return slices.DeleteFunc(slices.Clone(stored), func(d store.Dataset) bool {
		return len(names) > 0 && !slices.Contains(names, d.Name)
	}), nil
}

func (o ExportOptions) encoding(cat *catalog.Catalog) encoding {
	return encoding{cat: cat, format: o.Format, mark: o.Mark}
}
