package neo4j

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/dealgraph/dealgraph/internal/store"
)

// The mark of a load of several transactions is a property of the lock that each write takes. A read would need a statement
// more to see it; so a store looks for it now and then, and a load, once it has set its mark, waits until every store must
// have looked: whatever a read began to read by then was there before the load.
const (
	// lookEvery is how long a look is good for. A read that ends later than that after the last look looks again, and so one
	// that goes on for long tells only what it read outside of loads.
	lookEvery = 500 * time.Millisecond
	// settle is how long a load waits. Both are measured by each process for itself; clocks need not agree.
	settle = 2 * lookEvery
)

const lookForLoad = "MATCH (l:WriteLock {name: 'write'}) RETURN l.loading IS NOT NULL, coalesce(l.loads, 0)"

// looks is what a store knows of loads.
type looks struct {
	mu   sync.Mutex
	last look
}

// look is that no load was under way at a time.
type look struct {
	at    time.Time
	loads int64 // how many have begun so far
}

// known gives a look that is still good.
func (l *looks) known() (look, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.last, l.last.at != (time.Time{}) && time.Since(l.last.at) < lookEvery
}

func (l *looks) note(new look) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if new.at.After(l.last.at) {
		l.last = new
	}
}

// outsideLoads calls f where no load is under way, and fails with ErrLoading where one is by the time that f returns, or was
// meanwhile.
func (r *reader) outsideLoads(ctx context.Context, f func() error) error {
	before, good := r.store.looks.known()
	if !good {
		var err error
		if before, err = r.look(ctx); err != nil {
			return err
		}
	}
	if err := f(); err != nil {
		return err
	}
	if time.Since(before.at) < lookEvery {
		return nil
	}
	after, err := r.look(ctx)
	if err == nil && after.loads != before.loads {
		return store.ErrLoading
	}
	return err
}

// look asks whether a load is under way. It is no part of what is read, and no observer is told.
func (r *reader) look(ctx context.Context) (look, error) {
	now := look{at: time.Now()}
	res, err := r.send(ctx, lookForLoad, nil)
	if err != nil {
		return now, fmt.Errorf("look for a load: %w", mapped(ctx, err))
	}
	loading := false
	for res.Next(ctx) {
		values := res.Record().Values
		loading, _ = values[0].(bool)
		now.loads, _ = values[1].(int64)
	}
	switch {
	case res.Err() != nil:
		return now, fmt.Errorf("look for a load: %w", mapped(ctx, res.Err()))
	case loading:
		return now, store.ErrLoading
	}
	r.store.looks.note(now)
	return now, nil
}

// Load is Write while a load's mark may be set. The one that sets the first mark waits before it returns.
func (s *Store) Load(ctx context.Context, f func(store.Loader) error) error {
	var first bool
	err := s.write(ctx, func(w *writer, mark string) error {
		l := &loader{writer: w, Mark: store.Mark{Text: mark}}
		if err := f(l); err != nil {
			return err
		}
		first = mark == "" && l.Text != ""
		return l.mark(ctx, first)
	})
	if err != nil || !first {
		return err
	}
	return s.settled(ctx)
}

func (s *Store) settled(ctx context.Context) error {
	timer := time.NewTimer(settle)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("wait until reads know of the load: %w", ctx.Err())
	}
}

// loader is a writer that sets the mark.
type loader struct {
	*writer
	store.Mark
}

func (l *loader) mark(ctx context.Context, first bool) error {
	if !l.Changed {
		return nil
	}
	text := "MATCH (l:WriteLock {name: 'write'}) SET l.loading = CASE $mark WHEN '' THEN null ELSE $mark END, l.loads = coalesce(l.loads, 0) + $first"
	begun := int64(0)
	if first {
		begun = 1
	}
	return l.do(ctx, text, map[string]any{"mark": l.Text, "first": begun})
}

// Expect puts nothing off: the server writes indexes when a transaction commits.
func (*loader) Expect(context.Context, int64) error { return nil }

// Settle has nothing to do.
func (*loader) Settle(context.Context, func(float64)) error { return nil }

// Create stores new records, without a look at what is stored but for tombstones, where there are any. Constraints see to
// ids, and the number of relationships that came to be tells of an end that is not there.
func (l *loader) Create(ctx context.Context, records []store.Record) error {
	gone := false
	err := l.each(ctx, "MATCH (t:Tombstone) RETURN true LIMIT 1", nil, func([]any) error {
		gone = true
		return nil
	})
	if err != nil {
		return fmt.Errorf("look for tombstones: %w", err)
	}
	if gone {
		return l.Put(ctx, records)
	}
	for _, part := range sortedByType(records) {
		create, _ := l.store.putStatements(part[0])
		for batch := range slices.Chunk(part, createBatch) {
			rows := make([]any, len(batch))
			for i, r := range batch {
				rows[i] = l.store.stored(r)
			}
			if err := l.putRows(ctx, create, rows); err != nil {
				return fmt.Errorf("create %s records: %w", part[0].Type, err)
			}
		}
	}
	if err := l.createLookUps(ctx, records); err != nil {
		return err
	}
	return l.putTerms(ctx, records, nil)
}

// createBatch is larger than batchSize: nothing is looked up for each record.
const createBatch = 10_000

func (l *loader) createLookUps(ctx context.Context, records []store.Record) error {
	var citations, formers []any
	for _, r := range records {
		for _, d := range documents(r) {
			citations = append(citations, []any{d, r.ID, r.Type})
		}
		for _, id := range unique(r.FormerIDs) {
			formers = append(formers, []any{id, r.ID})
		}
	}
	err := l.inBatches(ctx, "UNWIND $rows AS row CREATE (:Citation {documentId: row[0], recordId: row[1], kind: row[2]})", citations, nil)
	if err == nil {
		err = l.inBatches(ctx, "UNWIND $rows AS row CREATE (:FormerId {id: row[0], now: row[1]})", formers, nil)
	}
	if err != nil {
		return fmt.Errorf("write what finds the records: %w", err)
	}
	return nil
}
