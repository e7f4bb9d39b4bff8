package seed_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/store/memory"
	"github.com/dealgraph/dealgraph/seed"
)

var update = flag.Bool("update", false, "write what the cases give into testdata")

var noon = time.Date(2025, 10, 29, 12, 0, 0, 0, time.UTC)

func vocabulary(t testing.TB, path string) *catalog.Catalog {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	cat, err := catalog.Parse(path, string(text))
	if err != nil {
		t.Fatal(err)
	}
	return cat
}

func testVocabulary(t testing.TB) *catalog.Catalog {
	return vocabulary(t, filepath.Join("testdata", "vocabulary.graphqls"))
}

// Each case is a file of testdata: what is stored before (stored/…, and then/… by a second run), the files of the run, and
// what it prints (want): the problems, or the change.
func TestEachCaseGivesWhatItsFileSays(t *testing.T) {
	for _, dir := range []string{"problems", "changes"} {
		paths, err := filepath.Glob(filepath.Join("testdata", dir, "*.txtar"))
		if err != nil || len(paths) == 0 {
			t.Fatalf("no cases in %s: %v", dir, err)
		}
		for _, path := range paths {
			name := strings.TrimSuffix(filepath.Base(path), ".txtar")
			t.Run(dir+"/"+name, func(t *testing.T) { runCase(t, path, dir == "problems") })
		}
	}
}

func runCase(t *testing.T, path string, wantProblems bool) {
	c := readCase(t, path)
	cat := testVocabulary(t)
	st := memory.New(cat)
	for _, stored := range c.before() {
		if _, err := seed.Run(t.Context(), st, cat, stored, seed.Options{Now: noon, AllowRemovals: true}, &bytes.Buffer{}); err != nil {
			t.Fatalf("storing what the case begins with: %v", err)
		}
	}
	before := dump(t, st)
	var out bytes.Buffer
	_, err := seed.Run(t.Context(), st, cat, c.files, seed.Options{Now: noon, AllowRemovals: true}, &out)
	if err != nil {
		out.WriteString(err.Error() + "\n")
		if after := dump(t, st); after != before {
			t.Errorf("something was written though the run failed:\n%s", after)
		}
	}
	if (err != nil) != wantProblems {
		t.Errorf("the error is %v", err)
	}
	c.compare(t, out.String())
}

// testCase is a case as its file has it.
type testCase struct {
	path                string
	archive             *txtar.Archive
	stored, then, files []seed.Source
}

// before gives what is stored one after the other before the case's own run.
func (c testCase) before() [][]seed.Source {
	return slices.DeleteFunc([][]seed.Source{c.stored, c.then}, func(s []seed.Source) bool { return len(s) == 0 })
}

func readCase(t *testing.T, path string) testCase {
	t.Helper()
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	c := testCase{path: path, archive: archive}
	for _, f := range archive.Files {
		s := seed.Source{Name: f.Name, Text: escaped(f.Data)}
		switch {
		case f.Name == "want":
		case strings.HasPrefix(f.Name, "stored/"):
			c.stored = append(c.stored, s)
		case strings.HasPrefix(f.Name, "then/"):
			c.then = append(c.then, s)
		default:
			c.files = append(c.files, s)
		}
	}
	return c
}

// escaped puts bytes in that a text file had better not hold.
func escaped(text []byte) []byte {
	return []byte(strings.NewReplacer("<TAB>", "\t", "<NUL>", "\x00", "<FF>", "\xff", "<BOM>", "\ufeff",
		"<1001>", strings.Repeat("x", 1001), "<10001>", strings.Repeat("x", 10001), "<EMPTY>\n", "").Replace(string(text)))
}

func (c testCase) compare(t *testing.T, got string) {
	i := slices.IndexFunc(c.archive.Files, func(f txtar.File) bool { return f.Name == "want" })
	if *update {
		files := slices.DeleteFunc(c.archive.Files, func(f txtar.File) bool { return f.Name == "want" })
		c.archive.Files = append(files, txtar.File{Name: "want", Data: []byte(got)})
		if err := os.WriteFile(c.path, txtar.Format(c.archive), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if i < 0 {
		t.Fatal("the case has no file want: run with -update, and read what it wrote")
	}
	if want := string(c.archive.Files[i].Data); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

// dump gives all that a store holds, as a text.
func dump(t testing.TB, st store.Store) string {
	t.Helper()
	var b strings.Builder
	err := st.Read(t.Context(), func(r store.Reader) error {
		datasets, err := r.Datasets(t.Context())
		if err != nil {
			return err
		}
		writeJSON(&b, datasets)
		return r.Records(t.Context(), "", func(rec store.Record) error {
			writeJSON(&b, rec)
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}
