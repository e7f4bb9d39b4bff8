package storetest

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/store"
)

// reduceFor bounds how long a finding is made smaller. Rapid shrinks what it drew, too, but knows neither that a
// relationship goes with its ends nor that a plan is a tree.
const reduceFor = 30 * time.Second

// reduce makes a finding as small as it can be found to be while the engine goes on answering it wrongly.
func (d differential) reduce(ctx context.Context, f finding) finding {
	deadline := time.Now().Add(reduceFor)
	fails := func(f finding) bool { return time.Now().Before(deadline) && d.judge(ctx, f) != "" }
	for before := -1; before != f.size(); {
		before = f.size()
		f = reducePlan(f, fails)
		f.graph = ReduceGraph(d.cat, f.graph, func(graph []store.Record) bool {
			return fails(finding{graph: graph, plan: f.plan, walk: f.walk})
		})
	}
	return f
}

// size falls with every step of a reduction.
func (f finding) size() int {
	n := len(GraphText(f.graph))
	if f.plan != nil {
		n += len(f.plan.String())
	}
	return n
}

func reducePlan(f finding, fails func(finding) bool) finding {
	if f.plan == nil {
		return f
	}
	for _, q := range simplerQueries(f.plan) {
		if g := (finding{graph: f.graph, plan: q}); fails(g) {
			return reducePlan(g, fails)
		}
	}
	return f
}

// ReduceGraph leaves out records and properties of a graph while fails stays true of it.
func ReduceGraph(cat *catalog.Catalog, graph []store.Record, fails func([]store.Record) bool) []store.Record {
	return reduceProperties(cat, reduceRecords(graph, fails), fails)
}

// reduceRecords leaves out ever shorter stretches of the graph.
func reduceRecords(graph []store.Record, fails func([]store.Record) bool) []store.Record {
	for stretch := len(graph); stretch > 0; stretch /= 2 {
		for i := 0; i < len(graph); {
			smaller := without(graph, i, min(i+stretch, len(graph)))
			if fails(smaller) {
				graph = smaller
			} else {
				i += stretch
			}
		}
	}
	return graph
}

// without leaves out records, and the relationships that have lost an end with them.
func without(graph []store.Record, from, to int) []store.Record {
	left := slices.Delete(slices.Clone(graph), from, to)
	there := map[string]bool{}
	for _, r := range left {
		there[r.ID] = true
	}
	return slices.DeleteFunc(left, func(r store.Record) bool { return r.IsRel() && (!there[r.From] || !there[r.To]) })
}

// reduceProperties takes each record's properties away: all at once, else one after the other.
func reduceProperties(cat *catalog.Catalog, graph []store.Record, fails func([]store.Record) bool) []store.Record {
	for i, r := range graph {
		plain := plainRecord(cat, r)
		names := slices.Sorted(maps.Keys(r.Props))
		for _, some := range append([][]string{names}, singles(names)...) {
			smaller := slices.Clone(graph)
			smaller[i] = withPlain(graph[i], plain, some)
			if recordText(smaller[i]) != recordText(graph[i]) && fails(smaller) {
				graph = smaller
			}
		}
	}
	return graph
}

func singles(names []string) [][]string {
	all := make([][]string, len(names))
	for i, n := range names {
		all[i] = []string{n}
	}
	return all
}

// plainRecord is a record with just what one of its type needs.
func plainRecord(cat *catalog.Catalog, r store.Record) store.Record {
	plain, declared := newNode(r.Type, r.ID), []*catalog.Property(nil)
	if r.IsRel() {
		plain, declared = newRel(r.Type, r.From, r.To), cat.Relationship(r.Type).Props
	} else {
		declared = cat.Node(r.Type).Props
	}
	for _, p := range declared {
		if _, ok := plain.Props[p.Name]; p.Required && !ok && r.Props[p.Name] != nil {
			plain.Props[p.Name] = r.Props[p.Name]
		}
	}
	return plain
}

// withPlain gives a record with some of its properties, and its former ids, as plain has them.
func withPlain(r, plain store.Record, names []string) store.Record {
	r.Props, r.FormerIDs = maps.Clone(r.Props), nil
	for _, name := range names {
		delete(r.Props, name)
		if v, ok := plain.Props[name]; ok {
			r.Props[name] = v
		}
	}
	return r
}

// simplerQueries gives plans that lack one thing.
func simplerQueries(q *plan.Query) []*plan.Query {
	var all []*plan.Query
	for _, columns := range simplerColumns(q.Columns) {
		all = append(all, &plan.Query{Columns: columns})
	}
	return all
}
