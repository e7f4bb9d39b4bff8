package storetest

import (
	"context"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/store/memory"
	"pgregory.net/rapid"
)

// The memory engine is compared with itself to see that what is drawn is well formed, and that its own pages make up
// its lists.
func TestTheReferenceAgreesWithItself(t *testing.T) {
	Differential(t, func(_ *testing.T, cat *catalog.Catalog, observe store.Observer) store.Store {
		return memory.NewObserved(cat, observe)
	}, 50)
}

func TestAPlanIsReadAsItIsPrinted(t *testing.T) {
	cat := Catalog(t)
	rapid.Check(t, func(t *rapid.T) {
		text := Plan(cat, Graph(cat).Draw(t, "graph")).Draw(t, "plan").String()
		q, err := ParsePlan(cat, text)
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if q.String() != text {
			t.Fatalf("read as\n%s\nprinted as\n%s", q, text)
		}
	})
}

func TestAGraphIsReadAsItIsPrinted(t *testing.T) {
	cat := Catalog(t)
	rapid.Check(t, func(t *rapid.T) {
		graph := Graph(cat).Draw(t, "graph")
		read, err := ParseGraph(cat, GraphText(graph))
		if err != nil {
			t.Fatalf("%v\n%s", err, GraphText(graph))
		}
		if exactAll(read) != exactAll(graph) {
			t.Fatalf("read as\n%s\nprinted as\n%s", exactAll(read), exactAll(graph))
		}
	})
}

func TestMistakesInTextsAreTold(t *testing.T) {
	cat := Catalog(t)
	for _, text := range []string{"->", "list", "-> list\n  Scan", "-> node.nothing", "-> count\n  Scan node any\n  | Drop 1", "-> node.id extra", "-> \"x"} {
		if q, err := ParsePlan(cat, text); err == nil {
			t.Errorf("%q is read as\n%s", text, q)
		}
	}
	for _, text := range []string{"Thing", "Nothing a", "LIKES a b", `Thing a {"nothing": 1}`, `Thing a {"int": 1.5}`, `Thing "a`} {
		if g, err := ParseGraph(cat, text); err == nil {
			t.Errorf("%q is read as\n%s", text, exactAll(g))
		}
	}
}

func TestWhatIsFoundIsMadeSmall(t *testing.T) {
	cat := Catalog(t)
	d := differential{cat: cat, reference: memory.New(cat), engine: forgetful{memory.New(cat)}}
	q, err := ParsePlan(cat, `-> count
  Scan node Thing
  | Filter or(node.int eq 1, node.flag eq true)
-> list
  Scan rel LIKES
  | Filter not(rel.note is null)
  | Sort rel.note, rel.id after ["a", "b"]
  | Limit 5
  -> rel.id
  -> rel.note`)
	wantNil(t, err, "plan")
	f := finding{plan: q, graph: graphOf(t, cat, `Thing a {"int": 1, "texts": ["x"]}
Thing b {"int": 2}
Place p
LIKES a -> b {"note": "n", "int": 5}
LIKES a -> b again {"note": "n"}
NEAR a -> p`)}
	f = d.reduce(t.Context(), f)
	same(t, "plan", f.plan.String(), "-> list\n  Scan rel LIKES\n  | Sort rel.note, rel.id\n  -> rel.note\n")
	same(t, "graph", GraphText(f.graph), "Thing a\nThing b\nLIKES a -> b again\n")
}

// forgetful is an engine that loses the last row of a list of relationships.
type forgetful struct{ store.Store }

func (f forgetful) Read(ctx context.Context, do func(store.Reader) error) error {
	return f.Store.Read(ctx, func(r store.Reader) error { return do(forgetfulReader{r}) })
}

type forgetfulReader struct{ store.Reader }

func (r forgetfulReader) Run(ctx context.Context, q *plan.Query) ([]any, error) {
	row, err := r.Reader.Run(ctx, q)
	for i, v := range row {
		if rows, ok := v.([]any); ok && len(rows) > 0 && strings.Contains(q.String(), "Scan rel") {
			row[i] = rows[:len(rows)-1]
		}
	}
	return row, err
}
