package graph

import (
	"context"
	"fmt"
	"slices"
	"sync/atomic"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/dealgraph/dealgraph/graph/collect"
	"github.com/dealgraph/dealgraph/graph/expand"
	"github.com/dealgraph/dealgraph/graph/explain"
	"github.com/dealgraph/dealgraph/graph/explore"
	"github.com/dealgraph/dealgraph/graph/generated"
	"github.com/dealgraph/dealgraph/graph/response"
	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/store"
)

// Options are what an Executable can be given beside its vocabulary and its store.
type Options struct {
	Version string
	Limits  collect.Limits // DefaultLimits where it is zero
	Explain Explaining
	Anew    bool // plans are made anew for each operation; else those of operations that come again are kept
}

// Explaining is what an operation may learn of how it was answered, by `explain: true` in its extensions.
type Explaining uint8

// NotExplained refuses to tell; Explained tells plans and statements, rows and times; Profiled the database's own plans as
// well, for which each statement is planned, and on Neo4j run, once more.
const (
	NotExplained Explaining = iota
	Explained
	Profiled
)

// Executable answers operations. It decorates what gqlgen generated: queries are split by root field, mutations and
// subscriptions pass through.
type Executable struct {
	graphql.ExecutableSchema // gqlgen's own

	cat    *catalog.Catalog
	store  store.Store
	roots  collect.Roots
	limits collect.Limits
	tells  Explaining
	plans  *plans // nil: none are kept

	statements *explore.Statements // of questions that no one plan answers; nil: none are kept
}

// New gives the executable schema of a vocabulary over a store that holds it.
func New(cat *catalog.Catalog, st store.Store, opts Options) (*Executable, error) {
	schema, err := Schema(cat)
	if err != nil {
		return nil, err
	}
	if opts.Limits == (collect.Limits{}) {
		opts.Limits = collect.DefaultLimits()
	}
	inner := generated.NewExecutableSchema(generated.Config{Schema: schema, Resolvers: &resolvers{store: st, limits: opts.Limits, version: opts.Version}})
	var statements *explore.Statements
	if !opts.Anew {
		statements = explore.NewStatements()
	}
	return &Executable{statements: statements, ExecutableSchema: inner, cat: cat, store: st, roots: collect.NewRoots(cat), limits: opts.Limits, tells: opts.Explain, plans: newPlans(opts)}, nil
}

// SDL prints the published API.
func (e *Executable) SDL() string { return expand.SDL(e.Schema()) }

// Ready tells whether operations can be answered now. Its error has the code that they would get.
func (e *Executable) Ready(ctx context.Context) error {
	if err := e.store.Check(ctx); err != nil {
		return storeError(ctx, err)
	}
	return nil
}

// Exec answers one operation.
func (e *Executable) Exec(ctx context.Context) graphql.ResponseHandler {
	op := graphql.GetOperationContext(ctx)
	if op.Operation.Operation != ast.Query {
		return e.ExecutableSchema.Exec(ctx)
	}
	answered := false
	return func(ctx context.Context) *graphql.Response {
		if answered {
			return nil
		}
		answered = true
		return e.query(ctx, op)
	}
}

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
	if plans, only := q.plans(); only {
		err = e.answer(ctx, q, plans)
	} else {
		err = e.readAll(ctx, op, q)
	}
	if err != nil {
		return storeError(ctx, err)
	}
	return nil
}

// plans gives the plans of the root fields. only is false where there is more to ask, or to tell, than the answers of these.
func (q *query) plans() (op plan.Operation, only bool) {
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
