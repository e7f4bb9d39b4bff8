package main

import (
	"github.com/spf13/cobra"

	"github.com/dealgraph/dealgraph/seed"
)

func seedValidateCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "validate [FILE, FOLDER or - ...]",
		Short: "Check files by themselves, without a database",
		Long: `Check files against the vocabulary, without a database.

Names of records that neither the files nor the project's own data hold are warnings: the database may hold them. With
--strict they are mistakes, as for a pull request that is to hold all.`,
	}
	load := sourceFlags(cmd)
	out := outputFlags(cmd)
	strict := cmd.Flags().Bool("strict", false, "take warnings for mistakes")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return out.run(cmd, func() error {
			cat, sources, err := load(args)
			if err != nil {
				return err
			}
			v, err := seed.Validate(cat, sources)
			switch {
			case err != nil:
				return err
			case *strict && len(v.Warnings) > 0:
				return v.Warnings
			}
			return out.validation(cmd, v)
		})
	}
	return cmd
}
