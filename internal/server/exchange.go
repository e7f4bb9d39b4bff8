package server

import (
	"context"
	"log/slog"

	"github.com/dealgraph/dealgraph/internal/code"
)

// exchange is what becomes known of one request on its way, for its log line. It belongs to the request's goroutine.
type exchange struct {
	id        string
	traceID   string // empty where it is not traced
	logger    *slog.Logger
	kind      string // query or mutation
	operation string // the operation's name
	valid     bool   // its document is
	codes     []code.Code
}

// log is the logger for what else there is to say of the request. It carries its ids.
func (x *exchange) log() *slog.Logger { return slog.New(x.logger.Handler().WithAttrs(x.ids(nil))) }

// ids appends the ids by which the request's lines are found.
func (x *exchange) ids(attrs []slog.Attr) []slog.Attr {
	attrs = append(attrs, slog.String("request_id", x.id))
	if x.traceID != "" {
		attrs = append(attrs, slog.String("trace_id", x.traceID))
	}
	return attrs
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
	return &exchange{logger: slog.New(slog.DiscardHandler)}
}
