package main

import (
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

// database is which database to open: Neo4j where one is named, unless the SQLite file is named by what goes before that.
type database struct {
	file    string
	flag    *pflag.Flag
	neo4j   neo4j.Config
	uriFlag *pflag.Flag
	created bool // the file has just been made
	observe store.Observer
}

func databaseFlag(cmd *cobra.Command) *database {
	db, flags := &database{}, cmd.Flags()
	flags.StringVar(&db.file, "db", "dealgraph.db", "the SQLite file; :memory: for a try")
	flags.StringVar(&db.neo4j.URI, "neo4j-uri", "", "the Neo4j to use in place of a SQLite file: neo4j://… or bolt://…, with +s for TLS")
	flags.StringVar(&db.neo4j.Username, "neo4j-username", "neo4j", "its user")
	flags.StringVar(&db.neo4j.Password, "neo4j-password", "", "the user's password")
	flags.StringVar(&db.neo4j.Database, "neo4j-database", "", "its database; the server's default where there is none")
	fromEnv(cmd, "db", "DEALGRAPH_DB")
	fromEnv(cmd, "neo4j-uri", "NEO4J_URI")
	fromEnv(cmd, "neo4j-username", "NEO4J_USERNAME")
	secretFromEnv(cmd, "neo4j-password", "NEO4J_PASSWORD")
	fromEnv(cmd, "neo4j-database", "NEO4J_DATABASE")
	db.flag, db.uriFlag = flags.Lookup("db"), flags.Lookup("neo4j-uri")
	return db
}

// String names the database for people, without credentials.
func (db *database) String() string {
	if db.isNeo4j() {
		return "Neo4j at " + db.neo4j.URI
	}
	return db.file
}

func (db *database) isNeo4j() bool {
	return db.neo4j.URI != "" && originOf(db.flag).source <= originOf(db.uriFlag).source
}

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
	if errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("there is no database %s: dealgraph serve and dealgraph seed apply make one, --db names another", db.file)
	}
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
	if err := checkURI(db.neo4j.URI); err != nil {
		return nil, coded(exitUsage, err)
	}
	cfg := db.neo4j
	cfg.Observe = db.observe
	st, err := neo4j.Open(ctx, cat, cfg)
	switch {
	case errors.Is(err, store.ErrUnavailable):
		return nil, err
	case errors.Is(err, store.ErrOverloaded): // nobody else has a connection yet: nothing there speaks Bolt
		return nil, fmt.Errorf("%w: nothing at %s answers as a Neo4j does", store.ErrUnavailable, db.neo4j.URI)
	case err != nil:
		return nil, coded(exitDatabase, err)
	}
	return st, nil
}

// checkURI takes the schemes that the driver does.
func checkURI(uri string) error {
	schemes := []string{"neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc"}
	u, err := url.Parse(uri)
	if err == nil && u.User != nil {
		return errors.New("NEO4J_URI has a user: give it by NEO4J_USERNAME, and the password by NEO4J_PASSWORD")
	}
	if err == nil && u.Host != "" && slices.Contains(schemes, u.Scheme) {
		return nil
	}
	return fmt.Errorf("NEO4J_URI is %q: it must be SCHEME://HOST:PORT, with one of the schemes %s", uri, strings.Join(schemes, ", "))
}
