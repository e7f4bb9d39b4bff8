package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"runtime"
	"strings"
	"time"

	"github.com/dealgraph/dealgraph/internal/server/guard"
)

// Config is what a handler is made with. The zero value of each field is a safe default.
type Config struct {
	// BodyLimit bounds a request's body, in bytes; 256 KiB.
	BodyLimit int64
	// RequestTimeout is the deadline of an operation, from its admission's queue to its answer; 10 s. It is in the
	// context that the schema is executed with.
	RequestTimeout time.Duration
	// MaxRunning bounds the operations that run at one time; 8 for each processor, at least 32.
	MaxRunning int
	// MaxQueued bounds the operations that wait for one of them to end; as many again. Negative: none wait.
	MaxQueued int
	// QueueTimeout bounds how long one waits; 1 s.
	QueueTimeout time.Duration
	// MaxErrors bounds the errors in one answer; 20.
	MaxErrors int
	// CompressAbove is the size in bytes from which answers are compressed; 1,400, which fits one packet.
	CompressAbove int
	// Limits bound the shape of a request; guard.Defaults.
	Limits guard.Limits

	// AllowedOrigins are the origins whose pages may read answers (scheme://host[:port]); none. "*" is refused.
	AllowedOrigins []string
	// Logger gets one line for each request, and what is not meant for clients; slog.Default.
	Logger *slog.Logger
	// Ready says whether requests can be answered, for /readyz; always.
	Ready func(context.Context) error
	// Version is shown on the page.
	Version string
}

const (
	defaultBodyLimit      = 256 << 10
	defaultRequestTimeout = 10 * time.Second
	defaultQueueTimeout   = time.Second
	defaultMaxErrors      = 20
	defaultCompressAbove  = 1400
)

func (c Config) orDefaults() Config {
	c.BodyLimit = or(c.BodyLimit, defaultBodyLimit)
	c.RequestTimeout = or(c.RequestTimeout, defaultRequestTimeout)
	c.MaxRunning = or(c.MaxRunning, max(32, 8*runtime.GOMAXPROCS(0)))
	c.MaxQueued = max(0, or(c.MaxQueued, c.MaxRunning))
	c.QueueTimeout = or(c.QueueTimeout, defaultQueueTimeout)
	c.MaxErrors = or(c.MaxErrors, defaultMaxErrors)
	c.CompressAbove = or(c.CompressAbove, defaultCompressAbove)
	c.Limits = c.Limits.OrDefaults()
	if c.Logger == nil {
		c.Logger = slog.Default()
	}
	if c.Ready == nil {
		c.Ready = func(context.Context) error { return nil }
	}
	return c
}

func or[T comparable](given, otherwise T) T {
	var zero T
	if given == zero {
		return otherwise
	}
	return given
}

// check finds what cannot be served with, all of it at once.
func (c Config) check() error {
	var errs []error
	for _, origin := range c.AllowedOrigins {
		errs = append(errs, checkOrigin(origin))
	}
	for _, n := range []struct {
		name  string
		value int64
	}{
		{"BodyLimit", c.BodyLimit}, {"RequestTimeout", int64(c.RequestTimeout)}, {"MaxRunning", int64(c.MaxRunning)},
		{"QueueTimeout", int64(c.QueueTimeout)}, {"MaxErrors", int64(c.MaxErrors)}, {"CompressAbove", int64(c.CompressAbove)},
	} {
		if n.value < 0 {
			errs = append(errs, fmt.Errorf("%s is negative", n.name))
		}
	}
	return errors.Join(errs...)
}

// checkOrigin insists on one exact origin: a pattern lets in more than whoever wrote it thinks.
func checkOrigin(origin string) error {
	if strings.Contains(origin, "*") {
		return fmt.Errorf("allowed origin %q: name each origin, patterns are not taken", origin)
	}
	u, err := url.Parse(origin)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") || u.Scheme+"://"+u.Host != origin {
		return fmt.Errorf("allowed origin %q: an origin is scheme://host or scheme://host:port, nothing after it", origin)
	}
	return nil
}
