package seed_test

import (
	"bytes"
	"compress/gzip"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf16"

	"golang.org/x/tools/txtar"

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
	large := strings.Repeat("# x\n", 9<<20)
	for _, text := range [][]byte{[]byte(large), gzipped(t, large)} {
		_, problems := seed.Read([]seed.Source{{Name: "a.yaml", Text: text}})
		if want := "a.yaml: the file is larger than 32 MiB; expected several smaller files"; problems.Error() != want {
			t.Errorf("got %s", problems)
		}
	}
}

func TestFoldersAreReadWithWhatIsBelowThem(t *testing.T) {
	sources, err := seed.LoadFS(fstest.MapFS{
		"b.yaml":         {Data: []byte("b")},
		"Person.csv":     {Data: []byte("p")},
		"d.JSONL.gz":     {Data: []byte("d")},
		"sheet.xlsx":     {},
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
	if want := "Person.csv=p a.yml=a b.yaml=b d.JSONL.gz=d deep/er/c.yaml=c"; err != nil || strings.Join(names, " ") != want {
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
	for path, says := range map[string]string{
		"testdata/*.nothing": "no file is named like that", "[": "syntax error in pattern", "doc.go": "tells no format", "-": "needs its format",
	} {
		if _, err := seed.Load(path); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: got %v", path, err)
		}
	}
	if _, err := (seed.Input{Format: seed.CSV, Stdin: strings.NewReader("")}).Load("-"); err == nil {
		t.Error("a table without a type is no error")
	}
}

func TestEachWayToSayAFileIsReadAlike(t *testing.T) {
	const text = "id,name,sources\nann,하정우,\"[\"\"text\"\"]\"\n"
	dir := t.TempDir()
	for name, content := range map[string][]byte{
		"Person.csv": []byte(text), "Person.bom.csv": []byte("\ufeff" + text), "Person.packed.csv.gz": gzipped(t, text),
		"Person.packed.csv": gzipped(t, text), "Person.wide.csv": utf16Bytes(text), "Person.old.csv": []byte(strings.ReplaceAll(text, "\n", "\r")),
		"Person.windows.csv": []byte(strings.ReplaceAll(text, "\n", "\r\n")), "table.txt": []byte(text),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	in := seed.Input{Format: seed.CSV, Type: "Person", Dataset: "one", Stdin: strings.NewReader(text)}
	sources, err := in.Load(filepath.Join(dir, "Person*.csv*"), filepath.Join(dir, "table.txt"), "-")
	if err != nil || len(sources) != 9 {
		t.Fatalf("%d sources, %v", len(sources), err)
	}
	for _, s := range sources {
		files, problems := seed.Read([]seed.Source{s})
		if len(problems) > 0 || len(files.Sections) != 1 {
			t.Errorf("%s: %d sections, %v", s.Name, len(files.Sections), problems)
			continue
		}
		section := files.Sections[0]
		fields := section.Entries[0].Fields
		if section.Type.Text != "Person" || section.Dataset != "one" || fields[1].Value.Text != "하정우" || fields[2].Value.Pos.String() != s.Name+":2:9" {
			t.Errorf("%s: got %+v", s.Name, section)
		}
	}
}

func gzipped(t *testing.T, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// utf16Bytes is a text as Excel saves "Unicode text".
func utf16Bytes(text string) []byte {
	b := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(text)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return b
}

func TestAFileThatCannotBeUnpackedIsToldAsAWhole(t *testing.T) {
	for text, says := range map[string]string{
		"\x1f\x8bnot packed":                              "Person.csv: the file is damaged",
		string(gzipped(t, strings.Repeat("x", 100))[:20]): "Person.csv: the file is damaged",
		"PK\x03\x04…":                                     "Person.csv: the file is an archive or a workbook",
		"\xff\xfe\x00":                                    "Person.csv",
	} {
		files, problems := seed.Read([]seed.Source{{Name: "Person.csv", Text: []byte(text)}})
		if !strings.HasPrefix(problems.Error(), says) || len(files.Sections) > 0 {
			t.Errorf("%.20q: got %v", text, problems)
		}
	}
}

func FuzzReadAndCheckNeverPanic(f *testing.F) {
	paths, err := filepath.Glob(filepath.Join("testdata", "*", "*.txtar"))
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			f.Add(strings.TrimPrefix(filepath.Ext(file.Name), "."), escaped(file.Data))
		}
	}
	cat := testVocabulary(f)
	f.Fuzz(func(t *testing.T, format string, text []byte) {
		name := "Person." + format
		if _, err := seed.ParseFormat(format); err != nil {
			name = "a.yaml"
		}
		files, problems := seed.Read([]seed.Source{{Name: name, Text: text, Dataset: "one"}})
		content, more := seed.Check(cat, files)
		problems = append(append(problems, more...), seed.Link(content, nil)...)
		for _, p := range problems {
			if p.Pos.File != name || p.Pos.Line < 0 || p.Pos.Line > (bytes.Count(text, []byte("\n"))+bytes.Count(text, []byte("\r")))*3+2 {
				t.Errorf("a problem without a place: %v", p)
			}
		}
		if len(problems) == 0 && !seed.Diff(content, content.Records).Empty() {
			t.Error("content differs from itself")
		}
	})
}
