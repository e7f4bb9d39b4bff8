package main

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/seed"
)

// seedRollback is what the command line says of a rollback.
type seedRollback struct {
	seedApply
	revision int64
	datasets []string
	plan     bool
}

func seedRollbackCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "rollback REVISION",
		Short: "Make the graph hold again what it held at a revision",
		Long: `Make datasets hold again what they held when a revision had been stored (see dealgraph seed history), in a new revision:
those that later ones touched, or only those that --dataset names. 0 is what was there before the first revision.

What would change is shown first, and agreed to, as with apply. It is refused where other datasets point at what would go,
or have what would come back. Ids that records had since go on finding them.`,
		Args: arguments(1, 1),
	}
	vocabulary := vocabularyFlag(cmd)
	db := databaseFlag(cmd)
	r := seedRollback{seedApply: seedApply{out: outputFlags(cmd)}}
	flags := cmd.Flags()
	flags.BoolVar(&r.yes, "yes", false, "don't ask")
	flags.BoolVar(&r.plan, "plan", false, "only say what would change; the exit code is 7 where something would")
	flags.StringSliceVar(&r.datasets, "dataset", nil, "a dataset to roll back; may be given several times")
	changeFlags(cmd, &r.opts)
	cmd.RunE = func(cmd *cobra.Command, args []string) (err error) {
		return r.out.run(cmd, func() error {
			if r.revision, err = strconv.ParseInt(args[0], 10, 64); err != nil || r.revision < 0 {
				return coded(exitUsage, fmt.Errorf("%s is not the number of a revision: see dealgraph seed history", args[0]))
			}
			if err := r.canAsk(cmd.InOrStdin(), nil); err != nil && !r.plan {
				return coded(exitUsage, err)
			}
			db, cat, err := existing(db, vocabulary)
			if err != nil {
				return err
			}
			return withDatabase(cmd.Context(), db, cat, func(st store.Store) error {
				if err := prepare(cmd.Context(), db, st, r.plan); err != nil {
					return err
				}
				return r.rollback(cmd, st, cat)
			})
		})
	}
	return cmd
}

// rollback shows what would change and asks, as apply does.
func (r *seedRollback) rollback(cmd *cobra.Command, st store.Store, cat *catalog.Catalog) error {
	ctx := cmd.Context()
	if !r.yes || r.plan {
		planned, err := seed.PlanRollback(ctx, st, cat, r.revision, r.datasets)
		if err != nil {
			return err
		}
		if err := r.out.result(cmd, cat, planned); err != nil || planned.Change.Empty() {
			return err
		}
		if r.plan {
			return toldError{exitChanges}
		}
		if !agreed(cmd.InOrStdin(), cmd.ErrOrStderr()) {
			return errors.New("not rolled back: nothing was written")
		}
		r.opts.Agreed = &planned.Change
	}
	result, err := seed.Rollback(ctx, st, cat, r.revision, r.datasets, r.opts)
	if err != nil {
		return err
	}
	if !r.yes { // what has been shown
		result.Change, result.Warnings = seed.Change{}, nil
	}
	return r.out.result(cmd, cat, result)
}
