package bounded

import (
	"sync"

	"github.com/hashicorp/golang-lru/v2/simplelru"
)

// Cache may be used by several goroutines.
type Cache[K comparable, V any] struct {
	mu      sync.Mutex
	entries *simplelru.LRU[K, entry[V]]
	bytes   int64 // of all entries
	most    int64
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
	c.entries, _ = simplelru.NewLRU(entries, func(_ K, gone entry[V]) { c.bytes -= gone.bytes })
	return c
}

// Get gives what is kept under a key.
func (c *Cache[K, V]) Get(key K) (V, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, found := c.entries.Get(key)
	return e.value, found
}

// Add keeps a value of so many bytes, in place of what the key had; others go to make room. What is larger than all that
// may be kept is not, and drives nothing out.
func (c *Cache[K, V]) Add(key K, value V, bytes int64) {
	if bytes < 0 || bytes > c.most {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.entries.Remove(key)
	for c.bytes > c.most-bytes {
		c.entries.RemoveOldest()
	}
	c.entries.Add(key, entry[V]{value, bytes})
	c.bytes += bytes
}

// Size gives how many entries are kept, and the bytes that they take.
func (c *Cache[K, V]) Size() (entries int, bytes int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.entries.Len(), c.bytes
}
