// Package attacks holds no code, only tests: what brings other GraphQL servers down, sent to the server as it is run, over
// the project's own vocabulary and data in SQLite and in Neo4j. After each attack the process lives, a normal query is
// answered as before, and the memory is back.
package attacks
