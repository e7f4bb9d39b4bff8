package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/dealgraph/dealgraph/graph"
)

func schemaCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "schema",
		Short: "Print the published GraphQL schema of a vocabulary",
		Args:  noArguments,
	}
	vocabulary := vocabularyFlag(cmd)
	out := cmd.Flags().String("out", "", "a file to write instead of standard output")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		cat, _, err := vocabulary()
		if err != nil {
			return err
		}
		sdl, err := graph.SDL(cat)
		if err != nil {
			return err
		}
		if *out != "" {
			return os.WriteFile(*out, []byte(sdl), 0o644)
		}
		_, err = fmt.Fprint(cmd.OutOrStdout(), sdl)
		return err
	}
	return cmd
}
