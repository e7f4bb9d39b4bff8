package server

import (
	"context"
	"io"
	"net/http"
	"time"
)

// readyTimeout bounds the look at what the server depends on; a probe that hangs helps nobody.
const readyTimeout = 2 * time.Second

// livez says that the process runs.
func livez(w http.ResponseWriter, _ *http.Request) { plain(w, http.StatusOK, "ok\n") }

// readyz says whether requests can be answered now. Why not is in the log.
func readyz(ready func(context.Context) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), readyTimeout)
		defer cancel()
		if err := ready(ctx); err != nil {
			exchangeOf(ctx).log.WarnContext(ctx, "not ready", "error", err.Error())
			plain(w, http.StatusServiceUnavailable, "not ready\n")
			return
		}
		plain(w, http.StatusOK, "ready\n")
	}
}

func plain(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, text)
}
