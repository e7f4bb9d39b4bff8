package catalog_test

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/dealgraph/dealgraph"
	"github.com/dealgraph/dealgraph/internal/catalog"
)

var update = flag.Bool("update", false, "rewrite the expected parts of testdata; review the diff")

// TestEveryMistakeInAVocabularyIsToldWithItsPlace reads the vocabularies of testdata and compares what is said of them.
func TestEveryMistakeInAVocabularyIsToldWithItsPlace(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join("testdata", "*.txtar"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if len(archive.Files) < 1 || archive.Files[0].Name != "v.graphqls" {
				t.Fatal("the case has no v.graphqls")
			}
			got := "nothing wrong\n"
			if _, err := catalog.Parse("v.graphqls", string(archive.Files[0].Data)); err != nil {
				got = err.Error() + "\n"
			}
			if *update {
				archive.Files = append(archive.Files[:1], txtar.File{Name: "problems", Data: []byte(got)})
				if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if len(archive.Files) != 2 || string(archive.Files[1].Data) != got {
				t.Errorf("%s is told:\n%s", path, got)
			}
		})
	}
}

// FuzzParse holds Parse to this: any text gives a catalog, or problems that have a place in it.
func FuzzParse(f *testing.F) {
	f.Add(dealgraph.Vocabulary)
	paths, err := filepath.Glob(filepath.Join("testdata", "*.txtar"))
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(archive.Files[0].Data))
	}
	f.Fuzz(func(t *testing.T, text string) {
		cat, err := catalog.Parse("v.graphqls", text)
		if err == nil {
			if len(cat.Nodes) == 0 {
				t.Error("a catalog without node types")
			}
			return
		}
		var problems catalog.Problems
		if !errors.As(err, &problems) || len(problems) == 0 {
			t.Fatalf("an error that is no problems: %v", err)
		}
		for _, p := range problems {
			if p.Line < 1 || p.Column < 1 || p.Line > strings.Count(text, "\n")+strings.Count(text, "\r")+1 {
				t.Errorf("%s has no place in the text", p)
			}
		}
	})
}
