package synthetic

import (
	"math"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/internal/store"
)

// claimsForDispute says how many relationships there are for each that has another beside it.
const claimsForDispute = 40

// groups gives the bundles whose relationships start alike: these come together, in order of id.
func (g *Graph) groups() [][]bundle {
	var groups [][]bundle
	for b := range slices.Values(g.bundles) {
		last := len(groups) - 1
		if last < 0 || groups[last][0].rel != b.rel || groups[last][0].from != b.from {
			groups = append(groups, []bundle{b})
			continue
		}
		groups[last] = append(groups[last], b)
	}
	return groups
}

// relationships yields those of a group, from one node after another.
func (g *Graph) relationships(group []bundle, yield func(store.Record) bool) bool {
	first := group[0]
	for i := range first.from.count {
		r := g.random(first.rel.Stored+first.from.prefix, i)
		var ends []string
		for _, b := range group {
			ends = append(ends, b.ends(r, i)...)
		}
		slices.Sort(ends)
		for _, to := range ends {
			if !yield(g.relationship(r, first, first.from.id(i), to, "")) {
				return false
			}
			if r.one(claimsForDispute) && !yield(g.relationship(r, first, first.from.id(i), to, "claim-2")) {
				return false
			}
		}
	}
	return true
}

// ends draws the other ends of a node's relationships, each once.
func (b bundle) ends(r random, i int) []string {
	n := b.degree(i)
	seen := make(map[int]bool, n)
	var ends []string
	for range 4 * n { // it may be that there are not so many but after very many draws
		if len(ends) == n {
			break
		}
		to := r.skewed(b.to.count)
		if seen[to] || b.from == b.to && to == i {
			continue
		}
		seen[to] = true
		ends = append(ends, b.to.id(to))
	}
	return ends
}

// degree is how many relationships of the bundle start at a node: by a power law of its rank, in which those that have most
// are spread over all numbers.
func (b bundle) degree(i int) int {
	n := b.from.count
	rank := (i*b.stride() + n/2) % n
	upTo := func(rank int) int { return int(float64(b.count) * math.Pow(float64(rank)/float64(n), 0.6)) }
	return min(upTo(rank+1)-upTo(rank), b.to.count)
}

// stride is prime to the number of nodes, so that each has a rank of its own.
func (b bundle) stride() int {
	n := b.from.count
	for s := n*3/5 | 1; ; s++ {
		if gcd(s, n) == 1 {
			return s
		}
	}
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

func (g *Graph) relationship(r random, b bundle, from, to, key string) store.Record {
	parts := []string{b.rel.Stored, from, to}
	if key != "" {
		parts = append(parts, key)
	}
	rec := store.Record{ID: strings.Join(parts, ":"), Type: b.rel.Stored, From: from, To: to}
	rec.Props = g.props(r, b.rel.Props, &rec)
	if r.one(relationshipsForRenamed) {
		parts[1] = "old-" + from
		rec.FormerIDs = []string{strings.Join(parts, ":")}
	}
	return rec
}
