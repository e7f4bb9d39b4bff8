package main

import (
	"context"
	"errors"
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
		Use:   "seed [FILE or FOLDER ...]",
		Short: "Load data from YAML files, the project's own where none is named",
		Long: `Load data from YAML files into the database, in one transaction: all of it, or nothing.

Every mistake in the files is reported in one run, and nothing is written then. What the files no longer hold of their
own datasets is removed. A second run writes nothing. On Neo4j this also makes the indexes.`,
	}
	vocabulary := vocabularyFlag(cmd)
	db := databaseFlag(cmd)
	opts := seed.Options{}
	cmd.Flags().BoolVar(&opts.DryRun, "dry-run", false, "say what would change, and write nothing")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		cat, fits, err := vocabulary()
		if err != nil {
			return err
		}
		sources, err := seedSources(args, fits)
		if err != nil {
			return err
		}
		if opts.DryRun {
			db.spare()
		}
		return withDatabase(cmd.Context(), db, cat, func(st store.Store) error {
			if err := prepare(cmd.Context(), db, st, opts.DryRun); err != nil {
				return err
			}
			_, err := seed.Run(cmd.Context(), st, cat, sources, opts, cmd.OutOrStdout())
			return err
		})
	}
	return cmd
}

// prepare makes what the vocabulary needs. A dry run makes nothing, but in a database that goes away with it.
func prepare(ctx context.Context, db *database, st store.Store, dry bool) error {
	if dry && !db.created {
		return st.Check(ctx)
	}
	return st.Prepare(ctx)
}

func seedSources(args []string, fits bool) ([]seed.Source, error) {
	if len(args) > 0 {
		sources, err := seed.Load(args...)
		if err != nil {
			return nil, coded(exitUsage, err)
		}
		return sources, nil
	}
	if !fits {
		return nil, coded(exitUsage, errors.New("name the files to load: the project's own data does not fit this vocabulary"))
	}
	return seed.Builtin()
}

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
