package explore

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
)

// shortest is a search for the shortest paths from one node to another, from both ends.
//
// A level is whole where all relationships of all nodes of the one before were looked at. While one of the two sides gets on
// by whole levels, the first hop at which the sides meet is the length of the shortest paths, and all of them are known. A
// relationship between the two last levels is known where one of its ends is no hub. So a hub stops a side, not the search:
// the other side may come to it.
type shortest struct {
	looker
	types    map[string]int // the order of types of relationships
	avoid    map[string]bool
	from, to *side
}

// typeOrder gives each type's place in the vocabulary, whose author put first what matters most.
func typeOrder(cat *catalog.Catalog) map[string]int {
	order := map[string]int{}
	for i, t := range cat.Relationships {
		order[t.Stored] = i
	}
	return order
}

// start finds what ids stand for, and the relationships of both ends, in one statement: that which each hop asks, unless something
// is to be avoided. ok is false where an end does not exist or is to be avoided.
func (s *shortest) start(ctx context.Context, from, to string, avoid []string) (ok bool, err error) {
	n := s.share(2)
	row, err := ask(ctx, s.reader, "start "+anyOf(s.via), asked{texts: [][]string{{from, to}, avoid}, sizes: []int{n + 1}}, func(a asked) []plan.Column {
		columns := []plan.Column{{Expr: pagesOf(a, incident(s.via))}}
		if len(avoid) > 0 {
			columns = append(columns, plan.Column{Expr: plan.List{Input: plan.Seek{Of: plan.Node, IDs: a.texts[1]}, Columns: []plan.Column{{Expr: nodeID}}}})
		}
		return columns
	})
	if err != nil {
		return false, fmt.Errorf("find the ends: %w", err)
	}
	s.avoid = map[string]bool{}
	if len(avoid) > 0 {
		for _, r := range row[1].([]any) {
			s.avoid[r.([]any)[0].(string)] = true
		}
	}
	for i, end := range row[0].([]any) {
		if i == 0 && end.([]any)[2] == from {
			s.from = s.side(end, n)
		} else {
			s.to = s.side(end, n)
		}
	}
	return s.from != nil && s.to != nil, nil
}

// side begins at an end that was found; nil where that is to be avoided.
func (s *shortest) side(end any, n int) *side {
	id, p := s.take(end, n)
	if s.avoid[id] {
		return nil
	}
	return newSide(id, p)
}

// search gives the shortest paths of at most maxHops; nil where there are none. whole is false where there may be others.
func (s *shortest) search(ctx context.Context, maxHops int) (t *trail, whole bool, err error) {
	if len(meet(s.from.last(), s.to.last())) > 0 {
		return newTrail(0, nil), true, nil
	}
	for hops := 1; hops <= maxHops; hops++ {
		done, err := s.hop(ctx)
		if err != nil || done {
			return nil, true, err
		}
		if s.from.stuck() && s.to.stuck() {
			return s.hubs(ctx, hops, maxHops)
		}
		if t := s.met(hops); t != nil {
			return t, true, nil
		}
	}
	return nil, true, nil
}

// hop lets one side grow by a level: the smaller one, and the other where that can't. done tells that a side has come to
// an end.
func (s *shortest) hop(ctx context.Context) (done bool, err error) {
	sides := []*side{s.from, s.to}
	if len(s.to.last()) < len(s.from.last()) {
		slices.Reverse(sides)
	}
	for _, side := range sides {
		if side.stuck() {
			continue
		}
		if err := side.grow(ctx, &s.looker, s.avoid); err != nil {
			return false, err
		}
		if !side.stuck() {
			return len(side.last()) == 0, nil
		}
	}
	return false, nil
}

// met gives the paths on which the two last levels meet.
func (s *shortest) met(hops int) *trail {
	meets := meet(s.from.last(), s.to.last())
	if len(meets) == 0 {
		return nil
	}
	t := newTrail(hops, s.types)
	t.join(s.from.levels, s.to.levels, meets)
	return t
}

// hubs ends a search in which neither side gets on. What joins the two last levels is known but for what joins hubs to hubs, which
// is asked for. Where nothing does, no path has so many hops, and what both sides know of their next levels may show
// some of those with one more: shortest ones all the same.
func (s *shortest) hubs(ctx context.Context, hops, maxHops int) (*trail, bool, error) {
	known, err := s.betweenHubs(ctx)
	if err != nil {
		return nil, false, err
	}
	t := newTrail(hops, s.types)
	t.join(append(slices.Clip(s.from.levels), s.from.cut), s.to.levels, meet(s.from.cut, s.to.last()))
	t.join(s.from.levels, append(slices.Clip(s.to.levels), s.to.cut), meet(s.from.last(), s.to.cut))
	if t.leads() {
		return t, known, nil
	}
	if !known || hops == maxHops {
		return nil, known, nil
	}
	t = newTrail(hops+1, s.types)
	t.join(append(slices.Clip(s.from.levels), s.from.cut), append(slices.Clip(s.to.levels), s.to.cut), meet(s.from.cut, s.to.cut))
	if !t.leads() {
		return nil, false, nil
	}
	return t, false, nil
}

// betweenHubs adds the relationships that join hubs of both last levels to what is known. It gives false where not all can be
// known.
func (s *shortest) betweenHubs(ctx context.Context) (bool, error) {
	links, known, err := s.between(ctx, s.from.hubs, s.to.hubs)
	for _, l := range links {
		far := l.to
		if _, isFar := s.to.last()[far]; !isFar {
			far = l.from
		}
		if !slices.Contains(s.from.cut[far], l) {
			s.from.cut[far] = append(s.from.cut[far], l)
		}
	}
	return known, err
}

// idsOf gives all nodes and all relationships on paths, sorted.
func idsOf(start string, paths [][]step) (nodes, rels []string) {
	all, claims := map[string]bool{start: true}, map[string]bool{}
	for _, p := range paths {
		for _, s := range p {
			all[s.node] = true
			for _, c := range s.claims {
				claims[c] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(all)), slices.Sorted(maps.Keys(claims))
}

var rank = plan.Prop{Of: plan.Rel, Prop: catalog.PropRank}
