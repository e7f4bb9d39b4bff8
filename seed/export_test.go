package seed_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/store/memory"
	"github.com/dealgraph/dealgraph/seed"
)

// exported is data that exports are tried with.
type exported struct {
	name    string
	cat     *catalog.Catalog
	sources []seed.Source
}

func eachExported(t *testing.T) []exported {
	more, err := seed.Load("../graph/testdata/more.yaml")
	if err != nil {
		t.Fatal(err)
	}
	odd, err := seed.Load("testdata/odd.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return []exported{
		{"the project's", projectVocabulary(t), append(builtin(t), more...)},
		{"odd", testVocabulary(t), odd},
	}
}

// stored gives a store with the data.
func (x exported) stored(t *testing.T, st store.Store) store.Store {
	t.Helper()
	if _, err := seed.Run(t.Context(), st, x.cat, x.sources, seed.Options{Now: noon}, &bytes.Buffer{}); err != nil {
		t.Fatal(err)
	}
	return st
}

func TestAnExportThatIsAppliedChangesNothing(t *testing.T) {
	for _, x := range eachExported(t) {
		t.Run(x.name, func(t *testing.T) {
			onEachEngine(t, x.cat, func(t *testing.T, st store.Store) { exportsGiveBack(t, x, x.stored(t, st)) })
		})
	}
}

// exportsGiveBack exports in each format: what is read from there is what is stored, and a second export is byte by byte
// the same.
func exportsGiveBack(t *testing.T, x exported, st store.Store) {
	for _, format := range seed.Formats() {
		for _, pack := range []bool{false, true} {
			opts := seed.ExportOptions{Format: format, Gzip: pack, Mark: pack}
			dir := filepath.Join(t.TempDir(), "out")
			first := exportFolder(t, st, x.cat, opts, dir)
			sources, err := seed.Load(dir)
			if err != nil {
				t.Fatal(err)
			}
			content := contentOf(t, x.cat, sources)
			if change := propose(t, st, content); !change.Empty() {
				t.Errorf("%s: it would change %+v", format, change)
			}
			result, err := seed.Run(t.Context(), readOnly{st, t}, x.cat, sources, seed.Options{}, &bytes.Buffer{})
			if err != nil || result.Wrote {
				t.Errorf("%s: the export is another content: %v", format, err)
			}
			if second := exportFolder(t, st, x.cat, opts, dir); second != first {
				t.Errorf("%s: a second export differs", format)
			}
		}
	}
}

// exportFolder exports to a folder, and gives all that is in it then.
func exportFolder(t *testing.T, st store.Store, cat *catalog.Catalog, opts seed.ExportOptions, dir string) string {
	t.Helper()
	if _, err := seed.ExportFolder(t.Context(), st, cat, opts, dir); err != nil {
		t.Fatal(err)
	}
	return folderText(t, dir)
}

func folderText(t *testing.T, dir string) string {
	t.Helper()
	var all strings.Builder
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		all.WriteString("-- " + strings.TrimPrefix(path, dir) + " --\n" + string(text))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.String()
}

func TestAnExportToOneFileGivesTheDatasetBack(t *testing.T) {
	for _, x := range eachExported(t) {
		st := x.stored(t, memory.New(x.cat))
		for _, d := range datasets(t, st) {
			for _, format := range []seed.Format{seed.YAML, seed.JSONL} {
				var out bytes.Buffer
				if _, err := seed.Export(t.Context(), st, x.cat, seed.ExportOptions{Datasets: []string{d.Name}, Format: format}, &out); err != nil {
					t.Fatal(err)
				}
				files, problems := seed.Read([]seed.Source{{Name: "stdin", Format: format, Text: out.Bytes()}})
				content, more := seed.Check(x.cat, files)
				if len(problems)+len(more) > 0 || len(content.Datasets) != 1 || content.Datasets[0].Hash != d.Hash {
					t.Errorf("%s, %s: %v %v", d.Name, format, problems, more)
				}
			}
		}
	}
}

func datasets(t *testing.T, st store.Store) (all []store.Dataset) {
	t.Helper()
	err := st.Read(t.Context(), func(r store.Reader) (err error) {
		all, err = r.Datasets(t.Context())
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// The exports of what testdata has of odd things, as they are.
func TestExportsLookAsTheirFilesSay(t *testing.T) {
	x := eachExported(t)[1]
	st := x.stored(t, memory.New(x.cat))
	for _, format := range seed.Formats() {
		got := exportFolder(t, st, x.cat, seed.ExportOptions{Format: format}, filepath.Join(t.TempDir(), "out"))
		path := filepath.Join("testdata", "exports", string(format)+".txt")
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if want, err := os.ReadFile(path); err != nil || got != string(want) {
			t.Errorf("%s: got\n%s\n%v", format, got, err)
		}
	}
}

func TestWhatDoesNotGoIntoOneFileIsRefused(t *testing.T) {
	x := eachExported(t)[0]
	st := x.stored(t, memory.New(x.cat))
	for _, format := range []seed.Format{seed.YAML, seed.CSV, seed.TSV} {
		var out bytes.Buffer
		_, err := seed.Export(t.Context(), st, x.cat, seed.ExportOptions{Format: format}, &out)
		if !errors.Is(err, seed.ErrOneFile) || out.Len() > 0 {
			t.Errorf("%s: %v, %d bytes", format, err, out.Len())
		}
	}
}

func TestADatasetThatIsNotThereIsAnError(t *testing.T) {
	x := eachExported(t)[1]
	st := memory.New(x.cat)
	for range 2 {
		dir := filepath.Join(t.TempDir(), "out")
		_, err := seed.ExportFolder(t.Context(), st, x.cat, seed.ExportOptions{Format: seed.YAML, Datasets: []string{"even"}}, dir)
		if !errors.Is(err, seed.ErrNotThere) {
			t.Error(err)
		}
		if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("the folder was made: %v", err)
		}
		x.stored(t, st)
	}
}

func TestFilesThatWouldBeReadWithTheExportAreNotLeftThere(t *testing.T) {
	x := eachExported(t)[0]
	st := x.stored(t, memory.New(x.cat))
	dir := t.TempDir()
	exportFolder(t, st, x.cat, seed.ExportOptions{Format: seed.YAML}, dir)
	before := folderText(t, dir)
	for _, datasets := range [][]string{nil, {"more"}} {
		_, err := seed.ExportFolder(t.Context(), st, x.cat, seed.ExportOptions{Format: seed.CSV, Datasets: datasets}, dir)
		if !errors.Is(err, seed.ErrInTheWay) || !strings.Contains(err.Error(), filepath.Join("more", "Agency.yaml")) || folderText(t, dir) != before {
			t.Errorf("%v: %v", datasets, err)
		}
	}
	if err := os.RemoveAll(filepath.Join(dir, "more")); err != nil {
		t.Fatal(err)
	}
	exportFolder(t, st, x.cat, seed.ExportOptions{Format: seed.CSV, Datasets: []string{"more"}}, dir)
}

// moving is a store that is written to whenever a dataset of it has been read.
type moving struct {
	store.Store
	times int
}

func (s *moving) Read(ctx context.Context, f func(store.Reader) error) error {
	return s.Store.Read(ctx, func(r store.Reader) error { return f(&movingReader{r, s}) })
}

type movingReader struct {
	store.Reader
	store *moving
}

func (r *movingReader) Datasets(ctx context.Context) ([]store.Dataset, error) {
	all, err := r.Reader.Datasets(ctx)
	if r.store.times--; r.store.times > 0 {
		all[0].Hash = strings.Repeat("x", r.store.times)
	}
	return all, err
}

func TestAnExportIsOneStateOfTheDatasets(t *testing.T) {
	x := eachExported(t)[1]
	st := x.stored(t, memory.New(x.cat))
	want := exportFolder(t, st, x.cat, seed.ExportOptions{Format: seed.JSONL}, filepath.Join(t.TempDir(), "out"))
	if got := exportFolder(t, &moving{Store: st, times: 4}, x.cat, seed.ExportOptions{Format: seed.JSONL}, filepath.Join(t.TempDir(), "out")); got != want {
		t.Errorf("after two tries it has\n%s", got)
	}
	var out bytes.Buffer
	_, err := seed.Export(t.Context(), &moving{Store: st, times: 100}, x.cat, seed.ExportOptions{Format: seed.JSONL}, &out)
	if !errors.Is(err, store.ErrConflict) || out.Len() > 0 {
		t.Errorf("of a database that never rests: %v, %d bytes", err, out.Len())
	}
}

func FuzzEachFormatGivesARecordBack(f *testing.F) {
	odd, err := os.ReadFile("testdata/odd.yaml")
	if err != nil {
		f.Fatal(err)
	}
	for line := range strings.Lines(string(odd)) {
		f.Add(strings.TrimSpace(line), strings.TrimSpace(line)+"\n"+line, 1.5)
	}
	cat := testVocabulary(f)
	f.Fuzz(func(t *testing.T, name, summary string, done float64) {
		line, err := json.Marshal(map[string]any{
			"type": "Deal", "dataset": "one", "id": "a", "name": name, "aliases": []string{name}, "summary": summary, "done": done,
			"sources": []string{"text#" + name}, "tags": []string{summary}})
		if err != nil {
			t.Skip("no JSON")
		}
		files, problems := seed.Read([]seed.Source{{Name: "a.jsonl", Text: line}})
		content, more := seed.Check(cat, files)
		if len(problems)+len(more) > 0 {
			t.Skip("no content")
		}
		st := holding{records: content.Records, datasets: content.Datasets}
		for _, format := range seed.Formats() {
			var out bytes.Buffer
			if _, err := seed.Export(t.Context(), st, cat, seed.ExportOptions{Format: format}, &out); err != nil {
				t.Fatal(err)
			}
			files, problems := seed.Read([]seed.Source{{Name: "Deal", Format: format, Text: out.Bytes()}})
			again, more := seed.Check(cat, files)
			if len(problems)+len(more) > 0 || len(again.Datasets) != 1 || again.Datasets[0].Hash != content.Datasets[0].Hash {
				t.Errorf("%s: %v %v\n%s", format, problems, more, &out)
			}
		}
	})
}

// holding is a store that holds records, whatever they name.
type holding struct {
	store.Store
	store.Reader
	records  []store.Record
	datasets []store.Dataset
}

func (h holding) Read(_ context.Context, f func(store.Reader) error) error { return f(h) }

func (h holding) Datasets(context.Context) ([]store.Dataset, error) { return h.datasets, nil }

func (h holding) Records(_ context.Context, _ string, yield func(store.Record) error) error {
	for _, r := range h.records {
		if err := yield(r); err != nil {
			return err
		}
	}
	return nil
}
