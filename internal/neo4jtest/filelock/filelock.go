//go:build unix

// Package filelock is an exclusive lock between processes, and between the tests of one process.
//
// It is the kernel's flock: a holder that is killed, however hard, holds it no more. It never waits for ever: the
// context bounds every wait.
package filelock

import (
	"context"
	"errors"
	"fmt"
	"os"
	"syscall"
	"time"
)

// ErrHeld says that somebody else holds the lock.
var ErrHeld = errors.New("lock is held")

// retryEvery is how often a waiting caller asks again: flock has no wait with a deadline.
const retryEvery = 20 * time.Millisecond

// Lock is a lock that is held.
type Lock struct{ file *os.File }

// Try takes the lock on the file at path, creating it, or answers ErrHeld at once.
func Try(path string) (*Lock, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open lock: %w", err)
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		closeErr := file.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, errors.Join(ErrHeld, closeErr)
		}
		return nil, fmt.Errorf("lock %s: %w", path, errors.Join(err, closeErr))
	}
	return &Lock{file: file}, nil
}

// Wait takes the lock as soon as it is free, or gives up with ErrHeld when ctx ends.
func Wait(ctx context.Context, path string) (*Lock, error) {
	ticker := time.NewTicker(retryEvery)
	defer ticker.Stop()
	for {
		lock, err := Try(path)
		if !errors.Is(err, ErrHeld) {
			return lock, err
		}
		select {
		case <-ctx.Done():
			return nil, errors.Join(err, context.Cause(ctx))
		case <-ticker.C:
		}
	}
}

// Note writes who holds the lock, for those who wait; the file's time is then that of the last use.
func (l *Lock) Note(text string) error {
	if err := l.file.Truncate(0); err != nil {
		return fmt.Errorf("note on lock: %w", err)
	}
	if _, err := l.file.WriteAt([]byte(text), 0); err != nil {
		return fmt.Errorf("note on lock: %w", err)
	}
	return nil
}

// File is the open lock, for a child process to inherit: the lock is then held until both have ended or let go.
func (l *Lock) File() *os.File { return l.file }

// Close lets go of this process's share of the lock.
func (l *Lock) Close() error { return l.file.Close() }
