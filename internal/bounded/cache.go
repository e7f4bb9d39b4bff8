package bounded

import (
	"sync"

	"github.com/hashicorp/golang-lru/v2/simplelru"
)

// Cache may be used by several goroutines.
type Cache[K comparable, V any] struct {
	mu      sync.Mutex
	entries *simplelru.LRU[K, entry[V]]
	most    int64 // bytes of all entries
	stats   Stats
}

// Stats is what a cache holds, and what it was used for since it was made.
type Stats struct {
	Entries int
	Bytes   int64
	Hits    uint64
	Misses  uint64
	Evicted uint64 // to make room
}

type entry[V any] struct {
	value V
	bytes int64
}

// New makes a cache of at most so many entries and bytes. Where either is less than one it keeps nothing.
func New[K comparable, V any](entries int, bytes int64) *Cache[K, V] {
	c := &Cache[K, V]{most: bytes}
	if entries < 1 {
		entries, c.most = 1, -1
	}
	// It fails on a size below one only.
	c.entries, _ = simplelru.NewLRU(entries, func(_ K, gone entry[V]) {
		c.stats.Bytes -= gone.bytes
		c.stats.Evicted++
	})
	return c
}

// Get gives what is kept under a key.
func (c *Cache[K, V]) Get(key K) (V, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, found := c.entries.Get(key)
	if found {
		c.stats.Hits++
	} else {
		c.stats.Misses++
	}
	return e.value, found
}

// Has tells whether anything is kept under a key. It counts as no use of it.
func (c *Cache[K, V]) Has(key K) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.entries.Contains(key)
}

// Add keeps a value of so many bytes, in place of what the key had; others go to make room. What is larger than all that
// may be kept is not, and drives nothing out.
func (c *Cache[K, V]) Add(key K, value V, bytes int64) {
	if bytes < 0 || bytes > c.most {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.entries.Remove(key) {
		c.stats.Evicted-- // it is replaced
	}
	for c.stats.Bytes > c.most-bytes {
		c.entries.RemoveOldest()
	}
	c.entries.Add(key, entry[V]{value, bytes})
	c.stats.Bytes += bytes
}

// Stats tells how the cache is and was used.
func (c *Cache[K, V]) Stats() Stats {
	c.mu.Lock()
	defer c.mu.Unlock()
	stats := c.stats
	stats.Entries = c.entries.Len()
	return stats
}
