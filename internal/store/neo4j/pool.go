package neo4j

// Pool tells how many connections the driver may have, how many of them reads and writes have, and how many of these wait for
// one. The driver doesn't tell: a read or a write under way counts as one that has a connection where there is one left, though
// between two statements it has none.
func (s *Store) Pool() (size, inUse, waiting int) {
	uses, size := s.uses.count(), s.cfg.MaxConnections
	return size, min(uses, size), max(0, uses-size)
}
