// Package neo4jtest gives tests a real Neo4j 5.26: never a fake, never a mock.
//
// Start hands out a server that all test processes of this machine share, one test at a time, empty. Own hands out a
// server that the test may kill. Both come from the first of these that works: the server that NEO4J_URI names, a
// container engine, Java 17 with the server's jars from Maven (about 100 MB, fetched once into the user's cache).
//
// It never deletes data that it can't know to be a test's: a server named by NEO4J_URI must be empty, or be given up by
// DEALGRAPH_TEST_NEO4J_WIPE=yes. It never leaves a server running for good: each has a supervisor (package supervise)
// that ends it once nobody uses it, however the tests ended. It is never part of the product: only tests import it.
//
// DEALGRAPH_TEST_NEO4J_HEAP (1g) is the most that a server's Java heap takes, DEALGRAPH_TEST_NEO4J_PAGECACHE (128m) what it
// keeps of its files in memory. The locks need a Unix.
package neo4jtest
