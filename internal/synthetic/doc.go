// Package synthetic makes up a graph of any vocabulary, as large as is asked for: to try things at scale, and to measure.
//
// The same vocabulary and Options give the same records, in the same order: nodes first, each kind in order of id. A record
// depends on its number alone, not on those before it, so that they come one at a time and nothing is kept of them.
//
// It is skewed as real graphs are: a few nodes have many relationships, a few documents are cited by most records, a few
// values are frequent. Names have several scripts and lengths, dates are partial, properties missing, a few records have
// former ids, a few relationships run beside another as a claim that disagrees. All of it is what seed's checks let pass,
// as far as a vocabulary allows that at all.
//
// It is not adversarial: package storetest draws small graphs with what goes wrong.
package synthetic
