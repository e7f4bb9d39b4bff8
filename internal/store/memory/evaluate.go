package memory

import (
	"fmt"
	"slices"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/store"
)

// evaluator works out plans on one state of the graph. A plan that is not well formed is a programmer's mistake: it panics.
type evaluator struct {
	cat         *catalog.Catalog
	graph       *graph
	nodes, rels []*store.Record // all there are, in order of id
	query       *plan.Query     // knows the values of placeholders
}

func (r *reader) evaluator(q *plan.Query) evaluator {
	return evaluator{r.store.cat, r.graph, r.graph.all(false), r.graph.all(true), q}
}

// all gives the nodes, or the relationships.
func (e evaluator) all(v plan.Var) []*store.Record {
	if v == plan.Rel {
		return e.rels
	}
	return e.nodes
}

// row is what an operator produces.
type row struct {
	node, rel *store.Record
	requested any // the id asked for, in a row of Seek
	locator   any // in a row of Sources
	word      any // in a row of Begun or Near, and how many terms have it
	uses      any
	group     *group
}

// record gives the record that the row binds to a variable, or nil.
func (r row) record(v plan.Var) *store.Record {
	if v == plan.Rel {
		return r.rel
	}
	return r.node
}

// bind makes a row of one record.
func bind(v plan.Var, rec *store.Record) row {
	if v == plan.Rel {
		return row{rel: rec}
	}
	return row{node: rec}
}

// rows gives an operator's rows, in its order, for an outer row.
func (e evaluator) rows(op plan.Op, outer row) []row {
	switch op := op.(type) {
	case plan.Seek:
		return e.seek(op)
	case plan.Scan:
		return e.scan(op)
	case plan.Expand:
		return e.expand(op, outer)
	case plan.Incident:
		return e.incident(op, outer)
	case plan.End:
		return e.end(op, outer)
	case plan.Deref:
		return e.deref(op, outer)
	case plan.Sources:
		return e.sources(op, outer)
	case plan.CitedBy:
		return e.citedBy(outer)
	case plan.Begun:
		return e.begun(op)
	case plan.Near:
		return e.near(op)
	case plan.Candidates:
		return e.candidates(op)
	case plan.Parallel:
		return e.parallel(outer)
	case plan.Group:
		return e.group(op, outer)
	case plan.Members:
		return members(outer)
	case plan.KeyNode:
		return e.keyNode(outer)
	case plan.Filter:
		return e.filter(op, outer)
	case plan.Sort:
		return e.sort(op, outer)
	case plan.Limit:
		return e.limit(op, outer)
	}
	panic(fmt.Sprintf("no operator: %T", op))
}

func (e evaluator) columns(cols []plan.Column, r row) []any {
	values := make([]any, len(cols))
	for i, c := range cols {
		if wanted(c, r) {
			values[i] = e.value(c.Expr, r)
		}
	}
	return values
}

func wanted(c plan.Column, r row) bool {
	return len(c.Types) == 0 || hasType(r.record(c.Of), c.Types)
}

func hasType(rec *store.Record, types []string) bool {
	return rec != nil && slices.Contains(types, rec.Type)
}

func (e evaluator) value(x plan.Expr, r row) any {
	switch x := x.(type) {
	case plan.Prop:
		return property(x, r)
	case plan.TypeOf:
		return typeOf(x, r)
	case plan.Requested:
		return r.requested
	case plan.Locator:
		return r.locator
	case plan.Word:
		return r.word
	case plan.Uses:
		return r.uses
	case plan.List:
		return e.list(x, r)
	case plan.First:
		return e.first(x, r)
	case plan.Count:
		return e.count(x, r)
	case plan.Aggregate:
		return e.aggregate(x, r)
	case plan.GroupKey:
		return groupKey(r)
	case plan.GroupSize:
		return groupSize(x, r)
	}
	panic(fmt.Sprintf("no expression: %T", x))
}

func (e evaluator) count(x plan.Count, outer row) int64 {
	rows := e.rows(x.Input, outer)
	if x.Nodes {
		return countNodes(rows)
	}
	return int64(len(rows))
}

func (e evaluator) list(x plan.List, outer row) any {
	list := []any{}
	for _, r := range e.rows(x.Input, outer) {
		list = append(list, e.columns(x.Columns, r))
	}
	return list
}

func (e evaluator) first(x plan.First, outer row) any {
	rows := e.rows(x.Input, outer)
	if len(rows) == 0 {
		return nil
	}
	return e.columns(x.Columns, rows[0])
}

func typeOf(x plan.TypeOf, r row) any {
	rec := r.record(x.Of)
	if rec == nil {
		return nil
	}
	return rec.Type
}

func property(p plan.Prop, r row) any {
	rec := r.record(p.Of)
	if rec == nil {
		return nil
	}
	switch {
	case p.Prop.Name == "id":
		return rec.ID
	case p.Prop.Name == "fromId" && rec.IsRel():
		return rec.From
	case p.Prop.Name == "toId" && rec.IsRel():
		return rec.To
	}
	if list, ok := rec.Props[p.Prop.Name].([]any); ok {
		return slices.Clone(list)
	}
	return rec.Props[p.Prop.Name]
}
