package storetest

const citedBy = "-> first\n  Seek node [\"d\"]\n  -> list\n    CitedBy node\n    | Sort node.id\n    -> node.id\n    -> rel.id\n" +
	"-> count\n  Scan node Thing\n  | Filter node cites [\"d\"]\n" +
	"-> count\n  Scan rel LIKES\n  | Filter rel's documents gte 1"

var citationCases = []writeCase{
	{"citations follow a replacement", func(w *writeTest) {
		w.put(`Document d`, `Thing a {"sources": ["d#1", "d#2"]}`, `Thing b`, `LIKES a -> b {"sources": ["d"]}`)
		w.answers(citedBy, "[[[null, \"LIKES:a:b\"], [\"a\", null]]]\n--\n1\n--\n1")
		w.put(`Thing a {"sources": ["e"]}`, `Thing b {"sources": ["d"]}`, `LIKES a -> b`)
		w.answers(citedBy, "[[[\"b\", null]]]\n--\n1\n--\n0")
	}},
	{"citations go with their record", func(w *writeTest) {
		w.put(`Document d`, `Thing a {"sources": ["d"]}`, `LIKES a -> a {"sources": ["d"]}`)
		w.delete("LIKES:a:a", "a")
		w.answers(citedBy, "[[]]\n--\n0\n--\n0")
	}},
	{"citations wait for a document that comes later, or comes back", func(w *writeTest) {
		w.put(`Thing a {"sources": ["d"]}`)
		w.answers(citedBy, "null\n--\n1\n--\n0")
		w.put(`Document d`)
		w.answers(citedBy, "[[[\"a\", null]]]\n--\n1\n--\n0")
		w.delete("d")
		w.answers(citedBy, "null\n--\n1\n--\n0")
		w.put(`Document d`)
		w.answers(citedBy, "[[[\"a\", null]]]\n--\n1\n--\n0")
	}},
	{"a replaced document is cited as before", func(w *writeTest) {
		w.put(`Document d`, `Thing a {"sources": ["d"]}`)
		w.put(`Document d {"published": "2025", "sources": ["d"]}`)
		w.answers(citedBy, "[[[\"a\", null], [\"d\", null]]]\n--\n1\n--\n0")
	}},
}
