package seed

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/store"
)

const (
	// shownPointers bounds how many records a refusal names for each node.
	shownPointers = 20
	// pointersAtOnce is how many nodes one statement looks after.
	pointersAtOnce = 200
	// referrersAtOnce is how many records that refer to nodes one statement gives.
	referrersAtOnce = 1_000
)

// pointer is a record of another dataset that names a node.
type pointer struct {
	how, record, dataset string
	to                   []string // what it refers to, where it points by a reference
}

func (p pointer) String() string {
	return fmt.Sprintf("%s of dataset %s %s", p.record, p.dataset, p.how)
}

// pointing is what points at one node: the first few records, and how many there are.
type pointing struct {
	first []pointer
	n     int64
}

func (p *pointing) add(more ...pointer) {
	p.n += int64(len(more))
	p.first = append(p.first, more[:min(len(more), shownPointers-len(p.first))]...)
}

func (p *pointing) String() string {
	names := make([]string, len(p.first))
	for i, by := range p.first {
		names[i] = by.String()
	}
	text := strings.Join(names, ", ")
	if left := p.n - int64(len(p.first)); left > 0 {
		text += fmt.Sprintf(", and %d more", left)
	}
	return text
}

// pointers finds, by node, the records outside these datasets that name it: relationships by an end, records by a
// reference or a source.
func pointers(ctx context.Context, r store.Reader, cat *catalog.Catalog, nodes []store.Record, datasets []string) (map[string]*pointing, error) {
	found := map[string]*pointing{}
	for some := range slices.Chunk(nodes, pointersAtOnce) {
		s := newPointerSearch(cat, some, datasets)
		row, err := r.Run(ctx, s.query())
		if err != nil {
			return nil, fmt.Errorf("looking for what points at records to be removed: %w", err)
		}
		s.read(row, found)
		for _, w := range s.byValue {
			if err := s.readReferrers(ctx, r, w, found); err != nil {
				return nil, fmt.Errorf("looking for what refers to records to be removed: %w", err)
			}
		}
	}
	return found, nil
}

// pointerSearch is a statement that gives the nodes, each with a list and a number for each way that starts at a node; and
// one or several for each reference property.
type pointerSearch struct {
	ids      []string
	types    []string
	datasets []string // those that do not count
	fromNode []way
	byValue  []way
}

// way is one way to point at a node: the operator that gives the records which do, and which of the row's records these
// are.
type way struct {
	how string
	op  plan.Op
	of  []plan.Var
	ref *catalog.Property
}

func newPointerSearch(cat *catalog.Catalog, nodes []store.Record, datasets []string) *pointerSearch {
	s := &pointerSearch{datasets: datasets}
	for _, n := range nodes {
		s.ids = append(s.ids, n.ID)
		if !slices.Contains(s.types, n.Type) {
			s.types = append(s.types, n.Type)
		}
	}
	s.addEnds(cat)
	s.addCitations(cat)
	for _, t := range cat.Nodes {
		s.addReferences(t.Name, t.Own(), plan.Node)
	}
	for _, t := range cat.Relationships {
		s.addReferences(t.Stored, t.Own(), plan.Rel)
	}
	return s
}

func (s *pointerSearch) addEnds(cat *catalog.Catalog) {
	for _, t := range cat.Relationships {
		for dir, side := range []string{catalog.Out: fromKey, catalog.In: toKey} {
			if slices.ContainsFunc(endTypes(t, side), func(end string) bool { return slices.Contains(s.types, end) }) {
				op := plan.Expand{Rel: t.Stored, Dir: catalog.Direction(dir)}
				s.fromNode = append(s.fromNode, way{how: "is joined to it", op: op, of: []plan.Var{plan.Rel}})
			}
		}
	}
}

func (s *pointerSearch) addCitations(cat *catalog.Catalog) {
	if t := cat.DocumentType(); t != nil && slices.Contains(s.types, t.Name) {
		s.fromNode = append(s.fromNode, way{how: "cites it", op: plan.CitedBy{}, of: []plan.Var{plan.Node, plan.Rel}})
	}
}

// addReferences looks through all records of a type that has a property which may refer to one of the nodes: engines
// keep no index of these.
func (s *pointerSearch) addReferences(name string, props []*catalog.Property, v plan.Var) {
	ids := make([]any, len(s.ids))
	for i, id := range s.ids {
		ids[i] = id
	}
	for _, p := range props {
		if !slices.ContainsFunc(p.Refs, func(t string) bool { return slices.Contains(s.types, t) }) {
			continue
		}
		var refers plan.Pred = plan.InValues{Prop: prop(v, p), Values: ids}
		if p.List {
			refers = plan.HasAny{Prop: prop(v, p), Values: ids}
		}
		op := plan.Filter{Input: plan.Scan{Of: v, Types: []string{name}}, Pred: refers}
		s.byValue = append(s.byValue, way{how: "refers to it as " + p.Name, op: op, of: []plan.Var{v}, ref: p})
	}
}

func (s *pointerSearch) query() *plan.Query {
	nodes := plan.List{
		Input:   plan.Seek{Of: plan.Node, IDs: s.ids},
		Columns: []plan.Column{{Expr: prop(plan.Node, catalog.PropID)}},
	}
	for _, w := range s.fromNode {
		all := plan.Filter{Input: w.op, Pred: w.others(s.datasets)}
		nodes.Columns = append(nodes.Columns, w.column(all, shownPointers, nil), plan.Column{Expr: plan.Count{Input: all}})
	}
	return &plan.Query{Columns: []plan.Column{{Expr: nodes}}}
}

// others is true of records that are of none of these datasets.
func (w way) others(datasets []string) plan.Pred {
	var others plan.And
	for _, v := range w.of {
		others = append(others, foreign(v, datasets))
	}
	return others
}

// column gives the first few records after one, in order of id: for each of way.of its id and dataset, then the reference.
func (w way) column(op plan.Op, n int, after []any) plan.Column {
	var cells []plan.Expr
	for _, v := range w.of {
		cells = append(cells, prop(v, catalog.PropID), prop(v, catalog.PropDataset))
	}
	if w.ref != nil {
		cells = append(cells, prop(w.of[0], w.ref))
	}
	byID := []plan.Key{{Prop: prop(w.of[0], catalog.PropID)}}
	return list(plan.Limit{N: n, Input: plan.Sort{Input: op, Keys: byID, After: after}}, cells...)
}

func (s *pointerSearch) read(row []any, found map[string]*pointing) {
	for _, node := range rows(row[0]) {
		for i, w := range s.fromNode {
			id := str(node[0])
			for _, cells := range rows(node[2*i+1]) {
				s.add(found, id, w.pointer(cells))
			}
			if n, _ := node[2*i+2].(int64); n > shownPointers {
				found[id].n += n - shownPointers
			}
		}
	}
}

func (s *pointerSearch) add(found map[string]*pointing, id string, by pointer) {
	if found[id] == nil {
		found[id] = &pointing{}
	}
	found[id].add(by)
}

// readReferrers reads all records that refer to one of the nodes.
func (s *pointerSearch) readReferrers(ctx context.Context, r store.Reader, w way, found map[string]*pointing) error {
	return s.eachPointer(ctx, r, w, nil, func(by pointer) {
		for _, id := range by.to {
			if slices.Contains(s.ids, id) {
				s.add(found, id, by)
			}
		}
	})
}

// eachPointer calls yield with each record that points at a node in one way, which starts at the rows of an operator or, where
// that is nil, by itself. Some are read at a time.
func (s *pointerSearch) eachPointer(ctx context.Context, r store.Reader, w way, start plan.Op, yield func(pointer)) error {
	all := plan.Filter{Input: w.op, Pred: w.others(s.datasets)}
	for after := []any(nil); ; {
		column := w.column(all, referrersAtOnce, after)
		if start != nil {
			column = plan.Column{Expr: plan.First{Input: start, Columns: []plan.Column{column}}}
		}
		row, err := r.Run(ctx, &plan.Query{Columns: []plan.Column{column}})
		if err != nil {
			return err
		}
		some := rows(row[0])
		if start != nil {
			some = nil
			if first, _ := row[0].([]any); len(first) > 0 {
				some = rows(first[0])
			}
		}
		for _, cells := range some {
			yield(w.pointer(cells))
		}
		if len(some) < referrersAtOnce {
			return nil
		}
		after = []any{w.pointer(some[len(some)-1]).record}
	}
}

// pointer reads a row: of the records that it may bind, the one that it does.
func (w way) pointer(cells []any) pointer {
	p := pointer{how: w.how}
	for i := range w.of {
		if id := str(cells[2*i]); id != "" {
			p.record, p.dataset = id, str(cells[2*i+1])
		}
	}
	if w.ref != nil {
		p.to = texts(cells[len(cells)-1])
	}
	return p
}
