package seed_test

import (
	"testing"

	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/seed"
)

func TestADiffLeavesRecordsOfOtherDatasetsAlone(t *testing.T) {
	content := contentOf(t, testVocabulary(t), []seed.Source{{Name: "a.yaml", Text: []byte(hashed)}})
	others := store.Record{ID: "nsf", Type: "Agency", Props: map[string]any{"name": "NSF", "dataset": "two"}}
	if change := seed.Diff(content, append([]store.Record{others}, content.Records...)); !change.Empty() {
		t.Errorf("got %+v", change)
	}
}
