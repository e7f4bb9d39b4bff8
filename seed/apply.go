package seed

import (
	"context"
	"fmt"
	"reflect"
	"slices"

	"github.com/dealgraph/dealgraph/internal/store"
)

// putAtOnce is how many records go to the store in one call.
const putAtOnce = 5_000

// Result is what a run did.
type Result struct {
	Datasets []store.Dataset // as they are stored now
	Gone     []string        // datasets of which a rollback has left nothing
	Change   Change
	Wrote    bool  // false where everything was stored already, and of a plan
	Revision int64 // its number; 0 where nothing was written
	Warnings Problems
	Removals []Removals // of a plan: those that only Options.AllowRemovals lets apply do
}

// ErrChanged: what is stored has become another since the change was agreed to.
var ErrChanged = fmt.Errorf("%w: another change has been stored since this one was worked out; nothing was written. Run it again", store.ErrConflict)

// Apply stores content, in one transaction and one revision: all of it, or nothing and an error, which is Problems where
// content cannot be stored as it is, and *RemovalsError where too much of a dataset would go. Where the hash of each
// dataset is the stored one it writes nothing.
func Apply(ctx context.Context, st store.Store, c *Content, opts Options) (Result, error) {
	// Asked first without writing, so that a run with nothing to do waits for no other writer.
	var result Result
	err := st.Read(ctx, func(r store.Reader) (err error) {
		result, err = upToDate(ctx, r, c)
		return err
	})
	if err != nil || result.Datasets != nil {
		return result, err
	}
	err = st.Write(ctx, func(w store.Writer) (err error) {
		result, err = applyIn(ctx, w, c, opts)
		return err
	})
	if err != nil {
		return Result{}, err
	}
	return result, nil
}

// upToDate gives the stored datasets where each has the hash of the content, and all former ids that the content has are
// stored; else no datasets.
func upToDate(ctx context.Context, r store.Reader, c *Content) (Result, error) {
	now, err := storedFormerIDs(ctx, r)
	if err != nil {
		return Result{}, err
	}
	c, warnings, problems := followReplaced(c, now)
	if len(problems) > 0 {
		return Result{}, nil
	}
	for id, former := range c.former {
		if now[id] != former.now {
			return Result{}, nil
		}
	}
	stored, err := datasetLines(ctx, r)
	if err != nil {
		return Result{}, err
	}
	same := []store.Dataset{}
	for _, d := range c.Datasets {
		if s := stored[d.Name]; s.Hash != d.Hash {
			return Result{}, nil
		}
		same = append(same, stored[d.Name])
	}
	return Result{Datasets: same, Warnings: warnings}, nil
}

// datasetLines gives the stored lines by name.
func datasetLines(ctx context.Context, r store.Reader) (map[string]store.Dataset, error) {
	all, err := r.Datasets(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading the stored datasets: %w", err)
	}
	lines := map[string]store.Dataset{}
	for _, d := range all {
		lines[d.Name] = d
	}
	return lines, nil
}

func applyIn(ctx context.Context, w store.Writer, c *Content, opts Options) (Result, error) {
	// Another run may have done it since.
	if same, err := upToDate(ctx, w, c); err != nil || same.Datasets != nil {
		return same, err
	}
	p, err := propose(ctx, w, c)
	if err != nil {
		return Result{}, err
	}
	if opts.Agreed != nil && !equalChanges(p.change, *opts.Agreed) {
		return Result{}, ErrChanged
	}
	if most := tooMany(p.removals); len(most) > 0 && !opts.AllowRemovals {
		return Result{}, &RemovalsError{most}
	}
	return carryOut(ctx, w, p, opts)
}

func equalChanges(a, b Change) bool { return reflect.DeepEqual(a, b) }

// carryOut writes a change that was proposed, and its revision.
func carryOut(ctx context.Context, w store.Writer, p proposal, opts Options) (Result, error) {
	if err := write(ctx, w, p.change); err != nil {
		return Result{}, err
	}
	lines, err := datasetLines(ctx, w)
	if err != nil {
		return Result{}, err
	}
	rev := revisionOf(p.change, opts)
	result := Result{Change: p.change, Wrote: true, Warnings: p.warnings}
	changed := p.change.datasets()
	for _, d := range p.content.Datasets {
		before := lines[d.Name]
		d.AppliedAt = rev.At
		if d.Nodes+d.Relationships == 0 { // a rollback may leave nothing
			d = store.Dataset{}
		}
		if before.Hash == d.Hash && !changed[d.Name] {
			d = before
		} else {
			rev.Datasets = append(rev.Datasets, store.Touched{Before: before, After: d})
		}
		switch {
		case d.Name != "":
			result.Datasets = append(result.Datasets, d)
		case before.Name != "":
			result.Gone = append(result.Gone, before.Name)
		}
	}
	if len(rev.Datasets) == 0 {
		result.Wrote = false
		return result, nil
	}
	result.Revision, err = writeRevision(ctx, w, rev, p.change)
	return result, err
}

func write(ctx context.Context, w store.Writer, change Change) error {
	remove, first, put := change.writes()
	if len(remove) > 0 {
		if err := w.Delete(ctx, remove); err != nil {
			return fmt.Errorf("removing records: %w", err)
		}
	}
	if ids := change.retypedIDs(); len(ids) > 0 {
		if err := w.Free(ctx, ids); err != nil {
			return fmt.Errorf("freeing the ids of records that become of another type: %w", err)
		}
	}
	for _, all := range [][]store.Record{first, put} {
		for records := range slices.Chunk(all, putAtOnce) {
			if err := w.Put(ctx, records); err != nil {
				return fmt.Errorf("storing records: %w", err)
			}
		}
	}
	return nil
}
