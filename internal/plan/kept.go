package plan

import "sync/atomic"

// Kept is what one engine has made of the columns of a query that is asked again and again.
type Kept struct{ made atomic.Pointer[any] }

// Compiled gives what an engine makes of a query's columns: what it has made before, where that is kept. Two that ask at the
// same time may both make it.
func Compiled[S any](q *Query, compile func() (S, error)) (S, error) {
	if q.Kept == nil {
		return compile()
	}
	if made := q.Kept.made.Load(); made != nil {
		if s, ours := (*made).(S); ours {
			return s, nil
		}
	}
	s, err := compile()
	if err == nil {
		made := any(s)
		q.Kept.made.Store(&made)
	}
	return s, err
}

// Value gives the value that a placeholder stands for, or a value that is none as it is. A list may hold placeholders.
func (q *Query) Value(v any) any {
	switch v := v.(type) {
	case string:
		if given, is := q.Given[v]; is {
			return given
		}
	case []any:
		all := make([]any, len(v))
		for i, e := range v {
			all[i] = q.Value(e)
		}
		return all
	}
	return v
}
