package server

import (
	"context"
	"errors"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"

	"github.com/dealgraph/dealgraph/internal/server/code"
	"github.com/dealgraph/dealgraph/internal/server/guard"
	"github.com/dealgraph/dealgraph/internal/server/variables"
)

// guarded is gqlgen's executor with another way in: gqlgen parses and validates in one step, and the validator
// overflows its stack on a fragment that includes itself, so the guard has to stand between the two.
type guarded struct {
	*executor.Executor
	schema    *ast.Schema
	limits    guard.Limits
	validator *validator
}

var _ graphql.GraphExecutor = (*guarded)(nil)

func newExecutor(es graphql.ExecutableSchema, cfg Config) *guarded {
	inner := executor.New(es)
	inner.SetRecoverFunc(recoverField)
	return &guarded{
		Executor:  inner,
		schema:    es.Schema(),
		limits:    cfg.Limits,
		validator: newValidator(es.Schema(), cfg.Limits.Work, cfg.MaxErrors),
	}
}

// CreateOperationContext makes a request ready to be executed, or says what is wrong with it. What is given with
// errors holds as much as was understood, never nil.
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
	var errs gqlerror.List
	if op.Doc, errs = g.document(params.Query); errs != nil {
		return op, errs
	}
	if op.Operation = op.Doc.Operations.ForName(params.OperationName); op.Operation == nil {
		return op, gqlerror.List{noOperation(params.OperationName)}
	}
	var err *gqlerror.Error
	if op.Variables, err = variables.Coerce(g.schema, op.Operation, params.Variables); err != nil {
		return op, gqlerror.List{err}
	}
	return op, nil
}

// document parses and validates, with a guard before each.
func (g *guarded) document(query string) (*ast.QueryDocument, gqlerror.List) {
	if err := guard.Text(query, g.limits); err != nil {
		return nil, gqlerror.List{err}
	}
	doc, err := parser.ParseQuery(&ast.Source{Input: query})
	if err != nil {
		return nil, gqlerror.List{parseError(err)}
	}
	if len(doc.Operations) == 0 {
		return nil, gqlerror.List{code.Errorf(code.ValidationFailed, "The document has no operation.")}
	}
	if err := guard.Document(doc, g.limits); err != nil {
		return nil, gqlerror.List{err}
	}
	if errs := g.validator.validate(doc); errs != nil {
		return nil, errs
	}
	return doc, nil
}

func parseError(err error) *gqlerror.Error {
	var known *gqlerror.Error
	if !errors.As(err, &known) {
		known = gqlerror.Wrap(err)
	}
	return code.Set(known, code.ParseFailed)
}

func noOperation(name string) *gqlerror.Error {
	if name == "" {
		return code.Errorf(code.BadUserInput, "The document has several operations; name one by operationName.")
	}
	return code.Errorf(code.BadUserInput, "The document has no operation of the name that operationName gives.")
}
