package main

import (
	"fmt"
	"io"
	"net/url"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"go.yaml.in/yaml/v3"
)

func configCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "config",
		Short: "Print the options that serve would have, and where each is from",
		Long: `Print what serve would do with the same flags, environment and file: each option with where its value is from.

What is printed is a configuration file: dealgraph config > dealgraph.yaml makes one to begin with. Secrets are not printed.`,
		Args: noArguments,
	}
	cmd.Flags().SortFlags = false
	s := servingOptions(cmd)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		return writeConfiguration(cmd.OutOrStdout(), cmd.Flags(), s.limits)
	}
	return cmd
}

// writeConfiguration writes options as a configuration file.
func writeConfiguration(w io.Writer, flags *pflag.FlagSet, limits *limits) error {
	var b strings.Builder
	b.WriteString("# A flag goes before the environment, that before the file, that before the default.\n")
	flags.VisitAll(func(f *pflag.Flag) {
		_, isTable := f.Value.(table)
		switch {
		case variableOf(f) == "" || f.Name == configFlag:
		case isTable:
			fmt.Fprintf(&b, "%s:\n", f.Name)
			limits.names.VisitAll(func(l *pflag.Flag) { writeLine(&b, "  "+l.Name, l.Value.String(), limits.originOf(l)) })
		case isSecret(f):
			state := "not set"
			if f.Value.String() != "" {
				state = "hidden"
			}
			writeLine(&b, "# "+f.Name, state, originOf(f))
		default:
			writeLine(&b, f.Name, inYAML(f.Value), originOf(f))
		}
	})
	_, err := io.WriteString(w, b.String())
	return err
}

func writeLine(b *strings.Builder, name, value string, from origin) {
	fmt.Fprintf(b, "%-50s # %s\n", name+": "+value, from)
}

// inYAML writes a value on one line, without a password that stands in an address.
func inYAML(v pflag.Value) string {
	var value any
	switch list, isList := v.(pflag.SliceValue); {
	case isList:
		node := yaml.Node{Kind: yaml.SequenceNode, Style: yaml.FlowStyle}
		for _, text := range list.GetSlice() {
			node.Content = append(node.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: text})
		}
		value = &node
	case v.Type() == "string":
		value = withoutPassword(v.String())
	default:
		return v.String()
	}
	text, err := yaml.Marshal(value)
	if err != nil {
		return "? " + err.Error() // texts always encode
	}
	return strings.TrimSpace(string(text))
}

func withoutPassword(text string) string {
	if u, err := url.Parse(text); err == nil && u.User != nil {
		return u.Redacted()
	}
	return text
}
