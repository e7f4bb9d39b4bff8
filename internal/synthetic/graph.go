package synthetic

import (
	"fmt"
	"iter"
	"regexp"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
)

// Options say what to make up.
type Options struct {
	Nodes         int    // at least 1; every type has one where there are enough
	Relationships int    // in all; fewer come where there is no room for so many different ones
	Seed          uint64 // another one, another graph
	Dataset       string // a slug; "synthetic" where it is empty
}

// Graph is a made-up graph, of which nothing is kept but its measures.
type Graph struct {
	cat     *catalog.Catalog
	opts    Options
	types   []*population // in order of what their ids begin with
	byType  map[string]*population
	bundles []bundle // in order of what their ids begin with
}

// population is all nodes of a type.
type population struct {
	typ    *catalog.NodeType
	prefix string
	count  int
	digits int
}

// bundle is all relationships of a type that join two types.
type bundle struct {
	rel      *catalog.RelType
	from, to *population
	count    int
}

var slug = regexp.MustCompile(`^[a-z0-9-]{1,100}$`)

// New measures out a graph.
func New(cat *catalog.Catalog, opts Options) (*Graph, error) {
	if opts.Dataset == "" {
		opts.Dataset = "synthetic"
	}
	switch {
	case len(cat.Nodes) == 0:
		return nil, fmt.Errorf("the vocabulary has no type of nodes")
	case opts.Nodes < 1:
		return nil, fmt.Errorf("a graph has at least one node")
	case !slug.MatchString(opts.Dataset):
		return nil, fmt.Errorf("the dataset's name %q is no slug: a-z, 0-9 and -, at most 100 characters", opts.Dataset)
	case opts.Relationships < 0:
		return nil, fmt.Errorf("there can't be less than no relationships")
	}
	g := &Graph{cat: cat, opts: opts, byType: map[string]*population{}}
	g.populate()
	g.join()
	return g, nil
}

// populate shares the nodes out: the k-th type that the vocabulary declares has a k-th of what the first one has.
func (g *Graph) populate() {
	weights := make([]float64, len(g.cat.Nodes))
	for i := range weights {
		weights[i] = 1 / float64(i+1)
	}
	// Sources need a document, however few nodes there are.
	if t := g.cat.DocumentType(); t != nil && g.opts.Nodes < len(weights) {
		clear(weights)
		weights[slices.Index(g.cat.Nodes, t)] = 1
	}
	for i, n := range shares(g.opts.Nodes, weights) {
		t := g.cat.Nodes[i]
		p := &population{typ: t, prefix: strings.ToLower(t.Name) + "-", count: n, digits: len(fmt.Sprint(n))}
		g.types = append(g.types, p)
		g.byType[t.Name] = p
	}
	slices.SortFunc(g.types, func(a, b *population) int { return strings.Compare(a.prefix, b.prefix) })
}

// join shares the relationships out among the pairs of types that there are, by how many nodes these have. Of two claims on
// one pair of nodes the second is not counted here.
func (g *Graph) join() {
	var weights []float64
	for _, r := range g.cat.Relationships {
		for _, p := range r.Pairs {
			b := bundle{rel: r, from: g.byType[p.From.Name], to: g.byType[p.To.Name]}
			if b.from.count == 0 || b.to.count == 0 {
				continue
			}
			g.bundles = append(g.bundles, b)
			weights = append(weights, float64(b.from.count+b.to.count))
		}
	}
	for i, n := range shares(g.opts.Relationships-g.opts.Relationships/(claimsForDispute+1), weights) {
		b := &g.bundles[i]
		// With more than a quarter of all pairs there would be no few that have many.
		b.count = min(n, max(1, b.from.count*b.to.count/4))
	}
	slices.SortStableFunc(g.bundles, func(a, b bundle) int {
		return strings.Compare(a.rel.Stored+":"+a.from.prefix, b.rel.Stored+":"+b.from.prefix)
	})
}

// shares shares a number out by weights: each gets one where there are enough, the last what rounding leaves.
func shares(n int, weights []float64) []int {
	all := make([]int, len(weights))
	sum, least := 0.0, 0
	for _, w := range weights {
		sum += w
	}
	if n >= len(weights) {
		least = 1
	}
	left, first := n, -1
	for i, w := range weights {
		if w == 0 {
			continue
		}
		if first < 0 {
			first = i
		}
		all[i] = min(left, max(least, int(float64(n)*(w/sum))))
		left -= all[i]
	}
	if first >= 0 {
		all[first] += left
	}
	return all
}

// Nodes gives the number of nodes.
func (g *Graph) Nodes() int { return g.opts.Nodes }

// Dataset gives the name of the dataset that the records are of.
func (g *Graph) Dataset() string { return g.opts.Dataset }

// Records gives all records, in an order in which they can be put.
func (g *Graph) Records() iter.Seq[store.Record] {
	return func(yield func(store.Record) bool) {
		for _, p := range g.types {
			for i := range p.count {
				if !yield(g.node(p, i)) {
					return
				}
			}
		}
		for _, group := range g.groups() {
			if !g.relationships(group, yield) {
				return
			}
		}
	}
}

// id is that of a node by its number. Numbers have leading zeros, so that they are in order as texts.
func (p *population) id(i int) string { return fmt.Sprintf("%s%0*d", p.prefix, p.digits, i+1) }

// Node gives the id of the i-th node of a type, from 0: those with low numbers have most relationships. ok tells whether
// there is one.
func (g *Graph) Node(typ string, i int) (id string, ok bool) {
	p := g.byType[typ]
	if p == nil || i < 0 || i >= p.count {
		return "", false
	}
	return p.id(i), true
}

// Count gives the number of nodes of a type.
func (g *Graph) Count(typ string) int {
	if p := g.byType[typ]; p != nil {
		return p.count
	}
	return 0
}
