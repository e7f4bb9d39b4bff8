package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/dealgraph/dealgraph/graph/collect"
	"github.com/dealgraph/dealgraph/graph/expand"
	"github.com/dealgraph/dealgraph/graph/explore"
	"github.com/dealgraph/dealgraph/graph/generated"
	"github.com/dealgraph/dealgraph/internal/catalog"
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
