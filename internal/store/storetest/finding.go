package storetest

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/store"
)

// finding is a graph with a plan, or a walk, to judge an engine by.
type finding struct {
	graph []store.Record
	plan  *plan.Query // nil if it is a walk
	walk  walk
}

// judge stores the graph and tells what is wrong with the engine's answer: "" if nothing is.
func (d differential) judge(ctx context.Context, f finding) string {
	if err := d.load(ctx, f.graph); err != nil {
		return fmt.Sprintf("%v\nloading the graph:\n%s", err, GraphText(f.graph))
	}
	return d.judgeLoaded(ctx, f)
}

// load stores the graph, on the engine after an earlier state of it: what an engine derives from records must follow them.
func (d differential) load(ctx context.Context, graph []store.Record) error {
	if err := Replace(ctx, d.reference, graph); err != nil {
		return err
	}
	earlier, changed := earlierState(d.cat, graph)
	return d.engine.Write(ctx, func(w store.Writer) error {
		if err := clearGraph(ctx, w); err != nil {
			return err
		}
		if err := w.Put(ctx, earlier); err != nil {
			return err
		}
		return w.Put(ctx, changed)
	})
}

// earlierState gives a graph with other properties of some nodes, and these as the graph has them.
func earlierState(cat *catalog.Catalog, graph []store.Record) (earlier, changed []store.Record) {
	earlier = slices.Clone(graph)
	last := map[string]store.Record{} // of a type
	for i, r := range graph {
		other, ok := last[r.Type]
		last[r.Type] = r
		if r.IsRel() || !ok || i%3 != 0 {
			continue
		}
		earlier[i].Props = maps.Clone(r.Props)
		for _, p := range cat.Node(r.Type).Own() {
			delete(earlier[i].Props, p.Name)
			if v, ok := other.Props[p.Name]; ok {
				earlier[i].Props[p.Name] = v
			}
		}
		changed = append(changed, r)
	}
	return earlier, changed
}

func (d differential) judgeLoaded(ctx context.Context, f finding) string {
	wrong := d.wrong(ctx, f)
	if wrong == "" {
		return ""
	}
	return fmt.Sprintf("%s\ngraph:\n%s", wrong, GraphText(f.graph))
}

func (d differential) wrong(ctx context.Context, f finding) string {
	if f.plan != nil {
		return d.differs(ctx, f.plan)
	}
	if differs := d.differs(ctx, f.walk.whole()); differs != "" {
		return differs
	}
	if err := f.walk.checkPages(ctx, d.engine); err != nil {
		return err.Error()
	}
	return ""
}

func (d differential) differs(ctx context.Context, q *plan.Query) string {
	want, err := query(ctx, d.reference, q)
	if err != nil {
		return fmt.Sprintf("the reference: %v\nplan:\n%s", err, q)
	}
	got, err := query(ctx, d.engine, q)
	if err != nil {
		return fmt.Sprintf("%v\nplan:\n%s", err, q)
	}
	if answer(q, got) == answer(q, want) {
		return ""
	}
	return fmt.Sprintf("plan:\n%s\ngot:\n%s\nthe reference:\n%s", q, answer(q, got), answer(q, want))
}
