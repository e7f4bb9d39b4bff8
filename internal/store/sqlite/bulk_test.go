package sqlite_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/store/sqlite"
	"github.com/dealgraph/dealgraph/internal/synthetic"
)

// some gives the records of a made-up graph that has former ids, citations, and words which records share.
func some(t *testing.T, dataset string, nodes int) []store.Record {
	t.Helper()
	g, err := synthetic.New(ours(t), synthetic.Options{Nodes: nodes, Dataset: dataset, Relationships: 5 * nodes})
	if err != nil {
		t.Fatal(err)
	}
	records := slices.Collect(g.Records())
	for i, r := range records { // no dataset's ids are another's
		for _, id := range []*string{&r.ID, &r.From, &r.To} {
			if *id != "" {
				*id = strings.ReplaceAll(*id, "-", "-"+dataset+"-")
			}
		}
		r.FormerIDs = slices.Clone(r.FormerIDs)
		for j := range r.FormerIDs {
			r.FormerIDs[j] = dataset + r.FormerIDs[j]
		}
		records[i] = r
	}
	return records
}

// preparedOurs opens a file that follows the project's vocabulary.
func preparedOurs(t *testing.T, path string) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), path, ours(t), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s
}

// contents gives all that a file holds, its indexes included.
func contents(t *testing.T, path string) string {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var b strings.Builder
	for _, list := range []string{"name, sql FROM sqlite_schema WHERE type = 'index'", "* FROM node", "* FROM rel", "* FROM citation", "* FROM former", "* FROM term", "* FROM word", "* FROM typo"} {
		rows, err := db.QueryContext(t.Context(), "SELECT "+list+" ORDER BY 1, 2")
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		columns, err := rows.Columns()
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for ; rows.Next(); n++ {
			row, targets := make([]any, len(columns)), make([]any, len(columns))
			for i := range row {
				targets[i] = &row[i]
			}
			if err := rows.Scan(targets...); err != nil {
				t.Fatal(err)
			}
			fmt.Fprintln(&b, row...)
		}
		if err := rows.Err(); err != nil || n == 0 {
			t.Fatalf("%s: %d rows, %v", list, n, err)
		}
	}
	return b.String()
}

// createIn stores records, told of before or not.
func createIn(t *testing.T, s *sqlite.Store, records []store.Record, told bool) error {
	t.Helper()
	return s.Load(t.Context(), func(l store.Loader) error {
		if told {
			if err := l.Expect(t.Context(), int64(len(records))); err != nil {
				return err
			}
		}
		return l.Create(t.Context(), records)
	})
}

func TestALoadThatSetsRowsAsideStoresTheSame(t *testing.T) {
	held := map[bool][]string{}
	for _, told := range []bool{true, false} {
		path := filepath.Join(t.TempDir(), "graph.db")
		s := preparedOurs(t, path)
		for _, part := range [][]store.Record{some(t, "a", 100), some(t, "b", 300), some(t, "c", 10)} { // into nothing, into less, into more
			if err := createIn(t, s, part, told); err != nil {
				t.Fatal(err)
			}
			held[told] = append(held[told], contents(t, path))
		}
		closeStore(t, s)
	}
	if !slices.Equal(held[true], held[false]) {
		t.Error("what was set aside makes a difference")
	}
}

func TestALoadThatSetsRowsAsideAndFailsLeavesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	s := preparedOurs(t, path)
	defer closeStore(t, s)
	if err := createIn(t, s, some(t, "a", 200), false); err != nil {
		t.Fatal(err)
	}
	before := contents(t, path)
	records := some(t, "b", 250)
	if err := createIn(t, s, append(records, records[0]), true); !errors.Is(err, store.ErrConflict) {
		t.Errorf("an id twice: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	err := s.Load(ctx, func(l store.Loader) error {
		err := errors.Join(l.Expect(ctx, int64(len(records))), l.Create(ctx, records))
		cancel() // before anything is put that was set aside
		return err
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("given up: %v", err)
	}
	if contents(t, path) != before {
		t.Error("something is left")
	}
}

func TestWhatALoadChangesAfterAllItSeesWhatWasSetAside(t *testing.T) {
	held := map[bool]string{}
	for _, told := range []bool{true, false} {
		path := filepath.Join(t.TempDir(), "graph.db")
		s := preparedOurs(t, path)
		records := some(t, "a", 200)
		renamed := records[3]
		renamed.Props = map[string]any{"name": "Another", "aliases": []any{}, "sources": []any{}, "dataset": "a"}
		last := records[len(records)-1]
		err := s.Load(t.Context(), func(l store.Loader) error {
			var err error
			if told {
				err = l.Expect(t.Context(), int64(len(records)))
			}
			return errors.Join(err, l.Create(t.Context(), records), l.Put(t.Context(), []store.Record{renamed}), l.Delete(t.Context(), []string{last.ID}))
		})
		if err != nil {
			t.Fatal(err)
		}
		closeStore(t, s)
		held[told] = contents(t, path)
	}
	if held[true] != held[false] {
		t.Error("what was set aside makes a difference")
	}
}

func TestWordsAreCountedHoweverManyAreSetAside(t *testing.T) {
	const words, ofEach, nodes = 52_000, 30, 3_500 // more than are counted at once; half of them stand in two names
	records := make([]store.Record, nodes)
	for i := range records {
		name := make([]string, ofEach)
		for j := range name {
			name[j] = fmt.Sprintf("x%d", (i*ofEach+j)%words)
		}
		records[i] = store.Record{ID: fmt.Sprintf("person-%05d", i), Type: "Person", Props: map[string]any{
			"name": strings.Join(name, " "), "aliases": []any{}, "sources": []any{"doc"}, "dataset": "d"}}
	}
	path := filepath.Join(t.TempDir(), "graph.db")
	s := preparedOurs(t, path)
	if err := createIn(t, s, records, true); err != nil {
		t.Fatal(err)
	}
	closeStore(t, s)
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	uses := map[int]int{} // how many words have so many uses
	for i := range nodes * ofEach {
		if i < words {
			uses[1]++
		} else if i < 2*words {
			uses[1]--
			uses[2]++
		} else {
			uses[2]--
			uses[3]++
		}
	}
	for n, want := range uses {
		var got int
		if err := db.QueryRowContext(t.Context(), "SELECT count(*) FROM word WHERE uses = ?", n).Scan(&got); err != nil || got != want {
			t.Errorf("%d words have %d uses, want %d; %v", got, n, want, err)
		}
	}
}
