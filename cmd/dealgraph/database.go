package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/store/neo4j"
	"github.com/dealgraph/dealgraph/internal/store/sqlite"
)

// database is which database to open: the SQLite file that the command line names, else Neo4j where NEO4J_URI names one,
// else the SQLite file of the environment or the default.
type database struct {
	file    string
	flag    *pflag.Flag
	uri     string
	created bool // the file has just been made
	observe store.Observer
}

func databaseFlag(cmd *cobra.Command) *database {
	db := &database{uri: os.Getenv("NEO4J_URI")}
	cmd.Flags().StringVar(&db.file, "db", "dealgraph.db", "the SQLite file, :memory: for a try; where it is not given, NEO4J_URI goes before its variable and default")
	fromEnv(cmd, "db", "DEALGRAPH_DB")
	db.flag = cmd.Flags().Lookup("db")
	return db
}

// String names the database for people, without credentials.
func (db *database) String() string {
	if db.isNeo4j() {
		return "Neo4j at " + db.uri
	}
	return db.file
}

func (db *database) isNeo4j() bool { return db.uri != "" && !db.flag.Changed }

// engine names what the database is run by.
func (db *database) engine() string {
	if db.isNeo4j() {
		return "neo4j"
	}
	return "sqlite"
}

// alsoObserve has one more told of every statement.
func (db *database) alsoObserve(observe store.Observer) {
	before := db.observe
	if before == nil {
		db.observe = observe
		return
	}
	db.observe = func(ctx context.Context, s store.Statement) {
		before(ctx, s)
		observe(ctx, s)
	}
}

// spare keeps a dry run from making a file where there is none.
func (db *database) spare() {
	if _, err := os.Stat(db.file); errors.Is(err, fs.ErrNotExist) {
		db.file = ":memory:"
	}
}

// mustExist refuses to make a file, where there is something to find only in one that is there.
func (db *database) mustExist() error {
	if db.isNeo4j() {
		return nil
	}
	if db.file == ":memory:" {
		return errors.New(":memory: holds nothing that could be asked")
	}
	_, err := os.Stat(db.file)
	return err
}

// open opens the database. Nothing is written to a Neo4j; a SQLite file is made where there is none.
func (db *database) open(ctx context.Context, cat *catalog.Catalog) (store.Store, error) {
	if db.isNeo4j() {
		return db.openNeo4j(ctx, cat)
	}
	st, err := sqlite.Open(ctx, db.file, cat, sqlite.Options{Observe: db.observe})
	if err != nil {
		return nil, coded(exitDatabase, err)
	}
	db.created = st.Created()
	return st, nil
}

func (db *database) openNeo4j(ctx context.Context, cat *catalog.Catalog) (store.Store, error) {
	if err := checkURI(db.uri); err != nil {
		return nil, coded(exitUsage, err)
	}
	st, err := neo4j.Open(ctx, cat, neo4j.Config{
		URI: db.uri, Username: cmp.Or(os.Getenv("NEO4J_USERNAME"), "neo4j"), Password: os.Getenv("NEO4J_PASSWORD"),
		Database: os.Getenv("NEO4J_DATABASE"), Observe: db.observe,
	})
	switch {
	case errors.Is(err, store.ErrUnavailable):
		return nil, err
	case errors.Is(err, store.ErrOverloaded): // nobody else has a connection yet: nothing there speaks Bolt
		return nil, fmt.Errorf("%w: nothing at %s answers as a Neo4j does", store.ErrUnavailable, db.uri)
	case err != nil:
		return nil, coded(exitDatabase, err)
	}
	return st, nil
}

// checkURI takes the schemes that the driver does.
func checkURI(uri string) error {
	schemes := []string{"neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc"}
	u, err := url.Parse(uri)
	if err == nil && u.Host != "" && slices.Contains(schemes, u.Scheme) {
		return nil
	}
	return fmt.Errorf("NEO4J_URI is %q: it must be SCHEME://HOST:PORT, with one of the schemes %s", uri, strings.Join(schemes, ", "))
}
