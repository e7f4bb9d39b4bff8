package seed_test

import (
	"path/filepath"
	"testing"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/neo4jtest"
	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/store/memory"
	"github.com/dealgraph/dealgraph/internal/store/neo4j"
	"github.com/dealgraph/dealgraph/seed"
)

func openNeo4j(t *testing.T, server *neo4jtest.Server, cat *catalog.Catalog) store.Store {
	t.Helper()
	server.Wipe(t)
	st, err := neo4j.Open(t.Context(), cat, neo4j.Config{
		URI: server.URI, Username: server.Username, Password: server.Password, Database: server.Database})
	if err != nil {
		t.Fatal(err)
	}
	return prepared(t, st)
}

func TestNeo4jIsSeededAsMemoryIs(t *testing.T) {
	server := neo4jtest.Start(t)
	t.Run("builtin", func(t *testing.T) {
		cat := projectVocabulary(t)
		sources := builtin(t)
		sameAsMemory(t, cat, openNeo4j(t, server, cat), [][]seed.Source{sources, sources})
	})
	t.Run("exports", func(t *testing.T) {
		for _, x := range eachExported(t) {
			onMemory := x.stored(t, memory.New(x.cat))
			st := x.stored(t, openNeo4j(t, server, x.cat))
			exportsGiveBack(t, x, st)
			opts := seed.ExportOptions{Format: seed.JSONL}
			if got, want := exportFolder(t, st, x.cat, opts, t.TempDir()), exportFolder(t, onMemory, x.cat, opts, t.TempDir()); got != want {
				t.Errorf("it is\n%s\nof memory it is\n%s", got, want)
			}
		}
	})
	// The cases in which what is stored before has a say.
	for _, name := range []string{
		"problems/pointed-at", "problems/other-datasets",
		"changes/another-type", "changes/edits", "changes/first", "changes/renamed",
	} {
		t.Run(name, func(t *testing.T) {
			c := readCase(t, filepath.Join("testdata", filepath.FromSlash(name)+".txtar"))
			cat := testVocabulary(t)
			sameAsMemory(t, cat, openNeo4j(t, server, cat), append(c.before(), c.files))
		})
	}
}
