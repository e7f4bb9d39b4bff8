package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/dealgraph/dealgraph/graph/collect"
	"github.com/dealgraph/dealgraph/internal/server"
)

// limits are the bounds on what clients may do. They are one flag of serve, --limit name=value, and a table of names: as a
// flag each they would drown the others.
type limits struct {
	names       *pflag.FlagSet    // each name sets a field of what follows
	origins     map[string]origin // of the names that were set
	server      server.Config
	collect     collect.Limits
	connections int

	operationNames int // that metrics tell apart
}

var _ table = (*limits)(nil)

// mayBeZero are the limits that turn something off at 0.
var mayBeZero = [...]string{"queued", "documents", "persisted"}

func newLimits() *limits {
	l := &limits{origins: map[string]origin{}, names: pflag.NewFlagSet("limits", pflag.ContinueOnError), server: server.Defaults(), collect: collect.DefaultLimits()}
	l.names.SortFlags = false
	l.ofTheServer()
	l.ofRequests()
	l.ofDocuments()
	l.ofRecords()
	return l
}

func (l *limits) ofTheServer() {
	s := &l.server
	l.names.IntVar(&l.connections, "connections", server.DefaultConnections, "open connections; more are turned away")
	l.names.IntVar(&s.MaxRunning, "running", s.MaxRunning, "operations that run at one time: 8 for each processor, at least 32")
	l.names.IntVar(&s.MaxQueued, "queued", s.MaxQueued, "operations that wait to, by default as many as may run; more get 503; 0: none waits")
	l.names.DurationVar(&s.QueueTimeout, "queue-time", s.QueueTimeout, "how long one waits until it gets 503")
	l.names.IntVar(&l.operationNames, "operation-names", 100, "names of operations that metrics tell apart; others are counted as other")
	l.names.IntVar(&s.MaxErrors, "errors", s.MaxErrors, "errors in an answer")
	l.names.IntVar(&s.Documents, "documents", s.Documents, "documents kept parsed and validated; 0 keeps none")
	l.names.Int64Var(&s.DocumentBytes, "document-bytes", s.DocumentBytes, "what these may take, about")
	l.names.IntVar(&s.Persisted, "persisted", s.Persisted, "texts that clients may name by their hash; 0 keeps none")
	l.names.Int64Var(&s.PersistedBytes, "persisted-bytes", s.PersistedBytes, "what these may take")
}

func (l *limits) ofRequests() {
	s := &l.server
	l.names.Int64Var(&s.BodyLimit, "body", s.BodyLimit, "bytes of a request's body")
	l.names.IntVar(&s.Limits.JSONDepth, "json-depth", s.Limits.JSONDepth, "levels of its JSON")
	l.names.IntVar(&s.Limits.JSONValues, "json-values", s.Limits.JSONValues, "values in its JSON")
}

func (l *limits) ofDocuments() {
	g := &l.server.Limits
	l.names.IntVar(&g.Brackets, "brackets", g.Brackets, "levels of brackets in a document's text")
	l.names.IntVar(&g.Tokens, "tokens", g.Tokens, "tokens, comments included")
	l.names.IntVar(&g.NameBytes, "name-bytes", g.NameBytes, "bytes of a name")
	l.names.IntVar(&g.Operations, "operations", g.Operations, "operations in a document")
	l.names.IntVar(&g.Fragments, "fragments", g.Fragments, "fragments in a document")
	l.names.IntVar(&g.Aliases, "aliases", g.Aliases, "aliases in a document")
	l.names.IntVar(&g.Directives, "directives", g.Directives, "directives in a document")
	l.names.IntVar(&g.Repeats, "repeats", g.Repeats, "fields that stand beside others with their name")
	l.names.IntVar(&g.Nesting, "nesting", g.Nesting, "levels of fields, fragments expanded")
	l.names.IntVar(&g.Fields, "fields", g.Fields, "fields of an operation, fragments expanded")
	l.names.IntVar(&g.Work, "work", g.Work, "fields of all operations and fragments, each expanded")
	l.names.IntVar(&g.Introspection, "schema-fields", g.Introspection, "those of them below __schema and __type")
	l.names.IntVar(&l.server.Introspection, "schema-answer", l.server.Introspection, "fields in an answer about the schema, in percent of full introspection")
}

func (l *limits) ofRecords() {
	c := &l.collect
	l.names.IntVar(&c.PageSize, "page", c.PageSize, "first, last, and the ids of a field")
	l.names.IntVar(&c.Levels, "levels", c.Levels, "levels of records below a root field")
	l.names.IntVar(&c.Rows, "rows", c.Rows, "rows that its pages allow in all, sizes multiplied along the selection")
	l.names.IntVar(&c.Filters, "filters", c.Filters, "filters in it")
	l.names.IntVar(&c.Values, "values", c.Values, "values in a list in a filter")
}

// Set is for the command line.
func (l *limits) Set(text string) error { return l.take(origin{byFlag, "--limit"}, text) }

// take takes name=value, and several with commas between them, as the environment has them. It leaves alone what is set from
// somewhere that goes before.
func (l *limits) take(from origin, text string) error {
	for entry := range strings.SplitSeq(text, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(entry), "=")
		known := l.names.Lookup(name)
		if known == nil {
			return errors.New(unknown("limit", name, l.all()))
		}
		if l.origins[name].source > from.source {
			continue
		}
		if err := set(known, value); err != nil {
			return fmt.Errorf("the limit %s: %w", name, err)
		}
		l.origins[name] = from
	}
	return nil
}

// all are the names of the limits.
func (l *limits) all() []string {
	var names []string
	l.names.VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	return names
}

// originOf tells where a limit's value is from.
func (l *limits) originOf(f *pflag.Flag) origin { return l.origins[f.Name] }

// set refuses what a configuration would read as its default, or as no limit.
func set(f *pflag.Flag, value string) error {
	if err := f.Value.Set(value); err != nil {
		return fmt.Errorf("%q is no value of its kind, such as %s", value, f.DefValue)
	}
	now := f.Value.String()
	if strings.HasPrefix(now, "-") || (now == "0" || now == "0s") && !slices.Contains(mayBeZero[:], f.Name) {
		return errors.New("a limit is more than 0")
	}
	return nil
}

// String is the default that the usage shows, which is the table's.
func (l *limits) String() string { return "" }

// Type is what the usage calls a value.
func (l *limits) Type() string { return "name=value" }

// usage is the table.
func (l *limits) usage() string {
	var b strings.Builder
	l.names.VisitAll(func(f *pflag.Flag) {
		fmt.Fprintf(&b, "  %-15s %9s  %s\n", f.Name, f.DefValue, f.Usage)
	})
	return b.String()
}

// config is the server's configuration with these limits. What it turns off by a negative number is 0 here.
func (l *limits) config() server.Config {
	cfg := l.server
	for _, n := range []*int{&cfg.MaxQueued, &cfg.Documents, &cfg.Persisted} {
		if *n == 0 {
			*n = -1
		}
	}
	return cfg
}
