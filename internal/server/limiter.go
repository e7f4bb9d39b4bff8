package server

import (
	"context"
	"errors"
	"time"
)

// Why an operation gets no place.
var (
	errQueueFull    = errors.New("too many operations are running, and as many wait as may")
	errQueueTimeout = errors.New("too many operations are running: it waited as long as one may")
)

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

// enter takes a place, waiting for one if the queue has room. It gives errQueueFull, errQueueTimeout, or the context's error.
func (l *limiter) enter(ctx context.Context) error {
	select {
	case l.running <- struct{}{}:
		return nil
	default:
	}
	select {
	case l.queued <- struct{}{}:
	default:
		return errQueueFull
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
		return errQueueTimeout
	case <-ctx.Done():
		return ctx.Err()
	}
}

// leave gives the place back.
func (l *limiter) leave() { <-l.running }

func (l *limiter) inUse() int { return len(l.running) }

func (l *limiter) waiting() int { return len(l.queued) }
