// Package memory is a store that keeps the graph in memory and evaluates plans on it one operator at a time, each as its
// comment in package plan says. It is the reference that judges the other engines: written to be obviously right, not to
// be fast. Every write copies the graph. It keeps nothing on disk.
package memory
