package storetest

import (
	"context"
	"fmt"
	"testing"

	"github.com/dealgraph/dealgraph/internal/store"
)

var putCases = []writeCase{
	{"a record comes back as it was put", func(w *writeTest) {
		all := []string{
			`Thing a {"name": "A", "aliases": ["Ä", "a"], "summary": "s", "sources": ["d#1", "d"], "dataset": "x", "text": "t\n\"", "plain": "", "int": -1, "big": 9223372036854775807, "float": 0.1, "flag": false, "day": "2025", "color": "BLUE", "texts": [], "ints": [1], "bigs": [-9223372036854775808], "floats": [1, 0.5], "flags": [false], "days": ["2025-10-29"], "colors": [], "friend": "e", "friends": ["a", "gone"], "formerIds": ["old-a", "older-a"]}`,
			`Thing b`,
			`Document d {"published": "2025-10"}`,
			`Event e`,
			`LIKES a -> b {"note": "n", "int": 1, "big": 1, "float": 2, "flag": true, "since": "2025", "until": "2026", "color": "RED", "texts": ["x", ""], "witness": "b", "witnesses": [], "rank": "DEPRECATED", "sources": ["d#2"], "formerIds": ["LIKES:old-a:b"]}`,
			`NEAR a -> e`,
		}
		w.put(all...)
		w.holds(all...)
	}},
	{"a record that is put again replaces the one that was there as a whole", func(w *writeTest) {
		w.put(`Thing a {"text": "long", "int": 1, "flag": true, "texts": ["x"], "aliases": ["Old"], "summary": "s"}`, `Thing b`, `LIKES a -> b {"note": "old", "int": 1}`)
		w.put(`Thing a {"int": 2, "plain": "new", "ints": []}`, `LIKES a -> b {"int": 2, "rank": "PREFERRED"}`)
		w.holds(`Thing a {"int": 2, "plain": "new", "ints": []}`, `Thing b`, `LIKES a -> b {"int": 2, "rank": "PREFERRED"}`)
	}},
	{"what is searched without case follows a replacement", func(w *writeTest) {
		const old = "-> count\n  Scan node Thing\n  | Filter or(node.text containsIgnoreCase \"old\", node.aliases containsIgnoreCase \"old\", node.name containsIgnoreCase \"old\")\n" +
			"-> count\n  Scan rel LIKES\n  | Filter rel.note containsIgnoreCase \"old\""
		w.put(`Thing a {"text": "OLD"}`, `Thing b {"aliases": ["x", "Old"]}`, `Thing c {"name": "bold"}`, `LIKES a -> b {"note": "oLd"}`)
		w.answers(old, "3\n--\n1")
		w.put(`Thing a {"text": "NEW"}`, `Thing b {"aliases": []}`, `Thing c`, `LIKES a -> b`)
		w.answers(old, "0\n--\n0")
	}},
	{"a replaced node keeps its relationships", func(w *writeTest) {
		w.put(`Thing a`, `Thing b`, `LIKES a -> b`, `LIKES a -> b again`, `LIKES a -> a`)
		w.put(`Thing a {"int": 1}`)
		w.holds(`Thing a {"int": 1}`, `Thing b`, `LIKES a -> a`, `LIKES a -> b`, `LIKES a -> b again`)
	}},
	{"ends may stand earlier in the same slice, or be stored before", func(w *writeTest) {
		w.put(`Thing a`)
		w.put(`Thing b`, `LIKES b -> a`, `Place p`, `NEAR a -> p`)
		w.holds(`Thing a`, `Thing b`, `Place p`, `LIKES b -> a`, `NEAR a -> p`)
	}},
	{"a relationship without one of its ends is refused", func(w *writeTest) {
		w.put(`Thing a`)
		w.refused(w.tryPut(`Thing b`, `LIKES a -> gone`), `Thing a`)
		w.refused(w.tryPut(`LIKES gone -> a`), `Thing a`)
	}},
	{"a relationship is no end", func(w *writeTest) {
		w.put(`Thing a`, `LIKES a -> a`)
		w.refused(w.tryPut(`LIKES a -> LIKES:a:a`), `Thing a`, `LIKES a -> a`)
	}},
	{"a record's type never changes", func(w *writeTest) {
		w.put(`Thing a`, `Thing b`, `LIKES a -> b`)
		w.refused(w.tryPut(`Place a`), `Thing a`, `Thing b`, `LIKES a -> b`)
		w.refused(w.tryPut(`Place b`), `Thing a`, `Thing b`, `LIKES a -> b`)
	}},
	{"a relationship's ends never change", func(w *writeTest) {
		w.put(`Thing a`, `Thing b`, `LIKES a -> b`)
		turned := w.graph(`LIKES a -> b`)
		turned[0].From, turned[0].To = "b", "a"
		w.refused(w.tryRecords(turned), `Thing a`, `Thing b`, `LIKES a -> b`)
	}},
	{"an id is that of a node or of a relationship, never of both", func(w *writeTest) {
		w.put(`Thing a`, `LIKES a -> a`)
		w.refused(w.tryPut(`Thing LIKES:a:a`), `Thing a`, `LIKES a -> a`)
	}},
	{"nothing is put where nothing is given", func(w *writeTest) {
		w.put()
		w.holds()
	}},
	{"many records are put, found and deleted at once", func(w *writeTest) {
		const n = 3000
		var nodes, rels []store.Record
		for i := range n {
			nodes = append(nodes, newNode("Thing", fmt.Sprintf("n%05d", i)))
		}
		for i := range n {
			rels = append(rels, newRel("LIKES", nodes[i].ID, nodes[(i*7)%n].ID))
		}
		all := append(nodes, rels...)
		w.write(func(ctx context.Context, x store.Writer) error { return x.Put(ctx, all) })
		w.answers("-> count\n  Scan node Thing\n-> count\n  Scan rel LIKES", "3000\n--\n3000")
		if found := w.find(recordIDs(all)...); len(found) != len(all) {
			w.Errorf("Find gave %d of %d", len(found), len(all))
		}
		w.delete(recordIDs(all)...)
		w.holds()
	}},
	{"what is put is not changed by later changes of what was given", func(w *writeTest) {
		records := w.graph(`Thing a {"texts": ["x"], "int": 1}`)
		if err := w.tryRecords(records); err != nil {
			w.Fatal(err)
		}
		records[0].Props["int"] = int64(2)
		records[0].Props["texts"].([]any)[0] = "y"
		w.holds(`Thing a {"texts": ["x"], "int": 1}`)
	}},
}

func (w *writeTest) tryRecords(records []store.Record) error {
	return w.store.Write(w.Context(), func(x store.Writer) error { return x.Put(w.Context(), records) })
}

func (w *writeTest) find(ids ...string) []store.Record {
	w.Helper()
	return findRecords(w, w.store, ids)
}

func findRecords(t testing.TB, s store.Store, ids []string) (found []store.Record) {
	t.Helper()
	err := s.Read(t.Context(), func(r store.Reader) (err error) {
		found, err = r.Find(t.Context(), ids)
		return err
	})
	if err != nil {
		t.Fatalf("Find: %v", err)
	}
	return found
}
