package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/dealgraph/dealgraph/internal/metrics"
)

// Options bound what Serve's clients may take. The zero value of each field is a default.
type Options struct {
	// Connections bounds how many connections are open at one time; 1,000. More are turned away at once.
	Connections int
	// HeaderTimeout bounds the reading of a request's headers; 5 s.
	HeaderTimeout time.Duration
	// ReadTimeout bounds the reading of a whole request; 15 s.
	ReadTimeout time.Duration
	// WriteTimeout bounds a request from the end of its headers to the end of its answer; 60 s. It must leave room for
	// Config.RequestTimeout.
	WriteTimeout time.Duration
	// IdleTimeout bounds how long a connection may stay without a request; 60 s.
	IdleTimeout time.Duration
	// DrainTimeout bounds how long requests under way may take to end once the server stops; 15 s.
	DrainTimeout time.Duration
	// Logger gets what net/http has to say; slog.Default.
	Logger *slog.Logger
	// Metrics counts connections; one that nobody sees.
	Metrics *metrics.Metrics
}

// DefaultConnections is how many connections may be open where nothing else is said.
const DefaultConnections = 1000

// maxHeaderBytes bounds a request's line and headers, and so a query sent by GET.
const maxHeaderBytes = 64 << 10

func (o Options) orDefaults() Options {
	o.Connections = or(o.Connections, DefaultConnections)
	o.HeaderTimeout = or(o.HeaderTimeout, 5*time.Second)
	o.ReadTimeout = or(o.ReadTimeout, 15*time.Second)
	o.WriteTimeout = or(o.WriteTimeout, time.Minute)
	o.IdleTimeout = or(o.IdleTimeout, time.Minute)
	o.DrainTimeout = or(o.DrainTimeout, 15*time.Second)
	o.Logger = or(o.Logger, slog.Default())
	if o.Metrics == nil {
		o.Metrics = metrics.New(0)
	}
	return o
}

// ErrDrain is given by Serve when requests were still under way at the end of the drain and were cut off.
var ErrDrain = errors.New("requests were cut off: they did not end in time")

// Serve answers requests on a listener until ctx ends. Then it takes no new ones, waits for those under way as long as
// the drain may take, cancels the rest, and gives nil, or ErrDrain if there was a rest. It closes the listener.
func Serve(ctx context.Context, listener net.Listener, handler http.Handler, opts Options) error {
	opts = opts.orDefaults()
	listener = limitConnections(listener, opts)
	// Requests outlive ctx, to be drained, and end with this one at the latest.
	requests, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	srv := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: opts.HeaderTimeout,
		ReadTimeout:       opts.ReadTimeout,
		WriteTimeout:      opts.WriteTimeout,
		IdleTimeout:       opts.IdleTimeout,
		MaxHeaderBytes:    maxHeaderBytes,
		BaseContext:       func(net.Listener) context.Context { return requests },
		ErrorLog:          slog.NewLogLogger(opts.Logger.Handler(), slog.LevelWarn),
	}
	ended := make(chan error, 1)
	go func() { ended <- srv.Serve(listener) }()
	select {
	case err := <-ended:
		return fmt.Errorf("serving on %s: %w", listener.Addr(), err)
	case <-ctx.Done():
		return drain(srv, opts.DrainTimeout, cancel)
	}
}

// drain lets requests end for a while. Cancelling what is left before closing its connections stops its statements.
func drain(srv *http.Server, within time.Duration, cancelRequests context.CancelFunc) error {
	ctx, cancel := context.WithTimeout(context.Background(), within)
	defer cancel()
	err := srv.Shutdown(ctx)
	if err == nil {
		return nil
	}
	cancelRequests()
	if closing := srv.Close(); closing != nil {
		err = errors.Join(err, closing)
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return ErrDrain
	}
	return fmt.Errorf("stopping: %w", err)
}
