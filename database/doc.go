// Package database is for programs that check and change a graph's content, as `dealgraph seed` does from the command line.
//
// A program opens a database by OpenSQLite or OpenNeo4j, reads sources by package seed (files, or texts that it makes
// itself), and validates, plans or applies them; Export gives the stored content back. Package seed's documentation and
// docs/seeding.md say what sources are, and what an apply does: all of it in one transaction, or nothing.
//
// Mistakes in sources come all together, as a seed.Problems. Other errors wrap one of this package's where one fits. A Graph
// is safe for use by many goroutines.
package database
