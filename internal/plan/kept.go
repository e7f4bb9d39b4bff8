package plan

import (
	"crypto/rand"
	"encoding/binary"
	"slices"
	"sync/atomic"

	"github.com/dealgraph/dealgraph/internal/search"
)

// Kept is what one engine has made of the columns of queries that are asked again and again.
type Kept struct{ made atomic.Pointer[any] }

// Compiled gives what an engine makes of columns: what it has made before, where that is kept (kept is nil where it is not).
// Two that ask at the same time may both make it.
func Compiled[S any](kept *Kept, compile func() (S, error)) (S, error) {
	if kept == nil {
		return compile()
	}
	if made := kept.made.Load(); made != nil {
		if s, ours := (*made).(S); ours {
			return s, nil
		}
	}
	s, err := compile()
	if err == nil {
		made := any(s)
		kept.made.Store(&made)
	}
	return s, err
}

// PlaceholderText makes a text that stands for others, and that no client can know.
func PlaceholderText() string { return "placeholder-" + rand.Text() }

// PlaceholderSize makes a number that stands for others, and that no client can know: one of 2^51, all larger than any size.
func PlaceholderSize() int64 {
	var b [8]byte
	_, _ = rand.Read(b[:]) // it gives no error
	return int64(binary.BigEndian.Uint64(b[:])>>13 | 1<<51)
}

// PlaceholderStreams makes streams that stand for others.
func PlaceholderStreams() []search.Stream { return []search.Stream{{From: PlaceholderText()}} }

// Several are the values that one placeholder in a list stands for.
type Several []any

// SeveralOf gives several texts.
func SeveralOf(texts []string) Several {
	all := make(Several, len(texts))
	for i, t := range texts {
		all[i] = t
	}
	return all
}

// Derived is an argument of a statement that an engine works out of a value in the plan. Where that holds placeholders it is
// worked out each time that the statement is used, of what they stand for.
type Derived struct {
	of any
	by func(any) any
}

// Derive gives an argument that is worked out of a value.
func Derive[T, U any](of T, by func(T) U) Derived {
	return Derived{of, func(v any) any { return by(v.(T)) }}
}

// Value gives a value with what they stand for in the place of placeholders, in lists too, and worked out where it is Derived.
func (q *Query) Value(v any) any {
	switch v := v.(type) {
	case Derived:
		return v.by(q.Value(v.of))
	case []any:
		all := make([]any, 0, len(v))
		for _, e := range v {
			e = q.Value(e)
			if several, is := e.(Several); is {
				all = append(all, several...)
				continue
			}
			all = append(all, e)
		}
		return all
	case []search.Stream:
		if len(v) == 1 {
			if given, is := q.Given[v[0].From]; is {
				return given
			}
		}
	case string, int64, float64:
		if given, is := q.Given[v]; is {
			return given
		}
	}
	return v
}

// Waits tells whether a value holds placeholders, and so is another each time that the plan is used.
func (q *Query) Waits(v any) bool {
	switch v := v.(type) {
	case Derived:
		return q.Waits(v.of)
	case []any:
		return slices.ContainsFunc(v, q.Waits)
	case []search.Stream:
		return len(v) == 1 && q.Waits(v[0].From)
	case string, int64, float64:
		_, is := q.Given[v]
		return is
	}
	return false
}
