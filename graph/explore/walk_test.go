package explore_test

import (
	"cmp"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/dealgraph/dealgraph/graph/explore"
	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/store/memory"
	"github.com/dealgraph/dealgraph/internal/store/storetest"
)

// walked is a graph of places and things as it was drawn, and a store that holds it.
type walked struct {
	cat   *catalog.Catalog
	store store.Store
	nodes []store.Record
	rels  []store.Record
}

// draw draws a graph in which paths are of some hops, with parallel claims, self loops, and now and then a hub.
func draw(t *rapid.T, cat *catalog.Catalog) walked {
	w := walked{cat: cat, store: memory.New(cat)}
	add := func(typ, id string) {
		r := store.Record{ID: id, Type: typ, Props: map[string]any{"name": "the " + id, "aliases": []any{}, "sources": []any{}, "dataset": "x"}}
		if len(w.nodes) == 0 {
			r.FormerIDs = []string{"old"}
		}
		w.nodes = append(w.nodes, r)
	}
	for i := range rapid.IntRange(4, 9).Draw(t, "things") {
		add("Thing", fmt.Sprintf("t%d", i))
	}
	for i := range rapid.IntRange(4, 9).Draw(t, "places") {
		add("Place", fmt.Sprintf("p%d", i))
	}
	for i := range rapid.IntRange(8, 40).Draw(t, "relationships") {
		pick := func(label string) store.Record {
			return w.nodes[rapid.IntRange(0, 1<<20).Draw(t, label)*7919%len(w.nodes)]
		}
		from, to := pick("from"), pick("to")
		if i%4 == 0 {
			to = w.nodes[len(w.nodes)/2] // a hub
		}
		typ := map[string]string{"Thing Thing": "LIKES", "Thing Place": rapid.SampledFrom([]string{"LIKES", "NEAR"}).Draw(t, "type"), "Place Place": "PART_OF"}[from.Type+" "+to.Type]
		if typ == "" {
			continue
		}
		w.rels = append(w.rels, store.Record{ID: fmt.Sprintf("%s:%s:%s:k%d", typ, from.ID, to.ID, i), Type: typ, From: from.ID, To: to.ID, Props: map[string]any{
			"rank": rapid.SampledFrom([]string{"PREFERRED", "NORMAL", "DEPRECATED"}).Draw(t, "rank"), "sources": []any{}, "dataset": "x"}})
	}
	err := w.store.Write(t.Context(), func(x store.Writer) error { return x.Put(t.Context(), slices.Concat(w.nodes, w.rels)) })
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// ids are those of nodes, in no order, one that was replaced and one that nobody has among them.
func (w walked) ids() *rapid.Generator[string] {
	pool := []string{"old", "gone"}
	for _, n := range w.nodes {
		pool = append(pool, n.ID, n.ID)
	}
	return rapid.Map(rapid.IntRange(0, 1<<20), func(i int) string { return pool[i*7919%len(pool)] })
}

// now gives the present id; empty where there is none.
func (w walked) now(id string) string {
	for _, n := range w.nodes {
		if n.ID == id || slices.Contains(n.FormerIDs, id) {
			return n.ID
		}
	}
	return ""
}

func (w walked) via(t *rapid.T) []string {
	return rapid.SampledFrom([][]string{nil, nil, nil, {"LIKES"}, {"NEAR", "PART_OF"}, {"PART_OF", "LIKES"}}).Draw(t, "via")
}

// at gives the relationships of a node, of some types.
func (w walked) at(id string, via []string) []store.Record {
	return slices.DeleteFunc(slices.Clone(w.rels), func(r store.Record) bool {
		return r.From != id && r.To != id || len(via) > 0 && !slices.Contains(via, r.Type)
	})
}

func other(r store.Record, id string) string {
	if r.From == id {
		return r.To
	}
	return r.From
}

func (w walked) ask(t *rapid.T, q explore.Question) (row []any) {
	_ = q.String()
	err := w.store.Read(t.Context(), func(r store.Reader) (err error) {
		row, err = q.Ask(t.Context(), r)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return row
}

var (
	nodeIDs = []plan.Column{{Expr: plan.Prop{Of: plan.Node, Prop: catalog.PropID}}}
	relIDs  = []plan.Column{{Expr: plan.Prop{Of: plan.Rel, Prop: catalog.PropID}}}
)

func idsIn(rows any) []string {
	ids := []string{}
	for _, r := range rows.([]any) {
		ids = append(ids, r.([]any)[0].(string))
	}
	return ids
}

// hop is a step of a path as the test tells it.
type hop struct {
	node, typ string
	forward   bool
	claims    []string // the preferred one first
}

func (h hop) String() string { return fmt.Sprintf("%s %v %s %v", h.typ, h.forward, h.node, h.claims) }

// shortest works all shortest paths out from the records: breadth first from the start, then back from the end.
func (w walked) shortest(from, to string, via []string, avoid map[string]bool, maxHops int) [][]hop {
	distance := map[string]int{from: 0}
	for level := []string{from}; len(level) > 0; {
		var next []string
		for _, id := range level {
			for _, r := range w.at(id, via) {
				far := other(r, id)
				if _, seen := distance[far]; !seen && !avoid[far] {
					distance[far] = distance[id] + 1
					next = append(next, far)
				}
			}
		}
		level = next
	}
	if d, reached := distance[to]; !reached || d > maxHops {
		return nil
	}
	var paths [][]hop
	var follow func(path []hop, at string)
	follow = func(path []hop, at string) {
		if at == to {
			paths = append(paths, slices.Clone(path))
			return
		}
		for _, h := range w.hops(at, via) {
			if d, reached := distance[h.node]; reached && d == distance[at]+1 && d <= distance[to] {
				follow(append(path, h), h.node)
			}
		}
	}
	follow(nil, from)
	return paths
}

// hops gives the steps that lead on from a node, in their order.
func (w walked) hops(at string, via []string) []hop {
	ranks := map[any]int{"PREFERRED": 0, "NORMAL": 1, "DEPRECATED": 2}
	steps := map[string]*hop{}
	rels := w.at(at, via)
	slices.SortFunc(rels, func(a, b store.Record) int {
		return cmp.Or(cmp.Compare(ranks[a.Props["rank"]], ranks[b.Props["rank"]]), cmp.Compare(a.ID, b.ID))
	})
	for _, r := range rels {
		key := fmt.Sprint(other(r, at), r.Type, r.From == at)
		if steps[key] == nil {
			steps[key] = &hop{node: other(r, at), typ: r.Type, forward: r.From == at}
		}
		steps[key].claims = append(steps[key].claims, r.ID)
	}
	var all []hop
	for _, s := range steps {
		all = append(all, *s)
	}
	order := []string{"LIKES", "NEAR", "PART_OF"} // in the vocabulary
	slices.SortFunc(all, func(a, b hop) int {
		return cmp.Or(cmp.Compare(a.node, b.node), cmp.Compare(slices.Index(order, a.typ), slices.Index(order, b.typ)), -cmp.Compare(fmt.Sprint(a.forward), fmt.Sprint(b.forward)))
	})
	return all
}

func pathsOf(row []any) [][]hop {
	var paths [][]hop
	for _, p := range row[explore.PathsList].([]any) {
		path := []hop{}
		for _, s := range p.([]any)[explore.PathSteps].([]any) {
			step := s.([]any)
			claims := idsIn(step[explore.StepWanted+2])
			h := hop{forward: step[explore.StepForward].(bool), node: step[explore.StepWanted].([]any)[0].(string), claims: claims}
			relationship := step[explore.StepWanted+1].([]any)
			h.typ = relationship[1].(string)
			if relationship[0] != claims[0] {
				h.typ += " that is not the preferred claim"
			}
			path = append(path, h)
		}
		paths = append(paths, path)
	}
	return paths
}

var wantedOfPaths = []explore.Selection{
	{Part: explore.StepNode, Columns: nodeIDs},
	{Part: explore.StepRelationship, Columns: append(slices.Clone(relIDs), plan.Column{Expr: plan.TypeOf{Of: plan.Rel}})},
	{Part: explore.StepClaims, Columns: relIDs},
}

func (w walked) paths(t *rapid.T) (*explore.Paths, [][]hop) {
	q := &explore.Paths{Catalog: w.cat, From: w.ids().Draw(t, "from"), To: w.ids().Draw(t, "to"), MaxHops: rapid.IntRange(1, 6).Draw(t, "maxHops"), Via: w.via(t),
		First: rapid.IntRange(1, 20).Draw(t, "first"), Work: explore.DefaultWork(), Wanted: wantedOfPaths, Text: true}
	avoid := map[string]bool{}
	for _, id := range rapid.SliceOfN(w.ids(), 0, 2).Draw(t, "avoid") {
		q.Avoid = append(q.Avoid, id)
		avoid[w.now(id)] = true
	}
	from, to := w.now(q.From), w.now(q.To)
	if from == "" || to == "" || avoid[from] || avoid[to] {
		return q, nil
	}
	return q, w.shortest(from, to, q.Via, avoid, q.MaxHops)
}

func TestPathsAreThoseThatAWalkOverTheRecordsFinds(t *testing.T) {
	cat := storetest.Catalog(t)
	storetest.Draws(t, 2000)
	lengths := map[int]int{}
	rapid.Check(t, func(t *rapid.T) {
		w := draw(t, cat)
		q, want := w.paths(t)
		row := w.ask(t, q)
		got := pathsOf(row)
		if len(want) > 0 {
			lengths[len(want[0])]++
		}
		if fmt.Sprint(got) != fmt.Sprint(want[:min(len(want), q.First)]) || row[explore.PathsTruncated] != (len(want) > q.First) {
			t.Fatalf("%s\ngot %v, truncated %v\nwant %v", q, got, row[explore.PathsTruncated], want)
		}
	})
	t.Logf("of each length: %v", lengths)
	if lengths[0] == 0 || lengths[1] == 0 || lengths[2] == 0 || lengths[3] == 0 || lengths[4] == 0 {
		t.Errorf("paths of some lengths were never asked for: %v", lengths)
	}
}

// TestWhatIsGivenIsShortestHoweverLittleMayBeLookedAt holds the promise of `truncated`: paths that are given are shortest ones, in
// order; and where it is false they are all.
func TestWhatIsGivenIsShortestHoweverLittleMayBeLookedAt(t *testing.T) {
	cat := storetest.Catalog(t)
	storetest.Draws(t, 2000)
	told := map[string]int{}
	rapid.Check(t, func(t *rapid.T) {
		w := draw(t, cat)
		q, want := w.paths(t)
		q.First = 20
		q.Work = explore.Work{Relationships: rapid.IntRange(1, 60).Draw(t, "relationships"), PerNode: rapid.IntRange(1, 6).Draw(t, "per node")}
		row := w.ask(t, q)
		got := pathsOf(row)
		if row[explore.PathsTruncated] == false {
			told["whole"]++
			if fmt.Sprint(got) != fmt.Sprint(want) {
				t.Fatalf("%s\nwith %+v, not truncated, got %v\nwant %v", q, q.Work, got, want)
			}
			return
		}
		told[fmt.Sprintf("truncated, with paths: %v", len(got) > 0)]++
		i := 0
		for _, path := range got {
			for i < len(want) && !sameWay(path, want[i]) {
				i++
			}
			if i == len(want) {
				t.Fatalf("%s\nwith %+v, got %v\nwhich is not among, or not in the order of %v", q, q.Work, got, want)
			}
		}
	})
	t.Log(told)
	if len(told) < 3 {
		t.Errorf("not all was met: %v", told)
	}
}

// sameWay tells whether one path is the other, with some of its claims.
func sameWay(a, b []hop) bool {
	return slices.EqualFunc(a, b, func(a, b hop) bool {
		some := !slices.ContainsFunc(a.claims, func(c string) bool { return !slices.Contains(b.claims, c) })
		return a.node == b.node && a.typ == b.typ && a.forward == b.forward && some
	})
}
