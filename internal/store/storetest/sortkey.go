package storetest

import (
	"errors"
	"strings"

	"github.com/dealgraph/dealgraph/internal/store"
)

// Engines keep copies of what the nodes at a relationship's ends are ordered by. What is read in that order must be as the nodes
// are, whatever was written since.
var sortKeyCases = []writeCase{
	{"pages in an order of the other end's follow the nodes there", func(w *writeTest) {
		w.put(`Thing hub`, `Place spot`, `Thing a {"day": "2021"}`, `Thing b {"day": "2022"}`, `Thing c`,
			`LIKES a -> hub`, `LIKES b -> hub`, `LIKES c -> hub`, `LIKES a -> spot`, `LIKES b -> spot`)
		w.inOrder("hub", "IN", `["2021", "a"]`, `["2022", "b"]`, `[null, "c"]`)
		w.put(`Thing a {"day": "2023"}`)
		w.inOrder("hub", "IN", `["2022", "b"]`, `["2023", "a"]`, `[null, "c"]`)
		w.inOrder("spot", "IN", `["2022", "b"]`, `["2023", "a"]`)
		w.put(`Thing b`, `Thing c {"day": "2024"}`)
		w.inOrder("hub", "IN", `["2023", "a"]`, `["2024", "c"]`, `[null, "b"]`)
	}},
	{"pages in an order of the other end's follow from both ends", func(w *writeTest) {
		w.put(`Thing hub`, `Thing a {"day": "2021"}`, `Thing b {"day": "2022"}`, `LIKES hub -> a`, `LIKES hub -> b`, `LIKES hub -> hub`)
		w.put(`Thing hub {"day": "2021-06"}`, `Thing b {"day": "2020"}`)
		w.inOrder("hub", "OUT", `["2020", "b"]`, `["2021", "a"]`, `["2021-06", "hub"]`)
		w.inOrder("a", "IN", `["2021-06", "hub"]`)
	}},
	{"a relationship that is put again keeps the order of its end", func(w *writeTest) {
		w.put(`Thing hub`, `Thing a {"day": "2022"}`, `Thing b {"day": "2021"}`, `LIKES a -> hub`, `LIKES b -> hub`)
		w.put(`LIKES a -> hub {"note": "new"}`, `LIKES b -> hub again`)
		w.inOrder("hub", "IN", `["2021", "b"]`, `["2021", "b"]`, `["2022", "a"]`)
	}},
	{"a node and its relationships that are put together are in order", func(w *writeTest) {
		w.put(`Thing hub`, `Thing a {"day": "2022"}`, `LIKES a -> hub`)
		w.put(`Thing a {"day": "2024"}`, `Thing b {"day": "2023"}`, `LIKES b -> hub`, `LIKES a -> hub {"int": 1}`)
		w.inOrder("hub", "IN", `["2023", "b"]`, `["2024", "a"]`)
		w.put(`Thing c {"day": "2025"}`, `LIKES c -> hub`, `Thing c {"day": "2020"}`, `Thing a {"day": "2021"}`)
		w.inOrder("hub", "IN", `["2020", "c"]`, `["2021", "a"]`, `["2023", "b"]`)
	}},
	{"what was deleted and is put again is in order", func(w *writeTest) {
		w.put(`Thing hub`, `Thing a {"day": "2022"}`, `Thing b {"day": "2021"}`, `LIKES a -> hub`, `LIKES b -> hub`)
		w.delete("LIKES:a:hub", "a")
		w.put(`Thing a {"day": "2020"}`, `LIKES a -> hub`)
		w.inOrder("hub", "IN", `["2020", "a"]`, `["2021", "b"]`)
	}},
	{"a write that fails leaves the order as it was", func(w *writeTest) {
		w.put(`Thing hub`, `Thing a {"day": "2022"}`, `Thing b {"day": "2021"}`, `LIKES a -> hub`, `LIKES b -> hub`)
		stop := errors.New("stop")
		err := w.store.Write(w.Context(), func(x store.Writer) error {
			return errors.Join(x.Put(w.Context(), w.graph(`Thing a {"day": "2020"}`)), stop)
		})
		if !errors.Is(err, stop) {
			w.Errorf("got error %v", err)
		}
		w.inOrder("hub", "IN", `["2021", "b"]`, `["2022", "a"]`)
	}},
}

// inOrder checks the first of what likes a record (IN), or of what it likes (OUT), by day.
func (w *writeTest) inOrder(of, dir string, want ...string) {
	w.Helper()
	w.answers("-> list\n  Seek node [\""+of+"\"]\n  -> list\n    Expand LIKES "+dir+"\n    | Sort node.day, node.id, rel.id\n    | Limit 4\n    -> node.day\n    -> node.id\n",
		"[["+strings.Join(want, ", ")+"]]")
}

// SortGraph is a graph for tests of engines whose relationships lost what they copy of the nodes at their ends.
const SortGraph = "Thing hub\nThing a {\"day\": \"2022\"}\nThing b {\"day\": \"2021\"}\nThing c\nLIKES a -> hub\nLIKES b -> hub\nLIKES c -> hub"

// SortPlan asks of SortGraph what these copies order, and SortAnswer is what it gives.
const (
	SortPlan   = "-> list\n  Seek node [\"hub\"]\n  -> list\n    Expand LIKES IN\n    | Sort node.day, node.id, rel.id\n    | Limit 4\n    -> node.id"
	SortAnswer = `[[[[["b"], ["a"], ["c"]]]]]`
)
