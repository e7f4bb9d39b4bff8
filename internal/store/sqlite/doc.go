// Package sqlite keeps the graph in one SQLite file. All nodes are rows of one table, all relationships of another, with a
// column for each property of the vocabulary; indexes serve both directions of a relationship, the default order and every
// @sortable key. Compile turns a plan into one statement, a pure function; Store runs it and decodes its one row. It knows
// the vocabulary from the catalog only, and never puts a user's value into a statement's text.
package sqlite
