package sqlite_test

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/store/sqlite"
	"github.com/dealgraph/dealgraph/internal/synthetic"
)

// TestLoading measures what a load costs beside a plain loader: one that has all rows of all tables as they are to be,
// those that serve searches and look-ups included, and runs a prepared INSERT for each in one transaction, with the same
// indexes in place. It checks, looks up and works out nothing. `make bench-load` runs this.
func TestLoading(t *testing.T) {
	n, err := strconv.Atoi(os.Getenv("DEALGRAPH_LOAD"))
	if err != nil {
		t.Skip("a measurement: make bench-load")
	}
	dir := t.TempDir()
	ours, plain := filepath.Join(dir, "ours.db"), filepath.Join(dir, "plain.db")
	took, records := load(t, ours, n)
	t.Logf("%d nodes, %d records: Put took %s, %.0f records a second", n, records, took.Round(time.Millisecond), float64(records)/took.Seconds())
	beside, rows := copied(t, ours, plain)
	t.Logf("%d rows of %d tables one by one took %s: the ratio is %.2f", rows, len(tablesOf(t, ours)), beside.Round(time.Millisecond), took.Seconds()/beside.Seconds())
}

// load puts a graph in one transaction. What it takes to make the graph up is not counted.
func load(t *testing.T, path string, n int) (took time.Duration, records int) {
	t.Helper()
	s, err := sqlite.Open(t.Context(), path, ours(t), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer closeStore(t, s)
	if err := s.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	g, err := synthetic.New(ours(t), synthetic.Options{Nodes: n, Relationships: 5 * n})
	if err != nil {
		t.Fatal(err)
	}
	ready := time.Now()
	err = s.Write(t.Context(), func(w store.Writer) error {
		batch := make([]store.Record, 0, 5000)
		put := func() error {
			start := time.Now()
			err := w.Put(t.Context(), batch)
			took += time.Since(start)
			records += len(batch)
			batch = batch[:0]
			ready = time.Now()
			return err
		}
		for r := range g.Records() {
			if batch = append(batch, r); len(batch) == cap(batch) {
				if err := put(); err != nil {
					return err
				}
			}
		}
		return put()
	})
	if err != nil {
		t.Fatal(err)
	}
	return took + time.Since(ready), records
}

// copied puts the rows of a file into another that has the same tables and indexes. What it takes to read them is not
// counted.
func copied(t *testing.T, from, to string) (took time.Duration, rows int) {
	t.Helper()
	s, err := sqlite.Open(t.Context(), to, ours(t), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	source, target := opened(t, from), opened(t, to)
	for _, pragma := range []string{"synchronous = FULL", "cache_size = -64000", "foreign_keys = 1"} {
		if _, err := target.ExecContext(t.Context(), "PRAGMA "+pragma); err != nil {
			t.Fatal(err)
		}
	}
	tx, err := target.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range tablesOf(t, from) {
		spent, n := copiedTable(t, source, tx, table)
		took, rows = took+spent, rows+n
	}
	start := time.Now()
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
	return took + time.Since(start), rows
}

func copiedTable(t *testing.T, source *sql.DB, tx *sql.Tx, table string) (took time.Duration, n int) {
	t.Helper()
	found, err := source.QueryContext(t.Context(), "SELECT * FROM "+table)
	if err != nil {
		t.Fatal(err)
	}
	defer found.Close()
	columns, err := found.Columns()
	if err != nil {
		t.Fatal(err)
	}
	places := strings.TrimSuffix(strings.Repeat("?, ", len(columns)), ", ")
	insert, err := tx.PrepareContext(context.Background(), fmt.Sprintf("INSERT INTO %s VALUES (%s)", table, places))
	if err != nil {
		t.Fatal(err)
	}
	defer insert.Close()
	ctx := context.Background() // without a way to end it, as the fastest loader would
	for more := true; more; {
		var batch [][]any
		batch, more = someRows(t, found, len(columns))
		start := time.Now()
		for _, row := range batch {
			if _, err := insert.ExecContext(ctx, row...); err != nil {
				t.Fatal(err)
			}
		}
		took += time.Since(start)
		n += len(batch)
	}
	return took, n
}

func someRows(t *testing.T, found *sql.Rows, columns int) (batch [][]any, more bool) {
	t.Helper()
	for len(batch) < 5000 {
		if !found.Next() {
			if err := found.Err(); err != nil {
				t.Fatal(err)
			}
			return batch, false
		}
		row, targets := make([]any, columns), make([]any, columns)
		for i := range row {
			targets[i] = &row[i]
		}
		if err := found.Scan(targets...); err != nil {
			t.Fatal(err)
		}
		batch = append(batch, row)
	}
	return batch, true
}

// tablesOf gives a file's tables that hold records or what finds them: all but meta.
func tablesOf(t *testing.T, path string) []string {
	t.Helper()
	found, err := opened(t, path).QueryContext(t.Context(), "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'meta' ORDER BY name = 'rel', name")
	if err != nil {
		t.Fatal(err)
	}
	defer found.Close()
	var names []string
	for found.Next() {
		var name string
		if err := found.Scan(&name); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	if err := found.Err(); err != nil || !slices.Contains(names, "rel") {
		t.Fatal(names, err)
	}
	return names
}

func opened(t *testing.T, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { _ = db.Close() })
	return db
}
