package server

import (
	"context"
	"errors"
	"time"
)

// errOverloaded says that all places are taken and the queue is full, or was too slow.
var errOverloaded = errors.New("too many operations are running")

// limiter bounds how many operations run and how many wait to.
type limiter struct {
	running chan struct{}
	queued  chan struct{}
	wait    time.Duration
}

func newLimiter(running, queued int, wait time.Duration) *limiter {
	return &limiter{
		running: make(chan struct{}, running),
		queued:  make(chan struct{}, queued),
		wait:    wait,
	}
}

// enter takes a place, waiting for one if the queue has room. It gives errOverloaded, or the context's error.
func (l *limiter) enter(ctx context.Context) error {
	select {
	case l.running <- struct{}{}:
		return nil
	default:
	}
	select {
	case l.queued <- struct{}{}:
	default:
		return errOverloaded
	}
	defer func() { <-l.queued }()
	return l.queue(ctx)
}

func (l *limiter) queue(ctx context.Context) error {
	timer := time.NewTimer(l.wait)
	defer timer.Stop()
	select {
	case l.running <- struct{}{}:
		return nil
	case <-timer.C:
		return errOverloaded
	case <-ctx.Done():
		return ctx.Err()
	}
}

// leave gives the place back.
func (l *limiter) leave() { <-l.running }
