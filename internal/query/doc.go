// Package query asks one question from the command line: it reads a document, gives its variables the values of flags by
// the types that the operation declares, sends it to an endpoint, and prints the answer as JSON, CSV or a table.
//
// An endpoint is a URL, or the handler that serve has, in the same process: both get the same request and are bounded
// alike. An answer with errors is an error, whatever data came with it: what is printed is always whole.
//
// It knows no schema. Which fields are columns follows from the document alone, so that a table has the same head whatever
// the answer holds.
package query
