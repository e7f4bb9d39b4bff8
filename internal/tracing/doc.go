// Package tracing sends spans to an OpenTelemetry collector by OTLP over HTTP, where the environment says so by the variables
// that OpenTelemetry has for it. Spans wait in a queue of bounded length for a goroutine that sends them; while no collector
// answers they are dropped. Nothing that makes a span ever waits.
package tracing
