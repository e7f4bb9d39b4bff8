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
	var told toldError
	if err != nil && !errors.As(err, &told) {
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

func rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:           "dealgraph",
		Short:         "A GraphQL API over the graph of technology diplomacy",
		Version:       built().String(),
		SilenceUsage:  true,
		SilenceErrors: true,

		PersistentPreRunE: applyOptions,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return coded(exitUsage, fmt.Errorf("there is no command %s: see dealgraph --help", args[0]))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.PersistentFlags().String(configFlag, "", "a file of options, in YAML; the command line and the environment go before it")
	markOption(root.PersistentFlags().Lookup(configFlag), configVariable)
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return coded(exitUsage, err) })
	root.AddCommand(serveCommand(), seedCommand(), queryCommand(), explainCommand(), generateCommand(), schemaCommand(), healthCommand(), configCommand(), backupCommand())
	return root
}

// noArguments is the argument check of commands that take none.
func noArguments(_ *cobra.Command, args []string) error {
	if len(args) > 0 {
		return coded(exitUsage, fmt.Errorf("%s: this command takes no arguments", args[0]))
	}
	return nil
}

// vocabularyFlag adds the flag that names another vocabulary, and gives what reads it and tells whether the project's own data
// fits it: it does where the vocabulary is the project's, or only adds to that.
func vocabularyFlag(cmd *cobra.Command) func() (cat *catalog.Catalog, fits bool, err error) {
	file := cmd.Flags().String("schema", "", "a vocabulary to use instead of the project's own")
	fromEnv(cmd, "schema", "DEALGRAPH_SCHEMA")
	return func() (*catalog.Catalog, bool, error) {
		own, err := catalog.Parse("schema.graphqls", dealgraph.Vocabulary)
		if *file == "" || err != nil {
			return own, true, err
		}
		text, err := os.ReadFile(*file)
		if err != nil {
			return nil, false, coded(exitUsage, fmt.Errorf("read the vocabulary: %w", err))
		}
		cat, err := catalog.Parse(*file, string(text))
		if err != nil {
			return nil, false, err
		}
		return cat, len(catalog.Lost(own.Facts(), cat.Facts())) == 0, nil
	}
}
