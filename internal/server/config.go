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

	"go.opentelemetry.io/otel/trace"
	"go.opentelemetry.io/otel/trace/noop"

	"github.com/dealgraph/dealgraph/internal/metrics"
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
	// Introspection bounds what an operation may ask of the schema, in percent of what the full introspection query of
	// graphql-js asks for; 125.
	Introspection int

	// Documents and DocumentBytes bound the parsed and validated documents that are kept: 1,000, 64 MiB. Negative: none are.
	Documents     int
	DocumentBytes int64
	// Persisted and PersistedBytes bound the texts that clients may ask for by their hash: 1,000, 16 MiB. Negative: none are
	// kept.
	Persisted      int
	PersistedBytes int64
	// SDL is the published schema as text, for /schema.graphql; where it is empty, or Trusted is set, there is none.
	SDL string
	// Trusted makes the documents of a manifest the only ones that run; any document does.
	Trusted *Manifest

	// CacheControl is sent with the answers to GET that have data and no errors: "no-cache", which lets a cache keep them
	// and ask each time. All other answers to GraphQL requests are "no-store".
	CacheControl string

	// AllowedOrigins are the origins whose pages may read answers (scheme://host[:port]); none. "*" is refused.
	AllowedOrigins []string
	// Logger gets one line for each request, and what is not meant for clients; slog.Default.
	Logger *slog.Logger
	// Metrics counts requests and what is refused, and reads the caches and the queue; one that nobody sees.
	Metrics *metrics.Metrics
	// Tracer makes a span of each GraphQL request and of its operation; one that makes none.
	Tracer trace.Tracer
	// Ready says whether requests can be answered, for /readyz, which shows its error's code; always.
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
	defaultCacheControl   = "no-cache"
	defaultIntrospection  = 125
	defaultDocuments      = 1000
	defaultDocumentBytes  = 64 << 20
	defaultPersisted      = 1000
	defaultPersistedBytes = 16 << 20
)

// Defaults gives the configuration that the zero value stands for.
func Defaults() Config { return Config{}.orDefaults() }

func (c Config) orDefaults() Config {
	c.BodyLimit = or(c.BodyLimit, defaultBodyLimit)
	c.RequestTimeout = or(c.RequestTimeout, defaultRequestTimeout)
	c.MaxRunning = or(c.MaxRunning, max(32, 8*runtime.GOMAXPROCS(0)))
	c.MaxQueued = max(0, or(c.MaxQueued, c.MaxRunning))
	c.QueueTimeout = or(c.QueueTimeout, defaultQueueTimeout)
	c.MaxErrors = or(c.MaxErrors, defaultMaxErrors)
	c.CompressAbove = or(c.CompressAbove, defaultCompressAbove)
	c.CacheControl = or(c.CacheControl, defaultCacheControl)
	c.Limits = c.Limits.OrDefaults()
	c.Introspection = or(c.Introspection, defaultIntrospection)
	c.Documents = or(c.Documents, defaultDocuments)
	c.DocumentBytes = or(c.DocumentBytes, defaultDocumentBytes)
	c.Persisted = or(c.Persisted, defaultPersisted)
	c.PersistedBytes = or(c.PersistedBytes, defaultPersistedBytes)
	if c.Logger == nil {
		c.Logger = slog.Default()
	}
	if c.Metrics == nil {
		c.Metrics = metrics.New(0)
	}
	if c.Tracer == nil {
		c.Tracer = noop.Tracer{}
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
	if strings.ContainsFunc(c.CacheControl, func(r rune) bool { return r < ' ' || r > '~' }) {
		errs = append(errs, fmt.Errorf("CacheControl %q: a header has ASCII characters only, on one line", c.CacheControl))
	}
	for _, n := range []struct {
		name  string
		value int64
	}{
		{"BodyLimit", c.BodyLimit}, {"RequestTimeout", int64(c.RequestTimeout)}, {"MaxRunning", int64(c.MaxRunning)},
		{"QueueTimeout", int64(c.QueueTimeout)}, {"MaxErrors", int64(c.MaxErrors)}, {"CompressAbove", int64(c.CompressAbove)},
		{"Introspection", int64(c.Introspection)},
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
