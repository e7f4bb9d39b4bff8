package metrics

import (
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// namespace begins the name of each metric that is ours.
const namespace = "dealgraph"

// Metrics may be used by several goroutines.
type Metrics struct {
	registry *prometheus.Registry
	names    names

	requests   *prometheus.CounterVec // by route and status
	sent       prometheus.Counter
	operations *prometheus.HistogramVec // by kind and operation
	errors     *prometheus.CounterVec   // by code
	refused    *prometheus.CounterVec   // by reason
	statements prometheus.Histogram
	rows       prometheus.Counter
	reads      prometheus.Histogram
	faults     *prometheus.CounterVec // by reason
	caches     *caches
}

// New makes metrics that tell so many names of operations apart; trusted ones (Trust) come on top of that.
func New(operationNames int) *Metrics {
	m := &Metrics{registry: prometheus.NewRegistry(), names: names{room: operationNames, known: map[string]bool{}}, caches: newCaches()}
	m.registry.MustRegister(
		m.caches,
		collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
	)
	m.ofRequests()
	m.ofTheStore()
	return m
}

const (
	// scrapes bounds how many answer at one time; more get 503.
	scrapes = 4
	// scrapeTimeout bounds an answer, within Prometheus' own default of 10 s.
	scrapeTimeout = 8 * time.Second
)

// Handler answers Prometheus. Who may ask is for whoever serves it to see to.
func (m *Metrics) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{Registry: m.registry, MaxRequestsInFlight: scrapes, Timeout: scrapeTimeout})
}

// Built tells what is running.
func (m *Metrics) Built(version, revision, goVersion, engine string) {
	info := m.gauges("build_info", "Always 1. What is running, and over which engine.", "version", "revision", "goversion", "engine")
	info.WithLabelValues(version, revision, goVersion, engine).Set(1)
}

// Ready has each scrape ask whether the database can answer, which ready must bound in time.
func (m *Metrics) Ready(ready func() bool) {
	m.gauge("ready", "Whether the database can answer, as /readyz has it: 1 or 0.", func() float64 {
		if ready() {
			return 1
		}
		return 0
	})
}

func (m *Metrics) gauge(name, help string, value func() float64) {
	m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Namespace: namespace, Name: name, Help: help}, value))
}

func (m *Metrics) gauges(name, help string, labels ...string) *prometheus.GaugeVec {
	g := prometheus.NewGaugeVec(prometheus.GaugeOpts{Namespace: namespace, Name: name, Help: help}, labels)
	m.registry.MustRegister(g)
	return g
}

func (m *Metrics) counter(name, help string) prometheus.Counter {
	c := prometheus.NewCounter(prometheus.CounterOpts{Namespace: namespace, Name: name, Help: help})
	m.registry.MustRegister(c)
	return c
}

func (m *Metrics) counters(name, help string, labels ...string) *prometheus.CounterVec {
	c := prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: namespace, Name: name, Help: help}, labels)
	m.registry.MustRegister(c)
	return c
}

func histogram(name, help string) prometheus.HistogramOpts {
	return prometheus.HistogramOpts{Namespace: namespace, Name: name, Help: help,
		Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10}}
}

// begin makes a counter's series be there from the start: a rate needs a value before the first event.
func begin[T ~string](c *prometheus.CounterVec, values []T) {
	for _, v := range values {
		c.WithLabelValues(string(v))
	}
}
