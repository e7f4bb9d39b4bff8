package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"go.yaml.in/yaml/v3"

	"github.com/dealgraph/dealgraph/internal/catalog"
)

// configFlag names the configuration file. It is no key of it.
const (
	configFlag     = "config"
	configVariable = "DEALGRAPH_CONFIG"
)

// configuration is what a configuration file says, by the names of options.
type configuration struct{ entries map[string][]setting }

// maxConfiguration bounds a configuration file, in bytes.
const maxConfiguration = 1 << 20

// openConfiguration reads the file that the command line or the environment names, if any does.
func openConfiguration(cmd *cobra.Command) (configuration, error) {
	name := os.Getenv(configVariable)
	if f := cmd.Flags().Lookup(configFlag); f != nil && f.Changed {
		name = f.Value.String()
	}
	if name == "" {
		return configuration{}, nil
	}
	file, err := os.Open(name)
	if err != nil {
		return configuration{}, fmt.Errorf("read the configuration: %w", err)
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, maxConfiguration+1))
	if err != nil {
		return configuration{}, fmt.Errorf("read the configuration: %w", err)
	}
	if len(text) > maxConfiguration {
		return configuration{}, fmt.Errorf("%s has more than %d bytes", name, maxConfiguration)
	}
	return readConfiguration(name, text, optionNames(cmd.Root()))
}

// optionNames are the names of all options of all commands: one file does for all, though none has all of them.
func optionNames(cmd *cobra.Command) []string {
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if variableOf(f) != "" && f.Name != configFlag {
			names = append(names, f.Name)
		}
	})
	for _, sub := range cmd.Commands() {
		names = append(names, optionNames(sub)...)
	}
	return names
}

// readConfiguration reads a mapping of options' names and their values: a scalar; for an option that may be repeated, a list;
// for limits, a mapping. It gives all mistakes at once, each with its line.
func readConfiguration(name string, text []byte, known []string) (configuration, error) {
	c := configuration{entries: map[string][]setting{}}
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	var document yaml.Node
	switch err := decoder.Decode(&document); {
	case errors.Is(err, io.EOF): // nothing but comments
		return c, nil
	case err != nil:
		return c, fmt.Errorf("%s: %s", name, strings.TrimPrefix(err.Error(), "yaml: "))
	}
	if err := decoder.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return c, fmt.Errorf("%s: a configuration is one document", name)
	}
	r := configurationReader{name: name, known: known, into: c}
	r.mapping(document.Content[0])
	return c, errors.Join(r.mistakes...)
}

// configurationReader reads a file's nodes.
type configurationReader struct {
	name     string
	known    []string
	into     configuration
	mistakes []error
}

func (r *configurationReader) mistake(at *yaml.Node, format string, args ...any) {
	r.mistakes = append(r.mistakes, fmt.Errorf("%s: %w", r.place(at), fmt.Errorf(format, args...)))
}

func (r *configurationReader) place(at *yaml.Node) string {
	return fmt.Sprintf("%s:%d", r.name, at.Line)
}

func (r *configurationReader) mapping(root *yaml.Node) {
	if root.Kind != yaml.MappingNode {
		r.mistake(root, "a configuration is a mapping of options, such as addr: 127.0.0.1:8080")
		return
	}
	seen := map[string]bool{}
	for i := 0; i < len(root.Content); i += 2 {
		key, value := root.Content[i], root.Content[i+1]
		switch {
		case !slices.Contains(r.known, key.Value):
			r.mistake(key, "%s", unknown("option", key.Value, r.known))
		case seen[key.Value]:
			r.mistake(key, "%s is there twice", key.Value)
		default:
			seen[key.Value] = true
			r.value(key.Value, value)
		}
	}
}

// unknown says that there is nothing of a name, and what may have been meant.
func unknown(what, name string, known []string) string {
	return fmt.Sprintf("there is no %s %q%s", what, name, catalog.Nearest(name, known))
}

func (r *configurationReader) value(option string, value *yaml.Node) {
	switch value.Kind {
	case yaml.ScalarNode:
		r.scalar(option, value, setting{})
	case yaml.SequenceNode:
		r.list(option, value)
	case yaml.MappingNode:
		for i := 0; i < len(value.Content); i += 2 {
			r.scalar(option, value.Content[i+1], setting{text: value.Content[i].Value + "=", form: "mapping"})
		}
	default:
		r.mistake(value, "%s is no value", option)
	}
}

// list joins a list as the environment has it: with commas.
func (r *configurationReader) list(option string, value *yaml.Node) {
	var texts []string
	for _, item := range value.Content {
		if item.Kind != yaml.ScalarNode || strings.Contains(item.Value, ",") {
			r.mistake(item, "%s is a list of texts without commas", option)
			return
		}
		texts = append(texts, item.Value)
	}
	if len(texts) > 0 {
		r.keep(option, value, setting{text: strings.Join(texts, ","), form: "list"})
	}
}

// scalar keeps a setting whose text a scalar completes.
func (r *configurationReader) scalar(option string, value *yaml.Node, s setting) {
	if value.Kind != yaml.ScalarNode || value.Tag == "!!null" {
		r.mistake(value, "%s has no value: leave it out for the default", option)
		return
	}
	s.text += value.Value
	r.keep(option, value, s)
}

func (r *configurationReader) keep(option string, at *yaml.Node, s setting) {
	s.from = origin{byFile, r.place(at)}
	r.into.entries[option] = append(r.into.entries[option], s)
}
