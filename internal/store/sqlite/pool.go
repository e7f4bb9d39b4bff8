package sqlite

import (
	"context"
	"errors"
	"sync"

	"github.com/dealgraph/dealgraph/internal/bounded"
)

// readers are the connections by which is read.
type readers struct {
	turns chan struct{} // a token for each that is free, whether it is open or not

	mu   sync.Mutex
	idle []*conn // that are open and free
}

func newReaders(n int) *readers {
	r := &readers{turns: make(chan struct{}, n)}
	for range n {
		r.turns <- struct{}{}
	}
	return r
}

// take gives, to who has a token, the connection that was used last, whose pages and statements are at hand; nil where all
// that are open are used.
func (r *readers) take() *conn {
	r.mu.Lock()
	defer r.mu.Unlock()
	last := len(r.idle) - 1
	if last < 0 {
		return nil
	}
	c := r.idle[last]
	r.idle = r.idle[:last]
	return c
}

// put gives a connection back, and the token; nil is one that is not open any more.
func (r *readers) put(c *conn) {
	if c != nil {
		r.mu.Lock()
		r.idle = append(r.idle, c)
		r.mu.Unlock()
	}
	r.turns <- struct{}{}
}

// retire waits for all tokens, and closes the connections, for ever.
func (r *readers) retire(ctx context.Context) error {
	for range cap(r.turns) {
		select {
		case <-r.turns:
		case <-ctx.Done():
			return stillUnderWay(ctx)
		}
	}
	var all []error
	for c := r.take(); c != nil; c = r.take() {
		all = append(all, c.close())
	}
	return errors.Join(all...)
}

// Pool tells how many connections reads may have, how many they have, and how many reads wait for one.
func (s *Store) Pool() (size, inUse, waiting int) {
	turns := s.readers.turns
	return cap(turns), cap(turns) - len(turns), int(s.waiting.Load())
}

// Statements tells of the prepared statements that the connections keep. What these take is not counted.
func (s *Store) Statements() bounded.Stats {
	f := &s.file
	return bounded.Stats{Entries: int(f.prepared.Load()), Hits: f.hits.Load(), Misses: f.misses.Load(), Evicted: f.evicted.Load()}
}
