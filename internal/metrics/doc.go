// Package metrics counts and times what the server does, for Prometheus. A Metrics has a registry of its own: nothing is
// global. Those that count tell it what happened (a request ended, a statement ran, something was refused); what is
// there already to be read (a pool, a cache, a queue) is read when Prometheus asks.
//
// Every label's values come from a list that is closed, but for the names of operations, of which it tells only so many
// apart. What clients send is never a label.
package metrics
