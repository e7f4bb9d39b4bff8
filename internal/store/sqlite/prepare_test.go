package sqlite_test

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/store/sqlite"
	"github.com/dealgraph/dealgraph/internal/store/storetest"
)

// texts keeps the statements that a store tells of.
type texts struct {
	mu  sync.Mutex
	all []string
}

func (x *texts) observe(_ context.Context, s store.Statement) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.all = append(x.all, s.Text)
}

func (x *texts) has(prefix string) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	return slices.ContainsFunc(x.all, func(s string) bool { return strings.HasPrefix(s, prefix) })
}

func TestWhatIsPreparedIsNotWrittenAgain(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	for _, writes := range []bool{true, false} {
		var x texts
		s, err := sqlite.Open(t.Context(), path, ours(t), sqlite.Options{Observe: x.observe})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Prepare(t.Context()); err != nil {
			t.Fatal(err)
		}
		if x.has("BEGIN IMMEDIATE") != writes {
			t.Errorf("writes: %v, want %v", !writes, writes)
		}
		closeStore(t, s)
	}
}

func TestAnIndexThatWasMadeOtherwiseIsMadeAgain(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	s := openFile(t, path)
	if err := s.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	closeStore(t, s)
	execute(t, path, `DROP INDEX node_type_id; CREATE INDEX node_type_id ON node (id, type)`)
	s = openFile(t, path)
	defer closeStore(t, s)
	if err := s.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	lines, err := s.Explain(t.Context(), parse(t, storetest.Catalog(t), page("Scan node Thing", "node.id")))
	if err != nil || !strings.Contains(strings.Join(lines, "\n"), "node_type_id (type=?)") {
		t.Errorf("got %s, error %v", lines, err)
	}
}

func TestWhatAnEarlierVersionDidNotKeepIsMade(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	s := openFile(t, path)
	if err := s.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	put(t, s, "Thing a")
	closeStore(t, s)
	execute(t, path, `DROP TABLE tombstone; DROP TABLE revision; DROP TABLE revision_dataset; DROP TABLE undo`)
	s = openFile(t, path)
	defer closeStore(t, s)
	if err := s.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	err := s.Write(t.Context(), func(w store.Writer) error {
		if err := w.Delete(t.Context(), []string{"a"}); err != nil {
			return err
		}
		_, err := w.AddRevision(t.Context(), store.Revision{Datasets: []store.Touched{{After: store.Dataset{Name: "d"}}}},
			slices.Values([]store.Before{{ID: "a"}}))
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func TestAFileOfBeforeRelationshipsHadSortKeysIsGivenThem(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	s := openFile(t, path)
	if err := s.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	put(t, s, storetest.SortGraph)
	closeStore(t, s)
	execute(t, path, earlierFile(storetest.Catalog(t)))
	s = openFile(t, path)
	defer closeStore(t, s)
	if err := s.Check(t.Context()); !errors.Is(err, store.ErrVocabulary) || !strings.Contains(err.Error(), "seed apply") {
		t.Errorf("Check before: %v", err)
	}
	if err := s.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := s.Check(t.Context()); err != nil {
		t.Errorf("Check: %v", err)
	}
	if got := storetest.Text(ask(t, s, parse(t, storetest.Catalog(t), storetest.SortPlan))); got != storetest.SortAnswer {
		t.Errorf("got %s, want %s", got, storetest.SortAnswer)
	}
}

// earlierFile gives the statements that take from a file all that has to do with copies of sort keys.
func earlierFile(cat *catalog.Catalog) string {
	var all []string
	dropped := map[string]bool{}
	facts := cat.Facts()
	for _, r := range cat.Relationships {
		for _, k := range r.SortKeys() {
			near := map[catalog.Direction]string{catalog.Out: "fromId", catalog.In: "toId"}[k.Dir]
			all = append(all, "DROP INDEX rel_"+r.Stored+"_"+near+"_"+k.Copy.Name)
			facts = slices.DeleteFunc(facts, func(f string) bool { return f == catalog.CopyFact(r.Stored, k) })
			dropped[k.Copy.Name] = true
		}
	}
	for name := range dropped {
		all = append(all, "DROP TRIGGER rel_"+name, "ALTER TABLE rel DROP COLUMN "+name)
	}
	all = append(all, "UPDATE meta SET value = '"+strings.Join(facts, "\n")+"' WHERE key = 'vocabulary'")
	return strings.Join(all, "; ")
}

func TestATextThatBecomesSearchableIsFoldedForTheRecordsThere(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	s := openFile(t, path)
	if err := s.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	put(t, s, `Thing a {"plain": "Straße"}
Thing b`)
	closeStore(t, s)
	cat := parseCatalog(t, strings.Replace(storetest.Vocabulary, "  plain: String\n", "  plain: String @searchable\n", 1))
	s, err := sqlite.Open(t.Context(), path, cat, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer closeStore(t, s)
	if err := s.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	row := run(t, s, parse(t, cat, "-> count\n  Scan node Thing\n  | Filter node.plain containsIgnoreCase \"strass\""))
	if row[0] != int64(1) {
		t.Errorf("found %v", row[0])
	}
}

func parseCatalog(t *testing.T, text string) *catalog.Catalog {
	t.Helper()
	cat, err := catalog.Parse("vocabulary.graphqls", text)
	if err != nil {
		t.Fatal(err)
	}
	return cat
}

func TestADeadlineEndsAStatementUnderWay(t *testing.T) {
	s := empty(t, storetest.Catalog(t))
	var graph []string
	for _, from := range "abcdefghijklmnopqrst" {
		graph = append(graph, "Thing "+string(from))
	}
	for _, from := range "abcdefghijklmnopqrst" {
		for _, to := range "abcdefghijklmnopqrst" {
			graph = append(graph, "LIKES "+string(from)+" -> "+string(to))
		}
	}
	put(t, s, strings.Join(graph, "\n"))
	text := "-> list\n  Scan node Thing\n"
	indent := "  "
	for range 10 { // 20 to the 11th rows
		text += indent + "-> list\n" + indent + "  Expand LIKES OUT\n"
		indent += "  "
	}
	q := parse(t, storetest.Catalog(t), text+indent+"-> node.id\n")
	for name, ask := range map[string]func(ctx context.Context, q *plan.Query) error{
		"in a read": func(ctx context.Context, q *plan.Query) error {
			return s.Read(ctx, func(r store.Reader) error { _, err := r.Run(ctx, q); return err })
		},
		"in an operation": func(ctx context.Context, q *plan.Query) error {
			_, err := s.Answer(ctx, plan.Operation{Queries: []*plan.Query{q}})
			return err
		},
	} {
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
		if err := ask(ctx, q); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s: got error %v", name, err)
		}
		if _, inUse, _ := s.Pool(); inUse != 0 {
			t.Errorf("%s: %d connections are still used", name, inUse)
		}
		if err := ask(t.Context(), parse(t, storetest.Catalog(t), "-> count\n  Scan node Thing")); err != nil { // the connection still serves
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAFileOfAnEarlierVersionIsGivenWhatSearchesFindBy(t *testing.T) {
	for _, earlier := range []string{
		`DROP TABLE term; DROP TABLE word; DROP TABLE typo; DELETE FROM meta WHERE key = 'search'`,
		`UPDATE meta SET value = 'other rules' WHERE key = 'search'; UPDATE term SET term = 'x' || term; UPDATE word SET uses = uses + 1`,
	} {
		path := filepath.Join(t.TempDir(), "graph.db")
		s := openFile(t, path)
		if err := s.Prepare(t.Context()); err != nil {
			t.Fatal(err)
		}
		put(t, s, "Thing a {\"name\": \"Ha Jungwoo\"}\nThing b\nLIKES a -> b {\"note\": \"minister\"}")
		closeStore(t, s)
		execute(t, path, earlier)
		s = openFile(t, path)
		defer closeStore(t, s)
		if err := s.Check(t.Context()); !errors.Is(err, store.ErrVocabulary) {
			t.Errorf("%s: Check before: %v", earlier, err)
		}
		if err := s.Prepare(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := s.Check(t.Context()); err != nil {
			t.Errorf("%s: Check: %v", earlier, err)
		}
		row := run(t, s, parse(t, storetest.Catalog(t), storetest.SearchPlan))
		if got := storetest.Text(row); got != storetest.SearchAnswer {
			t.Errorf("%s: got %s", earlier, got)
		}
	}
}
