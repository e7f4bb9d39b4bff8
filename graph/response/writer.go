package response

import (
	"slices"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/dealgraph/dealgraph/internal/code"
)

// Writer collects the bytes of one answer. Its zero value is ready for use.
type Writer struct {
	buf    []byte
	path   []step
	errors gqlerror.List

	given Given // of the present root field
}

// Given is what of a root field is another one where the same is asked for with other variables.
type Given struct {
	Pagings []Paging // of its connections
	IDs     []string // of its Lookup
}

// step is one on the way to a value: a response key, or an index where there is none.
type step struct {
	key   string
	index int
}

// outcome is what became of a value.
type outcome uint8

const (
	written outcome = iota
	null            // there is none: the place where it stands decides whether that is an error
	failed          // an error has been recorded: the place becomes null, or fails in turn where it can't be null
)

// Value writes itself from a row.
type Value interface {
	write(w *Writer, row []any) outcome
}

// Field is one response key of an object, with what stands under it.
type Field struct {
	Key     string
	NonNull bool
	Value   Value
}

// Grow makes room for an answer of so many bytes.
func (w *Writer) Grow(n int) { w.buf = slices.Grow(w.buf, n) }

// Begin begins the object that the root fields are members of.
func (w *Writer) Begin() { w.buf = append(w.buf, '{') }

// Root writes one root field's value, as the next member. It tells whether there is a value: where that is null and must not
// be, the whole answer is null.
func (w *Writer) Root(f Field, given Given, row []any) bool {
	w.given = given
	w.key(f.Key, len(w.buf) == 1)
	return w.field(f, row) == written
}

// Raw writes a root field's value that is JSON already, as the next member.
func (w *Writer) Raw(key string, value []byte) {
	w.key(key, len(w.buf) == 1)
	w.buf = append(w.buf, value...)
}

// End ends the object, and gives it.
func (w *Writer) End() []byte { return append(w.buf, '}') }

// key writes a member's comma, unless it is the first one, and its key. A response key is a name, which needs no escapes.
func (w *Writer) key(key string, first bool) {
	if !first {
		w.buf = append(w.buf, ',')
	}
	w.buf = append(w.buf, '"')
	w.buf = append(w.buf, key...)
	w.buf = append(w.buf, '"', ':')
}

// Errors are the errors recorded so far, in the order in which they were met.
func (w *Writer) Errors() gqlerror.List { return w.errors }

// field writes the value of a field, or null where it is null and may be.
func (w *Writer) field(f Field, row []any) outcome {
	w.path = append(w.path, step{key: f.Key})
	start := len(w.buf)
	o := w.settle(start, f.Value.write(w, row), f.NonNull)
	w.path = w.path[:len(w.path)-1]
	return o
}

// settle makes of a value's outcome that of its place, which may or may not be null: written or failed.
func (w *Writer) settle(start int, o outcome, nonNull bool) outcome {
	if o == written {
		return written
	}
	w.buf = w.buf[:start]
	if !nonNull {
		w.buf = append(w.buf, "null"...)
		return written
	}
	if o == null {
		w.fail("the stored value is null, where the vocabulary promises one")
	}
	return failed
}

// fail records an error at the present path.
func (w *Writer) fail(message string) {
	err := code.Errorf(code.Internal, "%s", message)
	for _, s := range w.path {
		if s.key == "" {
			err.Path = append(err.Path, ast.PathIndex(s.index))
			continue
		}
		err.Path = append(err.Path, ast.PathName(s.key))
	}
	w.errors = append(w.errors, err)
}

// object writes fields in braces, or nothing where one of them failed.
func (w *Writer) object(fields []Field, row []any) outcome {
	w.buf = append(w.buf, '{')
	for i, f := range fields {
		w.key(f.Key, i == 0)
		if w.field(f, row) == failed {
			return failed
		}
	}
	w.buf = append(w.buf, '}')
	return written
}

// list writes n elements in brackets, each at its index, or nothing where one that can't be null failed.
func (w *Writer) list(n int, nonNull bool, element func(i int) outcome) outcome {
	w.buf = append(w.buf, '[')
	for i := range n {
		if i > 0 {
			w.buf = append(w.buf, ',')
		}
		w.path = append(w.path, step{index: i})
		start := len(w.buf)
		o := w.settle(start, element(i), nonNull)
		w.path = w.path[:len(w.path)-1]
		if o == failed {
			return failed
		}
	}
	w.buf = append(w.buf, ']')
	return written
}
