package observed

import (
	"context"
	"errors"

	"github.com/dealgraph/dealgraph/internal/metrics"
	"github.com/dealgraph/dealgraph/internal/store"
)

// faultOf tells by its error how a read failed; empty where it was not the store that did, but what was asked, such as
// a cursor of another ordering.
func faultOf(ctx context.Context, err error, statementFailed bool) metrics.Fault {
	switch {
	case err == nil:
		return ""
	case errors.Is(ctx.Err(), context.Canceled):
		return metrics.Canceled
	case errors.Is(err, context.DeadlineExceeded), ctx.Err() != nil:
		return metrics.TimedOut
	case errors.Is(err, store.ErrLoading):
		return metrics.Loading
	case errors.Is(err, store.ErrOverloaded):
		return metrics.Overloaded
	case errors.Is(err, store.ErrUnavailable):
		return metrics.Unavailable
	case errors.Is(err, store.ErrVocabulary):
		return metrics.Vocabulary
	case statementFailed:
		return metrics.Unexpected
	}
	return ""
}
