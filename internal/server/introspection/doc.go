// Package introspection counts what a question about the schema comes to, before it is answered: every list below
// __schema is as long as the schema is, so that a hundred selections may ask for megabytes or for nothing much.
//
// The count is exact but for what would be merged or skipped, and is taken on the schema itself, in time that the count's
// bound bounds. It takes validated documents. Full is the question of graphql-js, which GraphiQL, graphql-codegen,
// relay-compiler and Rover ask: what anybody needs, and a measure for all other questions.
package introspection
