package server

import (
	"context"
	"fmt"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/dealgraph/dealgraph/internal/code"
	"github.com/dealgraph/dealgraph/internal/server/variables"
)

// guarded is gqlgen's executor with another way in: gqlgen parses and validates in one step, and the validator
// overflows its stack on a fragment that includes itself, so the guard has to stand between the two.
type guarded struct {
	*executor.Executor
	schema        *ast.Schema
	documents     *documents
	schemaQueries *schemaQueries
}

var _ graphql.GraphExecutor = (*guarded)(nil)

func newExecutor(es graphql.ExecutableSchema, cfg Config) (*guarded, error) {
	inner := executor.New(es)
	inner.SetRecoverFunc(recoverField)
	g := &guarded{Executor: inner, schema: es.Schema(), documents: newDocuments(es.Schema(), cfg)}
	var err error
	if g.schemaQueries, err = newSchemaQueries(es.Schema(), g.documents.validator, cfg.Introspection); err != nil {
		return nil, fmt.Errorf("measuring full introspection: %w", err)
	}
	cfg.Metrics.Cache("documents", g.documents.recent.Stats)
	cfg.Metrics.Cache("schema_answers", g.schemaQueries.answers.Stats)
	if cfg.Trusted == nil {
		return g, nil
	}
	if err := g.documents.trust(cfg.Trusted); err != nil {
		return nil, err
	}
	cfg.Metrics.Trust(g.documents.trustedOperations()...)
	return g, nil
}

// CreateOperationContext makes a request ready to be executed, or says what is wrong with it. What is given with errors
// holds as much as was understood, never nil: the operation where it was parsed, the document only where it is good.
func (g *guarded) CreateOperationContext(ctx context.Context, params *graphql.RawParams) (*graphql.OperationContext, gqlerror.List) {
	op := &graphql.OperationContext{
		RawQuery:               params.Query,
		OperationName:          params.OperationName,
		Extensions:             params.Extensions,
		Headers:                params.Headers,
		RecoverFunc:            recoverField,
		ResolverMiddleware:     func(ctx context.Context, next graphql.Resolver) (any, error) { return next(ctx) },
		RootResolverMiddleware: func(ctx context.Context, next graphql.RootResolver) graphql.Marshaler { return next(ctx) },
		Stats:                  graphql.Stats{Read: params.ReadTime, OperationStart: graphql.GetStartTime(ctx)},
	}
	doc, errs := g.documents.get(params.Query)
	if doc != nil {
		op.Operation = doc.Operations.ForName(params.OperationName)
	}
	if errs != nil {
		return op, errs
	}
	op.Doc = doc.QueryDocument
	if op.Operation == nil {
		return op, gqlerror.List{noOperation(params.OperationName)}
	}
	var err *gqlerror.Error
	if op.Variables, err = variables.Coerce(g.schema, op.Operation, params.Variables); err != nil {
		return op, gqlerror.List{err}
	}
	if doc.introspects {
		if err := g.schemaQueries.check(op); err != nil {
			return op, gqlerror.List{err}
		}
	}
	return op, nil
}

// DispatchOperation gives what executes an operation.
func (g *guarded) DispatchOperation(ctx context.Context, op *graphql.OperationContext) (graphql.ResponseHandler, context.Context) {
	return g.schemaQueries.dispatch(ctx, op, g.Executor.DispatchOperation)
}

func noOperation(name string) *gqlerror.Error {
	if name == "" {
		return code.Errorf(code.BadUserInput, "The document has several operations; name one by operationName.")
	}
	return code.Errorf(code.BadUserInput, "The document has no operation of the name that operationName gives.")
}
