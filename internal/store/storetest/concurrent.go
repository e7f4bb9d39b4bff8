package storetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/store"
)

// RunConcurrent judges reads and writes at the same time, by what every engine promises: reads see nothing that is not
// committed, writes go one at a time, and Close waits. It is meant to be run with the race detector too.
func RunConcurrent(t *testing.T, open Open) {
	t.Run("readers see only what was committed", func(t *testing.T) {
		c := newCounters(t, open)
		c.race(func(ctx context.Context, r store.Reader) error {
			row, err := r.Run(ctx, c.plan)
			return errors.Join(err, c.committed(row))
		})
	})
	t.Run("writes go one at a time, and none is lost", func(t *testing.T) {
		c := newCounters(t, open)
		c.increment(4, 10)
		same(t, "counters", run(t, c.store, c.plan), "[40]\n[40]\n[40]\n")
	})
	t.Run("Close waits for a read under way", func(t *testing.T) { closeWaits(t, open) })
}

// RunSnapshot judges an engine that promises one state of the graph to all of a read.
func RunSnapshot(t *testing.T, open Open) {
	t.Run("all that a reader sees is of one state", func(t *testing.T) {
		c := newCounters(t, open)
		c.race(func(ctx context.Context, r store.Reader) error {
			var rows [2][]any
			for i := range rows {
				var err error
				if rows[i], err = r.Run(ctx, c.plan); err != nil {
					return err
				}
			}
			return errors.Join(c.committed(rows[0]), equal(rows[0]), sameState(rows[0], rows[1]))
		})
	})
}

// counters is a graph of some things whose numbers every committed write changes alike. Numbers below zero are written
// only to be undone.
type counters struct {
	t     *testing.T
	store store.Store
	cat   *catalog.Catalog
	plan  *plan.Query
}

func newCounters(t *testing.T, open Open) *counters {
	t.Helper()
	cat := Catalog(t)
	q, err := ParsePlan(cat, "-> list\n  Scan node Thing\n  | Sort node.id\n  -> node.int")
	if err != nil {
		t.Fatal(err)
	}
	c := &counters{t: t, store: prepared(t, open, cat, ignore), cat: cat, plan: q}
	replaceGraph(t, c.store, c.graph(0))
	return c
}

func (c *counters) graph(n int64) []store.Record {
	var graph []store.Record
	for i := range 3 {
		r := newNode("Thing", fmt.Sprintf("t%d", i))
		r.Props["int"] = n
		graph = append(graph, r)
	}
	return graph
}

// race runs readers for as long as a writer writes.
func (c *counters) race(read func(context.Context, store.Reader) error) {
	done := make(chan struct{})
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() { c.readUntil(done, read) })
	}
	for n := range int64(30) {
		c.writeAll(n)
		c.undo(-1 - n)
	}
	close(done)
	wg.Wait()
}

func (c *counters) readUntil(done <-chan struct{}, read func(context.Context, store.Reader) error) {
	ctx := c.t.Context()
	for {
		select {
		case <-done:
			return
		default:
		}
		if err := c.store.Read(ctx, func(r store.Reader) error { return read(ctx, r) }); err != nil {
			c.t.Error(err)
			return
		}
	}
}

func (c *counters) writeAll(n int64) {
	ctx := c.t.Context()
	if err := c.store.Write(ctx, func(w store.Writer) error { return w.Put(ctx, c.graph(n)) }); err != nil {
		c.t.Error(err)
	}
}

// undo writes and then gives up.
func (c *counters) undo(n int64) {
	ctx := c.t.Context()
	err := c.store.Write(ctx, func(w store.Writer) error { return errors.Join(w.Put(ctx, c.graph(n)), errOwn) })
	if !errors.Is(err, errOwn) {
		c.t.Errorf("Write gave %v", err)
	}
}

// increment lets writers read the numbers and write them raised by one, each as many times.
func (c *counters) increment(writers, times int) {
	var wg sync.WaitGroup
	for range writers {
		wg.Go(func() {
			for range times {
				if err := c.store.Write(c.t.Context(), c.raise); err != nil {
					c.t.Error(err)
				}
			}
		})
	}
	wg.Wait()
}

func (c *counters) raise(w store.Writer) error {
	row, err := w.Run(c.t.Context(), c.plan)
	if err != nil {
		return err
	}
	return w.Put(c.t.Context(), c.graph(numbers(row)[0]+1))
}

func numbers(row []any) []int64 {
	var all []int64
	for _, r := range row[0].([]any) {
		all = append(all, r.([]any)[0].(int64))
	}
	return all
}

func (c *counters) committed(row []any) error {
	for _, n := range numbers(row) {
		if n < 0 {
			return fmt.Errorf("%s: a number that was never committed", value(row))
		}
	}
	return nil
}

func equal(row []any) error {
	for _, n := range numbers(row) {
		if n != numbers(row)[0] {
			return fmt.Errorf("%s: numbers of two states", value(row))
		}
	}
	return nil
}

func sameState(a, b []any) error {
	if value(a) != value(b) {
		return fmt.Errorf("%s, then %s within one read", value(a), value(b))
	}
	return nil
}

func closeWaits(t *testing.T, open Open) {
	cat := Catalog(t)
	s := open(t, cat, ignore)
	wantNil(t, s.Prepare(t.Context()), "Prepare")
	q, err := ParsePlan(cat, "-> count\n  Scan node Thing")
	wantNil(t, err, "plan")
	reading, goOn, closed := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	var once sync.Once
	read := make(chan error, 1)
	go func() {
		read <- s.Read(t.Context(), func(r store.Reader) error {
			once.Do(func() { close(reading) })
			<-goOn
			_, err := r.Run(t.Context(), q)
			return err
		})
	}()
	<-reading
	go func() { closed <- s.Close(context.Background()) }()
	close(goOn)
	wantNil(t, <-read, "Read")
	wantNil(t, <-closed, "Close")
	if err := s.Read(t.Context(), func(store.Reader) error { return nil }); !errors.Is(err, store.ErrUnavailable) {
		t.Errorf("a read after Close gave %v, want store.ErrUnavailable", err)
	}
}
