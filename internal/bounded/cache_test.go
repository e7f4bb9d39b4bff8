package bounded_test

import (
	"strings"
	"sync"
	"testing"

	"github.com/dealgraph/dealgraph/internal/bounded"
)

// kept gives the keys that a cache keeps, of those that are asked for.
func kept(c *bounded.Cache[string, int], keys string) string {
	var found strings.Builder
	for _, key := range strings.Fields(keys) {
		if _, is := c.Get(key); is {
			found.WriteString(key)
		}
	}
	return found.String()
}

func TestWhatWasNotAskedForLongestGoesFirst(t *testing.T) {
	for _, c := range []struct {
		name    string
		entries int
		bytes   int64
		want    string
	}{
		{"as many as fit", 4, 100, "abcd"},
		{"too many entries", 3, 100, "acd"},
		{"too many bytes", 4, 39, "acd"},
		{"room for one", 1, 100, "d"},
		{"no entries", 0, 100, ""},
		{"no bytes", 4, 0, ""},
		{"none is small enough", 4, 9, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			cache := bounded.New[string, int](c.entries, c.bytes)
			for i, key := range []string{"a", "b", "c"} {
				cache.Add(key, i, 10)
			}
			cache.Get("a")
			cache.Add("d", 3, 10)
			if got := kept(cache, "a b c d"); got != c.want {
				t.Errorf("it keeps %q, want %q", got, c.want)
			}
			if s := cache.Stats(); s.Entries != len(c.want) || s.Bytes != int64(10*len(c.want)) {
				t.Errorf("it counts %d entries and %d bytes", s.Entries, s.Bytes)
			}
		})
	}
}

func TestALargeValueDrivesOutAsManyAsItTakes(t *testing.T) {
	cache := bounded.New[string, int](10, 100)
	for i, key := range []string{"a", "b", "c"} {
		cache.Add(key, i, 30)
	}
	cache.Add("d", 3, 70)
	if got := kept(cache, "a b c d"); got != "cd" {
		t.Errorf("it keeps %q", got)
	}
	cache.Add("e", 4, 101)
	if got := kept(cache, "c d e"); got != "cd" {
		t.Errorf("with one that doesn't fit at all it keeps %q", got)
	}
}

func TestAValueInPlaceOfAnotherIsCountedOnce(t *testing.T) {
	cache := bounded.New[string, int](10, 100)
	for range 50 {
		cache.Add("a", 1, 60)
	}
	cache.Add("a", 2, 20)
	if value, _ := cache.Get("a"); value != 2 {
		t.Errorf("it gives %d", value)
	}
	if s := cache.Stats(); s.Entries != 1 || s.Bytes != 20 || s.Evicted != 0 {
		t.Errorf("%d entries, %d bytes, %d evicted", s.Entries, s.Bytes, s.Evicted)
	}
}

func TestSeveralGoroutinesMayUseACache(t *testing.T) {
	cache := bounded.New[int, int](8, 80)
	var all sync.WaitGroup
	for g := range 8 {
		all.Go(func() {
			for i := range 1000 {
				cache.Add(i*g%31, i, 10)
				cache.Get(i % 31)
			}
		})
	}
	all.Wait()
	if s := cache.Stats(); s.Entries != 8 || s.Bytes != 80 || s.Hits+s.Misses != 8000 {
		t.Errorf("%+v", s)
	}
}

func TestACacheTellsHowItWasUsed(t *testing.T) {
	cache := bounded.New[string, int](2, 100)
	cache.Get("a")
	cache.Add("a", 1, 10)
	cache.Get("a")
	cache.Add("a", 2, 20)
	cache.Has("a")
	cache.Has("b")
	cache.Add("b", 3, 10)
	cache.Add("c", 4, 10)
	if got, want := cache.Stats(), (bounded.Stats{Entries: 2, Bytes: 20, Hits: 1, Misses: 1, Evicted: 1}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
}
