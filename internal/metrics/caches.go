package metrics

import (
	"sync"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/dealgraph/dealgraph/internal/bounded"
)

// caches reads the caches that it was told of.
type caches struct {
	mu   sync.Mutex
	each map[string]func() bounded.Stats

	hits, misses, evicted, entries, bytes *prometheus.Desc
}

func newCaches() *caches {
	desc := func(name, help string) *prometheus.Desc {
		return prometheus.NewDesc(prometheus.BuildFQName(namespace, "cache", name), help, []string{"cache"}, nil)
	}
	return &caches{
		each:    map[string]func() bounded.Stats{},
		hits:    desc("hits_total", "Look-ups that found something."),
		misses:  desc("misses_total", "Look-ups that found nothing."),
		evicted: desc("evictions_total", "Entries that went to make room."),
		entries: desc("entries", "Entries that are kept."),
		bytes:   desc("bytes", "Bytes that the entries are counted as."),
	}
}

// Cache has a cache read, by a name: m.Cache("documents", cache.Stats).
func (m *Metrics) Cache(name string, stats func() bounded.Stats) {
	m.caches.mu.Lock()
	defer m.caches.mu.Unlock()
	if m.caches.each[name] != nil {
		panic("metrics: two caches have the name " + name)
	}
	m.caches.each[name] = stats
}

// Describe is for the registry.
func (c *caches) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{c.hits, c.misses, c.evicted, c.entries, c.bytes} {
		to <- d
	}
}

// Collect is for the registry.
func (c *caches) Collect(to chan<- prometheus.Metric) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for name, stats := range c.each {
		s := stats()
		to <- prometheus.MustNewConstMetric(c.hits, prometheus.CounterValue, float64(s.Hits), name)
		to <- prometheus.MustNewConstMetric(c.misses, prometheus.CounterValue, float64(s.Misses), name)
		to <- prometheus.MustNewConstMetric(c.evicted, prometheus.CounterValue, float64(s.Evicted), name)
		to <- prometheus.MustNewConstMetric(c.entries, prometheus.GaugeValue, float64(s.Entries), name)
		to <- prometheus.MustNewConstMetric(c.bytes, prometheus.GaugeValue, float64(s.Bytes), name)
	}
}
