package server

import (
	"context"
	"log/slog"

	"github.com/dealgraph/dealgraph/internal/code"
)

// exchange is what becomes known of one request on its way, for its log line. It belongs to the request's goroutine.
type exchange struct {
	id        string
	log       *slog.Logger // carries the id
	kind      string       // query or mutation
	operation string       // the operation's name
	valid     bool         // its document is
	codes     []code.Code
}

type exchangeKey struct{}

func withExchange(ctx context.Context, x *exchange) context.Context {
	return context.WithValue(ctx, exchangeKey{}, x)
}

// exchangeOf gives the request's exchange; one that goes nowhere outside of a request.
func exchangeOf(ctx context.Context) *exchange {
	if x, ok := ctx.Value(exchangeKey{}).(*exchange); ok {
		return x
	}
	return &exchange{log: slog.New(slog.DiscardHandler)}
}
