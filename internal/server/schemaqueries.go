package server

import (
	"context"
	"encoding/json"
	"math"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"

	"github.com/dealgraph/dealgraph/internal/bounded"
	"github.com/dealgraph/dealgraph/internal/code"
	"github.com/dealgraph/dealgraph/internal/server/introspection"
)

// schemaQueries bounds and remembers what is asked about the schema. gqlgen answers that without looking at the
// deadline, every field in its own time: what may be asked is bounded by what comes of it, and what was is kept, as the
// schema doesn't change.
type schemaQueries struct {
	schema  *ast.Schema
	most    int // fields in an answer
	answers *bounded.Cache[schemaQuery, []byte]
}

// schemaQuery is an operation that asks about the schema and nothing else.
type schemaQuery struct{ text, operation, variables string }

const (
	// answersKept and answerBytes bound the answers that are kept: tools ask the same few questions.
	answersKept = 32
	answerBytes = 16 << 20
)

// newSchemaQueries allows so many percent of what the full introspection query of graphql-js asks for.
func newSchemaQueries(schema *ast.Schema, validator *validator, percent int) (*schemaQueries, error) {
	doc, err := parser.ParseQuery(&ast.Source{Input: introspection.Full})
	if err != nil {
		return nil, err
	}
	if errs := validator.walk(doc); errs != nil {
		return nil, errs
	}
	full := introspection.Count(schema, doc.Operations[0], nil, math.MaxInt32)
	return &schemaQueries{
		schema:  schema,
		most:    int(int64(full) * int64(percent) / 100),
		answers: bounded.New[schemaQuery, []byte](answersKept, answerBytes),
	}, nil
}

// check refuses what asks for too much. What was answered was found good.
func (q *schemaQueries) check(op *graphql.OperationContext) *gqlerror.Error {
	if key, only := aboutTheSchema(op); only {
		if q.answers.Has(key) {
			return nil
		}
	}
	if introspection.Count(q.schema, op.Operation, op.Variables, q.most) > q.most {
		return code.Errorf(code.TooComplex, "The operation asks for more of the schema than %d fields; full introspection asks for less.", q.most)
	}
	return nil
}

// dispatch answers an operation about the schema alone from what is kept, and keeps what next answers where there is
// nothing yet. Other operations are left to next.
func (q *schemaQueries) dispatch(ctx context.Context, op *graphql.OperationContext, next dispatcher) (graphql.ResponseHandler, context.Context) {
	key, only := aboutTheSchema(op)
	if !only {
		return next(ctx, op)
	}
	if data, known := q.answers.Get(key); known {
		return graphql.OneShot(&graphql.Response{Data: data}), ctx
	}
	handler, ctx := next(ctx, op)
	return func(ctx context.Context) *graphql.Response {
		response := handler(ctx)
		if response != nil && len(response.Errors) == 0 && len(response.Extensions) == 0 {
			q.answers.Add(key, response.Data, int64(len(response.Data)+len(key.text)+len(key.operation)+len(key.variables)))
		}
		return response
	}, ctx
}

type dispatcher func(context.Context, *graphql.OperationContext) (graphql.ResponseHandler, context.Context)

// aboutTheSchema gives an operation as what its answer is kept under, if it asks about the schema and nothing else.
func aboutTheSchema(op *graphql.OperationContext) (schemaQuery, bool) {
	if !asksTheSchemaOnly(op.Operation.SelectionSet) {
		return schemaQuery{}, false
	}
	variables, err := json.Marshal(op.Variables)
	return schemaQuery{op.RawQuery, op.OperationName, string(variables)}, err == nil
}

func asksTheSchemaOnly(set ast.SelectionSet) bool {
	for _, s := range set {
		only := false
		switch s := s.(type) {
		case *ast.Field:
			only = s.Name == "__schema" || s.Name == "__type" || s.Name == "__typename"
		case *ast.InlineFragment:
			only = asksTheSchemaOnly(s.SelectionSet)
		case *ast.FragmentSpread:
			only = asksTheSchemaOnly(s.Definition.SelectionSet)
		}
		if !only {
			return false
		}
	}
	return true
}
