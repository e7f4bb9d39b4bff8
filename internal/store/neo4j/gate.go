package neo4j

import (
	"context"
	"fmt"
	"sync"

	"github.com/dealgraph/dealgraph/internal/store"
)

// gate counts uses of the store, so that closing it can wait for them and refuse later ones.
type gate struct {
	mu     sync.Mutex
	uses   int
	closed bool
	idle   chan struct{} // closed when the gate is closed and nobody is inside
}

func (g *gate) enter() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.closed {
		return fmt.Errorf("%w: the store was closed", store.ErrUnavailable)
	}
	g.uses++
	return nil
}

func (g *gate) leave() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.uses--
	if g.closed && g.uses == 0 {
		close(g.idle)
	}
}

// count tells how many are inside.
func (g *gate) count() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.uses
}

// close refuses what comes later, and waits for the uses under way as long as ctx has time.
func (g *gate) close(ctx context.Context) error {
	g.mu.Lock()
	if !g.closed && g.uses == 0 {
		close(g.idle)
	}
	g.closed = true
	g.mu.Unlock()
	select {
	case <-g.idle:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("wait for reads and writes to end: %w", ctx.Err())
	}
}
