package storetest

import (
	"fmt"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
	"pgregory.net/rapid"
)

// Graph draws a graph of any vocabulary: up to some 30 nodes and 80 relationships, of which a few nodes have many;
// parallel relationships and self loops; nulls, equal values, odd texts, partial dates, references and sources that lead
// nowhere, former ids. It stands in an order in which it can be put.
func Graph(cat *catalog.Catalog) *rapid.Generator[[]store.Record] {
	return rapid.Custom(func(t *rapid.T) []store.Record {
		g := graphDraw{drawer{t}, cat, nodesOf(t, cat)}
		for i := range g.nodes {
			g.fill(&g.nodes[i], cat.Node(g.nodes[i].Type).Props)
		}
		return append(g.nodes, g.relationships()...)
	})
}

// drawer draws small choices.
type drawer struct{ t *rapid.T }

// upTo draws a number from 0 to n, small ones more often.
func (d drawer) upTo(n int, what string) int { return rapid.IntRange(0, n).Draw(d.t, what) }

// one is true about once in n times.
func (d drawer) one(n int, what string) bool {
	return rapid.SampledFrom(choices(n)).Draw(d.t, what) == n-1
}

// choices gives 0 to n-1. SampledFrom draws them evenly, which IntRange does not.
func choices(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

func pick[T any](d drawer, from []T, what string) T { return rapid.SampledFrom(from).Draw(d.t, what) }

// several draws up to n of a list, some perhaps more than once.
func several[T any](d drawer, from []T, n int, what string) []T {
	return rapid.SliceOfN(rapid.SampledFrom(from), 0, n).Draw(d.t, what)
}

func nodesOf(t *rapid.T, cat *catalog.Catalog) []store.Record {
	types := rapid.SliceOfN(rapid.SampledFrom(cat.Nodes), 0, 30).Draw(t, "types")
	nodes := make([]store.Record, len(types))
	for i, typ := range types {
		nodes[i] = newNode(typ.Name, fmt.Sprintf("n%d", i))
	}
	return nodes
}

// graphDraw draws what hangs on nodes that are there.
type graphDraw struct {
	drawer
	cat   *catalog.Catalog
	nodes []store.Record
}

func (g graphDraw) relationships() []store.Record {
	var rels []store.Record
	parallel := map[string]int{}
	for range g.upTo(80, "relationships") {
		r, ok := g.relationship(parallel)
		if ok {
			rels = append(rels, r)
		}
	}
	return rels
}

// relationship draws one between nodes that there are; there may be none that it can join.
func (g graphDraw) relationship(parallel map[string]int) (store.Record, bool) {
	typ := pick(g.drawer, g.cat.Relationships, "relationship")
	pair := pick(g.drawer, typ.Pairs, "pair")
	from, to := g.idsOf(pair.From), g.idsOf(pair.To)
	if len(from) == 0 || len(to) == 0 {
		return store.Record{}, false
	}
	r := newRel(typ.Stored, from[g.upTo(len(from)-1, "from")], to[g.upTo(len(to)-1, "to")])
	if n := parallel[r.ID]; n > 0 {
		r = newRel(typ.Stored, r.From, r.To, fmt.Sprint(n))
		parallel[newRel(typ.Stored, r.From, r.To).ID]++
	} else {
		parallel[r.ID] = 1
	}
	g.fill(&r, typ.Props)
	return r, true
}

func (g graphDraw) idsOf(types ...*catalog.NodeType) []string {
	var ids []string
	for _, n := range g.nodes {
		for _, typ := range types {
			if n.Type == typ.Name {
				ids = append(ids, n.ID)
			}
		}
	}
	return ids
}

// fill draws a record's properties.
func (g graphDraw) fill(r *store.Record, declared []*catalog.Property) {
	for _, p := range declared {
		if p == catalog.PropID || p == catalog.PropFrom || p == catalog.PropTo {
			continue
		}
		if !p.Required && g.one(3, "null "+p.Name) {
			continue
		}
		r.Props[p.Name] = g.value(p)
	}
	if g.one(8, "replaced") {
		r.FormerIDs = []string{"old-" + r.ID}
	}
}

func (g graphDraw) value(p *catalog.Property) any {
	pool := g.pool(p)
	if p.List {
		return several(g.drawer, pool, 3, p.Name)
	}
	return pick(g.drawer, pool, p.Name)
}

// pool gives the values to draw from for a property, which depend on the graph where they refer to it.
func (g graphDraw) pool(p *catalog.Property) []any {
	switch {
	case p == catalog.PropSources:
		return g.sources()
	case p == catalog.PropDataset:
		return []any{"x", "y"}
	case p.IsRef():
		return g.references(p)
	}
	return scalars(p)
}

func (g graphDraw) references(p *catalog.Property) []any {
	pool := []any{"gone"}
	for _, name := range p.Refs {
		for _, id := range g.idsOf(g.cat.Node(name)) {
			pool = append(pool, id)
		}
	}
	return pool
}

func (g graphDraw) sources() []any {
	pool := []any{"gone#1", "gone"}
	if document := g.cat.DocumentType(); document != nil {
		for _, id := range g.idsOf(document) {
			pool = append(pool, id, id+"#1", id+"#a#b")
		}
	}
	return pool
}
