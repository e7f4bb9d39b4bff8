package metrics

import (
	"slices"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/dealgraph/dealgraph/internal/code"
)

// Request is a request that has ended.
type Request struct {
	Route  string // of a closed list
	Status int
	Bytes  int64 // of the answer's body, as it was sent
	Took   time.Duration

	Kind      string // query, mutation or subscription; empty where no operation was found in the request
	Operation string // its name
	Valid     bool   // its document is, so that the name may be remembered
	Codes     []code.Code
}

// Refusal says why something was refused before it cost anything.
type Refusal string

// The reasons, all of them.
const (
	TooComplex         Refusal = "too_complex"    // the guard, or a limit on what is asked for
	BodyTooLarge       Refusal = "body_too_large" // more bytes than a request may have
	QueueFull          Refusal = "queue_full"     // as many operations run and wait as may
	QueueTimeout       Refusal = "queue_timeout"  // it waited as long as one may
	TooManyConnections Refusal = "connections"    // as many are open as may be
	Untrusted          Refusal = "untrusted"      // the document is not one of the manifest
)

func (m *Metrics) ofRequests() {
	m.requests = m.counters("http_requests_total", "HTTP requests that have ended, by route and status.", "route", "status")
	m.sent = m.counter("http_response_bytes_total", "Bytes of answers' bodies as they were sent, compressed where they were.")
	m.operations = prometheus.NewHistogramVec(histogram("operation_duration_seconds",
		"GraphQL operations, from the request to its answer's last byte, by kind and name; names beyond a limit are other, and those without one anonymous."), []string{"kind", "operation"})
	m.registry.MustRegister(m.operations)
	m.errors = m.counters("errors_total", "Answers that had an error with this code.", "code")
	begin(m.errors, code.All())
	m.refused = m.counters("refusals_total", "What was refused before it cost anything, by reason.", "reason")
	begin(m.refused, []Refusal{TooComplex, BodyTooLarge, QueueFull, QueueTimeout, TooManyConnections, Untrusted})
}

// Request counts a request that has ended.
func (m *Metrics) Request(r Request) {
	m.requests.WithLabelValues(r.Route, strconv.Itoa(r.Status)).Inc()
	m.sent.Add(float64(r.Bytes))
	if r.Kind != "" {
		m.operations.WithLabelValues(r.Kind, m.names.label(r.Operation, r.Valid)).Observe(r.Took.Seconds())
	}
	for i, c := range r.Codes {
		if !slices.Contains(r.Codes[:i], c) {
			m.errors.WithLabelValues(string(c)).Inc()
		}
	}
	if slices.Contains(r.Codes, code.TooComplex) {
		m.Refused(TooComplex)
	}
}

// Refused counts a refusal. One that is TooComplex, Request counts by its code.
func (m *Metrics) Refused(reason Refusal) { m.refused.WithLabelValues(string(reason)).Inc() }

// Operations has the operations that run and wait read, and tells how many may.
func (m *Metrics) Operations(running, queued func() int, mostRunning, mostQueued int) {
	m.gauge("operations_running", "Operations that run.", func() float64 { return float64(running()) })
	m.gauge("operations_queued", "Operations that wait for one to end.", func() float64 { return float64(queued()) })
	m.gauge("operations_running_limit", "Operations that may run at one time.", func() float64 { return float64(mostRunning) })
	m.gauge("operations_queued_limit", "Operations that may wait.", func() float64 { return float64(mostQueued) })
}

// Connections has the number of open connections read, and tells how many may be.
func (m *Metrics) Connections(open func() int64, most int64) {
	m.gauge("connections_open", "Open connections of clients.", func() float64 { return float64(open()) })
	m.gauge("connections_limit", "Connections of clients that may be open.", func() float64 { return float64(most) })
}
