package neo4j_test

import (
	"testing"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store/neo4j"
	"github.com/dealgraph/dealgraph/internal/store/storetest"
)

// named are the operations whose cost is compared with statements written by hand (issue 8), as plans over the cost graph; and what
// others of their kind come to.
var named = []struct {
	name, plan string
	hits       int64 // at most
}{
	{"a deal, with who signed it and 20 of what it covers", `-> first
  Seek node ["deal-77"]
  | Filter node is Deal
  -> node.id
  -> node.name
  -> node.date
  -> list
    Expand SIGNED IN
    | Sort node.id, rel.id
    | Limit 21
    -> node.id
    -> node.name
  -> list
    Expand COVERS OUT
    | Sort node.id, rel.id
    | Limit 21
    -> node.id
    -> node.name`, 40},
	{"20 deals by date, with who signed, 10 of what they cover, and 10 who attended", `-> list
  Scan node Deal
  | Sort node.date DESC, node.id DESC
  | Limit 21
  -> node.id
  -> node.name
  -> node.date
  -> list
    Expand SIGNED IN
    | Sort node.id, rel.id
    | Limit 21
    -> node.id
    -> node.name
  -> list
    Expand COVERS OUT
    | Sort node.id, rel.id
    | Limit 11
    -> node.id
    -> node.name
  -> list
    Expand SIGNED_AT OUT
    | Sort node.id, rel.id
    | Limit 2
    -> node.id
    -> node.name
    -> list
      Expand ATTENDED IN
      | Sort node.id, rel.id
      | Limit 11
      -> node.id
      -> node.name`, 800},
	{"deals that cover a hub and that somebody signed whose name starts so, newest first", `-> list
  Scan node Deal
  | Filter and(exists
      Expand COVERS OUT
      | Filter node.id eq "tech-1"
    , exists
      Expand SIGNED IN
      | Filter node.name startsWith "P 1"
    )
  | Sort node.date DESC, node.id DESC
  | Limit 21
  -> node.id
  -> node.name
  -> node.date`, 5_000},
	{"how many these are", `-> count
  Scan node Deal
  | Filter and(exists
      Expand COVERS OUT
      | Filter node.id eq "tech-1"
    , exists
      Expand SIGNED IN
      | Filter node.name startsWith "P 1"
    )`, 110_000},
	{"a page of the many and their number", `-> list
  Scan node Deal
  | Filter and(exists
      Expand COVERS OUT
      | Filter node.id eq "tech-1"
    , exists
      Expand SIGNED IN
      | Filter node.name startsWith "P 1"
    )
  | Sort node.date DESC, node.id DESC
  | Limit 21
  -> node.id
  -> node.name
  -> node.date
-> count
  Scan node Deal
  | Filter and(exists
      Expand COVERS OUT
      | Filter node.id eq "tech-1"
    , exists
      Expand SIGNED IN
      | Filter node.name startsWith "P 1"
    )`, 110_000},
	{"a page of few and their number", `-> list
  Scan node Deal
  | Filter and(exists
      Expand COVERS OUT
      | Filter node.id eq "tech-2"
    , exists
      Expand SIGNED IN
      | Filter node.name startsWith "P 17"
    )
  | Sort node.date DESC, node.id DESC
  | Limit 21
  -> node.id
  -> node.name
  -> node.date
-> count
  Scan node Deal
  | Filter and(exists
      Expand COVERS OUT
      | Filter node.id eq "tech-2"
    , exists
      Expand SIGNED IN
      | Filter node.name startsWith "P 17"
    )`, 2_500},
	{"the next deals that cover a hub, newest first", `-> list
  Scan node Deal
  | Filter exists
      Expand COVERS OUT
      | Filter node.id eq "tech-1"
  | Sort node.date DESC, node.id DESC after ["2009", "deal-5"]
  | Limit 21
  -> node.id
  -> node.name`, 150},
	{"200 deals, with 10 technologies each, and the latest 5 deals of each", `-> list
  Scan node Deal
  | Sort node.date DESC, node.id DESC
  | Limit 200
  -> node.id
  -> node.name
  -> list
    Expand COVERS OUT
    | Sort node.id, rel.id
    | Limit 11
    -> node.id
    -> node.name
    -> list
      Expand COVERS IN
      | Sort node.date DESC, node.id DESC, rel.id DESC
      | Limit 6
      -> node.id
      -> node.name
      -> node.date`, 16_000},
	{"a hub's latest 5 deals", `-> first
  Seek node ["tech-1"]
  -> list
    Expand COVERS IN
    | Sort node.date DESC, node.id DESC, rel.id DESC
    | Limit 6
    -> node.id
    -> node.name
    -> node.date`, 60},
	{"a hub's next deals by date", `-> first
  Seek node ["tech-1"]
  -> list
    Expand COVERS IN
    | Sort node.date, node.id, rel.id after ["2009", "deal-5", "COVERS:deal-5:tech-1"]
    | Limit 6
    -> node.id`, 60},
	{"a hub's deals by date, among those without", `-> first
  Seek node ["tech-1"]
  -> list
    Expand COVERS IN
    | Sort node.date, node.id, rel.id after [null, "deal-16000", "COVERS:deal-16000:tech-1"]
    | Limit 6
    -> node.id`, 60},
	{"the newest deal", `-> list
  Scan node Deal
  | Sort node.date DESC, node.id DESC
  | Limit 2
  -> node.id
  -> node.name`, 20},
	{"a page deep in the list", `-> list
  Scan node Deal
  | Sort node.date DESC, node.id DESC after ["2009", "deal-5"]
  | Limit 21
  -> node.id
  -> node.name`, 100},
	{"backwards", `-> list
  Scan node Deal
  | Sort node.date NULLS FIRST, node.id
  | Limit 21
  -> node.id
  -> node.name`, 100},
	{"five root fields", `-> list
  Scan node Deal
  | Sort node.date DESC, node.id DESC
  | Limit 21
  -> node.id
-> count
  Scan node Deal
-> list
  Scan node Person
  | Sort node.id
  | Limit 21
  -> node.id
-> count
  Scan node Person
-> list
  Scan node Technology
  | Sort node.name, node.id
  | Limit 21
  -> node.id
-> list
  Scan node Event
  | Sort node.date, node.id
  | Limit 21
  -> node.id
-> list
  Scan node Document
  | Sort node.id
  | Limit 21
  -> node.id`, 300},
}

func testNamed(t *testing.T, s *neo4j.Store, cat *catalog.Catalog) {
	for _, c := range named {
		t.Run(c.name, func(t *testing.T) {
			q, err := storetest.ParsePlan(cat, c.plan)
			if err != nil {
				t.Fatal(err)
			}
			steps, err := s.Profile(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%d hits", steps.TotalHits())
			if steps.TotalHits() > c.hits {
				t.Errorf("%d db hits, want at most %d:\n%s\n%s", steps.TotalHits(), c.hits, neo4j.Compile(cat, q).Cypher, steps)
			}
		})
	}
}
