package storetest

// dictionary asks for all words that begin with a letter, and keys for those near.
const dictionary = "-> list\n  Begun \"\" first 100\n  -> word\n  -> uses\n-> list\n  Near [\"mniste\", \"minste\"] first 10\n  -> word"

// found asks for the nodes that a word finds, in each field.
const found = "-> list\n  Candidates any read 100 keep 100\n      NAME \"minister\"\n      ALIAS \"minister\"\n      TITLE \"minister\"\n  -> node.id"

var searchCases = []writeCase{
	{"words are counted as records come, change and go", func(w *writeTest) {
		w.put(`Thing a {"name": "Minister Ha", "aliases": ["Ha", "The Ha"]}`, `Thing b {"name": "Ha"}`)
		w.answers(dictionary, "[\"ha\", 3]\n[\"minister\", 1]\n--\n[\"minister\"]")
		w.put(`Thing a {"name": "Ha", "aliases": ["Ho", "Ho-Ha"]}`)
		w.answers(dictionary, "[\"ha\", 3]\n[\"ho\", 1]\n[\"hoha\", 1]\n--\n[]")
		w.put(`Thing a {"name": "Ho"}`)
		w.delete("b")
		w.answers(dictionary, "[\"ho\", 1]\n--\n[]")
		w.delete("a")
		w.answers(dictionary, "[]\n--\n[]")
	}},
	{"a record that is put twice at once is found by its last state", func(w *writeTest) {
		w.put(`Thing a {"name": "Minister"}`, `Thing a {"name": "Ha"}`)
		w.answers(dictionary, "[\"ha\", 1]\n--\n[]")
		w.put(`Thing a {"name": "Ho"}`, `Thing a {"name": "Minister"}`)
		w.answers(dictionary, "[\"minister\", 1]\n--\n[\"minister\"]")
	}},
	{"a title finds the node at which it starts, as long as one of its relationships has it", func(w *writeTest) {
		w.put(`Thing a {"name": "A"}`, `Thing b {"name": "B"}`, `LIKES a -> b {"note": "Minister"}`, `LIKES a -> b again {"note": "Minister"}`, `LIKES b -> b`)
		w.answers(found, "[\"a\"]")
		w.answers(dictionary, "[\"a\", 1]\n[\"b\", 1]\n[\"minister\", 2]\n--\n[\"minister\"]")
		w.delete("LIKES:a:b")
		w.answers(found, "[\"a\"]")
		w.put(`LIKES a -> b again {"note": "Chair"}`, `LIKES b -> b {"note": "minister"}`)
		w.answers(found, "[\"b\"]")
		w.put(`LIKES b -> b`)
		w.answers(found, "[]")
	}},
	{"what was not stored is not found", func(w *writeTest) {
		w.put(`Thing a {"name": "A"}`)
		w.refused(w.tryPut(`Thing b {"name": "Minister"}`, `LIKES b -> gone`), `Thing a {"name": "A"}`)
		w.answers(found, "[]")
		w.answers(dictionary, "[\"a\", 1]\n--\n[]")
	}},
}

// SearchPlan asks for all that a search finds by in a graph of few words, for tests of engines that lost some of it.
const SearchPlan = "-> list\n  Begun \"\" first 100\n  -> word\n  -> uses\n-> list\n  Near [\"jngwoo\", \"mniste\"] first 100\n  -> word\n" +
	"-> list\n  Candidates any read 100 keep 100\n      NAME \"=hajungwoo\"\n      TITLE \"minister\"\n  -> node.id"

// SearchAnswer is what it gives of a Thing `a` that is named Ha Jungwoo and likes a Thing `b` with the note `minister`.
const SearchAnswer = `[[["b", 1], ["ha", 1], ["jungwoo", 1], ["minister", 1]], [["jungwoo"], ["minister"]], [["a"]]]`

// Text prints a row.
func Text(row []any) string { return list(row) }
