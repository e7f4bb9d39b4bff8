//go:build unix

package neo4jtest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/dealgraph/dealgraph/internal/neo4jtest/filelock"
)

// cache is what outlives a test process: the jars, the shared server's state and the servers' directories.
type cache struct{ root string }

func openCache() (cache, error) {
	base, err := os.UserCacheDir()
	if err != nil {
		return cache{}, fmt.Errorf("find the cache: %w", err)
	}
	return newCache(filepath.Join(base, "dealgraph"))
}

func newCache(root string) (cache, error) {
	c := cache{root: root}
	if err := os.MkdirAll(c.path("servers"), 0o700); err != nil {
		return cache{}, fmt.Errorf("make the cache: %w", err)
	}
	return c, nil
}

func (c cache) path(name string) string { return filepath.Join(c.root, name) }

// lease is the lock that the users of the shared server hold, one at a time.
func (c cache) lease() string { return c.path("shared.lock") }

// state is the file that leads to the shared server. Only who holds the lease reads or writes it.
func (c cache) state() string { return c.path("shared.json") }

// directory is one server's: its configuration, data and logs.
type directory struct {
	path string
	// alive is held by whoever still needs the directory, processes that inherited it included: a directory whose
	// lock is free was left behind by something that was killed.
	alive *filelock.Lock
}

func (d *directory) file(name string) string { return filepath.Join(d.path, name) }

func (d *directory) remove() error {
	return errors.Join(os.RemoveAll(d.path), d.alive.Close())
}

// newDirectory makes a directory for a server, and removes those that were left behind.
func (c cache) newDirectory(ctx context.Context) (_ *directory, err error) {
	// Else one process could sweep what another has made but not locked yet.
	lock, err := filelock.Wait(ctx, c.path("servers.lock"))
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, lock.Close()) }()
	if err := c.sweep(); err != nil {
		return nil, err
	}
	path, err := os.MkdirTemp(c.path("servers"), "")
	if err != nil {
		return nil, fmt.Errorf("make the server's directory: %w", err)
	}
	alive, err := filelock.Try(filepath.Join(path, "alive"))
	if err != nil {
		return nil, err
	}
	return &directory{path: path, alive: alive}, nil
}

func (c cache) sweep() error {
	entries, err := os.ReadDir(c.path("servers"))
	if err != nil {
		return fmt.Errorf("list servers: %w", err)
	}
	for _, entry := range entries {
		path := filepath.Join(c.path("servers"), entry.Name())
		alive, err := filelock.Try(filepath.Join(path, "alive"))
		if errors.Is(err, filelock.ErrHeld) || errors.Is(err, os.ErrNotExist) {
			continue // in use, or removed by its supervisor meanwhile
		}
		if err != nil {
			return err
		}
		if err := (&directory{path: path, alive: alive}).remove(); err != nil {
			return fmt.Errorf("remove a server left behind: %w", err)
		}
	}
	return nil
}
