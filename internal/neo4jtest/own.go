//go:build unix

package neo4jtest

import (
	"context"
	"testing"
)

// OwnServer is a server that one test may treat as badly as it likes.
type OwnServer struct {
	Server
	t        testing.TB
	instance *instance
}

// Own starts a server of the test's own, gone when the test ends. It needs Java and Maven: what a test says of a killed
// container says more of the engine. Each costs a start of some seconds and half a gigabyte of memory.
func Own(t testing.TB) *OwnServer {
	t.Helper()
	cache, err := openCache()
	check(t, err)
	recipe, err := findJava(t.Context(), cache)
	check(t, err)
	i, err := cache.launch(t.Context(), recipe)
	check(t, err)
	t.Cleanup(func() {
		if err := i.discard(t.Context(), (*process).kill); err != nil {
			t.Errorf("neo4jtest: %v", err)
		}
	})
	return &OwnServer{Server: i.Server, t: t, instance: i}
}

// Kill ends the server by SIGKILL, and returns when it is gone.
func (s *OwnServer) Kill() {
	s.t.Helper()
	s.within(s.instance.process.kill)
}

// Stop ends the server by SIGTERM, and returns when it is gone.
func (s *OwnServer) Stop() {
	s.t.Helper()
	s.within(s.instance.process.stop)
}

// Restart starts the server again where it was, with the data it had, and returns when its database answers. A server
// that still runs is stopped first.
func (s *OwnServer) Restart() {
	s.t.Helper()
	s.Stop()
	s.within(s.instance.run)
}

func (s *OwnServer) within(do func(context.Context) error) {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.t.Context(), readyWithin)
	defer cancel()
	if err := do(ctx); err != nil {
		s.t.Fatalf("neo4jtest: %v", err)
	}
}
