//go:build unix

package neo4jtest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"
)

// Server says how to reach a Neo4j.
type Server struct {
	URI, Username, Password, Database string
}

// Driver is a driver for the server, closed when the test ends.
func (s *Server) Driver(t testing.TB) neo4j.DriverWithContext {
	t.Helper()
	driver, err := s.open()
	if err != nil {
		t.Fatalf("neo4jtest: %v", err)
	}
	t.Cleanup(func() {
		if err := driver.Close(context.WithoutCancel(t.Context())); err != nil {
			t.Errorf("neo4jtest: close driver: %v", err)
		}
	})
	return driver
}

// Setenv makes the server the one that the program's own NEO4J_ variables name, until the test ends.
func (s *Server) Setenv(t testing.TB) {
	t.Helper()
	t.Setenv("NEO4J_URI", s.URI)
	t.Setenv("NEO4J_USERNAME", s.Username)
	t.Setenv("NEO4J_PASSWORD", s.Password)
	t.Setenv("NEO4J_DATABASE", s.Database)
}

// fromEnv is the server that NEO4J_URI names, and whether it names one.
func fromEnv() (*Server, bool) {
	uri := os.Getenv("NEO4J_URI")
	return &Server{
		URI:      uri,
		Username: cmp.Or(os.Getenv("NEO4J_USERNAME"), "neo4j"),
		Password: os.Getenv("NEO4J_PASSWORD"),
		Database: cmp.Or(os.Getenv("NEO4J_DATABASE"), "neo4j"),
	}, uri != ""
}

func (s *Server) open() (neo4j.DriverWithContext, error) {
	driver, err := neo4j.NewDriverWithContext(s.URI, neo4j.BasicAuth(s.Username, s.Password, ""), func(c *config.Config) {
		c.SocketConnectTimeout = 5 * time.Second
	})
	if err != nil {
		return nil, fmt.Errorf("driver for %s: %w", s.URI, err)
	}
	return driver, nil
}

// with opens a driver for the time of one call.
func (s *Server) with(ctx context.Context, do func(neo4j.DriverWithContext) error) (err error) {
	driver, err := s.open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, driver.Close(context.WithoutCancel(ctx))) }()
	return do(driver)
}

// rows runs one statement in a transaction of its own, as CALL … IN TRANSACTIONS demands, and without the driver's
// retries, which would hide for half a minute that a server is gone.
func (s *Server) rows(ctx context.Context, driver neo4j.DriverWithContext, statement string) (_ []*neo4j.Record, err error) {
	session := driver.NewSession(ctx, neo4j.SessionConfig{DatabaseName: s.Database})
	defer func() { err = errors.Join(err, session.Close(context.WithoutCancel(ctx))) }()
	result, err := session.Run(ctx, statement, nil)
	if err != nil {
		return nil, fmt.Errorf("run %q: %w", statement, err)
	}
	records, err := result.Collect(ctx)
	if err != nil {
		return nil, fmt.Errorf("run %q: %w", statement, err)
	}
	return records, nil
}

// answers tells whether the database, not only its port, is there.
func (s *Server) answers(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 15*time.Second)
	defer cancel()
	return s.with(ctx, func(driver neo4j.DriverWithContext) error {
		_, err := s.rows(ctx, driver, "RETURN 1")
		return err
	})
}
