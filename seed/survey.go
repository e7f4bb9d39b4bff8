package seed

import (
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"maps"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
)

// mostPending is how many nodes may be named that have not come yet. Of each, some hundred bytes are kept.
const mostPending = 1_000_000

// mostProblems is how many problems of a stream are collected: from there on they are of one kind.
const mostProblems = 1_000

// survey is what a first look at a stream of records gives: that it may be loaded, and what is to be known before it is.
// Of each node it keeps a few bytes, and of relationships nothing.
type survey struct {
	ctx    context.Context
	st     store.Store
	cat    *catalog.Catalog
	stored []store.Dataset // when the survey began
	marked bool            // a load was under way then: only loads may read

	line  store.Dataset // as it is to be
	hash  *contentHash
	last  streamed
	types typeIndex

	unchecked []streamed // whose ids are still to be looked up
	pending   map[string]mention
	joins     []join
	former    map[string]formerID
	problems  Problems
}

func newSurvey(ctx context.Context, st store.Store, cat *catalog.Catalog) *survey {
	return &survey{ctx: ctx, st: st, cat: cat, types: newTypeIndex(cat), pending: map[string]mention{}, former: map[string]formerID{}}
}

// begin reads which datasets there are.
func (s *survey) begin() error {
	read := func(r store.Reader) (err error) {
		s.stored, err = r.Datasets(s.ctx)
		return err
	}
	err := s.read(read)
	if s.marked = errors.Is(err, store.ErrLoading); s.marked {
		err = s.read(read)
	}
	return err
}

func (s *survey) read(f func(store.Reader) error) error {
	if s.marked {
		return s.st.Load(s.ctx, func(l store.Loader) error { return f(l) })
	}
	return s.st.Read(s.ctx, f)
}

var errTooMany = errors.New("too many problems")

// checked takes in some lines that have been checked: what they name is resolved where it is known by now.
func (s *survey) checked(c *Content, problems Problems) error {
	if err := s.ctx.Err(); err != nil {
		return err
	}
	s.problems = append(s.problems, problems...)
	for id, t := range c.types {
		s.types.note(id, t)
	}
	for id, f := range c.former {
		if other, taken := s.former[id]; taken && other.now != f.now {
			s.problems = append(s.problems, Problem{Pos: f.pos, Text: fmt.Sprintf("the former id %s is one of %s too", id, other.now), Expected: "an id that one record had"})
		}
		s.former[id] = f
	}
	known := &Content{cat: s.cat, types: map[string]string{}}
	found := map[string]Found{}
	for _, m := range c.mentions {
		if s.find(m.id, found) {
			known.mentions = append(known.mentions, m)
		} else {
			s.pending[m.id+" "+strings.Join(m.types, " ")] = m
		}
	}
	for _, j := range c.joins {
		if len(j.rel.Pairs) == len(j.from.types)*len(j.to.types) { // any two that are right are right together
			continue
		}
		if s.find(j.from.id, found) && s.find(j.to.id, found) {
			known.joins = append(known.joins, j)
		} else {
			s.joins = append(s.joins, j)
		}
	}
	s.problems = append(s.problems, Link(known, found)...)
	switch {
	case len(s.problems) > mostProblems:
		return errTooMany
	case len(s.pending)+len(s.joins) > mostPending:
		return Problems{{Text: fmt.Sprintf("more than %d nodes are named before they stand in a file, or stand in none", mostPending),
			Expected: "in each file the nodes before the relationships, as dealgraph seed export writes them"}}
	}
	return nil
}

// find puts a node of the stream among the found ones.
func (s *survey) find(id string, found map[string]Found) bool {
	t := s.types.of(id)
	if t != "" {
		found[id] = Found{ID: id, Type: t}
	}
	return t != ""
}

// record takes in the next record, in the order in which they are stored.
func (s *survey) record(r streamed) error {
	dataset := datasetOf(r.Record)
	switch {
	case s.line.Name == "":
		if err := s.name(dataset); err != nil {
			return err
		}
	case s.line.Name != dataset:
		return Problems{{Pos: r.pos, Text: fmt.Sprintf("%s is of dataset %s, and others before it of %s", r.ID, dataset, s.line.Name), Expected: "one dataset at a time"}}
	case s.last.ID == r.ID:
		s.problems = append(s.problems, Problem{Pos: r.pos, Text: fmt.Sprintf("there is a second %s, first at %s", r.ID, s.last.pos), Expected: "each id once"})
	}
	s.last = r
	if r.IsRel() {
		s.line.Relationships++
	} else {
		s.line.Nodes++
	}
	if f, ok := s.former[r.ID]; ok && r.IsRel() { // of nodes, end tells
		s.problems = append(s.problems, inUse(f))
	}
	s.hash.add(r.Record)
	return s.free(r)
}

// name begins the survey of a dataset.
func (s *survey) name(dataset string) error {
	s.line.Name, s.hash = dataset, newContentHash(dataset)
	return s.ctx.Err()
}

// free looks up ids, some at a time: they may be those of records of other datasets. Where nothing is stored they are not.
func (s *survey) free(r streamed) error {
	if len(s.stored) == 0 {
		return nil
	}
	s.unchecked = append(s.unchecked, r)
	if len(s.unchecked) < lookUpAtOnce {
		return nil
	}
	return s.lookUpIDs()
}

func (s *survey) lookUpIDs() error {
	ids := make([]string, len(s.unchecked))
	for i, r := range s.unchecked {
		ids[i] = r.ID
	}
	return s.lookUp(ids, func(found map[string]Found) {
		for _, r := range s.unchecked {
			if f, ok := found[r.ID]; ok && f.Dataset != s.line.Name {
				s.problems = append(s.problems, takenID(r.pos, r.ID, f))
			}
		}
		s.unchecked = s.unchecked[:0]
	})
}

func (s *survey) lookUp(ids []string, with func(map[string]Found)) error {
	return s.read(func(r store.Reader) error {
		found, err := lookUp(s.ctx, r, ids)
		if err == nil {
			with(found)
		}
		return err
	})
}

// end resolves what is left, in the stream or in the store. The error is Problems where something is wrong.
func (s *survey) end() error {
	if s.line.Name == "" && len(s.problems) == 0 {
		return Problems{{Text: "there are no records", Expected: "at least one"}}
	}
	rest := &Content{cat: s.cat, types: map[string]string{}, mentions: slices.Collect(maps.Values(s.pending)), joins: s.joins, former: s.former}
	if s.line.Name != "" {
		rest.Datasets = []store.Dataset{s.line} // what is stored of it will not be
	}
	found := map[string]Found{}
	var open []string
	for _, id := range slices.Concat(rest.Open(), slices.Sorted(maps.Keys(s.former))) {
		if !s.find(id, found) {
			open = append(open, id)
		}
	}
	err := s.lookUp(open, func(stored map[string]Found) {
		for id, f := range stored {
			found[id] = f
		}
	})
	if err == nil {
		err = s.lookUpIDs()
	}
	if err != nil {
		return err
	}
	s.problems = append(s.problems, Link(rest, found)...)
	for id, f := range s.former {
		switch other, ok := found[id]; {
		case !ok || other.ID == f.now || other.Dataset == s.line.Name:
		case other.Dataset == "": // of the stream itself
			s.problems = append(s.problems, inUse(f))
		default:
			s.problems = append(s.problems, takenID(f.pos, id, other))
		}
	}
	if len(s.problems) > 0 {
		return s.problems.sorted()
	}
	s.line.Hash = s.hash.sum()
	return nil
}

func inUse(f formerID) Problem {
	return Problem{Pos: f.pos, Text: fmt.Sprintf("the former id %s is the id of a record", f.id), Expected: "an id that is not in use"}
}

// typeIndex knows the types of nodes by the hashes of their ids: a few bytes for each. Of the 2⁶⁴ hashes it takes one for
// another once in many millions of graphs, and the store refuses what it then let pass.
type typeIndex struct {
	seed  maphash.Seed
	names []string
	nodes map[uint64]uint16
}

func newTypeIndex(cat *catalog.Catalog) typeIndex {
	x := typeIndex{seed: maphash.MakeSeed(), nodes: map[uint64]uint16{}}
	for _, n := range cat.Nodes {
		x.names = append(x.names, n.Name)
	}
	return x
}

func (x typeIndex) note(id, typ string) {
	x.nodes[maphash.String(x.seed, id)] = uint16(slices.Index(x.names, typ))
}

func (x typeIndex) of(id string) string {
	n, ok := x.nodes[maphash.String(x.seed, id)]
	if !ok {
		return ""
	}
	return x.names[n]
}
