package explore

import (
	"context"

	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/store"
)

// Question is what one root field asks of a store.
type Question interface {
	// Ask gives the row that answers it. It may be asked again, and then starts afresh.
	Ask(ctx context.Context, r store.Reader) ([]any, error)
	// String tells people what is asked.
	String() string
}

// Plan is the question that one plan answers, with one statement.
type Plan struct{ *plan.Query }

// Ask runs the plan.
func (p Plan) Ask(ctx context.Context, r store.Reader) ([]any, error) { return r.Run(ctx, p.Query) }
