package explore

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/store"
)

// Selection is what is wanted of the records at one part of an answer.
type Selection struct {
	Part    Part
	Columns []plan.Column
}

// Part is a place of an answer at which records are shown.
type Part uint8

// The parts: of Paths the node that they start from, and of each step the node that it comes to, the preferred claim and all claims;
// of Neighborhood the nodes, the relationships, and the node that something was left out at.
const (
	StartNode Part = iota
	StepNode
	StepRelationship
	StepClaims
	NearNode
	NearRelationship
	OmissionNode
)

// records is the last statement of an algorithm: all that is wanted of all records that it found.
type records struct {
	groups       []*group
	wants        []want
	ranks, names int // which of the wants tell ranks and names, where they do
	gone         string
}

// group is some records, and all that is wanted of them.
type group struct {
	of      plan.Var
	ids     []string
	columns []plan.Column // the first is the id
	found   map[string][]any
}

// want is some columns of a group.
type want struct {
	group    *group
	from, to int
}

// want adds to what is wanted of some records, and tells its place.
func (r *records) want(of plan.Var, ids []string, columns []plan.Column) int {
	g := r.group(of, ids)
	from := len(g.columns)
	g.columns = append(g.columns, columns...)
	r.wants = append(r.wants, want{g, from, len(g.columns)})
	return len(r.wants) - 1
}

func (r *records) group(of plan.Var, ids []string) *group {
	for _, g := range r.groups {
		if g.of == of && slices.Equal(g.ids, ids) {
			return g
		}
	}
	id := nodeID
	if of == plan.Rel {
		id = relID
	}
	g := &group{of, ids, []plan.Column{{Expr: id}}, map[string][]any{}}
	r.groups = append(r.groups, g)
	return g
}

// read reads all that is wanted, unless that is nothing.
func (r *records) read(ctx context.Context, reader store.Reader) error {
	groups := slices.DeleteFunc(slices.Clone(r.groups), func(g *group) bool { return len(g.ids) == 0 })
	if len(groups) == 0 {
		return nil
	}
	var q plan.Query
	for _, g := range groups {
		q.Columns = append(q.Columns, plan.Column{Expr: plan.List{Input: plan.Seek{Of: g.of, IDs: g.ids}, Columns: g.columns}})
	}
	row, err := reader.Run(ctx, &q)
	if err != nil {
		return fmt.Errorf("read what was found: %w", err)
	}
	for i, g := range groups {
		for _, found := range row[i].([]any) {
			values := found.([]any)
			g.found[values[0].(string)] = values
		}
	}
	return nil
}

// row gives what was wanted of a record.
func (r *records) row(want int, id string) any {
	w := r.wants[want]
	found, ok := w.group.found[id]
	if !ok {
		r.gone = id
		return nil
	}
	return found[w.from:w.to]
}

func (r *records) rows(want int, ids []string) []any {
	rows := make([]any, len(ids))
	for i, id := range ids {
		rows[i] = r.row(want, id)
	}
	return rows
}

// count gives a number that was wanted of a record.
func (r *records) count(want int, id string, column int) int64 {
	row, ok := r.row(want, id).([]any)
	if !ok {
		return 0
	}
	n, _ := row[column].(int64)
	return n
}

// name is what a sentence says of a node.
type name struct{ text, typ string }

func (r *records) named(id string) name {
	row, ok := r.row(r.names, id).([]any)
	if !ok {
		return name{}
	}
	text, _ := row[0].(string)
	typ, _ := row[1].(string)
	return name{text, typ}
}

// err tells whether a record that was found is no more: a store that reads what is committed, not a snapshot, may have let it go
// between two statements.
func (r *records) err() error {
	if r.gone == "" {
		return nil
	}
	return goneError(r.gone)
}

type goneError string

func (e goneError) Error() string { return "the record " + string(e) + " went while it was asked for" }

// attempts is how often a question starts afresh where records go while it is asked.
const attempts = 3

func settled(ask func() ([]any, error)) ([]any, error) {
	for i := 1; ; i++ {
		row, err := ask()
		gone, ok := err.(goneError)
		switch {
		case !ok:
			return row, err
		case i == attempts:
			return nil, fmt.Errorf("%w: %w", store.ErrUnavailable, gone)
		}
	}
}

func anyOf(types []string) string {
	if len(types) == 0 {
		return "any"
	}
	return strings.Join(types, "|")
}

var partNames = map[Part]string{StartNode: "start", StepNode: "step's node", StepRelationship: "step's relationship", StepClaims: "step's claims",
	NearNode: "nodes", NearRelationship: "relationships", OmissionNode: "omission's node"}

func selectionsText(wanted []Selection) string {
	var b strings.Builder
	for _, w := range wanted {
		b.WriteString(partNames[w.Part] + "\n")
		b.WriteString((&plan.Query{Columns: w.Columns}).String())
	}
	return b.String()
}
