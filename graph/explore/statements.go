package explore

import (
	"context"
	"fmt"

	"github.com/dealgraph/dealgraph/internal/bounded"
	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/search"
	"github.com/dealgraph/dealgraph/internal/store"
)

const (
	// statementsKept bounds how many statements are kept: there are a few for each choice of types.
	statementsKept = 100
	// statementBytes is what one takes, about, that names all types.
	statementBytes = 64 << 10
)

// Statements keeps the statements by which questions look at relationships, words and what texts find: of all types they are long, and
// take longer to make than the rest of the question.
type Statements struct {
	kept *bounded.Cache[string, *statement]
}

// NewStatements gives what is to keep the statements of one engine.
func NewStatements() *Statements {
	return &Statements{bounded.New[string, *statement](statementsKept, statementsKept*statementBytes)}
}

// Keeping is a reader whose statements are kept.
type Keeping struct {
	store.Reader
	Statements *Statements
}

// statement is columns over placeholders.
type statement struct {
	over    asked
	columns []plan.Column
	kept    plan.Kept
}

// asked is what tells one asking of the same from another.
type asked struct {
	texts   [][]string // ids of nodes, words
	sizes   []int
	streams [][]search.Stream
}

// ask answers columns that are made of what is asked. The name and the form of that tell them from all others.
func ask(ctx context.Context, r store.Reader, name string, a asked, columns func(asked) []plan.Column) ([]any, error) {
	keeping, keeps := r.(Keeping)
	if !keeps {
		return r.Run(ctx, &plan.Query{Columns: columns(a)})
	}
	key := name + " " + a.form()
	s, known := keeping.Statements.kept.Get(key)
	if !known {
		over := a.placeholders()
		s = &statement{over: over, columns: columns(over)}
		keeping.Statements.kept.Add(key, s, statementBytes)
	}
	return r.Run(ctx, &plan.Query{Columns: s.columns, Given: s.over.given(a), Kept: &s.kept})
}

// form tells how many there are of everything, as far as that makes another statement: of texts, whether there are none, one or
// several.
func (a asked) form() string {
	b := fmt.Append(nil, len(a.sizes), len(a.streams))
	for _, list := range a.texts {
		b = append(b, " 1*"[min(len(list), 2)])
	}
	return string(b)
}

// placeholders gives the same of placeholders.
func (a asked) placeholders() (over asked) {
	for _, list := range a.texts {
		texts := make([]string, min(len(list), 2))
		for i := range texts {
			texts[i] = plan.PlaceholderText()
		}
		over.texts = append(over.texts, texts)
	}
	for range a.sizes {
		over.sizes = append(over.sizes, int(plan.PlaceholderSize()))
	}
	for range a.streams {
		over.streams = append(over.streams, plan.PlaceholderStreams())
	}
	return over
}

// given has placeholders stand for what is asked.
func (over asked) given(a asked) map[any]any {
	given := map[any]any{}
	for i, list := range a.texts {
		if len(list) > 0 {
			given[over.texts[i][0]] = list[0]
		}
		if len(list) > 1 {
			given[over.texts[i][1]] = plan.SeveralOf(list[1:])
		}
	}
	for i, n := range a.sizes {
		given[int64(over.sizes[i])] = int64(n)
	}
	for i, streams := range a.streams {
		given[over.streams[i][0].From] = streams
	}
	return given
}
