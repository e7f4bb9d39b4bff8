package storetest

import (
	"context"
	"fmt"

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

func (d differential) load(ctx context.Context, graph []store.Record) error {
	for _, s := range []store.Store{d.reference, d.engine} {
		if err := Replace(ctx, s, graph); err != nil {
			return err
		}
	}
	return nil
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
