package storetest

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/internal/store"
)

// RunVocabulary judges how an engine's database takes on vocabularies. Each call of database makes a new database, which holds
// nothing and is not prepared; each call of what it gives opens that same one.
func RunVocabulary(t *testing.T, database func(t *testing.T) Open) {
	t.Run("a database that was not prepared is refused", func(t *testing.T) {
		s := openText(t, database(t), Vocabulary)
		wantVocabulary(t, s.Check(t.Context()))
	})
	for _, c := range vocabularyChanges {
		t.Run(c.name, func(t *testing.T) {
			open := database(t)
			graph := storeFirst(t, open)
			s := openText(t, open, c.change())
			if c.refused {
				wantVocabulary(t, s.Check(t.Context()))
				wantVocabulary(t, s.Prepare(t.Context()))
				closeStore(t, s)
				s = openText(t, open, Vocabulary)
				wantNil(t, s.Check(t.Context()), "Check with the first vocabulary")
			} else {
				wantNil(t, s.Prepare(t.Context()), "Prepare")
				wantNil(t, s.Check(t.Context()), "Check")
			}
			same(t, "records", exactAll(stored(t, s, "")), exactAll(graph))
			if c.then != nil {
				c.then(t, &writeTest{T: t, store: s, cat: parseVocabulary(t, c.change())})
			}
		})
	}
}

// vocabularyChange replaces a part of Vocabulary.
type vocabularyChange struct {
	name     string
	old, new string
	refused  bool
	then     func(t *testing.T, w *writeTest)
}

func (c vocabularyChange) change() string { return strings.Replace(Vocabulary, c.old, c.new, 1) }

var vocabularyChanges = []vocabularyChange{
	{name: "the same vocabulary is taken on again"},
	{name: "a new order of declarations and new descriptions are no change",
		old: "  text: String @sortable @searchable\n  plain: String\n", new: "  \"Another text.\"\n  plain: String\n  text: String @searchable @sortable\n"},
	{name: "a new property is taken on", old: "  plain: String\n", new: "  plain: String\n  extra: [Date!]\n",
		then: func(t *testing.T, w *writeTest) {
			w.put(`Thing a {"extra": ["2025"]}`)
			w.answers("-> list\n  Scan node Thing\n  | Sort node.id\n  -> node.extra\n  -> node.text", "[[\"2025\"], null]\n[null, null]")
		}},
	{name: "a new type and a new relationship are taken on", old: `"An event."`,
		new: "type Novelty @node(plural: \"novelties\") { weight: Float @sortable  owners: [Thing!]! @relationship(type: \"OWNS\", direction: IN, properties: \"Owning\") }\n" +
			"type Owning @relationshipProperties { share: Float @sortable }\n\"An event.\"",
		then: func(t *testing.T, w *writeTest) {
			w.put(`Novelty n {"weight": 1.5}`, `OWNS a -> n {"share": 0.5}`)
			w.answers("-> list\n  Scan node Novelty\n  -> node.weight\n  -> list\n    Expand OWNS IN\n    | Sort rel.share, node.id, rel.id\n    -> node.id\n    -> rel.share", `[1.5, [["a", 0.5]]]`)
		}},
	{name: "a property that becomes sortable is taken on", old: "  plain: String\n", new: "  plain: String @sortable\n",
		then: func(t *testing.T, w *writeTest) {
			w.answers("-> list\n  Scan node Thing\n  | Sort node.plain, node.id\n  -> node.id", "[\"b\"]\n[\"a\"]")
			const liked = "-> list\n  Seek node [\"a\"]\n  -> list\n    Expand LIKES OUT\n    | Sort node.plain, node.id, rel.id\n    | Limit 3\n    -> node.id"
			w.answers(liked, `[[["b"], ["a"]]]`)
			w.put(`Thing a {"plain": "a"}`)
			w.answers(liked, `[[["a"], ["b"]]]`)
		}},
	{name: "a new value of an enumeration is taken on", old: "RED GREEN BLUE", new: "RED GREEN BLUE BLACK",
		then: func(t *testing.T, w *writeTest) {
			w.put(`Thing c {"color": "BLACK"}`)
			w.answers("-> count\n  Scan node Thing\n  | Filter node.color eq \"BLACK\"", "1")
		}},
	{name: "another type of a property is refused", old: "  plain: String\n", new: "  plain: Float\n", refused: true},
	{name: "a list in place of a single value is refused", old: "  plain: String\n", new: "  plain: [String!]\n", refused: true},
	{name: "a property that is gone is refused", old: "  plain: String\n", new: "", refused: true},
	{name: "a type that is gone is refused", old: "\"A source.\"\ntype Document @node {\n  published: Date @sortable\n}", new: "", refused: true},
	{name: "a relationship that is gone is refused",
		old:     "  partOf: [Place!]! @relationship(type: \"PART_OF\", direction: OUT)\n  parts: [Place!]! @relationship(type: \"PART_OF\", direction: IN)\n",
		refused: true},
}

// storeFirst prepares a database with Vocabulary, stores a graph, and closes it.
func storeFirst(t *testing.T, open Open) []store.Record {
	t.Helper()
	s := openText(t, open, Vocabulary)
	wantNil(t, s.Prepare(t.Context()), "Prepare")
	graph := graphOf(t, Catalog(t), "Thing a\nThing b {\"plain\": \"x\"}\nLIKES a -> a\nLIKES a -> b {\"note\": \"n\"}")
	replaceGraph(t, s, graph)
	closeStore(t, s)
	return graph
}

func openText(t *testing.T, open Open, vocabulary string) store.Store {
	t.Helper()
	s := open(t, parseVocabulary(t, vocabulary), ignore)
	t.Cleanup(func() { closeStore(t, s) })
	return s
}

// closeStore closes a store, which may be closed already.
func closeStore(t *testing.T, s store.Store) {
	t.Helper()
	wantNil(t, s.Close(context.Background()), "Close")
}

func wantNil(t testing.TB, err error, what string) {
	t.Helper()
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
}

func wantVocabulary(t testing.TB, err error) {
	t.Helper()
	if !errors.Is(err, store.ErrVocabulary) {
		t.Errorf("got error %v, want store.ErrVocabulary", err)
	}
}
