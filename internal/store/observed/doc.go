// Package observed wraps a store: it counts and times the reads that answer operations, and the statements that these take,
// and makes a span of each statement. It changes nothing of what is asked and answered.
package observed
