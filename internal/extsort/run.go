package extsort

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"
	"slices"
)

// run is items in memory, one after the other.
type run struct {
	bytes []byte
	items []span
}

type span struct{ start, end int }

// spanSize is what a span takes.
const spanSize = 16

func (r *run) size() int { return len(r.bytes) + spanSize*len(r.items) }

func (r *run) add(item []byte) {
	r.items = append(r.items, span{len(r.bytes), len(r.bytes) + len(item)})
	r.bytes = append(r.bytes, item...)
}

func (r *run) reset() { r.bytes, r.items = r.bytes[:0], r.items[:0] }

func (r *run) item(s span) []byte { return r.bytes[s.start:s.end] }

func (r *run) sort() {
	slices.SortFunc(r.items, func(a, b span) int { return bytes.Compare(r.item(a), r.item(b)) })
}

func (r *run) writeTo(w io.Writer) (int64, error) {
	r.sort()
	out := bufio.NewWriterSize(w, 1<<16)
	n := int64(0)
	var head [binary.MaxVarintLen64]byte
	for _, s := range r.items {
		size := binary.PutUvarint(head[:], uint64(s.end-s.start))
		_, _ = out.Write(head[:size]) // Flush tells
		_, _ = out.Write(r.item(s))
		n += int64(size + s.end - s.start)
	}
	return n, out.Flush()
}

// cursor walks through a sorted run in memory.
type cursor struct {
	run *run
	at  int
}

func (c *cursor) next() ([]byte, error) {
	if c.at == len(c.run.items) {
		return nil, io.EOF
	}
	c.at++
	item := c.run.item(c.run.items[c.at-1])
	return item[:len(item):len(item)], nil
}
