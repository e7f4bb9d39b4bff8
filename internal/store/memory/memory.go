package memory

import (
	"context"
	"fmt"
	"sync"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
)

var _ store.Store = (*Store)(nil)

// Store is a graph in memory.
type Store struct {
	cat     *catalog.Catalog
	observe store.Observer

	running sync.RWMutex // held by each Read and Write; Close waits on it
	writing sync.Mutex   // one Write at a time

	mu     sync.RWMutex // guards what follows
	graph  *graph       // never changed once it is here
	closed bool
}

// New makes an empty store for a vocabulary.
func New(cat *catalog.Catalog) *Store {
	return NewObserved(cat, func(context.Context, store.Statement) {})
}

// NewObserved makes an empty store that tells observe of each plan that it runs, as a statement whose text is the plan's.
func NewObserved(cat *catalog.Catalog, observe store.Observer) *Store {
	s := &Store{cat: cat, observe: observe}
	s.keep(newGraph())
	return s
}

// Read calls f with a reader of the graph as it is now: a snapshot.
func (s *Store) Read(ctx context.Context, f func(store.Reader) error) error {
	s.running.RLock()
	defer s.running.RUnlock()
	g, err := s.current(ctx)
	if err == nil {
		err = g.whole()
	}
	if err != nil {
		return err
	}
	return f(&reader{s, g})
}

// Write calls f with a copy of the graph, which takes the graph's place when f returns nil.
func (s *Store) Write(ctx context.Context, f func(store.Writer) error) error {
	return s.write(ctx, func(w *writer) error {
		if err := w.graph.whole(); err != nil {
			return err
		}
		return f(w)
	})
}

// Load is Write while a load's mark may be set.
func (s *Store) Load(ctx context.Context, f func(store.Loader) error) error {
	return s.write(ctx, func(w *writer) error {
		l := &loader{writer: w, Mark: store.Mark{Text: w.graph.loading}}
		err := f(l)
		w.graph.loading = l.Text
		return err
	})
}

// loader is a writer that sets the mark.
type loader struct {
	*writer
	store.Mark
}

// Expect puts nothing off.
func (*loader) Expect(context.Context, int64) error { return nil }

// Settle has nothing to do.
func (*loader) Settle(context.Context, func(float64)) error { return nil }

// Create is Put of what is not there yet.
func (l *loader) Create(ctx context.Context, records []store.Record) error {
	for _, r := range records {
		if l.graph.records[r.ID] != nil {
			return fmt.Errorf("create: %w: %s is there already", store.ErrConflict, r.ID)
		}
	}
	return l.Put(ctx, records)
}

func (s *Store) write(ctx context.Context, f func(*writer) error) error {
	s.running.RLock()
	defer s.running.RUnlock()
	s.writing.Lock()
	defer s.writing.Unlock()
	g, err := s.current(ctx)
	if err != nil {
		return err
	}
	draft := g.clone()
	if err := f(&writer{reader{s, draft}}); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	s.keep(draft)
	return nil
}

// keep puts a graph in place, which never changes from then on.
func (s *Store) keep(g *graph) {
	g.terms = sync.OnceValue(func() terms { return termsOf(s.cat, g) })
	s.mu.Lock()
	defer s.mu.Unlock()
	s.graph = g
}

func (s *Store) current(ctx context.Context) (*graph, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.closed {
		return nil, fmt.Errorf("%w: the store is closed", store.ErrUnavailable)
	}
	return s.graph, nil
}

// Check finds nothing wrong but a load under way, until the store is closed.
func (s *Store) Check(ctx context.Context) error {
	g, err := s.current(ctx)
	if err != nil {
		return err
	}
	return g.whole()
}

// Prepare has nothing to make: the store was made with its vocabulary.
func (s *Store) Prepare(ctx context.Context) error {
	_, err := s.current(ctx)
	return err
}

// Close waits for reads and writes under way; later ones fail.
func (s *Store) Close(context.Context) error {
	s.running.Lock()
	defer s.running.Unlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	return nil
}
