package query

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"
)

// MaxDocument is the most bytes of a document, and of a file of variables. The server that is asked may take less.
const MaxDocument = 1 << 20

// maxTokens keeps a document from being nested deeper than the parser's stack.
const maxTokens = 100_000

// Document is a document with the operation that is to be asked.
type Document struct {
	Text string
	Name string // the operation's, as it was given: may be empty

	operation *ast.OperationDefinition
	fragments ast.FragmentDefinitionList
}

// Parse reads a document and picks the operation of this name; the only one where none is given. file is its name in
// messages.
func Parse(file string, text []byte, operation string) (*Document, error) {
	if len(text) > MaxDocument {
		return nil, fmt.Errorf("%s: the document is larger than %d bytes", file, MaxDocument)
	}
	if !utf8.Valid(text) {
		return nil, fmt.Errorf("%s: the document is not UTF-8", file)
	}
	clean := strings.TrimPrefix(string(text), "\uFEFF")
	parsed, err := parser.ParseQueryWithTokenLimit(&ast.Source{Name: file, Input: clean}, maxTokens)
	if err != nil {
		return nil, placed(file, err)
	}
	op, err := pick(parsed, operation)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if op.Operation != ast.Query {
		return nil, fmt.Errorf("%s: this is a %s: only queries are asked", file, op.Operation)
	}
	return &Document{Text: clean, Name: operation, operation: op, fragments: parsed.Fragments}, nil
}

// placed tells of a syntax error as compilers do: file:line:column.
func placed(file string, err error) error {
	e := gqlerror.WrapIfUnwrapped(err)
	if len(e.Locations) == 0 {
		return fmt.Errorf("%s: %s", file, e.Message)
	}
	return fmt.Errorf("%s:%d:%d: %s", file, e.Locations[0].Line, e.Locations[0].Column, e.Message)
}

func pick(doc *ast.QueryDocument, name string) (*ast.OperationDefinition, error) {
	if name != "" {
		if op := doc.Operations.ForName(name); op != nil {
			return op, nil
		}
		return nil, fmt.Errorf("there is no operation %s in it%s", name, named(doc.Operations))
	}
	switch len(doc.Operations) {
	case 0:
		return nil, fmt.Errorf("there is no operation in it")
	case 1:
		return doc.Operations[0], nil
	}
	return nil, fmt.Errorf("there are %d operations in it: name one%s", len(doc.Operations), named(doc.Operations))
}

// named lists the names of operations, as the end of a sentence.
func named(all ast.OperationList) string {
	const shown = 20
	var names []string
	for _, op := range all {
		if op.Name != "" && len(names) < shown {
			names = append(names, op.Name)
		}
	}
	if names == nil {
		return ""
	}
	return ", of " + strings.Join(names, ", ")
}
