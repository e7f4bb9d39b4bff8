package graph

import (
	"context"
	"fmt"
	"slices"
	"sync/atomic"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/dealgraph/dealgraph/graph/collect"
	"github.com/dealgraph/dealgraph/graph/explain"
	"github.com/dealgraph/dealgraph/graph/explore"
	"github.com/dealgraph/dealgraph/graph/response"
	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/store"
)

// query is one operation on its way: the root fields that plans answer, and those that gqlgen does.
type query struct {
	fields []graphql.CollectedField // all, in the operation's order
	roots  []collect.Root           // what to ask the store, by position; zero where gqlgen answers
	rows   [][]any                  // the engine's answers, by position
	rest   rest
	whole  *plan.Kept    // where an engine keeps the statement of all plans; nil where these are not kept
	bytes  *atomic.Int64 // of the last answer to the same plans; nil where there was none

	explained []explain.Field // nil where it was not asked for
}

// query plans all root fields before anything runs, so that bad input costs nothing; then reads what they want in one
// read of the store; then writes, when the store's connection is free again.
func (e *Executable) query(ctx context.Context, op *graphql.OperationContext) *graphql.Response {
	if err := collect.Conditions(op); err != nil {
		return &graphql.Response{Errors: gqlerror.List{asGraphQL(err)}}
	}
	q := query{fields: collect.RootFields(op)}
	if asked, err := e.asksToExplain(op); err != nil {
		return &graphql.Response{Errors: gqlerror.List{err}}
	} else if asked {
		q.explained = []explain.Field{}
	}
	q.rows = make([][]any, len(q.fields))
	if errs := e.plan(op, &q); errs != nil {
		return &graphql.Response{Errors: errs}
	}
	if err := e.read(ctx, op, &q); err != nil {
		return &graphql.Response{Errors: gqlerror.List{err}}
	}
	if q.explained != nil {
		graphql.RegisterExtension(ctx, explainKey, q.explained)
	}
	return q.write()
}

// plan finds out what each root field comes to. What is explained is planned as if nothing were kept.
func (e *Executable) plan(op *graphql.OperationContext, q *query) (errs gqlerror.List) {
	for _, f := range q.fields {
		if _, ours := e.roots[f.Name]; !ours {
			q.rest.fields = append(q.rest.fields, f)
		}
	}
	if e.plans != nil && q.explained == nil && e.fromKept(op, q) {
		return nil
	}
	q.whole, q.bytes = nil, nil
	q.roots = make([]collect.Root, len(q.fields))
	for i, f := range q.fields {
		var err error
		if q.roots[i], err = e.collected(op, f); err != nil {
			errs = append(errs, asGraphQL(err))
		}
	}
	return errs
}

// collected finds out what one root field comes to.
func (e *Executable) collected(op *graphql.OperationContext, f graphql.CollectedField) (collect.Root, error) {
	collector := collect.New(e.cat, e.roots, op, e.limits, nil)
	if _, ours := e.roots[f.Name]; !ours {
		return collect.Root{}, collector.ByHand(f)
	}
	return collector.Field(f)
}

// read asks the questions, in one read of the store. Where no field needs the store, none is begun. An error is the whole
// answer, without data: there are no partial results.
func (e *Executable) read(ctx context.Context, op *graphql.OperationContext, q *query) *gqlerror.Error {
	if !slices.ContainsFunc(q.roots, func(r collect.Root) bool { return r.Question != nil }) {
		q.rest.run(ctx, op, e.ExecutableSchema)
		return nil
	}
	var err error
	if asked, only := q.operation(); only {
		err = e.answer(ctx, q, asked)
	} else {
		err = e.readAll(ctx, op, q)
	}
	if err != nil {
		return storeError(ctx, err)
	}
	return nil
}

// operation gives the plans of the root fields. only is false where there is more to ask, or to tell, than the answers of these.
func (q *query) operation() (op plan.Operation, only bool) {
	if q.explained != nil || len(q.rest.fields) > 0 {
		return op, false
	}
	op.Kept = q.whole
	for _, r := range q.roots {
		switch asked := r.Question.(type) {
		case nil:
		case explore.Plan:
			op.Queries = append(op.Queries, asked.Query)
		default:
			return op, false
		}
	}
	return op, true
}

// answer has the store answer plans.
func (e *Executable) answer(ctx context.Context, q *query, op plan.Operation) error {
	rows, err := store.Answer(ctx, e.store, op)
	if err != nil {
		return err
	}
	for i, r := range q.roots {
		if r.Question != nil {
			q.rows[i], rows = rows[0], rows[1:]
		}
	}
	return nil
}

// readAll asks the questions, one after another, in one read of the store.
func (e *Executable) readAll(ctx context.Context, op *graphql.OperationContext, q *query) error {
	return e.store.Read(ctx, func(r store.Reader) error {
		ask := e.asking(q, r)
		for i, f := range q.fields {
			if q.roots[i].Question == nil {
				continue
			}
			row, err := ask(ctx, f.Alias, q.roots[i].Question)
			if err != nil {
				return fmt.Errorf("%s: %w", f.Alias, err)
			}
			q.rows[i] = row
		}
		q.rest.run(withReader(ctx, r), op, e.ExecutableSchema)
		return nil
	})
}

// mostRoom is how much of an answer there is room made for before it is written, in bytes.
const mostRoom = 1 << 20

// write writes the root fields' values in the operation's order. Nothing is sent before all of it is known.
func (q *query) write() *graphql.Response {
	var w response.Writer
	if q.bytes != nil {
		w.Grow(int(min(q.bytes.Load(), mostRoom)) + 64)
	}
	w.Begin()
	whole := !q.rest.null
	for i, f := range q.fields {
		if q.roots[i].Shape.Value != nil {
			whole = w.Root(q.roots[i].Shape, q.roots[i].Given, q.rows[i]) && whole
			continue
		}
		value := q.rest.values[f.Alias]
		whole = whole && value != nil
		w.Raw(f.Alias, value)
	}
	data := w.End()
	if q.bytes != nil {
		q.bytes.Store(int64(len(data)))
	}
	if !whole {
		data = []byte("null")
	}
	return &graphql.Response{Data: data, Errors: append(w.Errors(), q.rest.errors...)}
}
