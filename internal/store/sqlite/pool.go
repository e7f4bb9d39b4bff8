package sqlite

import "github.com/dealgraph/dealgraph/internal/bounded"

// Pool tells how many connections reads may have, how many they have, and how many reads wait for one.
func (s *Store) Pool() (size, inUse, waiting int) {
	return cap(s.readers), cap(s.readers) - len(s.readers), int(s.waiting.Load())
}

// Statements tells of the prepared statements that the connections keep. What these take is not counted.
func (s *Store) Statements() bounded.Stats {
	f := &s.file
	return bounded.Stats{Entries: int(f.prepared.Load()), Hits: f.hits.Load(), Misses: f.misses.Load(), Evicted: f.evicted.Load()}
}
