package explore

import (
	"context"
	"maps"
	"slices"
)

// side is what has been found from one end of the paths: levels of nodes, each as many hops away as its place says.
type side struct {
	levels []level
	seen   map[string]bool
	first  *page // the relationships of its start, where they are known
	cut    level // the next level as far as it is known, where some nodes of the last have more relationships than may be looked at
	hubs   []string
}

// level is nodes by id, each with the relationships that lead to it from the level before.
type level map[string][]link

func newSide(start string, first page) *side {
	return &side{levels: []level{{start: nil}}, seen: map[string]bool{start: true}, first: &first}
}

func (s *side) last() level { return s.levels[len(s.levels)-1] }

// stuck tells whether it can't get further: its last level has hubs.
func (s *side) stuck() bool { return len(s.hubs) > 0 }

// grow finds the next level. Where it is not whole, it stays beside the others.
func (s *side) grow(ctx context.Context, l *looker, avoid map[string]bool) error {
	ids := slices.Sorted(maps.Keys(s.last()))
	pages, err := s.pages(ctx, l, ids)
	if err != nil {
		return err
	}
	next := level{}
	for _, id := range ids {
		if pages[id].cut {
			s.hubs = append(s.hubs, id)
		}
		links := pages[id].links
		for i, found := range links {
			far := found.other(id)
			if s.seen[far] || avoid[far] {
				continue
			}
			if others, met := next[far]; met {
				next[far] = append(others, found)
			} else {
				next[far] = links[i : i+1 : i+1] // most are met once
			}
		}
	}
	if s.stuck() {
		s.cut = next
		return nil
	}
	s.add(next)
	return nil
}

func (s *side) add(next level) {
	s.levels = append(s.levels, next)
	for id := range next {
		s.seen[id] = true
	}
}

func (s *side) pages(ctx context.Context, l *looker, ids []string) (map[string]page, error) {
	if s.first != nil {
		first := *s.first
		s.first = nil
		return map[string]page{ids[0]: first}, nil
	}
	return l.pages(ctx, ids)
}

// meet gives the ids that two levels share.
func meet(a, b level) []string {
	var ids []string
	for id := range a {
		if _, both := b[id]; both {
			ids = append(ids, id)
		}
	}
	return ids
}

func (s *side) start() string {
	for id := range s.levels[0] {
		return id
	}
	return ""
}
