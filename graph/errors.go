package graph

import (
	"context"
	"errors"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/dealgraph/dealgraph/internal/code"
	"github.com/dealgraph/dealgraph/internal/store"
)

const internalMessage = "something went wrong in here; the log knows more"

// storeError tells a client what went wrong in the store: a code and our own words. What the database said stays wrapped,
// for the log.
func storeError(ctx context.Context, err error) *gqlerror.Error {
	c, message := code.Internal, internalMessage
	switch {
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled), ctx.Err() != nil:
		c, message = code.Timeout, "the answer took longer than this server allows"
	case errors.Is(err, store.ErrLoading):
		c, message = code.Loading, "the graph is being loaded, and not whole yet: try again later"
	case errors.Is(err, store.ErrOverloaded):
		c, message = code.Overloaded, "the database has no room at the moment: try again later"
	case errors.Is(err, store.ErrUnavailable), errors.Is(err, store.ErrVocabulary):
		c, message = code.Unavailable, "the database can't be reached at the moment: try again later"
	}
	return code.Set(&gqlerror.Error{Err: err, Message: message}, c)
}

func internalError(err error) *gqlerror.Error {
	return code.Set(&gqlerror.Error{Err: err, Message: internalMessage}, code.Internal)
}

// asGraphQL gives an error of package collect, which is one already; anything else is a fault of ours.
func asGraphQL(err error) *gqlerror.Error {
	var e *gqlerror.Error
	if errors.As(err, &e) {
		return e
	}
	return internalError(err)
}
