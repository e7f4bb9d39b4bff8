//go:build unix

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/dealgraph/dealgraph/internal/neo4jtest/filelock"
)

// lease is the lock that every user of the server holds while using it.
type lease struct {
	path  string
	state string
	idle  time.Duration
}

// keep runs the server until the lease has been free for too long, or the state file leads elsewhere.
func (l lease) keep(ctx context.Context, dir string, s *server) error {
	ticker := time.NewTicker(min(l.idle, 5*time.Second))
	defer ticker.Stop()
	lastUse := time.Now()
	for {
		select {
		case <-s.exited:
			return nil
		case <-ctx.Done():
			return s.stop()
		case now := <-ticker.C:
			held, done, err := l.tick(dir, now, lastUse)
			if done || err != nil {
				return errors.Join(err, s.stop())
			}
			if held {
				lastUse = now
			}
		}
	}
}

// tick looks at the lease once. It gives an idle server up while it holds the lease itself, so that no test is led to a
// server that is about to go.
func (l lease) tick(dir string, now, lastUse time.Time) (held, done bool, err error) {
	lock, err := filelock.Try(l.path)
	if errors.Is(err, filelock.ErrHeld) {
		return true, false, nil
	}
	if err != nil {
		return false, false, err
	}
	defer func() { err = errors.Join(err, lock.Close()) }()
	if !l.leadsTo(dir) {
		return false, true, nil
	}
	if info, err := lock.File().Stat(); err == nil && info.ModTime().After(lastUse) {
		lastUse = info.ModTime() // a test that came and went between two ticks
	}
	if now.Sub(lastUse) < l.idle {
		return false, false, nil
	}
	if err := os.Remove(l.state); err != nil {
		return false, true, fmt.Errorf("remove state: %w", err)
	}
	return false, true, nil
}

// leadsTo is false for a server that was given up for another, or whose start nobody saw to the end.
func (l lease) leadsTo(dir string) bool {
	text, err := os.ReadFile(l.state)
	if err != nil {
		return false
	}
	var state struct{ Dir string }
	return json.Unmarshal(text, &state) == nil && state.Dir == dir
}
