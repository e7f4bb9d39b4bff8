package neo4j_test

import (
	"context"
	"errors"
	"testing"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/dealgraph/dealgraph/internal/neo4jtest"
	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/store/neo4j"
	"github.com/dealgraph/dealgraph/internal/store/storetest"
)

func ask(ctx context.Context, s *neo4j.Store, q *plan.Query) (row []any, err error) {
	err = s.Read(ctx, func(r store.Reader) error {
		row, err = r.Run(ctx, q)
		return err
	})
	return row, err
}

// askWithin asks in so many reads, each within another one.
func askWithin(ctx context.Context, s *neo4j.Store, q *plan.Query, reads int) error {
	return s.Read(ctx, func(r store.Reader) error {
		if _, err := r.Run(ctx, q); err != nil || reads == 1 {
			return err
		}
		return askWithin(ctx, s, q, reads-1)
	})
}

func TestOpenTellsWhyNot(t *testing.T) {
	server := neo4jtest.Start(t)
	cat := storetest.Catalog(t)
	for _, c := range []struct {
		name   string
		change func(*neo4j.Config)
		is     []error
	}{
		{"nobody answers", func(c *neo4j.Config) { c.URI = "bolt://127.0.0.1:1" }, []error{store.ErrUnavailable}},
		{"a wrong password", func(c *neo4j.Config) { c.Password = "wrong-password" }, []error{store.ErrUnavailable, neo4j.ErrRefused}},
		{"no such database", func(c *neo4j.Config) { c.Database = "nowhere" }, []error{store.ErrUnavailable}},
	} {
		t.Run(c.name, func(t *testing.T) {
			cfg := neo4j.Config{URI: server.URI, Username: server.Username, Password: server.Password, Database: server.Database}
			c.change(&cfg)
			_, err := neo4j.Open(t.Context(), cat, cfg)
			for _, want := range c.is {
				if !errors.Is(err, want) {
					t.Errorf("got %v, want %v", err, want)
				}
			}
			if errors.Is(err, neo4j.ErrRefused) != (len(c.is) == 2) {
				t.Errorf("got %v", err)
			}
		})
	}
}

// A write that waits for the lock of another client's transaction is ended by the server at the deadline of the context.
func TestTheDeadlineReachesTheServer(t *testing.T) {
	server := neo4jtest.Start(t)
	s := connect(t, server, storetest.Catalog(t), nil)
	defer s.Close(context.Background())
	if err := s.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	session := server.Driver(t).NewSession(t.Context(), driver.SessionConfig{DatabaseName: server.Database})
	tx, err := session.BeginTransaction(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback(context.Background())
	if _, err := tx.Run(t.Context(), "MERGE (l:WriteLock {name: 'write'}) SET l.writes = 1", nil); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	err = s.Write(ctx, func(store.Writer) error { return nil })
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v, want the deadline's error", err)
	}
	other := server.Driver(t).NewSession(t.Context(), driver.SessionConfig{DatabaseName: server.Database})
	for within := time.Now().Add(20 * time.Second); ; {
		res, err := other.Run(t.Context(), "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery CONTAINS 'coalesce(l.writes' "+
			"AND NOT currentQuery STARTS WITH 'SHOW' RETURN count(*) AS n", nil)
		if err != nil {
			t.Fatal(err)
		}
		rec, err := res.Single(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if rec.Values[0].(int64) == 0 {
			return
		}
		if time.Now().After(within) {
			t.Fatal("the server still works on it")
		}
	}
}

func TestAServerThatIsGoneIsUnavailableAndComesBack(t *testing.T) {
	server := neo4jtest.Own(t)
	s := connect(t, &server.Server, storetest.Catalog(t), nil)
	defer s.Close(context.Background())
	if err := s.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	q := &plan.Query{Columns: []plan.Column{{Expr: plan.Count{Input: plan.Scan{Of: plan.Node}}}}}
	if err := askWithin(t.Context(), s, q, 12); err != nil { // more sessions are kept than a read makes attempts
		t.Fatal(err)
	}
	server.Kill()
	if _, err := ask(t.Context(), s, q); !errors.Is(err, store.ErrUnavailable) {
		t.Errorf("read: got %v, want store.ErrUnavailable", err)
	}
	if err := s.Check(t.Context()); !errors.Is(err, store.ErrUnavailable) {
		t.Errorf("Check: got %v, want store.ErrUnavailable", err)
	}
	if err := s.Write(t.Context(), func(store.Writer) error { return nil }); !errors.Is(err, store.ErrUnavailable) {
		t.Errorf("write: got %v, want store.ErrUnavailable", err)
	}
	server.Restart()
	if _, err := ask(t.Context(), s, q); err != nil {
		t.Errorf("after the restart: %v", err)
	}
	if err := s.Check(t.Context()); err != nil {
		t.Errorf("after the restart: %v", err)
	}
}

func TestACommitThatFailedIsNoWrite(t *testing.T) {
	server := neo4jtest.Start(t)
	s := connect(t, server, storetest.Catalog(t), nil)
	defer s.Close(context.Background())
	if err := s.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	err := s.Write(ctx, func(w store.Writer) error {
		err := w.SetDataset(ctx, store.Dataset{Name: "d"})
		cancel()
		return err
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the cancellation", err)
	}
	err = s.Read(t.Context(), func(r store.Reader) error {
		all, err := r.Datasets(t.Context())
		if len(all) > 0 {
			t.Errorf("it was written: %v", all)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// pooled connects by a pool of so many connections, for which nobody waits long.
func pooled(t *testing.T, server *neo4jtest.Server, connections int) *neo4j.Store {
	t.Helper()
	s, err := neo4j.Open(t.Context(), storetest.Catalog(t), neo4j.Config{URI: server.URI, Username: server.Username,
		Password: server.Password, Database: server.Database, MaxConnections: connections, AcquireTimeout: 50 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestAPoolWithoutRoomIsOverloaded(t *testing.T) {
	server := neo4jtest.Start(t)
	s := pooled(t, server, 1)
	defer s.Close(context.Background())
	if err := s.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	q := &plan.Query{Columns: []plan.Column{{Expr: plan.Count{Input: plan.Scan{Of: plan.Node}}}}}
	err := s.Write(t.Context(), func(store.Writer) error {
		_, err := ask(t.Context(), s, q)
		return err
	})
	if !errors.Is(err, store.ErrOverloaded) {
		t.Errorf("got %v, want store.ErrOverloaded", err)
	}
}
