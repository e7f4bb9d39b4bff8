package server

import (
	"context"
	"fmt"
	"net/http"

	"github.com/99designs/gqlgen/graphql"
	"github.com/klauspost/compress/gzhttp"
)

// Endpoint is where GraphQL is answered.
const Endpoint = "/graphql"

// New makes the handler of /graphql, /schema.graphql, /, /livez and /readyz. It fails on a configuration that cannot be served safely,
// a "*" among the origins for one.
func New(es graphql.ExecutableSchema, cfg Config) (http.Handler, error) {
	if err := cfg.check(); err != nil {
		return nil, fmt.Errorf("server: %w", err)
	}
	cfg = cfg.orDefaults()
	compress, err := gzhttp.NewWrapper(gzhttp.MinSize(cfg.CompressAbove), gzhttp.SuffixETag("-gzip"))
	if err != nil {
		return nil, fmt.Errorf("server: compression: %w", err)
	}
	api, err := endpoint(es, cfg)
	if err != nil {
		return nil, fmt.Errorf("server: %w", err)
	}
	pages, err := newPages(es.Schema(), cfg)
	if err != nil {
		return nil, fmt.Errorf("server: page: %w", err)
	}
	schema, err := newSchemaFile(cfg)
	if err != nil {
		return nil, fmt.Errorf("server: %s: %w", SchemaFile, err)
	}
	readyz := &readiness{check: cfg.Ready, logger: cfg.Logger}
	cfg.Metrics.Ready(func() bool { return readyz.look(context.Background()) == ready })
	mux := http.NewServeMux()
	mux.Handle(SchemaFile, allowOrigins(schema, cfg.AllowedOrigins))
	mux.Handle(Endpoint, traced(allowOrigins(compress(api), cfg.AllowedOrigins), cfg.Tracer))
	mux.HandleFunc("GET /livez", livez)
	mux.Handle("GET /readyz", readyz)
	for path, p := range pages {
		mux.Handle("GET "+path, compress(p)) // which leaves alone what is compressed already
	}
	return accessLog(recoverPanics(securityHeaders(mux)), cfg.Logger, cfg.Metrics), nil
}

// endpoint answers GraphQL requests, and others with what would be one.
func endpoint(es graphql.ExecutableSchema, cfg Config) (http.Handler, error) {
	exec, err := newExecutor(es, cfg)
	if err != nil {
		return nil, err
	}
	t := &transport{cfg: cfg, limiter: newLimiter(cfg.MaxRunning, cfg.MaxQueued, cfg.QueueTimeout), library: newLibrary(cfg)}
	cfg.Metrics.Operations(t.limiter.inUse, t.limiter.waiting, cfg.MaxRunning, cfg.MaxQueued)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if t.Supports(r) {
			t.Do(w, r, exec)
			return
		}
		w.Header().Set("Allow", allowedMethods)
		refusef(http.StatusMethodNotAllowed, "Send queries by GET or POST, mutations by POST.").send(w, r, jsonType)
	}), nil
}
