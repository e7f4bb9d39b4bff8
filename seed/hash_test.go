package seed_test

import (
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/seed"
)

const hashed = `dataset: one
Document:
  text: {name: Text, aliases: [a, b], sources: [text], formerIds: [x, y]}
  other: {name: Other, summary: Said., sources: [text]}
Person:
  ann: {name: Ann, sources: [text]}
Deal:
  deal: {name: Deal, articles: 3, done: 0.5, sources: [text]}
SIGNED:
  - {from: ann, to: deal, date: 2025-10, sources: [text]}
`

func hashOf(t *testing.T, text string) string {
	t.Helper()
	content := contentOf(t, testVocabulary(t), []seed.Source{{Name: "a.yaml", Text: []byte(text)}})
	return content.Datasets[0].Hash
}

// The stored hashes of everybody's datasets depend on it: where this fails, hashVersion must change.
func TestTheHashOfAContentStaysTheSame(t *testing.T) {
	const want = "3dc5c6a65bb5c2f04426fcd901df199814f5e021e2393d1c091661d726101cdf"
	if got := hashOf(t, hashed); got != want {
		t.Errorf("got %s", got)
	}
}

func TestTheHashDependsOnWhatIsSaidAlone(t *testing.T) {
	for _, c := range []struct {
		old, new string
		same     bool
	}{
		{"formerIds: [x, y]", "formerIds: [y, x]", true},
		{"Said.", `"Said. "`, true},
		{"date: 2025-10", "rank: NORMAL, date: '2025-10'", true},
		{"name: Ann", "name: \"Ann\", aliases: []", true},
		{"done: 0.5", "done: 5e-1", true},
		{"aliases: [a, b]", "aliases: [b, a]", false},
		{"Said.", "said.", false},
		{"2025-10", "2025", false},
		{"articles: 3", "articles: 4", false},
		{"dataset: one", "dataset: two", false},
		{"to: deal,", "to: deal, key: x,", false},
		{"to: deal,", "to: deal, rank: PREFERRED,", false},
		{"formerIds: [x, y]", "formerIds: [x]", true},
		{"sources: [text], formerIds", "sources: [text#1], formerIds", false},
	} {
		edited := strings.Replace(hashed, c.old, c.new, 1)
		if edited == hashed {
			t.Fatalf("%q is not in the text", c.old)
		}
		if same := hashOf(t, edited) == hashOf(t, hashed); same != c.same {
			t.Errorf("%s → %s: the same hash: %v", c.old, c.new, same)
		}
	}
}

func TestTheHashOfADatasetDependsOnNoOther(t *testing.T) {
	second := "dataset: two\nAgency:\n  nsf: {name: NSF, sources: [text]}\n"
	content := contentOf(t, testVocabulary(t), []seed.Source{{Name: "a", Text: []byte(second)}, {Name: "b", Text: []byte(hashed)}})
	if got := content.Datasets[0].Hash; got != hashOf(t, hashed) {
		t.Errorf("it is another beside a second dataset: %s", got)
	}
}
