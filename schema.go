// Package dealgraph is the root of the module: it holds the project's own vocabulary.
package dealgraph

import _ "embed"

// gqlgen takes the paths in its configuration from the folder that it runs in, so both run from here.
//
//go:generate go tool -modfile=tools/go.mod gqlgen --config gqlgen.yml
//go:generate go run ./cmd/dealgraph schema --out graph/api.graphqls
//go:generate go run ./cmd/dealgraph seed schema --output seed/schema.json

// Vocabulary is the text of schema.graphqls, what dealgraph serves where no other vocabulary is named.
//
//go:embed schema.graphqls
var Vocabulary string
