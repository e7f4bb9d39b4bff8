package expand

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/formatter"

	"github.com/dealgraph/dealgraph/internal/catalog"
)

// Schema gives the published API of a catalog, together with operations written by hand (SDL with a type Query).
//
// The error is one of the vocabulary: a name that it declares and one that the expansion makes are the same
// (PersonSigned beside Person.signed), which the catalog alone can't see.
func Schema(cat *catalog.Catalog, operations string) (*ast.Schema, error) {
	e := &expansion{cat: cat}
	e.all()
	schema, err := gqlparser.LoadSchema(
		&ast.Source{Name: "operations.graphqls", Input: operations},
		&ast.Source{Name: "expansion", Input: e.String()},
	)
	if err != nil {
		return nil, fmt.Errorf("expand the vocabulary: %w", err)
	}
	delete(schema.Directives, "defer") // gqlparser's prelude offers it; no transport of ours streams
	return schema, nil
}

// SDL prints a schema as it is published and committed.
func SDL(schema *ast.Schema) string {
	var b bytes.Buffer
	b.WriteString("# Code generated from schema.graphqls and graph/operations.graphqls by go generate ./...; DO NOT EDIT.\n\n")
	formatter.NewFormatter(&b, formatter.WithIndent("  ")).FormatSchema(schema)
	return compact(b.String())
}

var (
	description   = regexp.MustCompile(`(?s)"""\n(.*?)\n *"""`)
	definitionEnd = regexp.MustCompile(`(?m)^(\}|directive .*|scalar .*)\n(\S)`)
)

// compact sets descriptions of one line on one line, and a blank line between definitions: half the length to read.
func compact(sdl string) string {
	sdl = description.ReplaceAllStringFunc(sdl, func(block string) string {
		line := strings.TrimSpace(strings.Trim(block, `"`))
		if strings.ContainsAny(line, "\"\\\n") {
			return block
		}
		return `"` + line + `"`
	})
	return definitionEnd.ReplaceAllString(sdl, "$1\n\n$2")
}

// expansion collects SDL text, a definition after the other.
type expansion struct {
	strings.Builder
	cat *catalog.Catalog
}

func (e *expansion) all() {
	e.scalarsAndEnums()
	e.interfaces()
	for _, n := range e.cat.Nodes {
		e.nodeType(n)
	}
	for _, r := range e.cat.Relationships {
		e.relType(r)
	}
	e.explorationTypes()
	e.roots()
	e.filters()
	e.aggregates()
}

// def writes a definition: its description, its head, and its members in braces.
func (e *expansion) def(description, head string, members ...string) {
	e.WriteString(describe(description))
	e.WriteString(head)
	if len(members) > 0 {
		e.WriteString(" {\n")
		for _, m := range members {
			e.WriteString(m)
			e.WriteByte('\n')
		}
		e.WriteByte('}')
	}
	e.WriteString("\n\n")
}

// member writes one field, argument or enum value with its description.
func member(description, text string) string { return describe(description) + text }

// describe writes a description as a block string, whatever it holds.
func describe(text string) string {
	text = strings.TrimSpace(text)
	if text == "" {
		return ""
	}
	return "\"\"\"\n" + strings.ReplaceAll(text, `"""`, `\"""`) + "\n\"\"\"\n"
}

// or gives the first text that is not empty: the vocabulary's description, else one that follows from the names.
func or(description, fallback string) string {
	if strings.TrimSpace(description) == "" {
		return fallback
	}
	return description
}
