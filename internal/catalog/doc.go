// Package catalog holds the vocabulary of a graph: which node types and relationship types there are, and their
// properties. Parse takes the text of a vocabulary (schema.graphqls) and gives a checked Catalog, or every mistake in it
// with file, line and column. A Catalog never changes once made, knows no database and no query.
package catalog
