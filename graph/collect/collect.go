package collect

import (
	"slices"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/dealgraph/dealgraph/graph/explore"
	"github.com/dealgraph/dealgraph/graph/response"
	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
)

// Limits bound what one root field may ask for.
type Limits struct {
	PageSize int // what first and last may be at most
	Levels   int // how deep records may nest
	Rows     int // how many rows the pages of a selection may hold in all, their sizes multiplied along it
	Filters  int // how many filters `where` arguments may hold in all
	Values   int // how many values a list inside `where` may hold
}

// DefaultLimits are generous for people and tools, and bound the work of one root field.
func DefaultLimits() Limits {
	return Limits{PageSize: 200, Levels: 12, Rows: 100_000, Filters: 200, Values: 1_000}
}

// DefaultSize is how many a page holds where nobody says.
func (l Limits) DefaultSize() int { return min(defaultSize, l.PageSize) }

// Root is what one root field comes to: a question to ask, and the shape in which to write the row that answers it.
type Root struct {
	Question explore.Question // nil where nothing needs to be asked
	Shape    response.Field
	Given    response.Given // to the shape
	Fields   int            // how many fields and filters were collected: a measure of what the root takes

	bindings []binding // of the placeholders in the question, and of what else variables tell
	sizes    int       // how many sizes these tell
}

// Collector collects the root fields of one operation.
type Collector struct {
	cat        *catalog.Catalog
	op         *graphql.OperationContext
	limits     Limits
	roots      Roots
	parameters *Parameters // for which placeholders are to stand in plans
}

// root is how one root field is collected.
type root struct {
	collect func(*field, graphql.CollectedField) (response.Value, error)
	ids     string // the argument that is an id, or ids, of what is asked for; "" where there is none
	walks   bool   // one plan does not answer it
}

// Roots is the root fields that a catalog's vocabulary gives, by name.
type Roots map[string]root

// IsPlan tells whether one plan answers a root field, which may be kept.
func (r Roots) IsPlan(name string) bool {
	root, ours := r[name]
	return ours && !root.walks
}

// New gives a collector for one operation. Placeholders stand in plans for parameters, which may be none.
func New(cat *catalog.Catalog, roots Roots, op *graphql.OperationContext, limits Limits, parameters *Parameters) *Collector {
	return &Collector{cat: cat, op: op, limits: limits, roots: roots, parameters: parameters}
}

// Field collects one root field. The error is a *gqlerror.Error with a code.
func (c *Collector) Field(f graphql.CollectedField) (Root, error) {
	x := &field{Collector: c, row: newRow(), multiplier: 1, factors: factors{constant: 1}, path: ast.Path{ast.PathName(f.Alias)}}
	if c.parameters != nil {
		x.given = values{}
	}
	value, err := c.roots[f.Name].collect(x, f)
	if err != nil {
		return Root{}, x.located(err, f)
	}
	x.bindCost()
	root := Root{
		Shape: response.Field{Key: f.Alias, NonNull: f.Definition.Type.NonNull, Value: value}, Given: x.written, Fields: x.collected + x.filters,
		bindings: x.bindings, sizes: x.sizes,
	}
	root.Question = x.question
	if len(x.row.columns) > 0 {
		root.Question = explore.Plan{Query: &plan.Query{Columns: x.row.columns}}
	}
	return root, nil
}

// ByHand checks the arguments of a root field that a resolver answers, so that bad ones are told before anything is asked. The
// error is a *gqlerror.Error with a code.
func (c *Collector) ByHand(f graphql.CollectedField) error {
	x := &field{Collector: c, path: ast.Path{ast.PathName(f.Alias)}}
	if f.Definition == nil || f.Definition.Arguments.ForName("first") == nil {
		return nil
	}
	if _, err := x.size(x.arguments(f), "first"); err != nil {
		return x.located(err, f)
	}
	return nil
}

// field is the state while one root field is collected.
type field struct {
	*Collector
	row        *row             // the columns of the row that is being described
	question   explore.Question // what a root field asks that one plan does not answer
	path       ast.Path
	levels     int
	multiplier int // how many rows of this kind the pages around allow
	rows       int // how many rows all pages so far allow
	filters    int
	collected  int            // how many fields
	written    response.Given // with the shape

	// What parameters come to, where placeholders stand for them.
	given    values
	bindings []binding
	sizes    int       // how many pages have a size that is a parameter
	factors  factors   // what multiplier is made of
	cost     []factors // what rows is the sum of
}

// located gives an error its place: path and position of the innermost field that was being collected.
func (x *field) located(err error, f graphql.CollectedField) error {
	e, ok := err.(*gqlerror.Error)
	if !ok {
		return err
	}
	if e.Path == nil {
		e.Path = slices.Clone(x.path)
	}
	if len(e.Locations) == 0 && f.Position != nil {
		e.Locations = []gqlerror.Location{{Line: f.Position.Line, Column: f.Position.Column}}
	}
	return e
}

// under collects a field of an object with its response key on the path.
func (x *field) under(f graphql.CollectedField, collect func() (response.Value, error)) (response.Field, error) {
	x.path = append(x.path, ast.PathName(f.Alias))
	x.collected++
	value, err := collect()
	if err != nil {
		return response.Field{}, x.located(err, f)
	}
	x.path = x.path[:len(x.path)-1]
	return response.Field{Key: f.Alias, NonNull: f.Definition.Type.NonNull, Value: value}, nil
}

// inRow collects with another row to describe, that of a page or of a single record below this one, of which there may be
// up to n for each row around. It gives the columns.
func (x *field) inRow(n int, collect func() error) ([]plan.Column, error) {
	return x.inPage(size{n: n}, collect)
}

// inPage is inRow for a page of some size.
func (x *field) inPage(n size, collect func() error) ([]plan.Column, error) {
	outer, multiplier, factors := x.row, x.multiplier, x.factors
	x.row, x.multiplier, x.factors = newRow(), multiplier*n.n, factors.times(n)
	x.levels++
	x.rows += x.multiplier
	x.cost = append(x.cost, x.factors)
	err := x.checkCost()
	if err == nil {
		err = collect()
	}
	columns := x.row.columns
	x.row, x.multiplier, x.factors = outer, multiplier, factors
	x.levels--
	return columns, err
}

func (x *field) checkCost() error {
	if x.levels > x.limits.Levels {
		return tooComplex("records nest deeper than %d levels", x.limits.Levels)
	}
	if x.rows > x.limits.Rows {
		return tooComplex("the pages of this selection allow more than %d rows in all: ask for smaller pages", x.limits.Rows)
	}
	return nil
}

// RootFields gives a query's root fields, one a response key, in the operation's order.
func RootFields(op *graphql.OperationContext) []graphql.CollectedField {
	return graphql.CollectFields(op, op.Operation.SelectionSet, []string{"Query"})
}

// fields gives what a selection set selects on a concrete type, which satisfies some interfaces, one a response key.
// gqlgen merges what was selected on types of which one implements the other: those that a record satisfies all do.
func (x *field) fields(set ast.SelectionSet, concrete ...string) []graphql.CollectedField {
	return graphql.CollectFields(x.op, set, concrete)
}
