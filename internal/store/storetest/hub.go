package storetest

import (
	"fmt"

	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/store/memory"
)

// An engine may read a node that has many relationships otherwise than one with few.
var hubCases = []writeCase{
	{"the first relationships of a node with many", func(w *writeTest) {
		reference := memory.New(w.cat)
		graph := w.hub(100)
		replaceGraph(w, reference, graph)
		replaceGraph(w, w.store, graph)
		for _, rows := range []string{
			"LIKES\n    | Sort node.id, rel.id", "any\n    | Sort node.id, rel.id", "any\n    | Sort node.id DESC, rel.id DESC after [\"n042\", \"LIKES:hub:n042\"]",
			"any\n    | Filter node.id in [\"hub\", \"n007\", \"gone\"]\n    | Sort node.id, rel.id", "any\n    | Filter rel.int gt 50\n    | Sort node.id, rel.id",
		} {
			w.alike(reference, "-> list\n  Seek node [\"hub\", \"n001\", \"n099\"]\n  -> list\n    Incident "+rows+
				"\n    | Limit 7\n    -> node.id\n    -> rel.id\n    -> type of rel\n    -> rel.fromId")
		}
	}},
	{"a page and the number of nodes that lead to one to which many lead", func(w *writeTest) {
		reference := memory.New(w.cat)
		graph := w.hub(240)
		replaceGraph(w, reference, graph)
		replaceGraph(w, w.store, graph)
		const found = "\n  Scan node Thing\n  | Filter and(exists\n      Expand LIKES OUT\n      | Filter node.id eq \"hub\"\n    , node.int gt 2)"
		for _, order := range []string{
			"node.id", "node.id DESC after [\"n042\"]", "node.int DESC, node.id DESC", "node.int DESC, node.id DESC after [5, \"n040\"]",
			"node.int NULLS FIRST, node.id", "node.name, node.id",
		} {
			for _, most := range []string{"1", "2", "20"} { // of the some 90 that there are
				w.alike(reference, "-> list"+found+"\n  | Sort "+order+"\n  | Limit "+most+"\n  -> node.id\n  -> list\n    Expand NEAR OUT\n    -> node.id\n-> count"+found)
			}
			w.alike(reference, "-> count"+found+"\n-> list"+found+"\n  | Sort node.id DESC\n  | Limit 3\n  -> node.id\n-> list"+found+"\n  | Sort "+order+"\n  | Limit 200\n  -> node.id")
		}
	}},
}

// hub is a graph of a node with some relationships to each of n others, one way, the other, or both, and one to itself.
func (w *writeTest) hub(n int) []store.Record {
	nodes := []string{"Thing hub", "Place p"}
	rels := []string{"LIKES hub -> hub", "NEAR hub -> p"}
	for i := range n {
		id := fmt.Sprintf("n%03d", i)
		nodes = append(nodes, fmt.Sprintf("Thing %s {\"int\": %d}", id, i%7))
		if i%3 != 0 {
			rels = append(rels, fmt.Sprintf("LIKES %s -> hub {\"int\": %d}", id, i), fmt.Sprintf("NEAR %s -> p", id))
		}
		if i%3 != 1 {
			rels = append(rels, fmt.Sprintf("LIKES hub -> %s {\"int\": %d}", id, n-i), fmt.Sprintf("LIKES hub -> %s again", id))
		}
	}
	return w.graph(append(nodes, rels...)...)
}

// alike checks that the store answers a plan as another one does.
func (w *writeTest) alike(reference store.Store, planText string) {
	w.Helper()
	same(w, planText, runText(w, w.cat, w.store, planText), runText(w, w.cat, reference, planText))
}
