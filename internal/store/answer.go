package store

import (
	"context"

	"github.com/dealgraph/dealgraph/internal/plan"
)

// Answerer is a store that answers all plans of an operation with one statement, and so needs no transaction around several.
type Answerer interface {
	// Answer gives a row for each plan, as Reader.Run does; all of them are of one state of the graph.
	Answer(ctx context.Context, op plan.Operation) ([][]any, error)
}

// mostColumns is how many columns the one statement may have. SQLite takes 2,000; who asks for very many is better served by
// statements that are shared with others.
const mostColumns = 200

// Answer answers the plans of an operation, each with a row as Reader.Run does, out of one read.
func Answer(ctx context.Context, s Store, op plan.Operation) ([][]any, error) {
	if at, ok := s.(Answerer); ok && columns(op) <= mostColumns {
		return at.Answer(ctx, op)
	}
	return AnswerByRead(ctx, s, op)
}

// AnswerByRead answers the plans of an operation one after another.
func AnswerByRead(ctx context.Context, s Store, op plan.Operation) ([][]any, error) {
	rows := make([][]any, len(op.Queries))
	err := s.Read(ctx, func(r Reader) (err error) {
		for i, q := range op.Queries {
			if rows[i], err = r.Run(ctx, q); err != nil {
				return err
			}
		}
		return nil
	})
	return rows, err
}

func columns(op plan.Operation) int {
	n := 0
	for _, q := range op.Queries {
		n += len(q.Columns)
	}
	return n
}
