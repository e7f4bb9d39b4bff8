package explore_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/dealgraph/dealgraph/graph/explore"
	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/store/storetest"
)

// subgraph is a neighborhood as the test tells it.
type subgraph struct {
	nodes     []string
	distances []int64
	rels      []string
	omitted   []string // node, type, forward, count
	truncated bool
}

func (w walked) neighborhood(t *rapid.T) *explore.Neighborhood {
	return &explore.Neighborhood{Catalog: w.cat, Of: rapid.SliceOfNDistinct(w.ids(), 0, 3, rapid.ID).Draw(t, "of"), Hops: rapid.IntRange(1, 3).Draw(t, "hops"),
		Via: w.via(t), Limit: rapid.IntRange(1, 20).Draw(t, "limit"), PerType: rapid.IntRange(1, 4).Draw(t, "per type"), Work: explore.DefaultWork(), Count: true,
		Wanted: []explore.Selection{{Part: explore.NearNode, Columns: nodeIDs}, {Part: explore.NearRelationship, Columns: relIDs}, {Part: explore.OmissionNode, Columns: nodeIDs}}}
}

func subgraphOf(row []any) subgraph {
	g := subgraph{nodes: idsIn(row[explore.NearWanted]), rels: idsIn(row[explore.NearWanted+1]), truncated: row[explore.NearTruncated].(bool)}
	for _, d := range row[explore.NearDistances].([]any) {
		g.distances = append(g.distances, d.(int64))
	}
	for _, o := range row[explore.NearOmissions].([]any) {
		o := o.([]any)
		g.omitted = append(g.omitted, fmt.Sprint(o[explore.OmissionWanted+2].([]any)[0], o[explore.OmissionType], o[explore.OmissionForward], o[explore.OmissionCount]))
	}
	return g
}

// around works a neighborhood out from the records, level by level.
func (w walked) around(q *explore.Neighborhood) subgraph {
	var g subgraph
	at := map[string]int64{}
	add := func(id string, distance int64) {
		if _, there := at[id]; there || id == "" {
			return
		}
		if len(g.nodes) == q.Limit {
			g.truncated = g.truncated || distance == 0
			return
		}
		at[id], g.nodes, g.distances = distance, append(g.nodes, id), append(g.distances, distance)
	}
	for _, id := range q.Of {
		add(w.now(id), 0)
	}
	for hop, level := 1, g.nodes; hop <= q.Hops; hop++ {
		var next []string
		for _, id := range level {
			for _, kind := range kinds {
				var far []string
				for _, r := range w.of(id, kind, q.Via) {
					far = append(far, other(r, id))
				}
				slices.Sort(far)
				far = slices.Compact(far)
				next = append(next, far[:min(len(far), q.PerType)]...)
			}
		}
		before := len(g.nodes)
		slices.Sort(next)
		for _, id := range next {
			add(id, int64(hop))
		}
		level = g.nodes[before:]
	}
	for _, r := range w.rels {
		if w.joins(at, r) && (len(q.Via) == 0 || slices.Contains(q.Via, r.Type)) {
			g.rels = append(g.rels, r.ID)
		}
	}
	slices.Sort(g.rels)
	g.omitted = w.omitted(g.nodes, at, q)
	g.truncated = g.truncated || len(g.omitted) > 0
	return g
}

// kinds are the types and directions, in the vocabulary's order.
var kinds = []struct {
	typ     string
	forward bool
}{{"LIKES", true}, {"LIKES", false}, {"NEAR", true}, {"NEAR", false}, {"PART_OF", true}, {"PART_OF", false}}

// of gives a node's relationships of a kind. One that leads to the node itself is a forward one.
func (w walked) of(id string, kind struct {
	typ     string
	forward bool
}, via []string) []store.Record {
	return slices.DeleteFunc(w.at(id, via), func(r store.Record) bool { return r.Type != kind.typ || (r.From == id) != kind.forward })
}

func (w walked) joins(at map[string]int64, r store.Record) bool {
	_, from := at[r.From]
	_, to := at[r.To]
	return from && to
}

func (w walked) omitted(nodes []string, at map[string]int64, q *explore.Neighborhood) []string {
	var all []string
	for _, id := range nodes {
		for _, kind := range kinds {
			n := 0
			for _, r := range w.of(id, kind, q.Via) {
				if !w.joins(at, r) {
					n++
				}
			}
			if n > 0 && at[id] < int64(q.Hops) {
				all = append(all, fmt.Sprint(id, kind.typ, kind.forward, n))
			}
		}
	}
	return all
}

func TestANeighborhoodIsWhatAWalkOverTheRecordsFinds(t *testing.T) {
	cat := storetest.Catalog(t)
	storetest.Draws(t, 2000)
	cut := 0
	rapid.Check(t, func(t *rapid.T) {
		w := draw(t, cat)
		q := w.neighborhood(t)
		got, want := subgraphOf(w.ask(t, q)), w.around(q)
		if want.truncated {
			cut++
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("%s\ngot  %v\nwant %v", q, got, want)
		}
	})
	if cut < 200 {
		t.Errorf("only %d neighborhoods were cut", cut)
	}
}

// TestANeighborhoodTellsWhatItLeavesOutHoweverLittleMayBeLookedAt: where hubs are not read, the nodes may be fewer, but what
// is left out around them is counted all the same.
func TestANeighborhoodTellsWhatItLeavesOutHoweverLittleMayBeLookedAt(t *testing.T) {
	cat := storetest.Catalog(t)
	storetest.Draws(t, 2000)
	rapid.Check(t, func(t *rapid.T) {
		w := draw(t, cat)
		q := w.neighborhood(t)
		q.Work = explore.Work{Relationships: rapid.IntRange(1, 200).Draw(t, "relationships"), PerNode: rapid.IntRange(1, 6).Draw(t, "per node")}
		got := subgraphOf(w.ask(t, q))
		at := map[string]int64{}
		for i, id := range got.nodes {
			at[id] = got.distances[i]
		}
		shown := map[string]bool{}
		for _, id := range got.rels {
			shown[id] = true
		}
		missing := 0
		for _, r := range w.rels {
			wanted := w.joins(at, r) && (len(q.Via) == 0 || slices.Contains(q.Via, r.Type))
			if shown[r.ID] && !wanted {
				t.Fatalf("%s is shown", r.ID)
			}
			if wanted && !shown[r.ID] {
				missing++
			}
		}
		if missing > 0 && !got.truncated {
			t.Fatalf("%s\nwith %+v: %d relationships are missing, and it is not truncated: %v", q, q.Work, missing, got)
		}
		if want := w.omitted(got.nodes, at, q); missing == 0 && fmt.Sprint(got.omitted) != fmt.Sprint(want) {
			t.Fatalf("%s\nwith %+v: %v\nleaves out %v", q, q.Work, got, want)
		}
	})
}
