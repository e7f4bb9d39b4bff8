package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/dealgraph/dealgraph/graph/explain"
	"github.com/dealgraph/dealgraph/graph/explore"
	"github.com/dealgraph/dealgraph/internal/code"
	"github.com/dealgraph/dealgraph/internal/store"
)

// explainKey is the entry of a request's extensions by which it asks to be explained, and of the answer's that does so.
const explainKey = "explain"

// asksToExplain tells whether an operation wants to be explained; an error where that is not allowed.
func (e *Executable) asksToExplain(op *graphql.OperationContext) (bool, *gqlerror.Error) {
	switch op.Extensions[explainKey] {
	case nil, false:
		return false, nil
	case true:
		if e.tells == NotExplained {
			return false, code.Errorf(code.Forbidden, "this server does not explain its answers: leave extensions.explain out")
		}
		return true, nil
	}
	return false, code.Errorf(code.BadUserInput, "extensions.explain must be true or false")
}

// asking gives what puts a question to a reader, and where that was asked for keeps how it was answered.
func (e *Executable) asking(q *query, r store.Reader) func(ctx context.Context, key string, question explore.Question) ([]any, error) {
	if q.explained == nil {
		if e.statements != nil {
			r = explore.Keeping{Reader: r, Statements: e.statements}
		}
		return func(ctx context.Context, _ string, question explore.Question) ([]any, error) {
			return question.Ask(ctx, r)
		}
	}
	q.explained = []explain.Field{} // the read may be begun again
	var profiler explain.Profiler
	if e.tells == Profiled {
		profiler, _ = e.store.(explain.Profiler)
	}
	reader := explain.NewReader(r, profiler)
	return func(ctx context.Context, key string, question explore.Question) ([]any, error) {
		row, err := question.Ask(ctx, reader)
		if err != nil {
			return nil, err
		}
		steps, err := reader.Take(ctx)
		q.explained = append(q.explained, explain.Field{Key: key, Steps: steps})
		return row, err
	}
}
