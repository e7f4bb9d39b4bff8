package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/seed"
)

// closeTimeout bounds the closing of a database.
const closeTimeout = 10 * time.Second

func seedCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "seed",
		Short: "Check, plan and apply the graph's content, which is kept in files",
		Long: `Make a database hold what files say.

Every mistake in the files is reported in one run, and nothing is written then. What the files no longer hold of their
own datasets is removed. A second run writes nothing. Where no file is named, the project's own data is meant.`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			return coded(exitUsage, fmt.Errorf("seed has no command %s: to load files, dealgraph seed apply %s; see dealgraph seed --help", args[0], args[0]))
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(seedValidateCommand(), seedPlanCommand(), seedApplyCommand(), seedExportCommand(), seedLoadCommand(), seedSchemaCommand(),
		seedHistoryCommand(), seedRollbackCommand(), seedRekeyCommand())
	return cmd
}

// prepare makes what the vocabulary needs. A dry run makes nothing, but in a database that goes away with it.
func prepare(ctx context.Context, db *database, st store.Store, dry bool) error {
	if dry && !db.created {
		return st.Check(ctx)
	}
	return st.Prepare(ctx)
}

// sourceFlags adds the flags that name the vocabulary and say what files don't, and gives what reads the vocabulary and loads
// the files that are named: the project's own data where there are none and it fits the vocabulary.
func sourceFlags(cmd *cobra.Command) func(args []string) (*catalog.Catalog, []seed.Source, error) {
	vocabulary := vocabularyFlag(cmd)
	in := seed.Input{}
	flags := cmd.Flags()
	flags.Var((*formatValue)(&in.Format), "input-format", "yaml, jsonl, csv or tsv: of standard input (-), and of files whose names tell none")
	flags.StringVar(&in.Type, "type", "", "the type of the records of a table from there, such as Person")
	flags.StringVar(&in.Dataset, "dataset", "", "the dataset of records that name none")
	return func(args []string) (*catalog.Catalog, []seed.Source, error) {
		cat, fits, err := vocabulary()
		if err != nil {
			return nil, nil, err
		}
		if len(args) == 0 && !fits {
			return nil, nil, coded(exitUsage, errors.New("name the files to load: the project's own data does not fit this vocabulary"))
		}
		if len(args) == 0 {
			sources, err := seed.Builtin()
			return cat, sources, err
		}
		in.Stdin = cmd.InOrStdin()
		sources, err := in.Load(args...)
		if err != nil {
			return nil, nil, coded(exitUsage, err)
		}
		return cat, sources, nil
	}
}

// formatValue is a flag for a format.
type formatValue seed.Format

// Set takes the name of a format.
func (f *formatValue) Set(name string) error {
	format, err := seed.ParseFormat(name)
	*f = formatValue(format)
	return err
}

func (f *formatValue) String() string { return string(*f) }

// Type is what the usage calls a value.
func (f *formatValue) Type() string { return "format" }

// withDatabase opens the database, uses it and closes it.
func withDatabase(ctx context.Context, db *database, cat *catalog.Catalog, use func(store.Store) error) (err error) {
	st, err := db.open(ctx, cat)
	if err != nil {
		return err
	}
	defer func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeTimeout)
		defer cancel()
		err = errors.Join(err, st.Close(ctx))
	}()
	return use(st)
}
