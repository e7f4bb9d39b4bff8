//go:build unix

package neo4jtest

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestAWipeLeavesNothingButLookups(t *testing.T) {
	server := Start(t)
	for _, statement := range []string{
		"CREATE CONSTRAINT `a ``name``` FOR (n:Person) REQUIRE n.id IS UNIQUE",
		"CREATE CONSTRAINT FOR ()-[r:SIGNED]-() REQUIRE r.id IS UNIQUE",
		"CREATE INDEX FOR (n:Deal) ON (n.date, n.id)",
		"CREATE FULLTEXT INDEX FOR (n:Deal) ON EACH [n.name]",
		"UNWIND range(1, 100000) AS i CALL (i) { CREATE (:Deal {id: i}) } IN TRANSACTIONS",
		"MATCH (d:Deal) CALL (d) { MERGE (h:Person {id: d.id % 100}) CREATE (h)-[:SIGNED {id: d.id}]->(d) } IN TRANSACTIONS",
	} {
		write(t, server, statement)
	}
	began := time.Now()
	server.Wipe(t)
	t.Logf("wiped 100,100 nodes and 100,000 relationships in %v", time.Since(began))
	if empty, err := server.isEmpty(t.Context()); err != nil || !empty {
		t.Errorf("empty = %v, %v", empty, err)
	}
	if got := len(query(t, server, "SHOW INDEXES WHERE type = 'LOOKUP'")); got != 2 {
		t.Errorf("%d look-up indexes are left of 2", got)
	}
}

func TestStartHandsOutAnEmptyServer(t *testing.T) {
	t.Run("first", func(t *testing.T) { write(t, Start(t), "CREATE (:Left)") })
	t.Run("second", func(t *testing.T) {
		if got := count(t, Start(t)); got != 0 {
			t.Errorf("%d nodes", got)
		}
	})
}

func TestParallelProcessesShareOneServerInTurn(t *testing.T) {
	outputs := make(chan []byte)
	for range 2 {
		cmd := child(t, "share")
		go func() {
			output, err := cmd.CombinedOutput()
			if err != nil {
				t.Errorf("child: %v\n%s", err, output)
			}
			outputs <- output
		}()
	}
	var uris []string
	for range 2 {
		for line := range strings.Lines(string(<-outputs)) {
			if uri, ok := strings.CutPrefix(line, told); ok {
				uris = append(uris, uri)
			}
		}
	}
	if len(uris) != 6 || len(slices.Compact(uris)) != 1 {
		t.Errorf("six turns on one server, not on %q", uris)
	}
}

func TestAKilledTestHoldsTheServerNoMore(t *testing.T) {
	cmd := child(t, "hold")
	uri := startAndHear(t, cmd)
	killHard(t, cmd)
	if got := Start(t).URI; got != uri {
		t.Errorf("another server than the one that was held: %s, not %s", got, uri)
	}
}

func TestAServerEndsThatIsIdleOrGivenUpForAnother(t *testing.T) {
	cache := emptyCache(t)
	var small, large *Server
	t.Run("small", func(t *testing.T) {
		t.Setenv("DEALGRAPH_TEST_NEO4J_HEAP", "300m")
		small = startShared(t, cache, time.Hour)
	})
	t.Run("large", func(t *testing.T) { large = startShared(t, cache, time.Second) })
	awaitGone(t, small)
	awaitGone(t, large)
	awaitCondition(t, "their directories are removed", func() bool {
		left, err := os.ReadDir(cache.path("servers"))
		return err == nil && len(left) == 0
	})
	if _, err := cache.readState(); err == nil {
		t.Error("the state still leads to one")
	}
}

func TestAServerNamedByTheEnvironment(t *testing.T) {
	own := Own(t)
	named := []string{"NEO4J_URI=" + own.URI, "NEO4J_USERNAME=" + own.Username, "NEO4J_PASSWORD=" + own.Password, "NEO4J_DATABASE="}

	write(t, &own.Server, "CREATE (:Precious)")
	output, err := child(t, "start", named...).CombinedOutput()
	if err == nil || !strings.Contains(string(output), "isn't empty") {
		t.Errorf("data of a stranger is not refused: %v\n%s", err, output)
	}
	if got := count(t, &own.Server); got != 1 {
		t.Fatalf("%d nodes are left of a stranger's one", got)
	}

	output, err = child(t, "start", append(named, "DEALGRAPH_TEST_NEO4J_WIPE=yes")...).CombinedOutput()
	if err != nil {
		t.Errorf("given up, yet: %v\n%s", err, output)
	}
	if got := count(t, &own.Server); got != 0 {
		t.Errorf("%d nodes are left behind", got)
	}
	if output, err = child(t, "start", named...).CombinedOutput(); err != nil {
		t.Errorf("empty, yet: %v\n%s", err, output)
	}
}

func TestASubtestThatAsksForItsParentsServerFails(t *testing.T) {
	cache := emptyCache(t)
	hold(t, cache.lease())
	nested := &fatal{TB: t, name: t.Name() + "/sub"}
	done := make(chan struct{})
	go func() {
		defer close(done)
		hold(nested, cache.lease())
	}()
	<-done
	if !strings.Contains(nested.message, "pass it on") {
		t.Errorf("message %q", nested.message)
	}
}

func TestWithoutPrerequisites(t *testing.T) {
	nothing := []string{"PATH=" + t.TempDir(), "JAVA_HOME=", "NEO4J_URI=", "XDG_CACHE_HOME=" + t.TempDir()}
	t.Run("a test is skipped with what to install", func(t *testing.T) {
		output, err := child(t, "start", append(nothing, "CI=")...).CombinedOutput()
		if err != nil || !strings.Contains(string(output), "SKIP") || !strings.Contains(string(output), "install Java 17") {
			t.Errorf("%v\n%s", err, output)
		}
	})
	t.Run("CI fails", func(t *testing.T) {
		output, err := child(t, "start", append(nothing, "CI=true")...).CombinedOutput()
		if err == nil || !strings.Contains(string(output), "install Java 17") {
			t.Errorf("%v\n%s", err, output)
		}
	})
}

// emptyCache has the jars, and no server.
func emptyCache(t *testing.T) cache {
	t.Helper()
	users, err := openCache()
	check(t, err)
	j, err := findJava(t.Context(), users)
	check(t, err)
	c, err := newCache(t.TempDir())
	check(t, err)
	check(t, os.Symlink(j.jars, c.path(filepath.Base(j.jars))))
	return c
}

func write(t *testing.T, s *Server, statement string) {
	t.Helper()
	query(t, s, statement)
}

func count(t *testing.T, s *Server) int64 {
	t.Helper()
	rows := query(t, s, "MATCH (n) RETURN count(*)")
	return rows[0][0].(int64)
}

func query(t *testing.T, s *Server, statement string) [][]any {
	t.Helper()
	var values [][]any
	records, err := s.rows(t.Context(), s.Driver(t), statement)
	if err != nil {
		t.Fatal(err)
	}
	for _, record := range records {
		values = append(values, record.Values)
	}
	return values
}

func awaitGone(t *testing.T, s *Server) {
	t.Helper()
	awaitCondition(t, "the server is gone", func() bool { return !listens(t, s) })
}

// listens needs no password, which a killed test could not tell.
func listens(t *testing.T, s *Server) bool {
	t.Helper()
	conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", strings.TrimPrefix(s.URI, "bolt://"))
	if err != nil {
		return false
	}
	if err := conn.Close(); err != nil {
		t.Error(err)
	}
	return true
}

func awaitCondition(t *testing.T, what string, holds func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	if err := poll(ctx, func() (bool, error) { return holds(), nil }); err != nil {
		t.Fatalf("not so: %s: %v", what, err)
	}
}

// fatal keeps the message of a test that fails.
type fatal struct {
	testing.TB
	name, message string
}

func (f *fatal) Name() string { return f.name }

func (f *fatal) Fatalf(format string, args ...any) {
	f.message = fmt.Sprintf(format, args...)
	runtime.Goexit()
}
