// Package graph is the GraphQL API: it joins a vocabulary, a store and gqlgen into one executable schema. Root fields of
// the vocabulary are answered from plans (packages collect and response); introspection and what operations.graphqls
// declares by gqlgen. It knows no transport and no database.
package graph
