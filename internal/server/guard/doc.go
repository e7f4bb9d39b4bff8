// Package guard judges a request by its shape alone, before anything is spent on it.
//
// It works in three steps, each cheap enough for the one before it to allow: JSON looks at the bytes of a body before
// they are decoded, Text looks at the tokens of a document before the recursive parser sees them, Document looks at
// the parsed document before the validator walks it. What repeats is counted, never walked: a fragment that doubles
// 26 times costs 26 additions.
//
// Everything here is a pure function from input and Limits to nil or one error with a code. It never looks at the
// schema, at a database or at the clock.
package guard
