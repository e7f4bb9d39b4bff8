package explore

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/store"
)

// Paths asks for the shortest paths between two nodes, all of one length, in order: step by step by the id of the node that
// a step comes to, then by the relationship's type in the vocabulary's order, forwards before backwards. Two paths are the same where they pass the
// same nodes along the same types and directions, however many claims say so.
//
// What is given is shortest whatever it costs; where the work is spent, some are not given.
type Paths struct {
	Catalog  *catalog.Catalog
	From, To string
	MaxHops  int
	Via      []string // types of relationships; none for all
	Avoid    []string // ids of nodes
	First    int
	Work     Work
	Wanted   []Selection // with StartNode, StepNode, StepRelationship and StepClaims
	Text     bool        // the paths' texts are wanted
}

// The positions of Paths' row, its paths' and their steps'. What is wanted of records stands behind, a position for each of
// Wanted: a row, or a list of rows, of the Selection's columns.
const (
	PathsList, PathsTruncated, PathsWanted = 0, 1, 2
	PathLength, PathText, PathSteps        = 0, 1, 2
	StepForward, StepWanted                = 0, 1
)

// String tells what is asked.
func (p *Paths) String() string {
	return fmt.Sprintf("Paths %q to %q, at most %d hops via %s, avoiding %q, the first %d\n%s",
		p.From, p.To, p.MaxHops, anyOf(p.Via), p.Avoid, p.First, selectionsText(p.Wanted))
}

// Ask gives the row that answers it.
func (p *Paths) Ask(ctx context.Context, r store.Reader) ([]any, error) {
	return settled(func() ([]any, error) { return p.ask(ctx, r) })
}

func (p *Paths) ask(ctx context.Context, r store.Reader) ([]any, error) {
	s := shortest{looker: looker{reader: r, via: p.Via, work: p.Work}, types: typeOrder(p.Catalog)}
	found, err := s.start(ctx, p.From, p.To, p.Avoid)
	if err != nil {
		return nil, err
	}
	var paths [][]step
	whole := true
	if found {
		var t *trail
		if t, whole, err = s.search(ctx, p.MaxHops); err != nil {
			return nil, err
		}
		if t != nil {
			paths = t.paths(s.from.start(), p.First+1)
		}
	}
	if len(paths) > p.First {
		paths, whole = paths[:p.First], false
	}
	known, err := p.records(ctx, r, &s, paths)
	if err != nil {
		return nil, err
	}
	return p.row(&s, paths, known, !whole)
}

// records reads what is wanted of the records on the paths.
func (p *Paths) records(ctx context.Context, r store.Reader, s *shortest, paths [][]step) (*records, error) {
	var nodes, rels, start []string
	if s.from != nil {
		start = []string{s.from.start()}
	}
	if len(paths) > 0 {
		nodes, rels = idsOf(start[0], paths)
	}
	q := records{ranks: -1}
	for _, w := range p.Wanted {
		switch w.Part {
		case StartNode:
			q.want(plan.Node, start, w.Columns)
		case StepNode:
			q.want(plan.Node, slices.DeleteFunc(slices.Clone(nodes), func(id string) bool { return id == start[0] }), w.Columns)
		default:
			q.want(plan.Rel, rels, w.Columns)
		}
	}
	if slices.ContainsFunc(p.Wanted, func(w Selection) bool { return w.Part == StepRelationship || w.Part == StepClaims }) {
		q.ranks = q.want(plan.Rel, rels, []plan.Column{{Expr: rank}})
	}
	if p.Text {
		q.names = q.want(plan.Node, nodes, []plan.Column{{Expr: plan.Prop{Of: plan.Node, Prop: catalog.PropName}}, {Expr: plan.TypeOf{Of: plan.Node}}})
	}
	return &q, q.read(ctx, r)
}

func (p *Paths) row(s *shortest, paths [][]step, known *records, truncated bool) ([]any, error) {
	list := make([]any, len(paths))
	for i, path := range paths {
		list[i] = []any{int64(len(path)), p.text(s, path, known), p.steps(path, known)}
	}
	row := []any{list, truncated}
	for i, w := range p.Wanted {
		var start any
		if w.Part == StartNode && s.from != nil {
			start = known.row(i, s.from.start())
		}
		row = append(row, start)
	}
	return row, known.err()
}

func (p *Paths) steps(path []step, known *records) []any {
	list := make([]any, len(path))
	for i, s := range path {
		claims := known.ranked(s.claims)
		row := []any{s.forward}
		for i, w := range p.Wanted {
			switch w.Part {
			case StepNode:
				row = append(row, known.row(i, s.node))
			case StepRelationship:
				row = append(row, known.row(i, claims[0]))
			case StepClaims:
				row = append(row, known.rows(i, claims))
			default:
				row = append(row, nil)
			}
		}
		list[i] = row
	}
	return list
}

func (p *Paths) text(s *shortest, path []step, known *records) any {
	if !p.Text {
		return nil
	}
	return sentence(p.Catalog, known.named(s.from.start()), path, known.named)
}

// ranked gives claims in order: preferred ones first, then by id.
func (r *records) ranked(claims []string) []string {
	if r.ranks < 0 {
		return claims
	}
	order := func(id string) int {
		row, _ := r.row(r.ranks, id).([]any)
		if row == nil {
			return len(catalog.Rank.Values)
		}
		return slices.IndexFunc(catalog.Rank.Values, func(v catalog.EnumValue) bool { return v.Name == row[0] })
	}
	claims = slices.Clone(claims)
	slices.SortFunc(claims, func(a, b string) int { return cmp.Or(cmp.Compare(order(a), order(b)), strings.Compare(a, b)) })
	return claims
}
