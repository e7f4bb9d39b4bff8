package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// An option of a command is a flag that option marks: it then has a variable in the environment and, by the flag's name, a
// key in the configuration file, too. Flags are all that is kept of options: `dealgraph config` and the table in docs/operators.md
// come from them.

// source is where an option's value is from. A later one goes before an earlier one.
type source int

const (
	byDefault source = iota
	byFile
	byEnvironment
	byFlag
)

func (s source) String() string { return [...]string{"default", "file", "environment", "flag"}[s] }

// origin is where a value is from, to the line.
type origin struct {
	source source
	place  string // such as DEALGRAPH_ADDR, or dealgraph.yaml:3
}

func (o origin) String() string { return strings.TrimSpace(o.source.String() + " " + o.place) }

// What options keep on their flags, as annotations.
const (
	variableAnnotation = "variable"
	secretAnnotation   = "secret"
	originAnnotation   = "origin"
)

// fromEnv makes a flag an option, and tells its variable in its usage.
func fromEnv(cmd *cobra.Command, flag, variable string) {
	markOption(cmd.Flags().Lookup(flag), variable)
}

func markOption(f *pflag.Flag, variable string) {
	f.Usage += " [" + variable + "]"
	f.Annotations = map[string][]string{variableAnnotation: {variable}}
}

// secretFromEnv makes a flag an option whose value is told to nobody. On the command line it is refused: everybody on the
// machine can read that.
func secretFromEnv(cmd *cobra.Command, flag, variable string) {
	fromEnv(cmd, flag, variable)
	f := cmd.Flags().Lookup(flag)
	f.Hidden, f.Annotations[secretAnnotation] = true, []string{}
}

// variableOf gives an option's variable; empty where the flag is no option.
func variableOf(f *pflag.Flag) string {
	if names := f.Annotations[variableAnnotation]; len(names) > 0 {
		return names[0]
	}
	return ""
}

func isSecret(f *pflag.Flag) bool { return f.Annotations[secretAnnotation] != nil }

// originOf tells where an option's value is from.
func originOf(f *pflag.Flag) origin {
	kept := f.Annotations[originAnnotation]
	switch {
	case f.Changed:
		return origin{byFlag, "--" + f.Name}
	case len(kept) == 0:
		return origin{}
	case kept[0] == variableOf(f):
		return origin{byEnvironment, kept[0]}
	}
	return origin{byFile, kept[0]}
}

// table is an option of many names, each of which has a value and an origin of its own.
type table interface {
	pflag.Value
	// take sets the names in a text, name=value with commas between, but for those that are set from somewhere that goes before.
	take(from origin, text string) error
}

// applyOptions gives a command's options the values that the command line doesn't have: those of the environment, else those of
// the configuration file. All mistakes are told at once.
func applyOptions(cmd *cobra.Command, _ []string) error {
	file, err := openConfiguration(cmd)
	if err != nil {
		return coded(exitUsage, err)
	}
	var mistakes []error
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if variableOf(f) == "" || f.Name == configFlag {
			return
		}
		mistakes = append(mistakes, applyOption(f, file.entries[f.Name]))
	})
	if err := errors.Join(mistakes...); err != nil {
		return coded(exitUsage, err)
	}
	return nil
}

// applyOption gives one option its value.
func applyOption(f *pflag.Flag, inFile []setting) error {
	variable := variableOf(f)
	inEnvironment := setting{from: origin{byEnvironment, variable}, text: os.Getenv(variable)}
	if t, ok := f.Value.(table); ok {
		return applyTable(t, inEnvironment, inFile)
	}
	switch {
	case f.Changed && isSecret(f):
		return fmt.Errorf("--%s: everybody on the machine can read the command line: give it by %s, or in a file by --%s", f.Name, variable, configFlag)
	case f.Changed:
	case inEnvironment.text != "":
		return inEnvironment.applyTo(f)
	case len(inFile) > 0:
		return inFile[0].applyTo(f)
	}
	return nil
}

func applyTable(t table, inEnvironment setting, inFile []setting) error {
	if inEnvironment.text != "" {
		if err := t.take(inEnvironment.from, inEnvironment.text); err != nil {
			return fmt.Errorf("%s: %w", inEnvironment.from.place, err)
		}
	}
	var mistakes []error
	for _, s := range inFile {
		if err := t.take(s.from, s.text); err != nil {
			mistakes = append(mistakes, fmt.Errorf("%s: %w", s.from.place, err))
		}
	}
	return errors.Join(mistakes...)
}

// setting is a value for an option.
type setting struct {
	from origin
	text string
	form string // "list" or "mapping", of which it is all or a part; else it is one value
}

func (s setting) applyTo(f *pflag.Flag) error {
	if _, isList := f.Value.(pflag.SliceValue); s.form == "mapping" || s.form == "list" && !isList {
		return fmt.Errorf("%s: %s is one value, no %s", s.from.place, f.Name, s.form)
	}
	if err := f.Value.Set(s.text); err != nil {
		return fmt.Errorf("%s: %s: %w", s.from.place, f.Name, err)
	}
	f.Annotations[originAnnotation] = []string{s.from.place}
	return nil
}
