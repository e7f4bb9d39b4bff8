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
	path   ast.Path
	errors gqlerror.List
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

// Root writes one root field's value. It gives nil where the value is null and must not be: the whole answer is then null.
func (w *Writer) Root(f Field, row []any) []byte {
	start := len(w.buf)
	if w.field(f, row) != written {
		return nil
	}
	return slices.Clip(w.buf[start:])
}

// AppendMember appends a member to an object that has been begun: its comma, its key and its value.
func AppendMember(object []byte, key string, value []byte) []byte {
	if len(object) > 1 {
		object = append(object, ',')
	}
	object = appendString(object, key)
	object = append(object, ':')
	return append(object, value...)
}

// Errors are the errors recorded so far, in the order in which they were met.
func (w *Writer) Errors() gqlerror.List { return w.errors }

// field writes the value of a field, or null where it is null and may be.
func (w *Writer) field(f Field, row []any) outcome {
	w.path = append(w.path, ast.PathName(f.Key))
	o := w.place(f.Value, f.NonNull, row)
	w.path = w.path[:len(w.path)-1]
	return o
}

// place writes a value at a place that may or may not be null: it gives written or failed.
func (w *Writer) place(v Value, nonNull bool, row []any) outcome {
	start := len(w.buf)
	o := v.write(w, row)
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
	err.Path = slices.Clone(w.path)
	w.errors = append(w.errors, err)
}

// object writes fields in braces, or nothing where one of them failed.
func (w *Writer) object(fields []Field, row []any) outcome {
	w.buf = append(w.buf, '{')
	for i, f := range fields {
		if i > 0 {
			w.buf = append(w.buf, ',')
		}
		w.buf = appendString(w.buf, f.Key)
		w.buf = append(w.buf, ':')
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
		w.path = append(w.path, ast.PathIndex(i))
		o := w.place(valueFunc(func(*Writer, []any) outcome { return element(i) }), nonNull, nil)
		w.path = w.path[:len(w.path)-1]
		if o == failed {
			return failed
		}
	}
	w.buf = append(w.buf, ']')
	return written
}

type valueFunc func(w *Writer, row []any) outcome

func (f valueFunc) write(w *Writer, row []any) outcome { return f(w, row) }
