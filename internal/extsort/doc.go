// Package extsort sorts more than memory holds: an external merge sort of byte strings. It takes items in any order, writes
// sorted runs of them to a temporary file, and gives all in order, as often as is asked. It knows nothing of what they mean.
package extsort
