// Package seed loads a graph's content from files that people write and review.
//
// The way is: files → Read (every key and value keeps its place) → Check (against the vocabulary) → Link (against what
// is stored) → Diff → Apply, in one transaction. All mistakes of a run come together, as Problems, each with file, line
// and column; nothing is written when there is one. A dataset whose hash is the stored one is left alone, so a second
// run writes nothing. Read, Check, Link and Diff take values and give values; only loading files and Apply do I/O.
//
// Package seed never changes a record of another dataset, and never removes one that another dataset points at.
package seed
