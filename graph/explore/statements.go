package explore

import (
	"context"
	"fmt"

	"github.com/dealgraph/dealgraph/internal/bounded"
	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/store"
)

const (
	// statementsKept bounds how many statements are kept: there are a few for each choice of types of relationships.
	statementsKept = 100
	// statementBytes is what one takes, about, that reads relationships of all types.
	statementBytes = 64 << 10
)

// Statements keeps the statements by which questions look at relationships: of all types they are long, and take longer to
// make than the rest of the question.
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
	ids, others []string // of nodes
	size        int
}

// ask answers columns that are made of what is asked. The name and the form of that tell them from all others.
func ask(ctx context.Context, r store.Reader, name string, a asked, columns func(asked) []plan.Column) ([]any, error) {
	keeping, keeps := r.(Keeping)
	if !keeps {
		return r.Run(ctx, &plan.Query{Columns: columns(a)})
	}
	key := fmt.Sprint(name, " ", form(a.ids), form(a.others))
	s, known := keeping.Statements.kept.Get(key)
	if !known {
		over := asked{placeholders(a.ids), placeholders(a.others), int(plan.PlaceholderSize())}
		s = &statement{over: over, columns: columns(over)}
		keeping.Statements.kept.Add(key, s, statementBytes)
	}
	given := map[any]any{int64(s.over.size): int64(a.size)}
	give(given, s.over.ids, a.ids)
	give(given, s.over.others, a.others)
	return r.Run(ctx, &plan.Query{Columns: s.columns, Given: given, Kept: &s.kept})
}

// form is how many ids there are as far as that makes another statement: none, one or several.
func form(ids []string) int { return min(len(ids), 2) }

func placeholders(ids []string) []string {
	all := make([]string, form(ids))
	for i := range all {
		all[i] = plan.PlaceholderText()
	}
	return all
}

// give has placeholders stand for ids.
func give(given map[any]any, placeholders, ids []string) {
	if len(ids) > 0 {
		given[placeholders[0]] = ids[0]
	}
	if len(ids) > 1 {
		others := make(plan.Several, len(ids)-1)
		for i, id := range ids[1:] {
			others[i] = id
		}
		given[placeholders[1]] = others
	}
}
