package graph

import (
	"context"
	"encoding/json"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// rest is the root fields of a query that gqlgen answers: introspection, and what operations.graphqls declares.
type rest struct {
	fields []graphql.CollectedField
	values map[string]json.RawMessage
	null   bool // a field that can't be null failed: the whole answer is null
	errors gqlerror.List
}

// run has gqlgen answer the operation, narrowed to these fields. It may be called again and then starts afresh.
func (r *rest) run(ctx context.Context, op *graphql.OperationContext, inner graphql.ExecutableSchema) {
	r.values, r.null, r.errors = nil, false, nil
	if len(r.fields) == 0 {
		return
	}
	ctx = graphql.WithFreshResponseContext(graphql.WithOperationContext(ctx, narrowed(op, r.fields)))
	answer := inner.Exec(ctx)(ctx)
	r.errors = append(answer.Errors, graphql.GetErrors(ctx)...)
	if err := json.Unmarshal(answer.Data, &r.values); err != nil {
		r.errors = append(r.errors, internalError(err))
	}
	r.null = r.values == nil
}

// narrowed is the operation with only these root fields.
func narrowed(op *graphql.OperationContext, fields []graphql.CollectedField) *graphql.OperationContext {
	operation := *op.Operation
	operation.SelectionSet = make(ast.SelectionSet, len(fields))
	for i, f := range fields {
		field := *f.Field
		field.SelectionSet = f.Selections
		field.Directives = nil // @skip and @include have been applied
		operation.SelectionSet[i] = &field
	}
	return &graphql.OperationContext{
		RawQuery: op.RawQuery, Variables: op.Variables, OperationName: op.OperationName, Doc: op.Doc,
		Extensions: op.Extensions, Headers: op.Headers, Operation: &operation,
		DisableIntrospection: op.DisableIntrospection, RecoverFunc: op.RecoverFunc,
		ResolverMiddleware: op.ResolverMiddleware, RootResolverMiddleware: op.RootResolverMiddleware, Stats: op.Stats,
	}
}
