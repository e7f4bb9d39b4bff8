package server

import (
	"context"
	"errors"
	"maps"
	"unicode/utf8"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/dealgraph/dealgraph/internal/code"
)

const (
	internalMessage = "Something went wrong on the server. The request's id helps to find out what."
	timeoutMessage  = "The request took too long and was stopped."
	// maxMessage bounds an error's message, in bytes: some of the validator's quote all that conflicts with all.
	maxMessage = 1000
)

// forClient makes errors fit to send: each with a code of the list and the request's id, not too many, not too long. What is not meant for
// clients goes to the log, and INTERNAL to the client.
func forClient(ctx context.Context, errs gqlerror.List, most int) gqlerror.List {
	if len(errs) == 0 {
		return nil
	}
	x := exchangeOf(ctx)
	sent := make(gqlerror.List, 0, min(len(errs), most))
	for i, err := range errs {
		shown := identified(present(ctx, x, err), x.id)
		if i < most {
			sent = append(sent, shown)
			x.codes = append(x.codes, code.Of(shown))
		}
	}
	return sent
}

// present makes one error fit to send. The error that was given is not changed: it may be shared.
func present(ctx context.Context, x *exchange, err *gqlerror.Error) *gqlerror.Error {
	switch c := code.Of(err); {
	case c == code.Internal:
		logHidden(ctx, x, err)
		return masked(err, code.Internal, internalMessage)
	case c != "":
		if err.Err != nil {
			x.log().WarnContext(ctx, "error", "code", c, "path", err.Path.String(), "error", err.Err.Error())
		}
		return clipped(err)
	case errors.Is(err, context.DeadlineExceeded):
		return masked(err, code.Timeout, timeoutMessage)
	case errors.Is(err, context.Canceled) && ctx.Err() != nil:
		return masked(err, code.Timeout, "The client hung up.")
	}
	logHidden(ctx, x, err)
	return masked(err, code.Internal, internalMessage)
}

func logHidden(ctx context.Context, x *exchange, err *gqlerror.Error) {
	if errors.As(err.Err, new(panicError)) {
		return // logged with its stack where it happened
	}
	text := err.Message
	if err.Err != nil {
		text = err.Err.Error()
	}
	x.log().ErrorContext(ctx, "internal error", "path", err.Path.String(), "error", text)
}

// masked keeps of an error only where it happened.
func masked(err *gqlerror.Error, c code.Code, message string) *gqlerror.Error {
	shown := code.Errorf(c, "%s", message)
	shown.Path, shown.Locations = err.Path, err.Locations
	return shown
}

// identified gives an error the request's id, by which the log knows it. The error that was given is not changed.
func identified(err *gqlerror.Error, requestID string) *gqlerror.Error {
	shown := *err
	shown.Extensions = maps.Clone(err.Extensions)
	shown.Extensions["requestId"] = requestID
	return &shown
}

func clipped(err *gqlerror.Error) *gqlerror.Error {
	if len(err.Message) <= maxMessage {
		return err
	}
	shown := *err
	shown.Message = clip(err.Message, maxMessage)
	return &shown
}

// clip shortens a text to at most n bytes and an ellipsis, at a character's border.
func clip(text string, n int) string {
	if len(text) <= n {
		return text
	}
	for n > 0 && !utf8.RuneStart(text[n]) {
		n--
	}
	return text[:n] + "…"
}
