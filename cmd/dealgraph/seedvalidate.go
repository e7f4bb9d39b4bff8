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

Names of records that neither the files nor the project's own data hold are warnings: the database may hold them.`,
	}
	vocabulary := vocabularyFlag(cmd)
	load := sourceFlags(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		cat, fits, err := vocabulary()
		if err != nil {
			return err
		}
		sources, err := load(args, fits)
		if err != nil {
			return err
		}
		result, err := seed.Validate(cat, sources)
		if err != nil {
			return err
		}
		return result.Print(cmd.OutOrStdout(), seed.DefaultLines)
	}
	return cmd
}
