package server

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// example is a question that the page offers.
type example struct {
	Title     string `json:"title"`
	Query     string `json:"query"`
	Variables string `json:"variables"`
}

// maxExamples bounds the examples that are made of a schema.
const maxExamples = 6

// examplesFor gives the written examples that a schema can answer. One whose vocabulary is another has none of them, and
// gets one for each of its lists.
func examplesFor(schema *ast.Schema, files fs.FS, cfg Config) ([]example, error) {
	examples, err := readExamples(files)
	if err != nil {
		return nil, err
	}
	known := newDocuments(schema, cfg)
	invalid := func(e example) bool {
		_, errs := known.read(e.Query)
		return errs != nil
	}
	if examples = slices.DeleteFunc(examples, invalid); len(examples) == 0 {
		examples = slices.DeleteFunc(makeExamples(schema), invalid)
	}
	return examples[:min(len(examples), maxExamples)], nil
}

// readExamples reads them in the order of their files' names. A file's first line is a comment with the title; a file of the
// same name, but for its end, has the variables.
func readExamples(files fs.FS) ([]example, error) {
	names, err := fs.Glob(files, "examples/*.graphql")
	if err != nil {
		return nil, err
	}
	examples := make([]example, 0, len(names))
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		variables, err := fs.ReadFile(files, strings.TrimSuffix(name, ".graphql")+".json")
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		title, _, _ := strings.Cut(string(text), "\n")
		examples = append(examples, example{
			Title:     strings.TrimPrefix(title, "# "),
			Query:     strings.TrimSpace(string(text)),
			Variables: strings.TrimSpace(string(variables)),
		})
	}
	return examples, nil
}

// makeExamples asks for the beginning of each connection below the root.
func makeExamples(schema *ast.Schema) []example {
	var examples []example
	for _, field := range schema.Query.Fields {
		if field.Arguments.ForName("first") == nil {
			continue
		}
		if selected := naming(schema, nodesOf(schema, field)); selected != "" {
			query := fmt.Sprintf("{\n  %s(first: 5) {\n    nodes { %s }\n  }\n}", field.Name, selected)
			examples = append(examples, example{Title: "The first " + field.Name, Query: query})
		}
	}
	return examples
}

// nodesOf gives the type of what a connection is of, nil for a field that is none.
func nodesOf(schema *ast.Schema, field *ast.FieldDefinition) *ast.Definition {
	connection := schema.Types[field.Type.Name()]
	if connection == nil {
		return nil
	}
	nodes := connection.Fields.ForName("nodes")
	if nodes == nil {
		return nil
	}
	return schema.Types[nodes.Type.Name()]
}

// naming selects what a record is known by.
func naming(schema *ast.Schema, def *ast.Definition) string {
	if def == nil {
		return ""
	}
	var selected []string
	for _, name := range []string{"id", "name"} {
		if f := def.Fields.ForName(name); f != nil && schema.Types[f.Type.Name()].IsLeafType() {
			selected = append(selected, name)
		}
	}
	return strings.Join(selected, " ")
}
