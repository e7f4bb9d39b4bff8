package storetest

import (
	_ "embed"
	"testing"

	"github.com/dealgraph/dealgraph/internal/catalog"
)

// Vocabulary is the text of the vocabulary that the suite's graphs are made of: each type of property, alone and in
// lists, on nodes and relationships; relationships that join several types, and lead from a type to itself.
//
//go:embed testdata/vocabulary.graphqls
var Vocabulary string

// Catalog is Vocabulary, parsed.
func Catalog(t testing.TB) *catalog.Catalog { return parseVocabulary(t, Vocabulary) }

func parseVocabulary(t testing.TB, text string) *catalog.Catalog {
	t.Helper()
	cat, err := catalog.Parse("vocabulary.graphqls", text)
	if err != nil {
		t.Fatal(err)
	}
	return cat
}
