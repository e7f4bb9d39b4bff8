package extsort

import (
	"bufio"
	"bytes"
	"container/heap"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// readBuffer is how many bytes of each run are read at a time.
const readBuffer = 32 << 10

// source gives the items of a run in order, and io.EOF after the last one. An item is good until the next one is asked for.
type source interface {
	next() ([]byte, error)
}

// reader reads a run of a file: before each item stands its length.
type reader struct {
	in   *bufio.Reader
	item []byte
}

func (r *reader) next() ([]byte, error) {
	size, err := binary.ReadUvarint(r.in)
	if errors.Is(err, io.EOF) {
		return nil, io.EOF
	}
	if err == nil {
		if uint64(cap(r.item)) < size {
			r.item = make([]byte, size, size+size/2)
		}
		r.item = r.item[:size]
		if _, err = io.ReadFull(r.in, r.item); errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
	}
	if err != nil {
		return nil, fmt.Errorf("reading a temporary file: %w", err)
	}
	return r.item, nil
}

// merge calls yield with the items of all sources in order.
func merge(sources []source, yield func([]byte) error) error {
	var q queue
	for _, s := range sources {
		first, err := s.next()
		switch {
		case errors.Is(err, io.EOF):
		case err != nil:
			return err
		default:
			q = append(q, head{first, s})
		}
	}
	heap.Init(&q)
	for len(q) > 0 {
		if err := yield(q[0].item); err != nil {
			return err
		}
		item, err := q[0].of.next()
		switch {
		case errors.Is(err, io.EOF):
			heap.Pop(&q)
		case err != nil:
			return err
		default:
			q[0].item = item
			heap.Fix(&q, 0)
		}
	}
	return nil
}

// head is the next item of a source.
type head struct {
	item []byte
	of   source
}

// queue is a heap with the first item of all at its front.
type queue []head

func (q queue) Len() int           { return len(q) }
func (q queue) Less(i, j int) bool { return bytes.Compare(q[i].item, q[j].item) < 0 }
func (q queue) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)        { *q = append(*q, x.(head)) }
func (q *queue) Pop() any {
	last := (*q)[len(*q)-1]
	*q = (*q)[:len(*q)-1]
	return last
}
