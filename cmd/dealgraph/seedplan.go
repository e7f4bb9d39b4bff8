package main

import (
	"github.com/spf13/cobra"

	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/seed"
)

func seedPlanCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "plan [FILE, FOLDER or - ...]",
		Short: "Say what apply would change, and write nothing",
		Long: `Say what apply would change, and write nothing.

The exit code is 0 where nothing would change, and 7 where something would.`,
	}
	load := sourceFlags(cmd)
	db := databaseFlag(cmd)
	out := outputFlags(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return out.run(cmd, func() error {
			cat, sources, err := load(args)
			if err != nil {
				return err
			}
			db.spare()
			return withDatabase(cmd.Context(), db, cat, func(st store.Store) error {
				if err := prepare(cmd.Context(), db, st, true); err != nil {
					return err
				}
				_, result, err := seed.Plan(cmd.Context(), st, cat, sources)
				if err != nil {
					return err
				}
				if err := out.result(cmd, cat, result); err != nil || result.Change.Empty() {
					return err
				}
				return toldError{exitChanges}
			})
		})
	}
	return cmd
}
