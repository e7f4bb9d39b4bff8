package graph

import (
	_ "embed"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/dealgraph/dealgraph/graph/expand"
	"github.com/dealgraph/dealgraph/internal/catalog"
)

// operations is what is written by hand beside the expansion.
//
//go:embed operations.graphqls
var operations string

// Schema gives the published API of a vocabulary.
func Schema(cat *catalog.Catalog) (*ast.Schema, error) { return expand.Schema(cat, operations) }

// SDL prints the published API of a vocabulary.
func SDL(cat *catalog.Catalog) (string, error) {
	schema, err := Schema(cat)
	if err != nil {
		return "", err
	}
	return expand.SDL(schema), nil
}
