package sqlite_test

import (
	"regexp"
	"strings"
	"testing"
)

// Counts read no more than an index. Groups sort keys or sizes where they must, but look at no record of which an index tells
// enough, and members are found from their key.
func TestWhatCountsAndGroupsReadIsIndexed(t *testing.T) {
	s := empty(t, ours(t))
	for _, c := range []struct{ name, plan, uses, never string }{
		{"a node's claims and what they lead to", `-> first
  Seek node ["hub"]
  -> count nodes
    Expand COVERS IN
  -> count
    Expand SIGNED OUT`, "SEARCH r. USING COVERING INDEX rel_to .*SEARCH r. USING COVERING INDEX rel_from ", "B-TREE"},
		{"a page by count", page("Scan node Technology", "count of COVERS IN DESC, node.id"),
			"SEARCH r. USING COVERING INDEX rel_to .*B-TREE FOR ORDER BY", "DISTINCT"},
		{"the next page by count, once a node", page("Scan node Technology", `count of COVERS IN DESC, node.id after [3, "t"]`),
			"SEARCH r. USING COVERING INDEX rel_to ", "DISTINCT|SEARCH r.*SEARCH r"},
		{"two or more", `-> count
  Scan node Deal
  | Filter nodes gte 2
      Expand COVERS OUT`, "SEARCH r. USING COVERING INDEX rel_from ", "B-TREE"},
		{"a page of what one node has, told by a count", page(`Scan node Deal
  | Filter nodes eq 1
      Expand COVERS OUT
      | Filter node.id eq "ai"
    `, `node.id after ["d"]`), `rel_to \(toId=\? AND type=\? AND fromId>\?\)`, "B-TREE|node_type_id"},
		{"what has both of two nodes", `-> count
  Scan node Deal
  | Filter nodes gte 2
      Expand COVERS OUT
      | Filter node.id in ["ai", "6g"]`, `SEARCH n. USING .*\(type=\? AND id=\?\)`, "node_type_id .type=..$"},
		{"the first and the last, and how many", `-> aggregate rows, min node.date, max node.date, distinct node.date
  Scan node Deal`, "SEARCH n1 USING COVERING .*SEARCH n2 USING COVERING INDEX node_Deal_date .*SEARCH n3 USING COVERING INDEX node_Deal_date .*" +
			"SEARCH n4 USING COVERING INDEX node_Deal_date ", "B-TREE"},
		{"years", grouping("Scan node Deal", "node.date year", ""), "SEARCH n1 USING COVERING INDEX node_Deal_date ", "SCAN n|USING INDEX"},
		{"members of a year", grouping("Scan node Deal", "node.date year", members("Filter node.date eq \"2025\"")),
			`INDEX node_Deal_date \(type=\? AND date=\?\).*INDEX node_Deal_date \(type=\? AND date=\?\)`, "SCAN n|node_type_id"},
		{"members of a year by date", grouping("Scan node Deal", "node.date year", members("Sort node.date, node.id")),
			`INDEX node_Deal_date \(type=\? AND date=\?\).*INDEX node_Deal_date \(type=\? AND date>\? AND date<\?\)`, "SCAN n|node_type_id"},
		{"members of a name", grouping("Scan node Deal", "node.name", members("Sort node.id")), `INDEX node_name \(type=\? AND name=\?\)`, "node_type_id"},
		{"all of a type by what they lead to", grouping("Scan node Deal", "node.id\n      Expand COVERS OUT", ""),
			"SEARCH n1 USING COVERING INDEX node_type_id .*SEARCH r2 USING COVERING INDEX rel_to ", "DISTINCT|FOR GROUP BY"},
		{"members of what they lead to", grouping("Scan node Deal", "node.id\n      Expand COVERS OUT", members("Sort node.id")),
			`SEARCH r6 USING COVERING INDEX rel_to \(toId=\? AND type=\?\).*SEARCH n8 USING INDEX sqlite_autoindex_node_1 `, "ORDER BY.*ORDER BY"},
		{"claims by an end", grouping("Scan rel COVERS", "node.id\n      End to", members("Sort node.id, rel.id")),
			"SEARCH n. USING COVERING INDEX node_type_id .*SEARCH r. USING COVERING INDEX rel_to .*SEARCH r. USING COVERING INDEX rel_to ", "rel_type_id"},
		{"claims by type", grouping("Scan rel any", "type of rel", ""), "SCAN r1 USING COVERING INDEX rel_type_id", "GROUP BY"},
		{"claims by document", grouping("Scan rel any", "node.id\n      Sources rel", members("Sort rel.id")),
			`SCAN c1\n.*SEARCH c\d+ USING PRIMARY KEY \(documentId=\?\)`, "VIRTUAL TABLE.*VIRTUAL TABLE"},
		{"what a document says by type", `-> first
  Seek node ["doc"]
  -> list
    CitedBy node
    | Group 10 by type of node or type of rel
    -> group size`, `SEARCH c. USING PRIMARY KEY \(documentId=\?\)`, "SEARCH r"},
		{"below a hub, by a relationship's property", `-> first
  Seek node ["hub"]
  -> list
    Expand SIGNED IN
    | Group 10 by rel.date
    -> group size`, "SEARCH r. USING COVERING INDEX rel_SIGNED_toId_date ", "GROUP BY|SEARCH n.*SEARCH n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			lines, err := s.Explain(t.Context(), parse(t, ours(t), c.plan))
			text := strings.Join(lines, "\n")
			if err != nil || !regexp.MustCompile("(?s)"+c.uses).MatchString(text) || regexp.MustCompile("(?sm)"+c.never).MatchString(text) {
				t.Errorf("no use of %s, or %s, in (error %v):\n%s", c.uses, c.never, err, text)
			}
		})
	}
}

func grouping(input, by, columns string) string {
	key, path, _ := strings.Cut(by, "\n")
	if path != "" {
		path = "\n" + path
	}
	return "-> list\n  " + input + "\n  | Group 10 by " + key + path + "\n  -> group key\n  -> group size\n" + columns
}

func members(op string) string {
	return "  -> list\n    Members\n    | " + op + "\n    -> node.name\n    -> rel.id\n"
}
