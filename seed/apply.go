package seed

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"time"

	"github.com/dealgraph/dealgraph/internal/store"
)

// putAtOnce is how many records go to the store in one call.
const putAtOnce = 5_000

// Result is what a run did.
type Result struct {
	Datasets []store.Dataset // as they are stored now
	Change   Change
	Wrote    bool // false where everything was stored already, and of a plan
	Warnings Problems
}

// ErrChanged: what is stored has become another since the change was agreed to.
var ErrChanged = fmt.Errorf("%w: another change has been stored since this one was worked out; nothing was written. Run it again", store.ErrConflict)

// Apply stores content, in one transaction: all of it, or nothing and an error, which is Problems where content cannot
// be stored as it is. Where the hash of each dataset is the stored one it writes nothing.
func Apply(ctx context.Context, st store.Store, c *Content, opts Options) (Result, error) {
	if opts.Now.IsZero() {
		opts.Now = time.Now()
	}
	// Asked first without writing, so that a run with nothing to do waits for no other writer.
	var result Result
	err := st.Read(ctx, func(r store.Reader) (err error) {
		result.Datasets, err = upToDate(ctx, r, c)
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

// upToDate gives the stored datasets where each has the hash of the content, else nil.
func upToDate(ctx context.Context, r store.Reader, c *Content) ([]store.Dataset, error) {
	stored, err := r.Datasets(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading the stored datasets: %w", err)
	}
	same := []store.Dataset{}
	for _, d := range c.Datasets {
		i := slices.IndexFunc(stored, func(s store.Dataset) bool { return s.Name == d.Name && s.Hash == d.Hash })
		if i < 0 {
			return nil, nil
		}
		same = append(same, stored[i])
	}
	return same, nil
}

func applyIn(ctx context.Context, w store.Writer, c *Content, opts Options) (Result, error) {
	// Another run may have done it since.
	if same, err := upToDate(ctx, w, c); err != nil || same != nil {
		return Result{Datasets: same}, err
	}
	change, err := Propose(ctx, w, c)
	if err != nil {
		return Result{}, err
	}
	if opts.Agreed != nil && !reflect.DeepEqual(change, *opts.Agreed) {
		return Result{}, ErrChanged
	}
	if err := write(ctx, w, change); err != nil {
		return Result{}, err
	}
	result := Result{Change: change, Wrote: true}
	for _, d := range c.Datasets {
		d.AppliedAt = opts.Now.UTC().Truncate(time.Second)
		if err := w.SetDataset(ctx, d); err != nil {
			return Result{}, fmt.Errorf("storing the line of dataset %s: %w", d.Name, err)
		}
		result.Datasets = append(result.Datasets, d)
	}
	return result, nil
}

func write(ctx context.Context, w store.Writer, change Change) error {
	remove, put := change.writes()
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
	for records := range slices.Chunk(put, putAtOnce) {
		if err := w.Put(ctx, records); err != nil {
			return fmt.Errorf("storing records: %w", err)
		}
	}
	return nil
}
