package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/seed"
)

func seedLoadCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "load FILE or FOLDER ...",
		Short: "Store a large new dataset from JSON Lines, a record at a time",
		Long: `Store a dataset that is not there yet from files of JSON Lines, a record at a time: memory does not grow with it but by
some bytes for each node. In each file nodes stand before relationships, as export writes them. All is checked before
anything is written; until then it waits in a temporary file.

It is one transaction. Where a database has no room for one that large, --batched makes it several: until the last one,
the database is marked as being loaded, and whoever asks it gets LOADING. Where that breaks off, the same command goes
on from there; --discard takes back what was stored.`,
	}
	vocabulary := vocabularyFlag(cmd)
	db := databaseFlag(cmd)
	opts := seed.LoadOptions{}
	loadFlags(cmd, &opts)
	cmd.Flags().StringVar(&opts.Dataset, "dataset", "", "the dataset of records that name none")
	discard := cmd.Flags().Bool("discard", false, "take back what a load that was broken off has stored")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if *discard == (len(args) > 0) {
			return coded(exitUsage, errors.New("name files to load, or --discard and none"))
		}
		for _, path := range args {
			if _, err := os.Stat(path); err != nil {
				return coded(exitUsage, err)
			}
		}
		cat, _, err := vocabulary()
		if err != nil {
			return err
		}
		if *discard {
			return discardLoad(cmd, db, cat)
		}
		return loadInto(cmd, db, cat, &opts, func(ctx context.Context, st store.Store) (seed.Result, error) {
			return seed.LoadFiles(ctx, st, cat, args, opts)
		})
	}
	return cmd
}

// loadFlags adds the flags of commands that load.
func loadFlags(cmd *cobra.Command, opts *seed.LoadOptions) {
	flags := cmd.Flags()
	flags.BoolVar(&opts.Batched, "batched", false, "in several transactions, between which the database answers LOADING")
	flags.StringVar(&opts.Author, "author", "", "who makes the change")
	flags.StringVar(&opts.Message, "message", "", "why it is made")
	fromEnv(cmd, "author", "DEALGRAPH_AUTHOR")
}

// loadInto prepares the database, loads into it and shows how that goes.
func loadInto(cmd *cobra.Command, db *database, cat *catalog.Catalog, opts *seed.LoadOptions, load func(context.Context, store.Store) (seed.Result, error)) error {
	ctx := cmd.Context()
	opts.Progress = progress(cmd.ErrOrStderr())
	return withDatabase(ctx, db, cat, func(st store.Store) error {
		if err := st.Prepare(ctx); err != nil {
			return err
		}
		result, err := load(ctx, st)
		if err != nil {
			return brokenOff(ctx, st, err, *opts)
		}
		return result.Print(cmd.OutOrStdout(), seed.DefaultLines)
	})
}

// brokenOff says beside an error what is to be done about it.
func brokenOff(ctx context.Context, st store.Store, err error, opts seed.LoadOptions) error {
	switch {
	case errors.Is(err, store.ErrOverloaded) && !opts.Batched:
		return fmt.Errorf("%w: the database has no room for so large a transaction: nothing was written; load with --batched", err)
	case errors.Is(st.Check(context.WithoutCancel(ctx)), store.ErrLoading):
		return fmt.Errorf("%w: what is stored is a part, and nobody sees it: run the same again to go on, or dealgraph seed load --discard", err)
	}
	return err
}

func discardLoad(cmd *cobra.Command, db *database, cat *catalog.Catalog) error {
	if err := db.mustExist(); err != nil {
		return coded(exitDatabase, err)
	}
	return withDatabase(cmd.Context(), db, cat, func(st store.Store) error {
		dataset, err := seed.Discard(cmd.Context(), st)
		switch {
		case err != nil:
			return err
		case dataset == "":
			fmt.Fprintln(cmd.OutOrStdout(), "no load was broken off: nothing to discard")
		default:
			fmt.Fprintf(cmd.OutOrStdout(), "dataset %s: what was stored of it is removed\n", dataset)
		}
		return nil
	})
}
