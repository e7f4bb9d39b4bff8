package sqlite_test

import (
	"regexp"
	"strings"
	"testing"
)

// These plans must be answered from an index, without reading what they don't give and without sorting. SQLite chooses by
// the statement's text and the indexes alone, as a file that was never analyzed holds no statistics: an empty one will do.
func TestWhatIsPromisedAnIndexIsReadFromOne(t *testing.T) {
	s := empty(t, ours(t))
	for _, c := range []struct{ name, plan, uses string }{
		{"a point read", `-> first
  Seek node ["us-korea-tpd"]
  -> node.id
  -> node.name`, "sqlite_autoindex_node_1 (id=?)"},
		{"a former id", `-> first
  Seek rel ["SIGNED:a:b"]
  -> rel.id`, "f USING PRIMARY KEY (id=?)"},
		{"a page in the default order", page("Scan node Deal", "node.id"), "node_type_id (type=?)"},
		{"the next page", page("Scan node Deal", `node.id after ["d"]`), "node_type_id (type=? AND id>?)"},
		{"the page before", page("Scan node Deal", `node.id DESC after ["d"]`), "node_type_id (type=? AND id<?)"},
		{"a page of relationships", page("Scan rel SIGNED", `rel.id after ["s"]`), "rel_type_id (type=? AND id>?)"},
		{"a page of all relationships", page("Scan rel any", `rel.id after ["s"]`), "sqlite_autoindex_rel_1 (id>?)"},
		{"a page by name", page("Scan node Deal", "node.name, node.id"), "node_name (type=?)"},
		{"the next by name", page("Scan node Deal", `node.name DESC, node.id DESC after ["n", "d"]`), "node_name (type=? AND (name,id)<(?,?))"},
		{"a page by date", page("Scan node Deal", "node.date, node.id"), "node_Deal_date (type=? AND date>?)"},
		{"a page by date, latest first", page("Scan node Deal", "node.date DESC, node.id DESC"), "node_Deal_date (type=?)"},
		{"the next by date", page("Scan node Deal", `node.date, node.id after ["2025", "d"]`), "node_Deal_date (type=? AND (date,id)>(?,?))"},
		{"the next by date, latest first", page("Scan node Deal", `node.date DESC, node.id DESC after ["2025", "d"]`), "node_Deal_date (type=? AND (date,id)<(?,?))"},
		{"the next among those without a date", page("Scan node Deal", `node.date, node.id after [null, "d"]`), "node_Deal_date (type=? AND date=? AND id>?)"},
		{"the page before by date", page("Scan node Deal", `node.date DESC NULLS FIRST, node.id DESC after ["2025", "d"]`), "node_Deal_date (type=? AND (date,id)<(?,?))"},
		{"the page before, from those without a date", page("Scan node Deal", `node.date NULLS FIRST, node.id after [null, "d"]`), "node_Deal_date (type=? AND date=? AND id>?)"},
		{"a hub's page in the default order", hub("COVERS IN", "node.id, rel.id"), "rel_to (toId=? AND type=?)"},
		{"a hub's next page", hub("COVERS IN", `node.id, rel.id after ["d", "r"]`), "rel_to (toId=? AND type=? AND (fromId,id)>(?,?))"},
		{"a hub's page before", hub("SIGNED OUT", `node.id DESC, rel.id DESC after ["d", "r"]`), "rel_from (fromId=? AND type=? AND (toId,id)<(?,?))"},
		{"a hub's page by a relationship's date", hub("SIGNED IN", "rel.date DESC, node.id DESC, rel.id DESC"), "rel_SIGNED_toId_date (toId=? AND type=?)"},
		{"a hub's next page by a relationship's date", hub("SIGNED OUT", `rel.date, node.id, rel.id after ["2025", "d", "r"]`),
			"rel_SIGNED_fromId_date (fromId=? AND type=? AND (date,toId,id)>(?,?,?))"},
		{"a page of what cites a document", `-> list
  Seek node ["doc"]
  -> list
    CitedBy node
    | Sort node.id after ["d"]
    | Limit 21
    -> node.id
    -> rel.id`, "PRIMARY KEY (documentId=? AND recordId>?)"},
		{"a page of what is related to a node", page(`Scan node Deal
  | Filter and(exists
      Expand COVERS OUT
      | Filter node.id eq "ai"
    , not(node.date is null))`, `node.id after ["d"]`), "rel_to (toId=? AND type=? AND fromId>?)"},
		{"what is related to some nodes", `-> count
  Scan node Deal
  | Filter exists
      Expand COVERS OUT
      | Filter node.id in ["ai", "6g"]`, "(type=? AND id=?)"},
		{"what cites a document", `-> count
  Scan node Deal
  | Filter node cites ["doc"]`, "PRIMARY KEY (documentId=?)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			lines, err := s.Explain(t.Context(), parse(t, ours(t), c.plan))
			if err != nil {
				t.Fatal(err)
			}
			text := strings.Join(lines, "\n")
			if fault := wasteful.FindString(text); fault != "" {
				t.Errorf("%s in:\n%s", fault, text)
			}
			if !strings.Contains(text, c.uses) {
				t.Errorf("no use of %s in:\n%s", c.uses, text)
			}
		})
	}
}

// wasteful finds a table read from end to end but by its ids, and sorting.
var wasteful = regexp.MustCompile(`(?m)SCAN [nrcf]\d*( USING (COVERING )?INDEX (node|rel)_\S+)?$|TEMP B-TREE`)

func page(scan, sort string) string {
	return "-> list\n  " + scan + "\n  | Sort " + sort + "\n  | Limit 21\n  -> type of node\n  -> node.sources\n  -> rel.sources\n"
}

func hub(expand, sort string) string {
	return "-> list\n  Seek node [\"hub\"]\n  -> list\n    Expand " + expand + "\n    | Sort " + sort + "\n    | Limit 21\n    -> node.name\n    -> rel.sources\n"
}
