// Package collect turns the selection set of one root field into a plan (what to ask an engine for) and a shape (how to
// write the answer from the engine's row). It checks arguments: what is wrong with them is an error with a code and the
// argument's path, before any statement runs. It does no I/O and knows no database.
package collect
