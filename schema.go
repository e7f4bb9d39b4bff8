// Package dealgraph is the root of the module: it holds the project's own vocabulary.
package dealgraph

import _ "embed"

// Vocabulary is the text of schema.graphqls, what dealgraph serves where no other vocabulary is named.
//
//go:embed schema.graphqls
var Vocabulary string
