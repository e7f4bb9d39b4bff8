package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// envAnnotation names the environment variable that a flag takes its value from where the flag is not given.
const envAnnotation = "env"

// fromEnv makes an environment variable the value of a flag that is not given, and says so in the flag's usage.
func fromEnv(cmd *cobra.Command, flag, variable string) {
	f := cmd.Flags().Lookup(flag)
	f.Usage += " [" + variable + "]"
	f.Annotations = map[string][]string{envAnnotation: {variable}}
}

// applyEnv reads the environment variables of a command's flags. The command line goes before the environment.
func applyEnv(cmd *cobra.Command, _ []string) error {
	var err error
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if err != nil || f.Changed || len(f.Annotations[envAnnotation]) == 0 {
			return
		}
		variable := f.Annotations[envAnnotation][0]
		if value := os.Getenv(variable); value != "" {
			if bad := f.Value.Set(value); bad != nil {
				err = coded(exitUsage, fmt.Errorf("%s: %w", variable, bad))
			}
		}
	})
	return err
}
