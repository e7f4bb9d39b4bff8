package response

import (
	"math"
	"slices"
	"strconv"

	"github.com/dealgraph/dealgraph/graph/cursor"
	"github.com/dealgraph/dealgraph/internal/text"
)

// Connection is a page of a list. Its rows stand at Page (one more than its size where more follow and that is to be told), the
// length of the whole list at Count; a negative position means that nothing selected needs it.
type Connection struct {
	Page, Count int
	Number      int  // of its Paging in what is Given
	Backwards   bool // the rows are in reverse: the page was asked for with last
	Given       bool // a cursor was given: there is something on its side
	Keys        []CursorKey
	Fields      []ConnectionField
}

// Paging is what is another one for the same connection where it is asked for with other variables: how many rows its page may
// hold, and what its cursors belong to.
type Paging struct {
	Size int
	Hash uint64
}

// CursorKey is where a row holds one key of its cursor: at Column, or at Or where that is null and Or is not negative.
type CursorKey struct{ Column, Or int }

// ConnectionField is one response key of a connection.
type ConnectionField struct {
	Key   string
	Value ConnectionValue
}

// ConnectionValue is what a connection can hold: Edges, Nodes, PageInfo, TotalCount or Plain.
type ConnectionValue interface {
	writePage(w *Writer, p page) outcome
}

// page is a connection's rows in the order of the answer.
type page struct {
	of   *Connection
	hash uint64
	row  []any // the outer row
	rows []any
	more bool
}

func (c *Connection) write(w *Writer, row []any) outcome {
	paging := w.given.Pagings[c.Number]
	p := page{of: c, hash: paging.Hash, row: row}
	if c.Page >= 0 {
		p.rows, _ = row[c.Page].([]any)
		if len(p.rows) > paging.Size {
			p.rows, p.more = p.rows[:paging.Size], true
		}
		if c.Backwards {
			p.rows = slices.Clone(p.rows)
			slices.Reverse(p.rows)
		}
	}
	w.buf = append(w.buf, '{')
	for i, f := range c.Fields {
		w.key(f.Key, i == 0)
		w.path = append(w.path, step{key: f.Key})
		start := len(w.buf)
		o := w.settle(start, f.Value.writePage(w, p), true)
		w.path = w.path[:len(w.path)-1]
		if o == failed {
			return failed
		}
	}
	w.buf = append(w.buf, '}')
	return written
}

func (p page) appendCursor(dst []byte, i int) []byte {
	row := p.rows[i].([]any)
	keys := make([]any, len(p.of.Keys))
	for i, k := range p.of.Keys {
		if keys[i] = row[k.Column]; keys[i] == nil && k.Or >= 0 {
			keys[i] = row[k.Or]
		}
		if q, is := keys[i].(*text.Quoted); is {
			keys[i] = q.Plain()
		}
		if keys[i] == math.Copysign(0, -1) { // zeros are equal, and so are cursors
			keys[i] = 0.0
		}
	}
	dst = append(dst, '"')
	dst = cursor.Append(dst, p.hash, keys)
	return append(dst, '"')
}

// Edges is the page with cursors.
type Edges struct{ Fields []EdgeField }

// EdgeField is one response key of an edge. Value is nil for the cursor.
type EdgeField struct {
	Key   string
	Value Value
}

func (e Edges) writePage(w *Writer, p page) outcome {
	return w.list(len(p.rows), true, func(i int) outcome { return e.writeEdge(w, p, i) })
}

func (e Edges) writeEdge(w *Writer, p page, i int) outcome {
	w.buf = append(w.buf, '{')
	for k, f := range e.Fields {
		w.key(f.Key, k == 0)
		if f.Value == nil {
			w.buf = p.appendCursor(w.buf, i)
			continue
		}
		if w.field(Field{Key: f.Key, NonNull: true, Value: f.Value}, p.rows[i].([]any)) == failed {
			return failed
		}
	}
	w.buf = append(w.buf, '}')
	return written
}

// Nodes is the page without cursors.
type Nodes struct{ Value Value }

func (n Nodes) writePage(w *Writer, p page) outcome {
	return w.list(len(p.rows), true, func(i int) outcome { return n.Value.write(w, p.rows[i].([]any)) })
}

// TotalCount is the length of the whole list.
type TotalCount struct{}

func (TotalCount) writePage(w *Writer, p page) outcome {
	n, ok := p.row[p.of.Count].(int64)
	if !ok {
		return null
	}
	w.buf = strconv.AppendInt(w.buf, n, 10)
	return written
}

// Plain is a value that does not depend on the page: __typename.
type Plain struct{ Value Value }

func (v Plain) writePage(w *Writer, p page) outcome { return v.Value.write(w, p.row) }

// PageInfo tells where the page stands.
type PageInfo struct{ Fields []PageInfoField }

// PageInfoField is one response key of a PageInfo; Name is the field's: startCursor and so on.
type PageInfoField struct{ Key, Name string }

func (x PageInfo) writePage(w *Writer, p page) outcome {
	w.buf = append(w.buf, '{')
	for i, f := range x.Fields {
		w.key(f.Key, i == 0)
		w.buf = p.appendInfo(w.buf, f.Name)
	}
	w.buf = append(w.buf, '}')
	return written
}

func (p page) appendInfo(dst []byte, name string) []byte {
	switch name {
	case "hasNextPage":
		return strconv.AppendBool(dst, p.more && !p.of.Backwards || p.of.Given && p.of.Backwards)
	case "hasPreviousPage":
		return strconv.AppendBool(dst, p.more && p.of.Backwards || p.of.Given && !p.of.Backwards)
	case "__typename":
		return append(dst, `"PageInfo"`...)
	}
	if len(p.rows) == 0 {
		return append(dst, "null"...)
	}
	if name == "endCursor" {
		return p.appendCursor(dst, len(p.rows)-1)
	}
	return p.appendCursor(dst, 0)
}
