// Package server puts a GraphQL schema on HTTP: /graphql by the GraphQL-over-HTTP specification, a page to try it at /,
// and the probes /livez and /readyz.
//
// New takes any gqlgen graphql.ExecutableSchema and gives a handler; Serve runs a handler on a listener until its
// context ends. A request goes
//
//	request id → log, count → recover → headers → span → CORS → compression
//	→ read and bound the request → guard its JSON → admission → find a document that is only named
//	→ guard the text → parse → guard the document → validate, merge (once for a text that is kept)
//	→ variables → count what is asked of the schema → execute → mask errors → tag → write
//
// The answer's data is written as the schema encoded it, without being encoded again. Whatever is not an error meant
// for the client (one with a code of package code) is logged and sent as INTERNAL. The package knows nothing of
// stores or of the vocabulary, and never logs the values of variables.
package server
