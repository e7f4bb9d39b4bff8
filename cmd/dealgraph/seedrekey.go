package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/seed"
)

func seedRekeyCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "rekey OLD NEW",
		Short: "Give a node another id wherever it is named",
		Long: `Give a node another id, in one revision, wherever it is named: in its relationships and so in their ids, in references and
in sources, of all datasets. The old ids go on finding the node and its relationships, and files that use them go on
meaning it, with a warning.`,
		Args: arguments(2, 2),
	}
	vocabulary := vocabularyFlag(cmd)
	db := databaseFlag(cmd)
	out := outputFlags(cmd)
	opts := seed.Options{}
	changeFlags(cmd, &opts)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return out.run(cmd, func() error {
			db, cat, err := existing(db, vocabulary)
			if err != nil {
				return err
			}
			return withDatabase(cmd.Context(), db, cat, func(st store.Store) error {
				if err := st.Prepare(cmd.Context()); err != nil {
					return err
				}
				result, err := seed.Rekey(cmd.Context(), st, cat, args[0], args[1], opts)
				if err != nil {
					return err
				}
				if out.json() {
					return result.Write(cmd.OutOrStdout())
				}
				_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s is %s now, in %d of its relationships and %d other records\nrevision %d\n",
					args[0], args[1], result.Relationships, result.Mentions, result.Revision)
				return err
			})
		})
	}
	return cmd
}

// changeFlags adds the flags of commands that change the graph.
func changeFlags(cmd *cobra.Command, opts *seed.Options) {
	cmd.Flags().StringVar(&opts.Author, "author", "", "who makes the change")
	cmd.Flags().StringVar(&opts.Message, "message", "", "why it is made")
	fromEnv(cmd, "author", "DEALGRAPH_AUTHOR")
}

// existing gives a database that must be there, and the vocabulary.
func existing(db *database, vocabulary func() (*catalog.Catalog, bool, error)) (*database, *catalog.Catalog, error) {
	if err := db.mustExist(); err != nil {
		return nil, nil, coded(exitUsage, err)
	}
	cat, _, err := vocabulary()
	return db, cat, err
}

// arguments is the argument check of commands that take so many, as their usage names them.
func arguments(least, most int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) < least || len(args) > most {
			return coded(exitUsage, fmt.Errorf("these are %d arguments: %s", len(args), cmd.UseLine()))
		}
		return nil
	}
}
