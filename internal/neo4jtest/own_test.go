//go:build unix

package neo4jtest

import (
	"errors"
	"os"
	"testing"
	"time"
)

func TestAnOwnServerKeepsItsDataAndEndsWithItsTest(t *testing.T) {
	var server *OwnServer
	t.Run("test", func(t *testing.T) {
		server = Own(t)
		for n, end := range []struct {
			name string
			by   func()
		}{
			{"killed", server.Kill},
			{"stopped", server.Stop},
		} {
			write(t, &server.Server, "CREATE (:Kept)")
			began := time.Now()
			end.by()
			ended := time.Now()
			if listens(t, &server.Server) {
				t.Errorf("%s, it still listens", end.name)
			}
			server.Restart()
			t.Logf("%s: ended in %v, back in %v", end.name, ended.Sub(began), time.Since(ended))
			if got := count(t, &server.Server); got != int64(n+1) {
				t.Errorf("%s and started again: %d nodes of %d", end.name, got, n+1)
			}
		}
	})
	if listens(t, &server.Server) {
		t.Error("it still listens")
	}
	if _, err := os.Stat(server.instance.dir.path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("its directory is still there: %v", err)
	}
}

func TestAnOwnServerEndsWithAKilledTest(t *testing.T) {
	cmd := child(t, "own")
	uri := startAndHear(t, cmd)
	server := &Server{URI: uri}
	if !listens(t, server) {
		t.Fatal("it never listened")
	}
	killHard(t, cmd)
	awaitGone(t, server)
}
