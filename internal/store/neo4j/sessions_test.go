package neo4j_test

import (
	"context"
	"errors"
	"testing"

	"github.com/dealgraph/dealgraph/internal/neo4jtest"
	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/store/storetest"
)

// What reads keep is taken for in use by the driver: of two connections a write and a read within it still get one each.
func TestSessionsKeptForReadsLeaveAConnectionToWrites(t *testing.T) {
	server := neo4jtest.Start(t)
	s := pooled(t, server, 2)
	if err := s.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	q := &plan.Query{Columns: []plan.Column{{Expr: plan.Count{Input: plan.Scan{Of: plan.Node}}}}}
	err := s.Read(t.Context(), func(r store.Reader) error {
		if _, err := r.Run(t.Context(), q); err != nil {
			return err
		}
		_, err := ask(t.Context(), s, q)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		err = s.Write(t.Context(), func(store.Writer) error {
			_, err := ask(t.Context(), s, q)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(t.Context()); err != nil {
		t.Error(err)
	}
}

// A session whose answer was given up is no good for another read.
func TestAReadThatWasGivenUpLeavesTheNextOneAlone(t *testing.T) {
	server := neo4jtest.Start(t)
	s := connect(t, server, storetest.Catalog(t), nil)
	defer s.Close(context.Background())
	if err := s.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	q := &plan.Query{Columns: []plan.Column{{Expr: plan.Count{Input: plan.Scan{Of: plan.Node}}}}}
	for range 3 {
		ctx, cancel := context.WithCancel(t.Context())
		err := s.Read(ctx, func(r store.Reader) error {
			if _, err := r.Run(ctx, q); err != nil {
				t.Error(err)
			}
			cancel()
			_, err := r.Run(ctx, q)
			return err
		})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v, want the cancellation", err)
		}
		if _, err := ask(t.Context(), s, q); err != nil {
			t.Error(err)
		}
	}
}
