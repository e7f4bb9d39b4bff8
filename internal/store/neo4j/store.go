package neo4j

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	driverconfig "github.com/neo4j/neo4j-go-driver/v5/neo4j/config"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/notifications"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
)

// Store is a graph in a Neo4j database.
type Store struct {
	cat     *catalog.Catalog
	cfg     Config
	driver  neo4j.DriverWithContext
	marks   neo4j.BookmarkManager // a read sees the writes before it, whichever member of a cluster answers
	writing chan struct{}         // holds a token while a Write or Prepare is under way
	uses    gate
	reading sessions
	looks   looks
}

var _ store.Store = (*Store)(nil)

// Open connects to the database. The error is ErrUnavailable where it can't be reached, and also ErrRefused where it
// refuses the user or the password; another one where what answers is no Neo4j 5.26 or later.
func Open(ctx context.Context, cat *catalog.Catalog, cfg Config) (*Store, error) {
	cfg = cfg.withDefaults()
	driver, err := neo4j.NewDriverWithContext(cfg.URI, neo4j.BasicAuth(cfg.Username, cfg.Password, ""), func(c *driverconfig.Config) {
		c.MaxConnectionPoolSize = cfg.MaxConnections
		c.ConnectionAcquisitionTimeout = cfg.AcquireTimeout
		c.SocketConnectTimeout = cfg.ConnectTimeout
		c.TelemetryDisabled = true
		c.NotificationsMinSeverity = notifications.DisabledLevel // nobody is told of them
		c.UserAgent = "dealgraph"
	})
	if err != nil {
		return nil, fmt.Errorf("open Neo4j at %s: %w", cfg.URI, err)
	}
	s := &Store{cat: cat, cfg: cfg, driver: driver, marks: neo4j.NewBookmarkManager(neo4j.BookmarkManagerConfig{}),
		writing: make(chan struct{}, 1), uses: gate{idle: make(chan struct{})}, reading: sessions{most: cfg.MaxConnections - 1}}
	if err := s.verify(ctx); err != nil {
		_ = driver.Close(ctx)
		return nil, fmt.Errorf("open Neo4j at %s: %w", cfg.URI, err)
	}
	return s, nil
}

// verify asks the database itself, not just the server: it may be named wrongly, or not started.
func (s *Store) verify(ctx context.Context) error {
	return s.read(ctx, func(r *reader) error {
		res, err := r.run(ctx, "RETURN 1", nil)
		if err != nil {
			return err
		}
		summary, err := res.Consume(ctx)
		if err != nil {
			return mapped(ctx, err)
		}
		return checkVersion(summary.Server().Agent())
	})
}

// checkVersion takes Neo4j 5.26 and later ones, whose versions are years.
func checkVersion(agent string) error {
	version, ok := strings.CutPrefix(agent, "Neo4j/")
	parts := strings.SplitN(version, ".", 3)
	if !ok || len(parts) < 2 {
		return fmt.Errorf("not a Neo4j server: %s", agent)
	}
	major, _ := strconv.Atoi(parts[0])
	minor, _ := strconv.Atoi(parts[1])
	if major < 5 || major == 5 && minor < 26 {
		return fmt.Errorf("Neo4j 5.26 or later is needed, this is %s", version)
	}
	return nil
}

// Close closes the pool of connections when reads and writes under way have ended, or ctx has. Later ones are refused
// with ErrUnavailable.
func (s *Store) Close(ctx context.Context) error {
	waited := s.uses.close(ctx)
	s.reading.close(ctx)
	if err := s.driver.Close(ctx); err != nil {
		return fmt.Errorf("close the connections to Neo4j: %w", err)
	}
	return waited
}

// acquire waits for the turn to write.
func (s *Store) acquire(ctx context.Context) error {
	if err := s.uses.enter(); err != nil {
		return err
	}
	select {
	case s.writing <- struct{}{}:
		return nil
	case <-ctx.Done():
		s.uses.leave()
		return fmt.Errorf("wait for another write: %w", ctx.Err())
	}
}

func (s *Store) release() {
	<-s.writing
	s.uses.leave()
}

func (s *Store) session(ctx context.Context, mode neo4j.AccessMode) neo4j.SessionWithContext {
	return s.driver.NewSession(ctx, neo4j.SessionConfig{AccessMode: mode, DatabaseName: s.cfg.Database, BookmarkManager: s.marks})
}
