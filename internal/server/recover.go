package server

import (
	"context"
	"fmt"
	"net/http"
	"runtime/debug"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/dealgraph/dealgraph/internal/code"
)

// panicError is a panic that has been logged already.
type panicError struct{ value any }

func (p panicError) Error() string { return fmt.Sprintf("panic: %v", p.value) }

// recovered logs a panic with its stack and makes it an error.
func recovered(ctx context.Context, value any) *gqlerror.Error {
	exchangeOf(ctx).log().ErrorContext(ctx, "panic", "panic", fmt.Sprint(value), "stack", string(debug.Stack()))
	err := code.Errorf(code.Internal, "%s", internalMessage)
	err.Err = panicError{value}
	return err
}

// recoverField is what gqlgen calls when a resolver panics.
func recoverField(ctx context.Context, value any) error { return recovered(ctx, value) }

// recoverPanics is the last resort, for a panic outside of an operation: the connection is told, the server lives.
func recoverPanics(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			value := recover()
			if value == nil {
				return
			}
			if value == http.ErrAbortHandler { //nolint:errorlint // net/http compares it so
				panic(value)
			}
			refuse(w, r, jsonType, recovered(r.Context(), value))
		}()
		next.ServeHTTP(w, r)
	})
}
