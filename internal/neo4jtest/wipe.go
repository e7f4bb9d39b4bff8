//go:build unix

package neo4jtest

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

const (
	listConstraints = `SHOW CONSTRAINTS YIELD name RETURN name`
	// Look-up indexes of labels and types are there from the start, and what a planner without them does is nobody's case.
	listIndexes = `SHOW INDEXES YIELD name, type, owningConstraint WHERE type <> 'LOOKUP' AND owningConstraint IS NULL RETURN name`
	deleteAll   = `MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS`
	// A plan made for the last test's data and indexes would otherwise serve this one's.
	forgetPlans = `CALL db.clearQueryCaches()`
)

// wipeWithin bounds a wipe: 100,000 nodes take a few seconds.
const wipeWithin = 2 * time.Minute

// Wipe deletes all data, constraints and indexes: for a test that needs an empty database more than once.
func (s *Server) Wipe(t testing.TB) {
	t.Helper()
	if err := s.wipe(t.Context()); err != nil {
		t.Fatalf("neo4jtest: %v", err)
	}
}

func (s *Server) wipe(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, wipeWithin)
	defer cancel()
	err := s.with(ctx, func(driver neo4j.DriverWithContext) error {
		// Schema first: deletes are cheaper without indexes to keep.
		for _, drop := range []struct{ list, kind string }{{listConstraints, "CONSTRAINT"}, {listIndexes, "INDEX"}} {
			if err := s.dropAll(ctx, driver, drop.list, drop.kind); err != nil {
				return err
			}
		}
		for _, statement := range []string{deleteAll, forgetPlans} {
			if _, err := s.rows(ctx, driver, statement); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("wipe %s: %w", s.URI, err)
	}
	return nil
}

func (s *Server) dropAll(ctx context.Context, driver neo4j.DriverWithContext, list, kind string) error {
	records, err := s.rows(ctx, driver, list)
	if err != nil {
		return err
	}
	for _, record := range records {
		name, _, err := neo4j.GetRecordValue[string](record, "name")
		if err != nil {
			return fmt.Errorf("read names of %ss: %w", kind, err)
		}
		if _, err := s.rows(ctx, driver, "DROP "+kind+" "+quote(name)+" IF EXISTS"); err != nil {
			return err
		}
	}
	return nil
}

// quote makes any name an identifier of Cypher: no parameter may stand there.
func quote(name string) string {
	return "`" + strings.ReplaceAll(name, "`", "``") + "`"
}

// isEmpty tells whether a wipe would delete nothing.
func (s *Server) isEmpty(ctx context.Context) (empty bool, err error) {
	err = s.with(ctx, func(driver neo4j.DriverWithContext) error {
		found := 0
		for _, list := range []string{`MATCH (n) RETURN 1 LIMIT 1`, listConstraints, listIndexes} {
			records, err := s.rows(ctx, driver, list)
			if err != nil {
				return err
			}
			found += len(records)
		}
		empty = found == 0
		return nil
	})
	return empty, err
}
