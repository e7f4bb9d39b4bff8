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
	Stage string // "read", "checked", "stored"; then "indexed", of a store that does that by itself
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

// LoadFiles stores one new dataset from files of JSON Lines, a few records in memory at a time: what is read is kept, sorted, in
// a temporary file. Nothing is written where a check finds anything wrong, and all mistakes come together, as Problems. In
// each file nodes stand before relationships (mostPending says how far others are borne with); else any order will do.
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
	return newLoad(ctx, st, cat, opts).run(func(l *load) error { return files.each(l.survey.checked, l.read) })
}

// LoadRecords stores one new dataset from records that need no check against the vocabulary, in any order. Else it is LoadFiles.
func LoadRecords(ctx context.Context, st store.Store, cat *catalog.Catalog, records iter.Seq[store.Record], opts LoadOptions) (Result, error) {
	return newLoad(ctx, st, cat, opts).run(func(l *load) error {
		for r := range records {
			if err := l.read(streamed{Record: r}); err != nil {
				return err
			}
		}
		return nil
	})
}

// load is one on its way.
type load struct {
	ctx     context.Context
	st      store.Store
	opts    LoadOptions
	survey  *survey
	records *sortedRecords
	total   int64
	done    int64 // of the stage

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
	return &load{ctx: ctx, st: st, opts: opts, survey: newSurvey(ctx, st, cat), records: newSortedRecords()}
}

// run reads all records, looks at them in order, and stores them.
func (l *load) run(all func(*load) error) (Result, error) {
	defer l.records.close()
	if err := l.survey.begin(); err != nil {
		return Result{}, err
	}
	if err := l.look(all(l)); err != nil {
		return Result{}, err
	}
	return l.store()
}

// look looks at what has been read, as far as there was no error, and tells all that is wrong with it. It writes nothing.
func (l *load) look(err error) error {
	if err == nil {
		l.total = l.done
		l.tell("read", l.total)
		err = inBackground(l.ctx, l.records.each, func(r streamed) error {
			l.step("checked", l.total)
			return l.survey.record(r)
		})
	}
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
	l.tell("checked", l.total)
	return nil
}

// read takes in a record, in whatever order.
func (l *load) read(r streamed) error {
	l.step("read", 0)
	if l.done%loadAtOnce == 0 && l.ctx.Err() != nil {
		return l.ctx.Err()
	}
	return l.records.add(r)
}

// step counts a record of a stage, and tells of it now and then.
func (l *load) step(stage string, total int64) {
	if l.done++; l.done%loadAtOnce == 0 {
		l.opts.Progress(Progress{stage, l.done, total})
	}
}

// tell tells that a stage is over.
func (l *load) tell(stage string, total int64) {
	l.opts.Progress(Progress{stage, total, total})
	l.done = 0
}

func (l *load) store() (Result, error) {
	write := l.whole
	if l.opts.Batched || l.survey.marked {
		write = l.inParts
	}
	if err := write(); err != nil {
		return Result{}, err
	}
	line := l.survey.line
	line.AppliedAt = l.opts.Now
	return Result{Datasets: []store.Dataset{line}, Wrote: true, Revision: l.revision}, nil
}

// whole stores all in one transaction.
func (l *load) whole() error {
	return l.st.Load(l.ctx, func(w store.Loader) error {
		if _, marked := w.Loading(); marked {
			return ErrOtherLoad
		}
		if err := l.isNew(w); err != nil {
			return err
		}
		if err := w.Expect(l.ctx, l.total); err != nil {
			return fmt.Errorf("beginning: %w", err)
		}
		if err := l.batches(loadAtOnce, func(batch []store.Record) error { return l.put(w, batch) }); err != nil {
			return err
		}
		err := w.Settle(l.ctx, func(part float64) {
			l.opts.Progress(Progress{"indexed", int64(part * float64(l.total)), l.total})
		})
		if err != nil {
			return fmt.Errorf("making indexes: %w", err)
		}
		return l.finish(w)
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

// batches calls put with so many records at a time.
func (l *load) batches(n int, put func([]store.Record) error) error {
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
	err := inBackground(l.ctx, l.records.each, func(r streamed) error {
		if batch = append(batch, r.Record); len(batch) < n {
			return nil
		}
		return flush()
	})
	if err == nil && len(batch) > 0 {
		err = flush()
	}
	return err
}

// finish writes the revision and the dataset's line down.
func (l *load) finish(w store.Writer) error {
	line := l.survey.line
	line.AppliedAt = l.opts.Now
	rev := store.Revision{At: l.opts.Now, Author: l.opts.Author, Message: l.opts.Message, Added: l.total,
		Datasets: []store.Touched{{After: line}}}
	if err := w.SetDataset(l.ctx, line); err != nil {
		return fmt.Errorf("storing the line of dataset %s: %w", line.Name, err)
	}
	var broken error
	number, err := w.AddRevision(l.ctx, rev, func(yield func(store.Before) bool) {
		broken = l.records.ids(func(id string) bool { return yield(store.Before{ID: id}) })
	})
	l.revision = number
	return errors.Join(err, broken)
}
