package main

import (
	"cmp"
	"context"
	"errors"
	"os"

	"github.com/spf13/cobra"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/store/neo4j"
	"github.com/dealgraph/dealgraph/internal/store/sqlite"
)

// database is which database to open: Neo4j where NEO4J_URI names one, else a SQLite file.
type database struct {
	file    string
	uri     string
	created bool // the file has just been made
}

func databaseFlag(cmd *cobra.Command) *database {
	db := &database{uri: os.Getenv("NEO4J_URI")}
	cmd.Flags().StringVar(&db.file, "db", "dealgraph.db", "the SQLite file, :memory: for a try; not used where NEO4J_URI is set")
	fromEnv(cmd, "db", "DEALGRAPH_DB")
	return db
}

// String names the database for people, without credentials.
func (db *database) String() string {
	if db.uri != "" {
		return "Neo4j at " + db.uri
	}
	return db.file
}

func (db *database) isNeo4j() bool { return db.uri != "" }

// open opens the database. Nothing is written to a Neo4j; a SQLite file is made where there is none.
func (db *database) open(ctx context.Context, cat *catalog.Catalog) (store.Store, error) {
	if db.isNeo4j() {
		return db.openNeo4j(ctx, cat)
	}
	st, err := sqlite.Open(ctx, db.file, cat, sqlite.Options{})
	if err != nil {
		return nil, coded(exitDatabase, err)
	}
	db.created = st.Created()
	return st, nil
}

func (db *database) openNeo4j(ctx context.Context, cat *catalog.Catalog) (store.Store, error) {
	st, err := neo4j.Open(ctx, cat, neo4j.Config{
		URI: db.uri, Username: cmp.Or(os.Getenv("NEO4J_USERNAME"), "neo4j"), Password: os.Getenv("NEO4J_PASSWORD"),
		Database: os.Getenv("NEO4J_DATABASE"),
	})
	switch {
	case errors.Is(err, store.ErrUnavailable):
		return nil, err
	case err != nil:
		return nil, coded(exitDatabase, err)
	}
	return st, nil
}
