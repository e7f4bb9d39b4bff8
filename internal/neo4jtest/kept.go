//go:build unix

package neo4jtest

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/dealgraph/dealgraph/internal/neo4jtest/filelock"
)

// Kept starts a server in a directory of that name in the cache, which stays when the test ends: the next one that asks for
// the name finds the data as they were. It is for measurements, whose graphs take minutes to load. It needs Java and Maven.
func Kept(t testing.TB, name string) *Server {
	t.Helper()
	cache, err := openCache()
	check(t, err)
	recipe, err := findJava(t.Context(), cache)
	check(t, err)
	i, err := cache.launchKept(t.Context(), recipe, name)
	check(t, err)
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), readyWithin)
		defer cancel()
		if err := errors.Join(i.process.stop(ctx), i.dir.alive.Close()); err != nil {
			t.Errorf("neo4jtest: %v", err)
		}
	})
	return &i.Server
}

func (c cache) launchKept(ctx context.Context, j java, name string) (*instance, error) {
	ctx, cancel := context.WithTimeout(ctx, readyWithin)
	defer cancel()
	path := filepath.Join(c.path("kept"), name)
	if err := os.MkdirAll(path, 0o700); err != nil {
		return nil, fmt.Errorf("make the server's directory: %w", err)
	}
	alive, err := filelock.Wait(ctx, filepath.Join(path, "alive"))
	if err != nil {
		return nil, err
	}
	port, err := freePort()
	if err != nil {
		return nil, errors.Join(err, alive.Close())
	}
	i := &instance{dir: &directory{path: path, alive: alive}, Server: Server{
		URI: fmt.Sprintf("bolt://127.0.0.1:%d", port), Username: "neo4j", Database: "neo4j",
	}}
	if err := i.runKept(ctx, j, port); err != nil {
		return nil, errors.Join(err, alive.Close())
	}
	return i, nil
}

// runKept starts the server on another port than before, with the password that it had.
func (i *instance) runKept(ctx context.Context, j java, port int) error {
	known, err := os.ReadFile(i.dir.file("password"))
	switch {
	case err == nil:
		i.Password = string(known)
		i.arguments, err = j.configure(i.dir, port)
	case errors.Is(err, os.ErrNotExist):
		i.Password = rand.Text()
		if i.arguments, err = j.prepare(ctx, i.dir, port, i.Password); err == nil {
			err = os.WriteFile(i.dir.file("password"), []byte(i.Password), 0o600)
		}
	}
	if err != nil {
		return fmt.Errorf("prepare a server to keep: %w", err)
	}
	return i.run(ctx)
}
