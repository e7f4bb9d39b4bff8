package sqlite

// Pool tells how many connections reads may have, how many they have, and how many reads wait for one.
func (s *Store) Pool() (size, inUse, waiting int) {
	return cap(s.readers), cap(s.readers) - len(s.readers), int(s.waiting.Load())
}
