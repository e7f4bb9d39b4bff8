package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dealgraph/dealgraph"
	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/seed"
)

// The exit codes, as docs/operators.md lists them.
const (
	exitOK          = 0
	exitFailure     = 1 // whatever has no code of its own
	exitUsage       = 2 // flags, arguments, or what they name
	exitAddress     = 3 // the address can't be listened on
	exitDatabase    = 4 // the database can't be used: no database, another vocabulary, no indexes
	exitUnreachable = 5 // the database can't be reached, or refuses the password
	exitData        = 6 // the data or the vocabulary has mistakes
)

// errUsage and errAddress mark errors for the exit code.
var (
	errUsage   = errors.New("usage")
	errAddress = errors.New("address")
)

// run runs the command line and gives the exit code.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	root := rootCommand()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	code := exitCode(err)
	if err != nil {
		tell(stderr, err, code)
	}
	return code
}

// tell prints an error. Mistakes in files stand alone, one a line: editors and terminals open FILE:LINE:COLUMN.
func tell(w io.Writer, err error, code int) {
	text := strings.TrimSpace(err.Error())
	if code != exitData {
		text = "dealgraph: " + text
	}
	fmt.Fprintln(w, text)
}

func exitCode(err error) int {
	var problems seed.Problems
	var vocabulary catalog.Problems
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, errUsage):
		return exitUsage
	case errors.Is(err, errAddress):
		return exitAddress
	case errors.As(err, &problems), errors.As(err, &vocabulary):
		return exitData
	case errors.Is(err, store.ErrUnavailable):
		return exitUnreachable
	case errors.Is(err, store.ErrVocabulary), errors.Is(err, errDatabase):
		return exitDatabase
	}
	return exitFailure
}

func rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:           "dealgraph",
		Short:         "A GraphQL API over the graph of technology diplomacy",
		Version:       version(),
		SilenceUsage:  true,
		SilenceErrors: true,

		PersistentPreRunE: applyEnv,
	}
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return fmt.Errorf("%w: %w", errUsage, err) })
	root.AddCommand(serveCommand(), seedCommand(), schemaCommand(), healthCommand())
	return root
}

// vocabularyFlag adds the flag that names another vocabulary, and gives what reads it.
func vocabularyFlag(cmd *cobra.Command) func() (*catalog.Catalog, bool, error) {
	file := cmd.Flags().String("schema", "", "a vocabulary to use instead of the project's own")
	fromEnv(cmd, "schema", "DEALGRAPH_SCHEMA")
	return func() (*catalog.Catalog, bool, error) {
		if *file == "" {
			cat, err := catalog.Parse("schema.graphqls", dealgraph.Vocabulary)
			return cat, true, err
		}
		text, err := os.ReadFile(*file)
		if err != nil {
			return nil, false, fmt.Errorf("%w: read the vocabulary: %w", errUsage, err)
		}
		cat, err := catalog.Parse(*file, string(text))
		return cat, false, err
	}
}
