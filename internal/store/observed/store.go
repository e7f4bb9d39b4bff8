package observed

import (
	"context"
	"time"

	"github.com/dealgraph/dealgraph/internal/metrics"
	"github.com/dealgraph/dealgraph/internal/store"
)

// Store is a store whose reads are counted. Its writes are the other's own.
type Store struct {
	store.Store
	counts *metrics.Metrics
}

// pooled is a store that tells of its connections.
type pooled interface {
	// Pool tells how many connections reads may have, how many they have, and how many reads wait for one.
	Pool() (size, inUse, waiting int)
}

// New wraps a store.
func New(st store.Store, counts *metrics.Metrics) *Store {
	if p, ok := st.(pooled); ok {
		counts.Pool(p.Pool)
	}
	return &Store{st, counts}
}

// Read reads as the store does.
func (s *Store) Read(ctx context.Context, f func(store.Reader) error) error {
	begun := time.Now()
	r := reader{counts: s.counts}
	err := s.Store.Read(ctx, func(inner store.Reader) error {
		r.Reader = inner
		return f(&r)
	})
	s.counts.Read(time.Since(begun), faultOf(ctx, err, r.failed))
	return err
}
