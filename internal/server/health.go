package server

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/dealgraph/dealgraph/internal/code"
)

// readyTimeout bounds the look at what the server depends on; a probe that hangs helps nobody.
const readyTimeout = 2 * time.Second

// livez says that the process runs.
func livez(w http.ResponseWriter, _ *http.Request) { plain(w, http.StatusOK, "ok\n") }

// readiness looks whether requests can be answered now, for whoever asks: a probe, or Prometheus. The log tells of each change
// once, however often it is asked.
type readiness struct {
	check  func(context.Context) error
	logger *slog.Logger
	last   atomic.Pointer[string] // what was answered last; nil at first
}

const ready = "ready\n"

// look gives what a probe is told. A prober that hangs up changes nothing of it.
func (r *readiness) look(ctx context.Context) string {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), readyTimeout)
	defer cancel()
	err := r.check(ctx)
	text, cause := ready, ""
	if err != nil {
		text, cause = notReady(err)
	}
	switch was := r.last.Swap(&text); {
	case err != nil && (was == nil || *was != text):
		r.logger.WarnContext(ctx, "not ready", "error", cause)
	case err == nil && was != nil && *was != ready:
		r.logger.InfoContext(ctx, "ready again")
	}
	return text
}

// ServeHTTP says whether requests can be answered now, and with which code not. Why not is in the log.
func (r *readiness) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	status, text := http.StatusOK, r.look(req.Context())
	if text != ready {
		status = http.StatusServiceUnavailable
	}
	plain(w, status, text)
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

func plain(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, text)
}
