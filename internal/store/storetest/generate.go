package storetest

import (
	"fmt"
	"math/bits"
	"slices"

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

// upTo draws a number from 0 to n, small ones much more often.
func (d drawer) upTo(n int, what string) int { return rapid.IntRange(0, n).Draw(d.t, what) }

// even draws a number below n, none more often than others (rapid's own draws prefer the first of what there is). Coins
// are few but shrink well: to 0.
func (d drawer) even(n int, what string) int {
	v := 0
	for range bits.Len(uint(n)) + 3 {
		v *= 2
		if rapid.Bool().Draw(d.t, what) {
			v++
		}
	}
	return v % n
}

// one is true about once in n times.
func (d drawer) one(n int, what string) bool { return d.even(n, what) == n-1 }

func pick[T any](d drawer, from []T, what string) T { return from[d.even(len(from), what)] }

// several draws up to n of a list, some perhaps more than once.
func several[T any](d drawer, from []T, n int, what string) []T {
	all := []T{}
	for range d.even(n+1, what) {
		all = append(all, pick(d, from, what))
	}
	return all
}

// kept draws whether to keep one of a number of things: a shrunk graph is one with less of them.
func (d drawer) kept() bool { return d.even(8, "kept") > 0 }

// nodesOf draws nodes, more of types with more relationship fields.
func nodesOf(t *rapid.T, cat *catalog.Catalog) []store.Record {
	var types []*catalog.NodeType
	for _, typ := range cat.Nodes {
		for range 1 + len(typ.Fields) {
			types = append(types, typ)
		}
	}
	d := drawer{t}
	var nodes []store.Record
	for i := range d.even(35, "nodes") {
		if d.kept() {
			nodes = append(nodes, newNode(pick(d, types, "type").Name, fmt.Sprintf("n%d", i)))
		}
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
	for i := range g.even(100, "relationships") {
		if !g.kept() {
			continue
		}
		if r, ok := g.relationship(rels, i); ok {
			rels = append(rels, r)
		}
	}
	return rels
}

// relationship draws one between nodes that there are; there may be none that it can join. One that runs beside another
// gets a key.
func (g graphDraw) relationship(others []store.Record, i int) (store.Record, bool) {
	typ := pick(g.drawer, g.cat.Relationships, "relationship")
	pair := pick(g.drawer, typ.Pairs, "pair")
	from, to := g.idsOf(pair.From), g.idsOf(pair.To)
	if len(from) == 0 || len(to) == 0 {
		return store.Record{}, false
	}
	r := newRel(typ.Stored, from[g.upTo(len(from)-1, "from")], to[g.upTo(len(to)-1, "to")])
	if slices.ContainsFunc(others, func(o store.Record) bool { return o.ID == r.ID }) {
		r = newRel(typ.Stored, r.From, r.To, fmt.Sprint(i))
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
