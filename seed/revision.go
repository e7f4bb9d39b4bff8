package seed

import (
	"context"
	"fmt"
	"time"

	"github.com/dealgraph/dealgraph/internal/store"
)

// revisionOf begins the revision of a change.
func revisionOf(change Change, opts Options) store.Revision {
	now := opts.Now
	if now.IsZero() {
		now = time.Now()
	}
	return store.Revision{
		At: now.UTC().Truncate(time.Second), Author: opts.Author, Message: opts.Message,
		Added: int64(len(change.Added)), Changed: int64(len(change.Changed)), Removed: int64(len(change.Removed)),
	}
}

// writeRevision writes a revision down, and the lines of the datasets as it leaves them.
func writeRevision(ctx context.Context, w store.Writer, rev store.Revision, change Change) (int64, error) {
	for _, t := range rev.Datasets {
		if err := writeLine(ctx, w, t); err != nil {
			return 0, err
		}
	}
	number, err := w.AddRevision(ctx, rev, change.touched())
	if err != nil {
		return 0, fmt.Errorf("storing the revision: %w", err)
	}
	return number, nil
}

func writeLine(ctx context.Context, w store.Writer, t store.Touched) error {
	err := error(nil)
	if t.After.Name == "" {
		err = w.DropDataset(ctx, t.Before.Name)
	} else {
		err = w.SetDataset(ctx, t.After)
	}
	if err != nil {
		return fmt.Errorf("storing the line of dataset %s: %w", t.Name(), err)
	}
	return nil
}
