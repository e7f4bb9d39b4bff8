package main

import (
	"os"

	"github.com/spf13/cobra"

	"github.com/dealgraph/dealgraph/seed"
)

func seedSchemaCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of YAML files, which editors complete and check by",
		Long: `Print the JSON Schema (2020-12) of YAML files of a vocabulary. Editors with a YAML language server complete and check
files whose first line is

  # yaml-language-server: $schema=PATH-OF-THE-SCHEMA`,
		Args: noArguments,
	}
	vocabulary := vocabularyFlag(cmd)
	output := cmd.Flags().String("output", "", "a file to write instead of standard output")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		cat, _, err := vocabulary()
		if err != nil {
			return err
		}
		text, err := seed.JSONSchema(cat)
		if err != nil {
			return err
		}
		if *output != "" {
			return os.WriteFile(*output, text, 0o644)
		}
		_, err = cmd.OutOrStdout().Write(text)
		return err
	}
	return cmd
}
