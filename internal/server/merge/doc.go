// Package merge checks that fields which share a response name can be merged: the GraphQL specification's section
// 5.3.2, the one rule of validation whose usual algorithm, comparing each two fields and all that is below them, can be
// made to run for seconds by a document of a kilobyte.
//
// This one merges the fields of a place as the answer does and compares each with the first, because being mergeable
// is an equivalence: once over all fields for the shape of the answer, once over those that can meet in one object for
// name and arguments. It takes documents that passed every other rule, and a budget of fields to look at.
package merge
