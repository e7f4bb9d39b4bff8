package response

import (
	"math"
	"strconv"
	"unicode/utf8"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/text"
)

// Scalar is a property, or a list of scalars, at a position of the row.
type Scalar struct {
	Column int
	Scalar catalog.Scalar
	List   bool
}

func (s Scalar) write(w *Writer, row []any) outcome {
	if !s.List {
		return s.one(w, row[s.Column])
	}
	if row[s.Column] == nil {
		return null
	}
	values, ok := row[s.Column].([]any)
	if !ok {
		return w.mismatch()
	}
	return w.list(len(values), true, func(i int) outcome { return s.one(w, values[i]) })
}

func (s Scalar) one(w *Writer, v any) outcome {
	switch v := v.(type) {
	case nil:
		return null
	case string:
		switch s.Scalar {
		case catalog.String, catalog.ID, catalog.Date, catalog.EnumOf:
			w.buf = appendString(w.buf, v)
			return written
		}
	case *text.Quoted:
		switch s.Scalar {
		case catalog.String, catalog.ID, catalog.Date, catalog.EnumOf:
			w.buf = append(w.buf, *v...)
			return written
		}
	case int64:
		return s.whole(w, v)
	case float64:
		if s.Scalar == catalog.Float && !math.IsInf(v, 0) && !math.IsNaN(v) {
			w.buf = appendFloat(w.buf, v)
			return written
		}
	case bool:
		if s.Scalar == catalog.Boolean {
			w.buf = strconv.AppendBool(w.buf, v)
			return written
		}
	}
	return w.mismatch()
}

func (s Scalar) whole(w *Writer, v int64) outcome {
	switch s.Scalar {
	case catalog.Int:
		if v < math.MinInt32 || v > math.MaxInt32 {
			return w.mismatch()
		}
		w.buf = strconv.AppendInt(w.buf, v, 10)
		return written
	case catalog.BigInt:
		w.buf = append(w.buf, '"')
		w.buf = strconv.AppendInt(w.buf, v, 10)
		w.buf = append(w.buf, '"')
		return written
	case catalog.Float:
		w.buf = strconv.AppendInt(w.buf, v, 10)
		return written
	}
	return w.mismatch()
}

// textOf gives a value that is a text, in whichever of its two forms, as a string; empty where it is none.
func textOf(v any) string {
	if q, is := v.(*text.Quoted); is {
		return q.Plain()
	}
	s, _ := v.(string)
	return s
}

// AsText is a scalar of whatever type at a position of the row, as a JSON string.
type AsText struct{ Column int }

func (t AsText) write(w *Writer, row []any) outcome {
	switch v := row[t.Column].(type) {
	case nil:
		return null
	case string:
		w.buf = appendString(w.buf, v)
	case *text.Quoted:
		w.buf = append(w.buf, *v...)
	case int64:
		w.buf = append(strconv.AppendInt(append(w.buf, '"'), v, 10), '"')
	case float64:
		w.buf = append(appendFloat(append(w.buf, '"'), v), '"')
	case bool:
		w.buf = append(strconv.AppendBool(append(w.buf, '"'), v), '"')
	default:
		return w.mismatch()
	}
	return written
}

// mismatch records that a stored value is not of its property's type: somebody wrote past us.
func (w *Writer) mismatch() outcome {
	w.fail("the stored value is not of the type that the vocabulary gives it")
	return failed
}

// Constant is a value that is known without a row, as JSON.
type Constant string

func (c Constant) write(w *Writer, _ []any) outcome {
	w.buf = append(w.buf, c...)
	return written
}

// Text gives a Constant of a string.
func Text(s string) Constant { return Constant(appendString(nil, s)) }

// appendFloat writes a finite number as ECMAScript does, which is JSON, and has one zero: SQLite keeps but one of the two.
func appendFloat(dst []byte, f float64) []byte {
	if f == 0 {
		return append(dst, '0')
	}
	format := byte('f')
	if abs := math.Abs(f); abs < 1e-6 || abs >= 1e21 {
		format = 'e'
	}
	dst = strconv.AppendFloat(dst, f, format, -1, 64)
	if n := len(dst); format == 'e' && dst[n-4] == 'e' && dst[n-3] == '-' && dst[n-2] == '0' {
		return append(dst[:n-2], dst[n-1]) // 1e-07 → 1e-7
	}
	return dst
}

const hex = "0123456789abcdef"

// appendString writes a string as JSON: what must be escaped is, the rest stands as it is. Bytes that are no UTF-8 become
// the replacement character.
func appendString(dst []byte, s string) []byte {
	dst = append(dst, '"')
	start := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && size == 1 {
				dst = append(dst, s[start:i]...)
				dst = append(dst, "\uFFFD"...)
				start = i + 1
			}
			i += size
			continue
		}
		if c >= ' ' && c != '"' && c != '\\' {
			i++
			continue
		}
		dst = append(dst, s[start:i]...)
		switch c {
		case '"', '\\':
			dst = append(dst, '\\', c)
		case '\n':
			dst = append(dst, '\\', 'n')
		case '\r':
			dst = append(dst, '\\', 'r')
		case '\t':
			dst = append(dst, '\\', 't')
		default:
			dst = append(dst, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		}
		i++
		start = i
	}
	dst = append(dst, s[start:]...)
	return append(dst, '"')
}

// Null is a value that is known to be null without a row.
type Null struct{}

func (Null) write(*Writer, []any) outcome { return null }
