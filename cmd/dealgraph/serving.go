package main

import (
	"time"

	"github.com/spf13/cobra"

	"github.com/dealgraph/dealgraph/graph"
	"github.com/dealgraph/dealgraph/internal/catalog"
)

// serving is what the command line says of serving.
type serving struct {
	addr        *string
	metricsAddr string // nobody can read them where there is none
	origins     []string
	timeout     time.Duration
	logFormat   string
	cache       string
	trusted     string // the manifest's file; any document runs where there is none
	explains    bool
	explain     graph.Explaining
	limits      *limits
	db          *database
	vocabulary  func() (cat *catalog.Catalog, fits bool, err error)
}

// servingOptions gives a command the options of serving.
func servingOptions(cmd *cobra.Command) *serving {
	s, flags := &serving{limits: newLimits()}, cmd.Flags()
	s.addr = addrFlag(cmd)
	s.db = databaseFlag(cmd)
	s.vocabulary = vocabularyFlag(cmd)
	flags.StringSliceVar(&s.origins, "origin", nil, "an origin whose pages may read answers, exact, such as https://example.org; may be repeated")
	fromEnv(cmd, "origin", "DEALGRAPH_ORIGINS")
	flags.DurationVar(&s.timeout, "timeout", 10*time.Second, "the most time that an operation may take; reaches the database")
	fromEnv(cmd, "timeout", "DEALGRAPH_TIMEOUT")
	flags.Var(s.limits, "limit", "a limit, as name=value; may be repeated")
	fromEnv(cmd, "limit", "DEALGRAPH_LIMITS")
	flags.StringVar(&s.cache, "cache-control", "no-cache", "the Cache-Control of answers to GET that have data and no errors")
	fromEnv(cmd, "cache-control", "DEALGRAPH_CACHE_CONTROL")
	flags.StringVar(&s.trusted, "trusted-documents", "", "a manifest of documents, then the only ones that run")
	fromEnv(cmd, "trusted-documents", "DEALGRAPH_TRUSTED_DOCUMENTS")
	flags.BoolVar(&s.explains, "explain", false, "tell clients that ask how they were answered: plans, statements, rows and times; not for production")
	fromEnv(cmd, "explain", "DEALGRAPH_EXPLAIN")
	flags.StringVar(&s.metricsAddr, "metrics-addr", "", "where to answer Prometheus, at /metrics, such as 127.0.0.1:9464; for operators only")
	fromEnv(cmd, "metrics-addr", "DEALGRAPH_METRICS_ADDR")
	flags.StringVar(&s.logFormat, "log", "text", "how to log, to standard error: text or json")
	fromEnv(cmd, "log", "DEALGRAPH_LOG")
	return s
}

// addrFlag adds the flag of where a server listens.
func addrFlag(cmd *cobra.Command) *string {
	addr := cmd.Flags().String("addr", "127.0.0.1:8080", "where to listen")
	fromEnv(cmd, "addr", "DEALGRAPH_ADDR")
	return addr
}
