// Package explain tells how an answer came about: for each root field the plans that were run, the statement that each became,
// the types of its parameters (never their values), how many rows came back and how long it took. It wraps a store's reader
// and is told of statements as a store's observer.
package explain

import (
	"context"
	"fmt"
	"time"

	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/store"
)

// Field is how one root field was answered.
type Field struct {
	Key   string `json:"field"` // its response key
	Steps []Step `json:"steps"` // one a statement
}

// Step is one plan that was run.
type Step struct {
	Plan         string            `json:"plan"`
	Statement    string            `json:"statement"`
	Parameters   map[string]string `json:"parameters"` // by name: Boolean, Int, Float, String, a list of one, Object or Null
	Rows         int               `json:"rows"`       // at all depths
	Milliseconds float64           `json:"milliseconds"`
	Engine       string            `json:"engine,omitempty"` // the database's own plan, where it was asked for
}

// Profiler is a store that can tell how its database goes about a plan: lines for people.
type Profiler interface {
	Profiled(ctx context.Context, q *plan.Query) (string, error)
}

// Reader reads as another reader does, and keeps what each plan came to.
type Reader struct {
	store.Reader
	steps    []Step
	queries  []*plan.Query
	profiler Profiler // nil where the database's own plans are not asked for
}

// NewReader gives a reader that keeps what another one runs; profiler may be nil.
func NewReader(r store.Reader, profiler Profiler) *Reader {
	return &Reader{Reader: r, profiler: profiler}
}

// Run runs a plan.
func (r *Reader) Run(ctx context.Context, q *plan.Query) ([]any, error) {
	step := Step{Plan: q.String(), Parameters: map[string]string{}}
	begun := time.Now()
	row, err := r.Reader.Run(context.WithValue(ctx, stepKey{}, &step), q)
	step.Milliseconds = float64(time.Since(begun).Microseconds()) / 1000
	if err == nil {
		step.Rows = q.Rows(row)
	}
	r.steps, r.queries = append(r.steps, step), append(r.queries, q)
	return row, err
}

// Take gives the steps since it was last called. The database's own plans are asked for now, after all that was timed.
func (r *Reader) Take(ctx context.Context) ([]Step, error) {
	steps, queries := r.steps, r.queries
	r.steps, r.queries = nil, nil
	for i, q := range queries {
		if r.profiler == nil {
			break
		}
		var err error
		if steps[i].Engine, err = r.profiler.Profiled(ctx, q); err != nil {
			return nil, err
		}
	}
	return steps, nil
}

type stepKey struct{}

// Observe is the observer of a store whose answers are to be explained. Statements of other reads pass by.
func Observe(ctx context.Context, s store.Statement) {
	step, ok := ctx.Value(stepKey{}).(*Step)
	if !ok {
		return
	}
	step.Statement = s.Text
	for name, v := range s.Params {
		step.Parameters[name] = typeOf(v)
	}
}

func typeOf(v any) string {
	switch v := v.(type) {
	case nil:
		return "Null"
	case bool:
		return "Boolean"
	case int, int64:
		return "Int"
	case float64:
		return "Float"
	case string:
		return "String"
	case []any:
		if len(v) == 0 {
			return "[]"
		}
		return "[" + typeOf(v[0]) + "]"
	case map[string]any:
		return "Object"
	}
	return fmt.Sprintf("%T", v)
}
