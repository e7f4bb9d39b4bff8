package seed

import "unicode/utf8"

// columnCounter makes columns in characters of offsets in bytes, for offsets of one line that mostly grow: it goes on where
// it stopped.
type columnCounter struct {
	line         []byte
	offset, rune int // characters before the offset
}

// column gives the column, counted from 1, of the character at an offset.
func (c *columnCounter) column(offset int) int {
	offset = min(offset, len(c.line))
	if offset < c.offset {
		c.offset, c.rune = 0, 0
	}
	c.rune += utf8.RuneCount(c.line[c.offset:offset])
	c.offset = offset
	return c.rune + 1
}
