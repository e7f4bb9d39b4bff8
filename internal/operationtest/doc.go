// Package operationtest draws operations out of a published schema, to ask random questions of servers whose answers must
// agree. It takes a schema and the records that are asked about, whose ids and values it draws as arguments so that
// filters find something; it gives texts that validate, with their variables. What it knows of the schema it reads there,
// but for the names by which connections page: a new field, argument or operator is drawn as soon as it is published. It
// also makes an operation smaller while something stays true of it. It asks nothing itself.
package operationtest
