package server

import (
	"context"
	"errors"
	"io"
	"net/http"
	"time"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/dealgraph/dealgraph/internal/code"
)

// readyTimeout bounds the look at what the server depends on; a probe that hangs helps nobody.
const readyTimeout = 2 * time.Second

// livez says that the process runs.
func livez(w http.ResponseWriter, _ *http.Request) { plain(w, http.StatusOK, "ok\n") }

// readyz says whether requests can be answered now, and with which code not. Why not is in the log.
func readyz(ready func(context.Context) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), readyTimeout)
		defer cancel()
		if err := ready(ctx); err != nil {
			text, cause := notReady(err)
			exchangeOf(ctx).log.WarnContext(ctx, "not ready", "error", cause)
			plain(w, http.StatusServiceUnavailable, text)
			return
		}
		plain(w, http.StatusOK, "ready\n")
	}
}

// notReady gives what a probe is told, and what the log is.
func notReady(err error) (text, cause string) {
	text, cause = "not ready\n", err.Error()
	var known *gqlerror.Error
	if !errors.As(err, &known) {
		return text, cause
	}
	if known.Err != nil {
		cause = known.Err.Error()
	}
	if c := code.Of(known); c != "" {
		text = "not ready: " + string(c) + "\n"
	}
	return text, cause
}

// isReady is readyz for the metrics.
func isReady(ready func(context.Context) error) bool {
	ctx, cancel := context.WithTimeout(context.Background(), readyTimeout)
	defer cancel()
	return ready(ctx) == nil
}

func plain(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, text)
}
