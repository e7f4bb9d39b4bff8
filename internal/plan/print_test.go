package plan_test

import (
	"testing"

	"github.com/dealgraph/dealgraph/internal/catalog"
	. "github.com/dealgraph/dealgraph/internal/plan"
)

func TestAPlanPrintsAsAPipelineWithWhatIsWantedBehindArrows(t *testing.T) {
	id, name := Prop{Node, catalog.PropID}, Prop{Node, catalog.PropName}
	q := &Query{Columns: []Column{
		{Expr: List{
			Input: Limit{N: 21, Input: Sort{Keys: []Key{{Prop: name, Desc: true}, {Prop: id, Desc: true}}, After: []any{"x", "y"},
				Input: Filter{Input: Scan{Node, []string{"Deal"}},
					Pred: And{Compare{name, StartsWith, "U"}, Not{Exists{Filter{Expand{Rel: "SIGNED", Dir: catalog.In}, IsNull{name}}}}}}}},
			Columns: []Column{{Expr: id}, {Of: Node, Types: []string{"Deal"}, Expr: Count{Input: Expand{Rel: "COVERS"}}}},
		}},
	}}
	want := `-> list
  Scan node Deal
  | Filter and(node.name startsWith "U", not(exists
      Expand SIGNED IN
      | Filter node.name is null
    ))
  | Sort node.name DESC, node.id DESC after ["x", "y"]
  | Limit 21
  -> node.id
  -> if node is Deal: count
    Expand COVERS OUT
`
	if got := q.String(); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}
