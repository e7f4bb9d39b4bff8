package explore

import (
	"cmp"
	"slices"
)

// trail is all shortest paths at once: from each node at each place, the relationships that lead to the next place on a
// path that reaches the end.
type trail struct {
	hops  []map[string][]link // by place, then by node
	types map[string]int
	steps map[placed][]step // what the relationships from a node come to, once somebody came by
	added map[placedLink]bool
}

type placed struct {
	place int
	node  string
}

type placedLink struct {
	place int
	link  link
}

// step is one hop: the node that it comes to, and the relationships of one type and direction that lead there, which are
// claims of the same.
type step struct {
	node    string
	typ     string
	forward bool
	claims  []string
}

// compare is the order of paths, step by step: by the node that it comes to, then by type in the vocabulary's order, forwards first.
func (t *trail) compare(a, b step) int {
	return cmp.Or(cmp.Compare(a.node, b.node), cmp.Compare(t.types[a.typ], t.types[b.typ]), cmp.Compare(backwards(a), backwards(b)))
}

func backwards(s step) int {
	if s.forward {
		return 0
	}
	return 1
}

func newTrail(length int, types map[string]int) *trail {
	t := &trail{hops: make([]map[string][]link, length), types: types, steps: map[placed][]step{}, added: map[placedLink]bool{}}
	for i := range t.hops {
		t.hops[i] = map[string][]link{}
	}
	return t
}

// leads tells whether there is a path.
func (t *trail) leads() bool { return len(t.hops) == 0 || len(t.hops[0]) > 0 }

// join adds the paths on which two sides meet: from's levels lead up to the nodes, to's levels on from them.
func (t *trail) join(from, to []level, meets []string) {
	t.walk(meets, from, func(hop int, near string, l link) { t.add(hop-1, l.other(near), l) })
	t.walk(meets, to, func(hop int, near string, l link) { t.add(len(t.hops)-hop, near, l) })
}

// walk goes from nodes of the last level to its first, and gives each relationship on the way with the node that it leads
// to and the level that this stands on.
func (t *trail) walk(ids []string, levels []level, f func(hop int, near string, l link)) {
	for hop := len(levels) - 1; hop > 0; hop-- {
		before := map[string]bool{}
		for _, id := range ids {
			for _, l := range levels[hop][id] {
				f(hop, id, l)
				before[l.other(id)] = true
			}
		}
		ids = ids[:0:0]
		for id := range before {
			ids = append(ids, id)
		}
	}
}

func (t *trail) add(place int, from string, l link) {
	if !t.added[placedLink{place, l}] {
		t.added[placedLink{place, l}] = true
		t.hops[place][from] = append(t.hops[place][from], l)
	}
}

// paths gives the first paths from a node, in their order, at most n.
func (t *trail) paths(from string, n int) [][]step {
	var found [][]step
	t.follow(nil, from, func(path []step) bool {
		found = append(found, slices.Clone(path))
		return len(found) < n
	})
	return found
}

// follow goes on from where a path has come, and gives what reaches the end to f, until that gives false.
func (t *trail) follow(path []step, at string, f func([]step) bool) bool {
	if len(path) == len(t.hops) {
		return f(path)
	}
	for _, s := range t.from(placed{len(path), at}) {
		if !t.follow(append(path, s), s.node, f) {
			return false
		}
	}
	return true
}

// from gives the steps that lead on from a node, in order.
func (t *trail) from(p placed) []step {
	if steps, known := t.steps[p]; known {
		return steps
	}
	links := t.hops[p.place][p.node]
	all := make([]step, len(links))
	for i, l := range links {
		all[i] = step{l.other(p.node), l.typ, l.from == p.node, []string{l.rel}}
	}
	slices.SortFunc(all, t.compare)
	var steps []step
	for _, s := range all {
		if n := len(steps); n > 0 && t.compare(steps[n-1], s) == 0 {
			steps[n-1].claims = append(steps[n-1].claims, s.claims...)
			continue
		}
		steps = append(steps, s)
	}
	t.steps[p] = steps
	return steps
}
