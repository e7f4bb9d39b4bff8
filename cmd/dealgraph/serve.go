package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/spf13/cobra"
	"go.opentelemetry.io/otel/trace"

	"github.com/dealgraph/dealgraph/graph"
	"github.com/dealgraph/dealgraph/graph/explain"
	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/metrics"
	"github.com/dealgraph/dealgraph/internal/server"
	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/store/observed"
	"github.com/dealgraph/dealgraph/internal/tracing"
	"github.com/dealgraph/dealgraph/seed"
)

func serveCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Serve the GraphQL API",
		Args:  noArguments,
	}
	s := servingOptions(cmd)
	cmd.Long = `Serve the GraphQL API over the database.

Where NEO4J_URI is set it serves that Neo4j (with NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE), to which it writes
nothing. Else it serves a SQLite file; one that is not there is made, and gets the project's own data.

A flag goes before the environment, that before the file of --config, that before the default. dealgraph config prints what
is in force, and where each value is from.

Nothing that a client sends is without a limit. --limit sets one; these are their names and defaults:

` + s.limits.usage()
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		cat, fits, err := s.vocabulary()
		if err != nil {
			return err
		}
		if s.explains {
			s.explainBy(graph.Explained)
		}
		return s.serve(cmd.Context(), cmd, cat, fits)
	}
	return cmd
}

// explainBy has answers explained. Only then is anybody told of the statements.
func (s *serving) explainBy(how graph.Explaining) {
	s.explain = how
	s.db.alsoObserve(explain.Observe)
}

// serve listens before it opens the database: a taken address is told at once, and nothing has been written.
func (s *serving) serve(ctx context.Context, cmd *cobra.Command, cat *catalog.Catalog, fits bool) error {
	if s.timeout <= 0 {
		return coded(exitUsage, errors.New("--timeout (DEALGRAPH_TIMEOUT) must be more than nothing, such as 10s"))
	}
	logger, err := s.logger(cmd)
	if err != nil {
		return err
	}
	manifest, err := s.manifest()
	if err != nil {
		return coded(exitUsage, err)
	}
	listener, err := net.Listen("tcp", *s.addr)
	if err != nil {
		return coded(exitAddress, fmt.Errorf("can't listen on %s: %w", *s.addr, err))
	}
	defer listener.Close()
	scraped, err := s.listenForMetrics()
	if err != nil {
		return err
	}
	if scraped != nil {
		defer scraped.Close()
	}
	spans, err := tracing.Start(ctx, version(), logger)
	if err != nil {
		return coded(exitUsage, err)
	}
	defer spans.Stop()
	if spans.On() {
		s.db.alsoObserve(observed.Observe)
	}
	return withDatabase(ctx, s.db, cat, func(st store.Store) error {
		if err := s.makeReady(ctx, st, cat, fits, logger); err != nil {
			return err
		}
		counts := s.metrics()
		handler, err := s.handler(cat, observed.New(st, s.db.engine(), counts, spans.Tracer), manifest, counts, spans.Tracer, logger)
		if err != nil {
			return err
		}
		defer serveMetrics(ctx, scraped, counts, logger)()
		s.tellReady(listener, scraped, logger)
		err = server.Serve(ctx, listener, handler, server.Options{
			Connections: s.limits.connections, WriteTimeout: s.timeout + 15*time.Second, Logger: logger, Metrics: counts,
		})
		logger.Info("stopped")
		return err
	})
}

// metrics are those of this program.
func (s *serving) metrics() *metrics.Metrics {
	b, counts := built(), metrics.New(s.limits.operationNames)
	counts.Built(b.version, b.revision, b.goes, s.db.engine())
	return counts
}

func (s *serving) tellReady(listener, scraped net.Listener, logger *slog.Logger) {
	url := "http://" + listener.Addr().String()
	facts := []any{"page", url + "/", "endpoint", url + server.Endpoint, "database", s.db.String(), "version", version()}
	if scraped != nil {
		facts = append(facts, "metrics", "http://"+scraped.Addr().String()+"/metrics")
	}
	logger.Info("ready", facts...)
}

// makeReady sees that the database holds the vocabulary. On Neo4j nothing is written: seed makes what is missing.
func (s *serving) makeReady(ctx context.Context, st store.Store, cat *catalog.Catalog, fits bool, logger *slog.Logger) error {
	if s.db.isNeo4j() {
		return s.checked(ctx, st, logger)
	}
	if err := st.Prepare(ctx); err != nil {
		return fmt.Errorf("%s: %w", s.db, err)
	}
	if !s.db.created || !fits || errors.Is(st.Check(ctx), store.ErrLoading) {
		return s.checked(ctx, st, logger)
	}
	sources, err := seed.Builtin()
	if err != nil {
		return err
	}
	result, err := seed.Run(ctx, st, cat, sources, seed.Options{}, io.Discard)
	if err != nil {
		return fmt.Errorf("seed %s: %w", s.db, err)
	}
	for _, d := range result.Datasets {
		logger.Info("seeded", "database", s.db.String(), "dataset", d.Name, "nodes", d.Nodes, "relationships", d.Relationships)
	}
	return nil
}

// checked looks whether the database can be served. One that is being loaded is: requests get LOADING until it is whole.
func (s *serving) checked(ctx context.Context, st store.Store, logger *slog.Logger) error {
	switch err := st.Check(ctx); {
	case errors.Is(err, store.ErrLoading):
		logger.Warn("the graph is being loaded: requests get LOADING until it is whole")
		return nil
	case err != nil:
		return fmt.Errorf("%s: %w", s.db, err)
	}
	return warnEmpty(ctx, st, logger)
}

// warnEmpty says that a graph is empty: it is served all the same, and otherwise nobody would know why nothing is found.
func warnEmpty(ctx context.Context, st store.Store, logger *slog.Logger) error {
	return st.Read(ctx, func(r store.Reader) error {
		datasets, err := r.Datasets(ctx)
		if err == nil && len(datasets) == 0 {
			logger.Warn("the graph is empty: load data with dealgraph seed apply")
		}
		return err
	})
}

func (s *serving) handler(cat *catalog.Catalog, st store.Store, manifest *server.Manifest, counts *metrics.Metrics, tracer trace.Tracer, logger *slog.Logger) (http.Handler, error) {
	es, err := graph.New(cat, st, graph.Options{Version: version(), Limits: s.limits.collect, Explain: s.explain})
	if err != nil {
		return nil, err
	}
	if counts != nil {
		counts.Cache("plans", es.PlanStats)
	}
	cfg := s.limits.config()
	cfg.RequestTimeout, cfg.AllowedOrigins, cfg.CacheControl = s.timeout, s.origins, s.cache
	cfg.Logger, cfg.Ready, cfg.Version, cfg.Trusted, cfg.SDL = logger, es.Ready, version(), manifest, es.SDL()
	cfg.Metrics, cfg.Tracer = counts, tracer
	h, err := server.New(es, cfg)
	if err != nil {
		return nil, coded(exitUsage, err)
	}
	return h, nil
}

// manifest gives the documents that may run: nil where any may.
func (s *serving) manifest() (*server.Manifest, error) {
	if s.trusted == "" {
		return nil, nil //nolint:nilnil // none is meant
	}
	text, err := os.ReadFile(s.trusted)
	if err != nil {
		return nil, fmt.Errorf("read the trusted documents: %w", err)
	}
	return server.ReadManifest(s.trusted, text)
}

func (s *serving) logger(cmd *cobra.Command) (*slog.Logger, error) {
	switch s.logFormat {
	case "text":
		return slog.New(slog.NewTextHandler(cmd.ErrOrStderr(), nil)), nil
	case "json":
		return slog.New(slog.NewJSONHandler(cmd.ErrOrStderr(), nil)), nil
	}
	return nil, coded(exitUsage, errors.New("--log (DEALGRAPH_LOG) must be text or json"))
}
