package neo4j

import (
	"context"
	"sync"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// sessions keeps those of reads that ended well for the next reads: to close one costs the driver two goroutines, which the
// answer waits for. Each holds its last connection, which the driver takes for one in use; so there are never more of them,
// with those of reads under way, than leave one connection for a write.
type sessions struct {
	mu    sync.Mutex
	idle  []neo4j.SessionWithContext // the last one is taken first
	inUse int
	most  int // beyond that none is kept
}

// take gives a session, for which giveBack must be called.
func (s *sessions) take(begin func() neo4j.SessionWithContext) neo4j.SessionWithContext {
	s.mu.Lock()
	s.inUse++
	if n := len(s.idle); n > 0 {
		last := s.idle[n-1]
		s.idle = s.idle[:n-1]
		s.mu.Unlock()
		return last
	}
	s.mu.Unlock()
	return begin()
}

// giveBack keeps the session of a read that ended well, whose answers so were read to their end, and closes another one.
func (s *sessions) giveBack(ctx context.Context, session neo4j.SessionWithContext, well bool) {
	s.mu.Lock()
	s.inUse--
	kept := well && s.inUse+len(s.idle) < s.most
	if kept {
		s.idle = append(s.idle, session)
	}
	s.mu.Unlock()
	if !kept {
		closeSession(ctx, session)
	}
}

// close closes those that are kept, and keeps none from now on.
func (s *sessions) close(ctx context.Context) {
	s.mu.Lock()
	idle := s.idle
	s.idle, s.most = nil, 0
	s.mu.Unlock()
	for _, session := range idle {
		closeSession(ctx, session)
	}
}

// closeSession gives the connection back even where the request was given up.
func closeSession(ctx context.Context, session neo4j.SessionWithContext) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	_ = session.Close(ctx)
}
