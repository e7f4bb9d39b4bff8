//go:build unix

package neo4jtest

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/dealgraph/dealgraph/internal/neo4jtest/filelock"
)

// sharedIdle is how long the shared server outlives its last user: the gap between two packages of one `go test ./...`.
const sharedIdle = 3 * time.Minute

// errUnavailable marks what no code can mend: a machine without Java, a registry that can't be reached.
var errUnavailable = errors.New("no Neo4j can be had here")

// Start returns a server that is empty and this test's alone until the test ends; other tests that ask wait meanwhile,
// in this process or another. So a test passes its server on to its subtests. Where no server can be had it skips the
// test, or fails it where the environment says CI=true.
func Start(t testing.TB) *Server {
	t.Helper()
	cache, err := openCache()
	if err != nil {
		t.Fatalf("neo4jtest: %v", err)
	}
	if server, named := fromEnv(); named {
		return startNamed(t, cache, server)
	}
	return startShared(t, cache, sharedIdle)
}

func startShared(t testing.TB, cache cache, idle time.Duration) *Server {
	t.Helper()
	hold(t, cache.lease())
	server, err := cache.sharedServer(t.Context(), t.Logf, idle)
	check(t, err)
	server.Wipe(t)
	return server
}

// startNamed uses the server of NEO4J_URI and leaves it empty, as it was found. That variable is also how a person
// points the program itself at a graph of real data: such a one is refused.
func startNamed(t testing.TB, cache cache, server *Server) *Server {
	t.Helper()
	hold(t, cache.leaseOf(server))
	if os.Getenv("DEALGRAPH_TEST_NEO4J_WIPE") != "yes" {
		empty, err := server.isEmpty(t.Context())
		check(t, err)
		if !empty {
			t.Fatalf("neo4jtest: NEO4J_URI names %s, which isn't empty, and tests delete everything there.\n"+
				"Unset NEO4J_URI to test on a server of the tests' own, or give that one up by DEALGRAPH_TEST_NEO4J_WIPE=yes.", server.URI)
		}
	}
	server.Wipe(t)
	t.Cleanup(func() {
		if err := server.wipe(context.WithoutCancel(t.Context())); err != nil {
			t.Errorf("neo4jtest: %v", err)
		}
	})
	return server
}

// hold takes the lock on a server until the test ends.
func hold(t testing.TB, path string) {
	t.Helper()
	lock, err := filelock.Try(path)
	if errors.Is(err, filelock.ErrHeld) {
		lock, err = await(t, path)
	}
	check(t, err)
	t.Cleanup(func() {
		if err := errors.Join(lock.Note(""), lock.Close()); err != nil {
			t.Errorf("neo4jtest: let go of the server: %v", err)
		}
	})
	check(t, lock.Note(fmt.Sprintf("%d %s", os.Getpid(), t.Name())))
}

// await waits for the lock's holder, as long as the test has time.
func await(t testing.TB, path string) (*filelock.Lock, error) {
	t.Helper()
	refuseNested(t, path)
	ctx, cancel := beforeDeadline(t)
	defer cancel()
	lock, err := filelock.Wait(ctx, path)
	if errors.Is(err, filelock.ErrHeld) {
		note, _ := os.ReadFile(path) // only for the message
		err = fmt.Errorf("the server stayed in use by process and test %q: %w", note, err)
	}
	return lock, err
}

// refuseNested fails a subtest that would wait for its own parent.
func refuseNested(t testing.TB, path string) {
	t.Helper()
	note, err := os.ReadFile(path)
	check(t, err)
	parent, ours := strings.CutPrefix(string(note), fmt.Sprintf("%d ", os.Getpid()))
	if ours && (t.Name() == parent || strings.HasPrefix(t.Name(), parent+"/")) {
		t.Fatalf("neo4jtest: %s has the server already: pass it on instead of calling Start again", parent)
	}
}

// beforeDeadline ends in time for a message to be printed: at its limit `go test` prints nothing but stacks.
func beforeDeadline(t testing.TB) (context.Context, context.CancelFunc) {
	if limited, ok := t.(interface{ Deadline() (time.Time, bool) }); ok {
		if deadline, ok := limited.Deadline(); ok {
			return context.WithDeadline(t.Context(), deadline.Add(-5*time.Second))
		}
	}
	return context.WithCancel(t.Context())
}

// check ends the test on an error: a skip only where nothing but the machine is to blame, and nobody relies on it.
func check(t testing.TB, err error) {
	t.Helper()
	switch {
	case err == nil:
	case errors.Is(err, errUnavailable) && os.Getenv("CI") != "true":
		t.Skipf("NOT TESTED ON NEO4J: %v", err)
	default:
		t.Fatalf("neo4jtest: %v", err)
	}
}

// leaseOf is the lock on a server that NEO4J_URI names.
func (c cache) leaseOf(s *Server) string {
	hash := sha256.Sum256([]byte(s.URI + " " + s.Database))
	return c.path(fmt.Sprintf("named-%x.lock", hash[:8]))
}
