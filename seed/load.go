package seed

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"time"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
)

// LoadOptions are what a caller of LoadFiles and LoadRecords may choose.
type LoadOptions struct {
	Batched bool // in several transactions, between which the store is marked as being loaded
	Batch   int  // how many records one of them stores; 0 means 4,000

	Dataset         string // of records in files that name none
	Author, Message string
	Now             time.Time      // the time to write down; the zero time means the present
	Progress        func(Progress) // told of it now and then; may be nil
}

// Progress is how far a load has come.
type Progress struct {
	Stage string // "checked", then "stored"
	Done  int64  // records of the stage
	Total int64  // 0 where that is not known yet
}

const (
	// loadAtOnce is how many records are put in one call, and how often Progress is told.
	loadAtOnce   = 5_000
	defaultBatch = 4_000 // some 50,000 nodes and relationships, which a Neo4j with a heap of 1 GB has room for
)

// ErrStored: the dataset is there already. A load stores a new one; what changes one that is there is Apply.
var ErrStored = fmt.Errorf("%w: the dataset is stored already", store.ErrConflict)

// ErrOtherLoad: another load is under way or was broken off.
var ErrOtherLoad = fmt.Errorf("%w: by another load, or one that was broken off", store.ErrLoading)

// LoadFiles stores one new dataset from files of JSON Lines, in which nodes stand first and each kind in order of id, as
// exports have them, a few records in memory at a time. They are read twice: nothing is written where a check finds
// anything wrong, and all mistakes come together, as Problems.
//
// It is one transaction, or where Batched is set several, for a database that has no room for one: the store is then marked,
// and whoever reads it gets store.ErrLoading until all is stored. Where that was broken off, the same call goes on where it
// was; with other content of the same dataset it first removes what was stored; Discard does only that.
func LoadFiles(ctx context.Context, st store.Store, cat *catalog.Catalog, paths []string, opts LoadOptions) (Result, error) {
	names, err := lineFiles(paths)
	if err != nil {
		return Result{}, err
	}
	files := mergedFiles{cat: cat, names: names, dataset: opts.Dataset}
	l := newLoad(ctx, st, cat, opts)
	if err := l.look(func() error { return files.each(l.survey.checked, l.surveyed) }); err != nil {
		return Result{}, err
	}
	return l.store(func(yield func(store.Record) error) error {
		return files.each(
			func(_ *Content, problems Problems) error {
				if len(problems) > 0 { // they had none before
					return fmt.Errorf("%w: the files changed while they were read: %w", store.ErrConflict, problems)
				}
				return nil
			},
			func(r streamed) error { return yield(r.Record) })
	})
}

// LoadRecords stores one new dataset from records that need no check against the vocabulary but the store's own, and that
// come in order, and more than once alike. Else it is LoadFiles.
func LoadRecords(ctx context.Context, st store.Store, cat *catalog.Catalog, records iter.Seq[store.Record], opts LoadOptions) (Result, error) {
	l := newLoad(ctx, st, cat, opts)
	each := func(yield func(store.Record) error) error {
		for r := range records {
			if err := yield(r); err != nil {
				return err
			}
		}
		return nil
	}
	err := l.look(func() error {
		return each(func(r store.Record) error { return l.surveyed(streamed{Record: r}) })
	})
	if err != nil {
		return Result{}, err
	}
	return l.store(each)
}

// load is one on its way.
type load struct {
	ctx    context.Context
	st     store.Store
	opts   LoadOptions
	survey *survey
	total  int64
	done   int64 // of the stage

	revision int64
}

func newLoad(ctx context.Context, st store.Store, cat *catalog.Catalog, opts LoadOptions) *load {
	opts.Batch = cmp.Or(opts.Batch, defaultBatch)
	if opts.Now.IsZero() {
		opts.Now = time.Now()
	}
	opts.Now = opts.Now.UTC().Truncate(time.Second)
	if opts.Progress == nil {
		opts.Progress = func(Progress) {}
	}
	return &load{ctx: ctx, st: st, opts: opts, survey: newSurvey(ctx, st, cat)}
}

// look reads all there is once, without writing.
func (l *load) look(all func() error) error {
	if err := l.survey.begin(); err != nil {
		return err
	}
	err := all()
	var problems Problems
	switch {
	case errors.Is(err, errTooMany):
		return l.survey.problems.sorted()
	case errors.As(err, &problems):
		return append(l.survey.problems, problems...).sorted()
	case err != nil:
		return err
	}
	if err := l.survey.end(); err != nil {
		return err
	}
	l.total = l.done
	l.opts.Progress(Progress{"checked", l.done, l.total})
	l.done = 0
	return nil
}

func (l *load) surveyed(r streamed) error {
	if l.done++; l.done%loadAtOnce == 0 {
		l.opts.Progress(Progress{"checked", l.done, 0})
		if err := l.ctx.Err(); err != nil {
			return err
		}
	}
	return l.survey.record(r)
}

// records calls yield with each record of a stream. An error of yield ends it and is returned.
type records func(yield func(store.Record) error) error

func (l *load) store(all records) (Result, error) {
	done, err := newSpool()
	if err != nil {
		return Result{}, err
	}
	defer done.remove()
	if l.opts.Batched || l.survey.marked {
		err = l.inParts(all, done)
	} else {
		err = l.whole(all, done)
	}
	if err != nil {
		return Result{}, err
	}
	l.opts.Progress(Progress{"stored", l.total, l.total})
	line := l.survey.line
	line.AppliedAt = l.opts.Now
	return Result{Datasets: []store.Dataset{line}, Wrote: true, Revision: l.revision}, nil
}

// whole stores all in one transaction.
func (l *load) whole(all records, ids *spool) error {
	return l.st.Load(l.ctx, func(w store.Loader) error {
		if _, marked := w.Loading(); marked {
			return ErrOtherLoad
		}
		if err := l.isNew(w); err != nil {
			return err
		}
		if err := ids.reset(); err != nil { // where it is tried again
			return err
		}
		hash := newContentHash(l.survey.line.Name)
		put := func(batch []store.Record) error { return l.put(w, batch) }
		if err := l.batches(all, loadAtOnce, hash, ids, put); err != nil {
			return err
		}
		return l.finish(w, ids)
	})
}

// isNew refuses a dataset that is stored, and to go on where others have written since the survey.
func (l *load) isNew(w store.Writer) error {
	now, err := w.Datasets(l.ctx)
	switch {
	case err != nil:
		return fmt.Errorf("reading the stored datasets: %w", err)
	case slices.ContainsFunc(now, func(d store.Dataset) bool { return d.Name == l.survey.line.Name }):
		return fmt.Errorf("dataset %s: %w", l.survey.line.Name, ErrStored)
	case !slices.EqualFunc(now, l.survey.stored, func(a, b store.Dataset) bool { return a.Name == b.Name && a.Hash == b.Hash }):
		return ErrChanged
	}
	return nil
}

func (l *load) put(w store.Loader, batch []store.Record) error {
	if err := w.Create(l.ctx, batch); err != nil {
		return fmt.Errorf("storing records: %w", err)
	}
	return nil
}

// batches calls put with so many records at a time, and sees that they are those of the survey.
func (l *load) batches(all records, n int, hash *contentHash, ids *spool, put func([]store.Record) error) error {
	l.done = 0
	batch := make([]store.Record, 0, n)
	flush := func() error {
		if err := put(batch); err != nil {
			return err
		}
		l.done += int64(len(batch))
		l.opts.Progress(Progress{"stored", l.done, l.total})
		batch = batch[:0]
		return l.ctx.Err()
	}
	err := inBackground(l.ctx, all, func(r store.Record) error {
		if f, ok := l.survey.former[r.ID]; ok { // of a relationship that stands before the one that had its id
			return Problems{inUse(f)}
		}
		hash.add(r)
		if err := ids.add(r.ID); err != nil {
			return err
		}
		if batch = append(batch, r); len(batch) < n {
			return nil
		}
		return flush()
	})
	if err == nil && len(batch) > 0 {
		err = flush()
	}
	if err == nil && hash.sum() != l.survey.line.Hash {
		err = fmt.Errorf("%w: what was to be loaded changed while it was read; nothing of it counts", store.ErrConflict)
	}
	return err
}

// finish writes the revision and the dataset's line down.
func (l *load) finish(w store.Writer, ids *spool) error {
	line := l.survey.line
	line.AppliedAt = l.opts.Now
	rev := store.Revision{At: l.opts.Now, Author: l.opts.Author, Message: l.opts.Message, Added: l.total,
		Datasets: []store.Touched{{After: line}}}
	if err := w.SetDataset(l.ctx, line); err != nil {
		return fmt.Errorf("storing the line of dataset %s: %w", line.Name, err)
	}
	var broken error
	number, err := w.AddRevision(l.ctx, rev, func(yield func(store.Before) bool) {
		broken = ids.each(func(id string) bool { return yield(store.Before{ID: id}) })
	})
	l.revision = number
	return errors.Join(err, broken)
}
