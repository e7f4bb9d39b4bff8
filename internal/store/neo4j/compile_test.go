package neo4j_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/dealgraph/dealgraph/internal/store/neo4j"
	"github.com/dealgraph/dealgraph/internal/store/storetest"
)

var update = flag.Bool("update", false, "rewrite the statements in testdata")

// Each file of testdata/compile holds plans of storetest's vocabulary; under each stand its Cypher and its parameters.
func TestPlansCompileTo(t *testing.T) {
	files, err := filepath.Glob("testdata/compile/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) { compileFile(t, file) })
	}
}

func compileFile(t *testing.T, file string) {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var got txtar.Archive
	got.Comment = archive.Comment
	for _, f := range archive.Files {
		if name, ok := strings.CutPrefix(f.Name, "plan "); ok {
			got.Files = append(got.Files, f, txtar.File{Name: "cypher " + name, Data: compiled(t, string(f.Data))})
		}
	}
	text := txtar.Format(&got)
	if *update {
		if err := os.WriteFile(file, text, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if want := txtar.Format(archive); string(text) != string(want) {
		t.Errorf("got:\n%s\nwant:\n%s", text, want)
	}
}

func compiled(t *testing.T, text string) []byte {
	t.Helper()
	cat := storetest.Catalog(t)
	q, err := storetest.ParsePlan(cat, strings.TrimSpace(text))
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	s := neo4j.Compile(cat, q)
	params, err := json.Marshal(s.Params)
	if err != nil {
		t.Fatal(err)
	}
	return []byte(s.Cypher + "\n" + string(params) + "\n")
}
