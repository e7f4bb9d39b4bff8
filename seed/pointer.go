package seed

import (
	"context"
	"fmt"
	"slices"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/store"
)

const (
	// shownPointers bounds how many records a refusal names for each way of pointing at a node.
	shownPointers = 5
	// pointersAtOnce is how many nodes one statement looks after.
	pointersAtOnce = 200
)

// pointer is a record of another dataset that names a node.
type pointer struct{ how, record, dataset string }

func (p pointer) String() string {
	return fmt.Sprintf("%s of dataset %s %s", p.record, p.dataset, p.how)
}

// pointers finds, by node, the records outside these datasets that name it: relationships by an end, records by a
// reference or a source.
func pointers(ctx context.Context, r store.Reader, cat *catalog.Catalog, nodes []store.Record, datasets []string) (map[string][]pointer, error) {
	found := map[string][]pointer{}
	for some := range slices.Chunk(nodes, pointersAtOnce) {
		s := newPointerSearch(cat, some, datasets)
		row, err := r.Run(ctx, s.query())
		if err != nil {
			return nil, fmt.Errorf("looking for what points at records to be removed: %w", err)
		}
		s.read(row, found)
	}
	return found, nil
}

// pointerSearch is one statement: a list of the nodes with a list for each way that starts at a node, and a list for
// each reference property.
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
		nodes.Columns = append(nodes.Columns, w.column(s.datasets))
	}
	q := &plan.Query{Columns: []plan.Column{{Expr: nodes}}}
	for _, w := range s.byValue {
		q.Columns = append(q.Columns, w.column(s.datasets))
	}
	return q
}

// column gives the first few records, in order of id: for each of way.of its id and dataset, then the reference.
func (w way) column(datasets []string) plan.Column {
	var others plan.And
	var cells []plan.Expr
	for _, v := range w.of {
		others = append(others, foreign(v, datasets))
		cells = append(cells, prop(v, catalog.PropID), prop(v, catalog.PropDataset))
	}
	if w.ref != nil {
		cells = append(cells, prop(w.of[0], w.ref))
	}
	return list(plan.Limit{N: shownPointers, Input: plan.Sort{
		Input: plan.Filter{Input: w.op, Pred: others},
		Keys:  []plan.Key{{Prop: prop(w.of[0], catalog.PropID)}},
	}}, cells...)
}

func (s *pointerSearch) read(row []any, found map[string][]pointer) {
	for _, node := range rows(row[0]) {
		for i, w := range s.fromNode {
			for _, cells := range rows(node[i+1]) {
				id := str(node[0])
				found[id] = append(found[id], w.pointer(cells))
			}
		}
	}
	for i, w := range s.byValue {
		for _, cells := range rows(row[i+1]) {
			for _, id := range texts(cells[len(cells)-1]) {
				if slices.Contains(s.ids, id) {
					found[id] = append(found[id], w.pointer(cells))
				}
			}
		}
	}
}

// pointer reads a row: of the records that it may bind, the one that it does.
func (w way) pointer(cells []any) pointer {
	for i := range w.of {
		if id := str(cells[2*i]); id != "" {
			return pointer{w.how, id, str(cells[2*i+1])}
		}
	}
	return pointer{how: w.how}
}
