package metrics

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Fault says how a store failed to answer.
type Fault string

// The faults, all of them.
const (
	Unavailable Fault = "unavailable" // the database does not answer
	Overloaded  Fault = "overloaded"  // it, or the pool of connections to it, has no room
	Loading     Fault = "loading"     // it is being loaded
	Vocabulary  Fault = "vocabulary"  // it holds another vocabulary
	TimedOut    Fault = "timeout"     // the operation's deadline came
	Canceled    Fault = "canceled"    // the client hung up
	Unexpected  Fault = "unexpected"  // whatever else a driver says
)

func (m *Metrics) ofTheStore() {
	m.statements = prometheus.NewHistogram(histogram("store_statement_duration_seconds", "Statements for reading, from when they are sent to their last row; their number is that of the statements."))
	m.reads = prometheus.NewHistogram(histogram("store_read_duration_seconds", "Time in the engine for an operation: all of its statements and the wait for a connection."))
	m.registry.MustRegister(m.statements, m.reads)
	m.rows = m.counter("store_rows_total", "Rows that statements gave, at all depths.")
	m.faults = m.counters("store_faults_total", "Reads of the store that failed, by reason.", "reason")
	begin(m.faults, []Fault{Unavailable, Overloaded, Loading, Vocabulary, TimedOut, Canceled, Unexpected})
}

// Statement counts a statement and the rows that it gave.
func (m *Metrics) Statement(took time.Duration, rows int) {
	m.statements.Observe(took.Seconds())
	m.rows.Add(float64(rows))
}

// Read counts a read of the store; fault is empty where it succeeded.
func (m *Metrics) Read(took time.Duration, fault Fault) {
	m.reads.Observe(took.Seconds())
	if fault != "" {
		m.faults.WithLabelValues(string(fault)).Inc()
	}
}

// Pool has the use of a store's connections read.
func (m *Metrics) Pool(use func() (size, inUse, waiting int)) {
	m.gauge("store_pool_size", "Connections to the database that reads may have open.", func() float64 { size, _, _ := use(); return float64(size) })
	m.gauge("store_pool_in_use", "Connections that reads have.", func() float64 { _, inUse, _ := use(); return float64(inUse) })
	m.gauge("store_pool_idle", "Connections that no read has.", func() float64 { size, inUse, _ := use(); return float64(size - inUse) })
	m.gauge("store_pool_waiting", "Reads that wait for a connection.", func() float64 { _, _, waiting := use(); return float64(waiting) })
}
