package database

import (
	"context"
	"errors"
	"fmt"

	"github.com/dealgraph/dealgraph"
	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/store/neo4j"
	"github.com/dealgraph/dealgraph/internal/store/sqlite"
)

// Options say how a database is opened. The zero value is good.
type Options struct {
	// Vocabulary is the text of a vocabulary, as docs/vocabulary.md tells; the project's own where it is empty.
	Vocabulary string
}

// Neo4j says where a Neo4j 5.26 or later is, and who asks.
type Neo4j struct {
	URI      string // neo4j:// or bolt://, with +s for TLS
	Username string // neo4j where it is empty
	Password string
	Database string // the server's default where it is empty
}

// Graph is a database that has been opened.
type Graph struct {
	cat   *catalog.Catalog
	store store.Store
}

// The errors that databases give, wrapped with what was being done.
var (
	// ErrUnavailable: the database does not answer, or refuses who we are.
	ErrUnavailable = store.ErrUnavailable
	// ErrOverloaded: the database has no room, for a transaction as large as this one or at the moment.
	ErrOverloaded = store.ErrOverloaded
	// ErrVocabulary: the database holds another vocabulary, which can't be taken for this one with something added.
	ErrVocabulary = store.ErrVocabulary
	// ErrLoading: a load in several transactions is under way, or was broken off.
	ErrLoading = store.ErrLoading
	// ErrConflict: the change met another one, or would break a rule of the graph.
	ErrConflict = store.ErrConflict
)

// OpenSQLite opens a file, which is made where it is missing, and takes on the vocabulary. ":memory:" is a temporary file
// that Close removes.
func OpenSQLite(ctx context.Context, path string, opts Options) (*Graph, error) {
	return open(ctx, opts, func(cat *catalog.Catalog) (store.Store, error) {
		return sqlite.Open(ctx, path, cat, sqlite.Options{})
	})
}

// OpenNeo4j connects to a Neo4j, makes the indexes that are missing and takes on the vocabulary.
func OpenNeo4j(ctx context.Context, cfg Neo4j, opts Options) (*Graph, error) {
	if cfg.Username == "" {
		cfg.Username = "neo4j"
	}
	return open(ctx, opts, func(cat *catalog.Catalog) (store.Store, error) {
		return neo4j.Open(ctx, cat, neo4j.Config{URI: cfg.URI, Username: cfg.Username, Password: cfg.Password, Database: cfg.Database})
	})
}

func open(ctx context.Context, opts Options, connect func(*catalog.Catalog) (store.Store, error)) (*Graph, error) {
	text := opts.Vocabulary
	if text == "" {
		text = dealgraph.Vocabulary
	}
	cat, err := catalog.Parse("vocabulary", text)
	if err != nil {
		return nil, fmt.Errorf("read the vocabulary: %w", err)
	}
	st, err := connect(cat)
	if err != nil {
		return nil, err
	}
	if err := st.Prepare(ctx); err != nil {
		return nil, errors.Join(err, st.Close(context.WithoutCancel(ctx)))
	}
	return &Graph{cat: cat, store: st}, nil
}

// Close ends it, waiting for what is under way until the context ends.
func (g *Graph) Close(ctx context.Context) error { return g.store.Close(ctx) }
