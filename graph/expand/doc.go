// Package expand turns a catalog into the published API: the GraphQL types, connections, filters and orderings that
// follow from a vocabulary (DESIGN, section 3). It takes a catalog and the operations that are written by hand and gives
// one schema, with a description on everything. It answers no query.
package expand
