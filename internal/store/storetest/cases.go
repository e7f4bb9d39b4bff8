package storetest

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/store"
)

//go:embed testdata/cases/*.txt
var caseFiles embed.FS

// caseFile is a graph and what plans on it must answer. In its file the graph comes first (see ParseGraph); then cases, each of
// them "== what it shows", a plan (see ParsePlan), "=>", and the answer.
type caseFile struct {
	name  string
	graph []store.Record
	cases []planCase
}

type planCase struct {
	name   string
	plan   *plan.Query
	answer string
}

func readCases(t testing.TB, cat *catalog.Catalog) []caseFile {
	t.Helper()
	paths, err := fs.Glob(caseFiles, "testdata/cases/*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	files := make([]caseFile, len(paths))
	for i, p := range paths {
		text, err := caseFiles.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		if files[i], err = parseCases(cat, string(text)); err != nil {
			t.Fatalf("%s: %v", p, err)
		}
		files[i].name = strings.TrimSuffix(path.Base(p), ".txt")
	}
	return files
}

func parseCases(cat *catalog.Catalog, text string) (caseFile, error) {
	sections := strings.Split("\n"+text, "\n== ")
	graph, err := ParseGraph(cat, sections[0])
	if err != nil {
		return caseFile{}, err
	}
	f := caseFile{graph: graph}
	for _, section := range sections[1:] {
		c, err := parseCase(cat, section)
		if err != nil {
			return f, err
		}
		f.cases = append(f.cases, c)
	}
	return f, nil
}

func parseCase(cat *catalog.Catalog, section string) (planCase, error) {
	name, body, _ := strings.Cut(section, "\n")
	planText, answer, ok := strings.Cut(body, "\n=>\n")
	if !ok {
		return planCase{}, fmt.Errorf("%s: no answer", name)
	}
	q, err := ParsePlan(cat, planText)
	if err != nil {
		return planCase{}, fmt.Errorf("%s: plan: %w", name, err)
	}
	return planCase{name, q, strings.TrimRight(answer, "\n") + "\n"}, nil
}
