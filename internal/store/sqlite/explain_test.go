package sqlite_test

import (
	"database/sql"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/store/sqlite"
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
		{"a hub's page by date", hub("COVERS IN", "node.date, node.id, rel.id"), "rel_COVERS_toId_from_date (toId=? AND type=? AND from_date>?)"},
		{"a hub's page by date, latest first", hub("COVERS IN", "node.date DESC, node.id DESC, rel.id DESC"), "rel_COVERS_toId_from_date (toId=? AND type=?)"},
		{"a hub's next page by date", hub("SIGNED OUT", `node.date DESC, node.id DESC, rel.id DESC after ["2025", "d", "r"]`),
			"rel_SIGNED_fromId_to_date (fromId=? AND type=? AND (to_date,toId,id)<(?,?,?))"},
		{"a hub's next page by date, among those without", hub("SIGNED OUT", `node.date, node.id, rel.id after [null, "d", "r"]`),
			"rel_SIGNED_fromId_to_date (fromId=? AND type=? AND to_date=? AND (toId,id)>(?,?))"},
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
		{"a page of what cites a document, of one type", page(`Scan node Deal
  | Filter node cites ["doc"]`, `node.id after ["d"]`), "PRIMARY KEY (documentId=? AND recordId>?)"},
		{"a page of relationships that cite a document", page(`Scan rel SIGNED
  | Filter rel cites ["doc"]`, `rel.id DESC after ["r"]`), "PRIMARY KEY (documentId=? AND recordId>? AND recordId<?)"},
		{"all relationships of a dataset", page(`Scan rel any
  | Filter rel.dataset eq "a"`, `rel.id after ["r"]`), "rel_dataset (dataset=? AND id>?)"},
		{"nodes of a type and a dataset, which may be all there are", page(`Scan node Deal
  | Filter node.dataset eq "a"`, `node.name, node.id`), "node_name (type=?)"},
		{"relationships that cite some documents", page(`Scan rel any
  | Filter rel cites ["doc", "other"]`, "rel.id"), "sqlite_autoindex_rel_1 (id=?)"},
		{"words that begin so", "-> list\n  Begun \"ju\" first 11\n  -> word\n  -> uses", "w1 USING PRIMARY KEY (word>? AND word<?)"},
		{"words near another", "-> list\n  Near [\"jun\", \"jug\"] first 100\n  -> word\n  -> uses", "t2 USING PRIMARY KEY (key=?)"},
		{"candidates", candidatesPlan, "t3 USING PRIMARY KEY (field=? AND term>? AND term<?)"},
		{"what candidates must have besides", candidatesPlan, "t7 USING PRIMARY KEY (field=? AND term=? AND node=?)"},
		{"what is related to a node by name", page(`Scan node Deal
  | Filter exists
      Expand COVERS OUT
      | Filter node.name eq "AI"`, "node.id"), "node_name (type=? AND name=?)"},
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

const candidatesPlan = `-> list
  Candidates Deal|Person read 1000 keep 200
      NAME "jung" with ["ha", "hae"] anywhere
      NAME "=ha" to "=haz"
  -> node.id
  -> node.name`

// A hub's relationships of all types, or of some, come in order of the ids from as many stretches of indexes, of which no
// more is read than is wanted of each.
func TestAHubsFirstRelationshipsAreReadInOrder(t *testing.T) {
	s := empty(t, ours(t))
	for _, c := range []struct {
		name, rows string
		uses       []string
		stretches  int
	}{
		{"of all types", "any\n    | Sort node.id, rel.id", []string{"rel_from_to (fromId=?)", "rel_to_from (toId=?)"}, 2},
		{"after a position", "any\n    | Sort node.id DESC, rel.id DESC after [\"a\", \"b\"]",
			[]string{"rel_from_to (fromId=? AND (toId,id)<(?,?))", "rel_to_from (toId=? AND (fromId,id)<(?,?))"}, 2},
		{"of some types", "SIGNED|COVERS\n    | Sort node.id, rel.id", []string{"rel_from (fromId=? AND type=?)", "rel_to (toId=? AND type=?)"}, 4},
		{"that lead to given nodes", "any\n    | Filter node.id in [\"a\", \"b\"]\n    | Sort node.id, rel.id",
			[]string{"rel_to_from (toId=? AND fromId=?)"}, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			lines, err := s.Explain(t.Context(), parse(t, ours(t), "-> list\n  Seek node [\"hub\"]\n  -> list\n    Incident "+c.rows+
				"\n    | Limit 21\n    -> node.id\n    -> rel.id\n    -> rel.toId\n    -> type of rel\n"))
			text := strings.Join(lines, "\n")
			if err != nil || readsAll.MatchString(text) || strings.Count(text, "SEARCH r") != c.stretches || strings.Contains(text, "B-TREE FOR LAST") {
				t.Errorf("more is read or sorted than is wanted (error %v):\n%s", err, text)
			}
			for _, index := range c.uses {
				if !strings.Contains(text, "USING COVERING INDEX "+index) {
					t.Errorf("no use of %s in:\n%s", index, text)
				}
			}
		})
	}
}

// The relationships of a node that is named are few, and found by an index on their ends; whatever order is wanted of them,
// they are then sorted.
func TestRelationshipsAreFoundByTheEndsThatAreNamed(t *testing.T) {
	s := empty(t, ours(t))
	from := func(pred string) string { return end("from", pred) }
	to := func(pred string) string { return end("to", pred) }
	for _, c := range []struct{ name, scan, filter, uses string }{
		{"the one that it starts at", "any", from(`node.id eq "a"`), "rel_from_to (fromId=?)"},
		{"the one that it ends at", "any", to(`node.id eq "a"`), "rel_to_from (toId=?)"},
		{"one of some", "any", to(`node.id in ["a", "b"]`), "rel_to_from (toId=?)"},
		{"and the type", "SIGNED", from(`node.id eq "a"`), "rel_from (fromId=? AND type=?)"},
		{"and some types", "SIGNED|COVERS", from(`node.id in ["a", "b"]`), "rel_from (fromId=? AND type=?)"},
		{"and the end's type", "SIGNED", to(`and(node is Deal, node.id eq "a")`), "rel_to (toId=? AND type=?)"},
		{"both", "any", "and(" + from(`node.id eq "a"`) + ", " + to(`node.id eq "b"`) + ")", "(toId=? AND type=? AND fromId=?)"},
		{"both, some", "any", "and(" + from(`node.id in ["a", "b"]`) + ", " + to(`node.id in ["a", "b"]`) + ")", "(toId=? AND type=? AND fromId=?"},
		{"either", "any", "or(" + from(`node.id eq "a"`) + ", " + to(`node.id eq "a"`) + ")", "MULTI-INDEX OR"},
		{"either, and the type", "SIGNED", "or(" + from(`node.id eq "a"`) + ", " + to(`node.id eq "a"`) + ")", "MULTI-INDEX OR"},
		{"either, and some types", "SIGNED|COVERS", "or(" + from(`node.id in ["a", "b"]`) + ", " + to(`and(node.id eq "a", node is Deal)`) + ")", "MULTI-INDEX OR"},
		{"and the dataset", "any", "and(rel.dataset eq \"a\", " + from(`node.id eq "a"`) + ")", "rel_from_to (fromId=?)"},
		{"by name", "any", from(`node.name eq "A"`), "node_name (type=? AND name=?)"},
		{"one of some names", "SIGNED", from(`node.name in ["A", "B"]`), "rel_from (fromId=? AND type=?)"},
		{"either, by name", "SIGNED", "or(" + from(`node.name eq "A"`) + ", " + to(`node.name eq "A"`) + ")", "MULTI-INDEX OR"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, sort := range []string{"rel.id", `rel.id DESC after ["r"]`} {
				lines, err := s.Explain(t.Context(), parse(t, ours(t), page("Scan rel "+c.scan+"\n  | Filter "+c.filter, sort)))
				text := strings.Join(lines, "\n")
				if err != nil || readsAll.MatchString(text) || !strings.Contains(text, c.uses) {
					t.Errorf("no use of %s in (error %v):\n%s", c.uses, err, text)
				}
			}
		})
	}
}

func TestADatasetIsReadFromItsIndex(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	var x texts
	s, err := sqlite.Open(t.Context(), path, ours(t), sqlite.Options{Observe: x.observe})
	if err != nil {
		t.Fatal(err)
	}
	defer closeStore(t, s)
	if err := s.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	x.all = nil
	err = s.Read(t.Context(), func(r store.Reader) error {
		return r.Records(t.Context(), "a", func(store.Record) error { return nil })
	})
	if err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, index := range []string{"node_dataset", "rel_dataset"} {
		i := slices.IndexFunc(x.all, func(text string) bool {
			return strings.Contains(text, " FROM "+strings.TrimSuffix(index, "_dataset")+" t ")
		})
		var id, parent, unused int
		var line string
		if err := db.QueryRow("EXPLAIN QUERY PLAN "+x.all[i], "", "a").Scan(&id, &parent, &unused, &line); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(line, index+" (dataset=? AND id>?)") {
			t.Errorf("%s: %s", x.all[i], line)
		}
	}
}

func end(side, pred string) string {
	return "exists\n      End " + side + "\n      | Filter " + pred + "\n    "
}

// readsAll finds relationships read from end to end, or all of a type.
var readsAll = regexp.MustCompile(`(?m)SCAN r\d*( USING .*)?$|rel_type_id|sqlite_autoindex_rel_1 \(id[<>]`)

// wasteful finds a table read from end to end but by its ids, and sorting.
var wasteful = regexp.MustCompile(`(?m)SCAN [nrcf]\d*( USING (COVERING )?INDEX (node|rel)_\S+)?$|TEMP B-TREE`)

func page(scan, sort string) string {
	return "-> list\n  " + scan + "\n  | Sort " + sort + "\n  | Limit 21\n  -> type of node\n  -> node.sources\n  -> rel.sources\n"
}

func hub(expand, sort string) string {
	return "-> list\n  Seek node [\"hub\"]\n  -> list\n    Expand " + expand + "\n    | Sort " + sort + "\n    | Limit 21\n    -> node.name\n    -> rel.sources\n"
}
