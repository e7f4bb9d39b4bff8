package graph

import (
	"context"
	"errors"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/dealgraph/dealgraph/internal/store"
)

// storeError tells a client what went wrong in the store: a code and our own words. What the database said stays wrapped,
// for the log.
func storeError(ctx context.Context, err error) *gqlerror.Error {
	code, message := "INTERNAL", "something went wrong in here; the log knows more"
	switch {
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled), ctx.Err() != nil:
		code, message = "TIMEOUT", "the answer took longer than this server allows"
	case errors.Is(err, store.ErrOverloaded):
		code, message = "OVERLOADED", "the database has no room at the moment: try again later"
	case errors.Is(err, store.ErrUnavailable), errors.Is(err, store.ErrVocabulary):
		code, message = "UNAVAILABLE", "the database can't be reached at the moment: try again later"
	}
	return &gqlerror.Error{Err: err, Message: message, Extensions: map[string]any{"code": code}}
}

func internalError(err error) *gqlerror.Error {
	return &gqlerror.Error{Err: err, Message: "something went wrong in here; the log knows more",
		Extensions: map[string]any{"code": "INTERNAL"}}
}

// asGraphQL gives an error of package collect, which is one already; anything else is a fault of ours.
func asGraphQL(err error) *gqlerror.Error {
	var e *gqlerror.Error
	if errors.As(err, &e) {
		return e
	}
	return internalError(err)
}
