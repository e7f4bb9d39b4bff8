package seed_test

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/store/memory"
	"github.com/dealgraph/dealgraph/internal/store/sqlite"
	"github.com/dealgraph/dealgraph/seed"
)

// onEachEngine runs a test on the engines that need no server.
func onEachEngine(t *testing.T, cat *catalog.Catalog, test func(*testing.T, store.Store)) {
	t.Run("memory", func(t *testing.T) { test(t, memory.New(cat)) })
	t.Run("sqlite", func(t *testing.T) { test(t, openSQLite(t, cat)) })
}

func openSQLite(t *testing.T, cat *catalog.Catalog) store.Store {
	t.Helper()
	st, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "test.db"), cat, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return prepared(t, st)
}

// prepared takes on the vocabulary, and closes the store when the test ends.
func prepared(t *testing.T, st store.Store) store.Store {
	t.Helper()
	t.Cleanup(func() {
		if err := st.Close(context.WithoutCancel(t.Context())); err != nil {
			t.Error(err)
		}
	})
	if err := st.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	return st
}

func projectVocabulary(t testing.TB) *catalog.Catalog {
	return vocabulary(t, filepath.Join("..", "schema.graphqls"))
}

func builtin(t testing.TB) []seed.Source {
	t.Helper()
	sources, err := seed.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return sources
}

func TestTheBuiltinDataHasNoProblem(t *testing.T) {
	files, problems := seed.Read(builtin(t))
	content, more := seed.Check(projectVocabulary(t), files)
	if problems = append(problems, more...); len(problems) > 0 {
		t.Fatal(problems)
	}
	if open := content.Open(); len(open) > 0 {
		t.Fatalf("it names what it does not hold: %s", open)
	}
	if problems := seed.Link(content, nil); len(problems) > 0 {
		t.Fatal(problems)
	}
}

func TestASecondRunWritesNothing(t *testing.T) {
	cat := projectVocabulary(t)
	onEachEngine(t, cat, func(t *testing.T, st store.Store) {
		first, err := seed.Run(t.Context(), st, cat, builtin(t), seed.Options{Now: noon, AllowRemovals: true}, &bytes.Buffer{})
		if err != nil || !first.Wrote {
			t.Fatalf("the first run wrote: %v, %v", first.Wrote, err)
		}
		before := dump(t, st)
		var out bytes.Buffer
		second, err := seed.Run(t.Context(), readOnly{st, t}, cat, builtin(t), seed.Options{Now: noon.Add(time.Hour)}, &out)
		if err != nil || second.Wrote || !second.Change.Empty() {
			t.Fatalf("the second run wrote: %v, %v", second, err)
		}
		if !strings.Contains(out.String(), "up to date") {
			t.Errorf("it printed:\n%s", &out)
		}
		if after := dump(t, st); after != before {
			t.Error("the store holds something else")
		}
	})
}

// readOnly fails a test that writes.
type readOnly struct {
	store.Store
	t *testing.T
}

func (s readOnly) Write(context.Context, func(store.Writer) error) error {
	s.t.Error("a write was begun")
	return errors.New("read only")
}

func TestWhatIsStoredComparesEqualWithItsFiles(t *testing.T) {
	cases, err := filepath.Glob(filepath.Join("testdata", "changes", "*.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	cat := testVocabulary(t)
	for _, path := range cases {
		c := readCase(t, path)
		onEachEngine(t, cat, func(t *testing.T, st store.Store) {
			for _, sources := range append(c.before(), c.files) {
				if _, err := seed.Run(t.Context(), st, cat, sources, seed.Options{Now: noon, AllowRemovals: true}, &bytes.Buffer{}); err != nil {
					t.Fatalf("%s: %v", path, err)
				}
			}
			content := contentOf(t, cat, c.files)
			if change := propose(t, st, content); !change.Empty() {
				t.Errorf("%s: what was just stored would change: %+v", path, change)
			}
		})
	}
}

func contentOf(t testing.TB, cat *catalog.Catalog, sources []seed.Source) *seed.Content {
	t.Helper()
	files, problems := seed.Read(sources)
	content, more := seed.Check(cat, files)
	if problems = append(problems, more...); len(problems) > 0 {
		t.Fatal(problems)
	}
	return content
}

func propose(t testing.TB, st store.Store, content *seed.Content) (change seed.Change) {
	t.Helper()
	err := st.Read(t.Context(), func(r store.Reader) error {
		result, err := seed.Propose(t.Context(), r, content)
		change = result.Change
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return change
}

func TestEachCaseIsTheSameOnSQLite(t *testing.T) {
	cat := testVocabulary(t)
	paths, err := filepath.Glob(filepath.Join("testdata", "*", "*.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			c := readCase(t, path)
			sameAsMemory(t, cat, openSQLite(t, cat), append(c.before(), c.files))
		})
	}
}

func TestAPlanWritesNothing(t *testing.T) {
	cat := testVocabulary(t)
	onEachEngine(t, cat, func(t *testing.T, st store.Store) {
		var out bytes.Buffer
		_, result, err := seed.Plan(t.Context(), readOnly{st, t}, cat, someSource("dataset: one\nDocument: {t: {name: T, sources: [t]}}"))
		if err != nil || result.Wrote || len(result.Change.Added) != 1 {
			t.Fatalf("%+v, %v", result, err)
		}
		if err := result.Print(&out, seed.DefaultLines); err != nil {
			t.Fatal(err)
		}
		if want := "nothing written; it would hold 1 node and 0 relationships"; !strings.Contains(out.String(), want) {
			t.Errorf("it printed:\n%s", &out)
		}
	})
}

func someSource(text string) []seed.Source {
	return []seed.Source{{Name: "a.yaml", Text: []byte(text)}}
}

func TestWhatWasAgreedToIsWrittenOrNothing(t *testing.T) {
	cat := testVocabulary(t)
	one := someSource("dataset: one\nDocument: {t: {name: T, sources: [t]}}")
	onEachEngine(t, cat, func(t *testing.T, st store.Store) {
		content, planned, err := seed.Plan(t.Context(), st, cat, one)
		if err != nil {
			t.Fatal(err)
		}
		other := someSource("dataset: one\nDocument: {u: {name: U, sources: [u]}}")
		if _, err := seed.Run(t.Context(), st, cat, other, seed.Options{AllowRemovals: true, Now: noon}, &bytes.Buffer{}); err != nil {
			t.Fatal(err)
		}
		before := dump(t, st)
		_, err = seed.Apply(t.Context(), st, content, seed.Options{AllowRemovals: true, Agreed: &planned.Change})
		if !errors.Is(err, seed.ErrChanged) || dump(t, st) != before {
			t.Errorf("after another run: %v", err)
		}
		content, planned, err = seed.Plan(t.Context(), st, cat, one)
		if err != nil {
			t.Fatal(err)
		}
		result, err := seed.Apply(t.Context(), st, content, seed.Options{AllowRemovals: true, Agreed: &planned.Change})
		if err != nil || !result.Wrote {
			t.Errorf("as it was agreed: %+v, %v", result, err)
		}
	})
}

// sameAsMemory runs sources one after the other, and compares what each run prints and leaves with the reference's.
func sameAsMemory(t *testing.T, cat *catalog.Catalog, st store.Store, runs [][]seed.Source) {
	t.Helper()
	reference := memory.New(cat)
	for i, sources := range runs {
		want, got := printed(t, reference, cat, sources), printed(t, st, cat, sources)
		if got != want {
			t.Fatalf("run %d gives:\n%s\nwant:\n%s", i+1, got, want)
		}
	}
}

// printed gives what a run prints, or its error, and what the store holds then.
func printed(t *testing.T, st store.Store, cat *catalog.Catalog, sources []seed.Source) string {
	t.Helper()
	var out bytes.Buffer
	if _, err := seed.Run(t.Context(), st, cat, sources, seed.Options{Now: noon, AllowRemovals: true}, &out); err != nil {
		out.WriteString(err.Error())
	}
	return strings.TrimSpace(out.String()) + "\n" + dump(t, st)
}
