package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/dealgraph/dealgraph/graph"
	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/query"
	"github.com/dealgraph/dealgraph/internal/server"
	"github.com/dealgraph/dealgraph/internal/store"
)

// querying is what the command line says of a question.
type querying struct {
	url       string
	headers   []string
	format    string
	operation string
	flags     []string // name=value
	file      string   // of a JSON object of variables
	maxAnswer int64
	serving   serving // how a database is asked without a server
	formats   []string
	explains  bool // how it was answered is printed in place of the answer
}

func queryCommand() *cobra.Command {
	q := querying{formats: []string{"json", "csv", "table"}}
	cmd := &cobra.Command{
		Use:   "query FILE.graphql|-",
		Short: "Ask a server or a database, and print the answer as JSON, CSV or a table",
		Long: `Ask the question of a GraphQL document, or of standard input where - stands for it, and print the answer.

It is asked of the server at --url, else of the database as serve would serve it, under the same limits; nothing is
written there. An answer with errors prints nothing but these, to standard error with their codes, and gives the exit
code 8: what is printed is always whole.

CSV and table have a row for each entry of the first list under the root field (a connection's nodes or edges), and a
column for each leaf that the document selects; lists within a row are joined by "; ". docs/scripts.md has the rules.`,
		Example: `  dealgraph query deals.graphql -v first=5 --format table
  dealgraph query - --url https://example.org/graphql --format csv < deals.graphql > deals.csv`,
		Args: oneArgument,
	}
	cmd.Flags().StringVar(&q.format, "format", "json", "how to print the answer: json, csv or table")
	q.command(cmd)
	return cmd
}

func explainCommand() *cobra.Command {
	q := querying{formats: []string{"text", "json"}, explains: true}
	cmd := &cobra.Command{
		Use:   "explain FILE.graphql|-",
		Short: "Tell how a question is answered: plans, statements, rows and times",
		Long: `Ask the question of a GraphQL document as query does, and print how it was answered in place of the answer: for each root
field each statement with its plan, the types of its parameters, its rows and its time.

Of a database it also prints the database's own plan: EXPLAIN QUERY PLAN of SQLite, PROFILE of Neo4j with db hits. A
server tells all but that, where serve was started with --explain.`,
		Example: `  dealgraph explain deals.graphql -v first=5`,
		Args:    oneArgument,
	}
	cmd.Flags().StringVar(&q.format, "format", "text", "how to print it: text or json")
	q.command(cmd)
	return cmd
}

// command adds what the commands that ask have in common.
func (q *querying) command(cmd *cobra.Command) {
	q.serving.limits, q.serving.cache = newLimits(), "no-store"
	vocabulary := vocabularyFlag(cmd)
	q.serving.db = databaseFlag(cmd)
	if q.explains {
		q.serving.explainBy(graph.Profiled)
	}
	flags := cmd.Flags()
	flags.StringVar(&q.url, "url", "", "the endpoint of a server, such as http://127.0.0.1:8080/graphql")
	flags.StringArrayVarP(&q.headers, "header", "H", nil, "a header for the server, as 'Name: value'; may be repeated")
	flags.StringArrayVarP(&q.flags, "variable", "v", nil, "a variable, as name=value; may be repeated, for a list each time one entry")
	flags.StringVar(&q.file, "variables", "", "a file with a JSON object of variables; -v goes before it")
	flags.StringVar(&q.operation, "operation", "", "which operation of the document, where it has several")
	flags.DurationVar(&q.serving.timeout, "timeout", 30*time.Second, "the most time that the question may take")
	flags.Int64Var(&q.maxAnswer, "max-answer", 64<<20, "the most bytes of an answer")
	flags.Var(q.serving.limits, "limit", "a limit of serve, as name=value, where a database is asked; may be repeated")
	fromEnv(cmd, "limit", "DEALGRAPH_LIMITS")
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return q.run(cmd, args[0], vocabulary) }
}

// oneArgument is the argument check of commands that take one.
func oneArgument(cmd *cobra.Command, args []string) error {
	if len(args) != 1 {
		return coded(exitUsage, fmt.Errorf("%s takes one argument: see dealgraph %s --help", cmd.Name(), cmd.Name()))
	}
	return nil
}

// run reads all that was given before it asks anything.
func (q *querying) run(cmd *cobra.Command, file string, vocabulary func() (*catalog.Catalog, bool, error)) error {
	if q.url != "" && q.serving.db.flag.Changed {
		return coded(exitUsage, errors.New("--url asks a server, --db a database: give one of them"))
	}
	document, variables, err := q.read(cmd.InOrStdin(), file)
	if err != nil {
		return coded(exitUsage, err)
	}
	client := &query.Client{URL: q.url, Timeout: q.serving.timeout, MaxAnswer: q.maxAnswer, Explain: q.explains}
	if client.Header, err = readHeaders(q.headers); err != nil {
		return coded(exitUsage, err)
	}
	ask := func() error { return q.ask(cmd, client, document, variables) }
	if q.url != "" {
		return ask()
	}
	cat, _, err := vocabulary()
	if err != nil {
		return err
	}
	return q.local(cmd.Context(), cat, client, ask)
}

func (q *querying) read(stdin io.Reader, file string) (*query.Document, map[string]any, error) {
	if !slices.Contains(q.formats, q.format) {
		return nil, nil, fmt.Errorf("--format must be one of %s", strings.Join(q.formats, ", "))
	}
	if q.serving.timeout <= 0 || q.maxAnswer <= 0 {
		return nil, nil, errors.New("--timeout and --max-answer must be more than nothing")
	}
	name := file
	if file == "-" {
		name = "standard input"
	}
	text, err := readGiven(stdin, file)
	if err != nil {
		return nil, nil, fmt.Errorf("read the document: %w", err)
	}
	document, err := query.Parse(name, text, q.operation)
	if err != nil {
		return nil, nil, err
	}
	var object []byte
	if q.file != "" {
		if object, err = readGiven(nil, q.file); err != nil {
			return nil, nil, fmt.Errorf("read the variables: %w", err)
		}
	}
	variables, err := document.Variables(object, q.flags)
	if err == nil && (q.format == "csv" || q.format == "table") {
		err = document.Check(variables)
	}
	return document, variables, err
}

// readGiven reads a file, or standard input for -, and one byte more than a document may have.
func readGiven(stdin io.Reader, file string) ([]byte, error) {
	if file != "-" || stdin == nil {
		f, err := os.Open(file)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		stdin = f
	}
	return io.ReadAll(io.LimitReader(stdin, query.MaxDocument+1))
}

func readHeaders(given []string) (http.Header, error) {
	headers := http.Header{}
	for _, text := range given {
		name, value, is := strings.Cut(text, ":")
		if name = strings.TrimSpace(name); !is || name == "" {
			return nil, errors.New("--header: a header is given as 'Name: value'") // its value may be a secret
		}
		headers.Add(name, strings.TrimSpace(value))
	}
	return headers, nil
}

// local asks a database through the handler that serve would have: the same guard, limits and answers.
func (q *querying) local(ctx context.Context, cat *catalog.Catalog, client *query.Client, ask func() error) error {
	if err := q.serving.db.mustExist(); err != nil {
		return coded(exitDatabase, err)
	}
	return withDatabase(ctx, q.serving.db, cat, func(st store.Store) error {
		if err := st.Check(ctx); err != nil {
			return fmt.Errorf("%s: %w", q.serving.db, err)
		}
		h, err := q.serving.handler(cat, st, nil, nil, nil, slog.New(slog.DiscardHandler))
		if err != nil {
			return err
		}
		client.URL, client.Transport = "http://"+"local"+server.Endpoint, query.Handler(h)
		return ask()
	})
}

func (q *querying) ask(cmd *cobra.Command, client *query.Client, document *query.Document, variables map[string]any) error {
	answer, err := client.Ask(cmd.Context(), document, variables)
	var refused query.AnswerError
	switch {
	case errors.As(err, &refused):
		return coded(exitAnswer, err)
	case errors.Is(err, query.ErrUnreachable):
		return coded(exitUnreachable, err)
	case errors.Is(err, query.ErrTooLarge):
		return coded(exitAnswer, fmt.Errorf("%w: ask for less, or set --max-answer", err))
	case err != nil:
		return coded(exitUsage, err)
	}
	out := bufio.NewWriter(cmd.OutOrStdout())
	print := func() error { return q.print(out, cmd.ErrOrStderr(), answer, document, variables) }
	if q.explains {
		print = func() error { return q.printExplanation(out, answer) }
	}
	if err := print(); errors.Is(err, query.ErrNotExplained) {
		return coded(exitAnswer, err)
	} else if err != nil {
		return fmt.Errorf("print the answer: %w", err)
	}
	return out.Flush()
}

func (q *querying) printExplanation(out io.Writer, answer *query.Answer) error {
	if q.format == "json" {
		return answer.ExplanationJSON(out)
	}
	return answer.Explanation(out)
}

func (q *querying) print(out, notes io.Writer, answer *query.Answer, document *query.Document, variables map[string]any) error {
	if q.format == "json" {
		return answer.JSON(out)
	}
	table, err := answer.Table(document, variables)
	if err != nil {
		return err
	}
	if table.More {
		fmt.Fprintf(notes, "dealgraph: these are the first %d rows; there are more: ask for a larger page, or for the next one by its cursor\n", len(table.Rows))
	}
	if q.format == "csv" {
		return table.CSV(out)
	}
	return table.Text(out)
}
