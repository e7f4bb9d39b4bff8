package seed_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/dealgraph/dealgraph/seed"
)

func TestEveryPlaceIsThatOfTheWordItself(t *testing.T) {
	text := "dataset: one\nPerson:\n  ann:\n    name: 하정우\n    aliases: [\"日本\", x]\n"
	files, _ := seed.Read([]seed.Source{{Name: "a.yaml", Text: []byte(text)}})
	ann := files.Sections[0].Entries[0]
	places := []seed.Pos{files.Datasets[0].Pos, files.Sections[0].Type.Pos, ann.ID.Pos, ann.Fields[0].Name.Pos, ann.Fields[0].Value.Pos}
	places = append(places, ann.Fields[1].Value.Items[1].Pos)
	var got []string
	for _, p := range places {
		got = append(got, p.String())
	}
	want := []string{"a.yaml:1:10", "a.yaml:2:1", "a.yaml:3:3", "a.yaml:4:5", "a.yaml:4:11", "a.yaml:5:21"}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestATooLargeFileIsRefusedUnread(t *testing.T) {
	_, problems := seed.Read([]seed.Source{{Name: "a.yaml", Text: bytes.Repeat([]byte("# x\n"), 9<<20)}})
	if want := "a.yaml: the file is larger than 32 MiB; expected several smaller files"; problems.Error() != want {
		t.Errorf("got %s", problems)
	}
}

func TestFoldersAreReadWithWhatIsBelowThem(t *testing.T) {
	sources, err := seed.LoadFS(fstest.MapFS{
		"b.yaml":         {Data: []byte("b")},
		"a.yml":          {Data: []byte("a")},
		"deep/er/c.yaml": {Data: []byte("c")},
		".hidden.yaml":   {},
		".git/d.yaml":    {},
		"notes.txt":      {},
	})
	var names []string
	for _, s := range sources {
		names = append(names, s.Name+"="+string(s.Text))
	}
	if want := "a.yml=a b.yaml=b deep/er/c.yaml=c"; err != nil || strings.Join(names, " ") != want {
		t.Errorf("got %s, %v", names, err)
	}
}

func TestAFileThatIsNamedTwiceIsReadOnce(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.yaml"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	sources, err := seed.Load(dir, filepath.Join(dir, "a.yaml"), dir+"/./a.yaml")
	if err != nil || len(sources) != 1 {
		t.Errorf("got %v, %v", sources, err)
	}
}

func TestWhatCannotBeLoadedIsAnError(t *testing.T) {
	if _, err := seed.Load("testdata/nowhere.yaml"); err == nil || err.Error() != "reading testdata/nowhere.yaml: no such file or directory" {
		t.Errorf("got %v", err)
	}
	if _, err := seed.LoadFS(fstest.MapFS{"a": {Mode: fs.ModeDir}}); err == nil {
		t.Error("a folder without files is no error")
	}
}

func FuzzReadAndCheckNeverPanic(f *testing.F) {
	paths, err := filepath.Glob(filepath.Join("testdata", "*", "*.txtar"))
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		for _, part := range bytes.Split(text, []byte("-- ")) {
			if _, yaml, ok := bytes.Cut(part, []byte("--\n")); ok {
				f.Add(escaped(yaml))
			}
		}
	}
	cat := testVocabulary(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		files, problems := seed.Read([]seed.Source{{Name: "a.yaml", Text: text}})
		content, more := seed.Check(cat, files)
		problems = append(append(problems, more...), seed.Link(content, nil)...)
		for _, p := range problems {
			if p.Pos.File != "a.yaml" || p.Pos.Line < 0 || p.Pos.Line > bytes.Count(text, []byte("\n"))*3+2 {
				t.Errorf("a problem without a place: %v", p)
			}
		}
		if len(problems) == 0 && !seed.Diff(content, content.Records).Empty() {
			t.Error("content differs from itself")
		}
	})
}
