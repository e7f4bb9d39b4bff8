package plan

import "sync/atomic"

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
