//go:build measure

package seed_test

import (
	"bufio"
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/store/sqlite"
	"github.com/dealgraph/dealgraph/internal/synthetic"
	"github.com/dealgraph/dealgraph/seed"
)

// The tests in here are measurements: `make bench-load LOAD=100000` runs them, with so many nodes and five times as many
// relationships. They print what a load costs beside a plain loader of the same rows, in the same run: by the clock, and by
// the processors' time, which says more where others use the machine.

func loadSize(t *testing.T) int {
	t.Helper()
	n, err := strconv.Atoi(os.Getenv("DEALGRAPH_LOAD"))
	if err != nil {
		t.Fatalf("DEALGRAPH_LOAD is to be a number of nodes: %v", err)
	}
	return n
}

// cost is what something took.
type cost struct{ clock, processor time.Duration }

func (c cost) String() string {
	return fmt.Sprintf("%s, %s of processors", c.clock.Round(time.Millisecond), c.processor.Round(time.Millisecond))
}

func (c *cost) add(f func()) {
	began, used := time.Now(), processorTime()
	f()
	c.clock += time.Since(began)
	c.processor += processorTime() - used
}

func costOf(f func()) (c cost) {
	c.add(f)
	return c
}

// beside gives the ratios to another cost.
func (c cost) beside(o cost) string {
	return fmt.Sprintf("%.2f by the clock, %.2f of processors", c.clock.Seconds()/o.clock.Seconds(), c.processor.Seconds()/o.processor.Seconds())
}

// processorTime is what this process has used.
func processorTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// mostMemory is the most that this process has had, in MB.
func mostMemory() int64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return u.Maxrss >> 10
}

// TestTheCostOfALoadOnSQLite sets it beside a loader that has all rows of all tables as they are to be, those that serve
// searches and look-ups included, and runs a prepared INSERT for each in one transaction, with the same indexes in place. It
// checks, looks up and works out nothing.
func TestTheCostOfALoadOnSQLite(t *testing.T) {
	n := loadSize(t)
	dir := t.TempDir()
	ours, plain := filepath.Join(dir, "ours.db"), filepath.Join(dir, "plain.db")
	graph, err := synthetic.New(projectVocabulary(t), synthetic.Options{Nodes: n, Relationships: 5 * n})
	if err != nil {
		t.Fatal(err)
	}
	made := costOf(func() {
		for range graph.Records() {
		}
	})
	took := costOf(func() { loadInto(t, ours, graph) })
	t.Logf("%d nodes: load of what is made up: %s (of which making it up: %s); at most %d MB", n, took, made, mostMemory())
	runtime.GC()
	beside, rows := copied(t, ours, plain)
	t.Logf("a plain loader of the same %d rows: %s", rows, beside)
	t.Logf("the ratio: %s; without making up: %s", took.beside(beside), cost{took.clock - made.clock, took.processor - made.processor}.beside(beside))
	folder, s := written(t, graph), newFile(t, filepath.Join(dir, "files.db"))
	defer s.Close(context.WithoutCancel(t.Context()))
	files := costOf(func() {
		_, err = seed.LoadFiles(t.Context(), s, projectVocabulary(t), []string{folder}, seed.LoadOptions{})
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("load of files: %s; the ratio: %s", files, files.beside(beside))
}

func newFile(t *testing.T, path string) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), path, projectVocabulary(t), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s
}

func loadInto(t *testing.T, path string, graph *synthetic.Graph) {
	t.Helper()
	s := newFile(t, path)
	defer s.Close(context.WithoutCancel(t.Context()))
	if _, err := seed.LoadRecords(t.Context(), s, projectVocabulary(t), graph.Records(), seed.LoadOptions{}); err != nil {
		t.Fatal(err)
	}
}

// copied puts the rows of a file into another that has the same tables and indexes. What it takes to read them is not
// counted.
func copied(t *testing.T, from, to string) (took cost, rows int) {
	t.Helper()
	if err := newFile(t, to).Close(t.Context()); err != nil {
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
		rows += copiedTable(t, source, tx, table, &took)
	}
	took.add(func() { err = tx.Commit() })
	if err != nil {
		t.Fatal(err)
	}
	return took, rows
}

func copiedTable(t *testing.T, source *sql.DB, tx *sql.Tx, table string, took *cost) (n int) {
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
		took.add(func() {
			for _, row := range batch {
				if _, err := insert.ExecContext(ctx, row...); err != nil {
					t.Fatal(err)
				}
			}
		})
		n += len(batch)
	}
	return n
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

// written writes a graph as a file for each type, and gives the folder.
func written(t *testing.T, graph *synthetic.Graph) string {
	t.Helper()
	dir := t.TempDir()
	files := map[string]*bufio.Writer{}
	for r := range graph.Records() {
		if files[r.Type] == nil {
			f, err := os.Create(filepath.Join(dir, r.Type+".jsonl"))
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			files[r.Type] = bufio.NewWriter(f)
		}
		if _, err := files[r.Type].WriteString(linesOf(t, []store.Record{r})); err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range files {
		if err := f.Flush(); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}
