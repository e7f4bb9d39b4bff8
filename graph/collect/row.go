package collect

import "github.com/dealgraph/dealgraph/internal/plan"

// row is the columns of one kind of row, each at its position.
type row struct {
	columns []plan.Column
	plain   map[any]int // what is simple enough to be wanted once only
	before  int         // how many values a question puts in front of the columns
}

func newRow() *row { return &row{plain: map[any]int{}} }

// propName is what tells a property: one name has one type everywhere, whichever type declares it.
type propName struct {
	of   plan.Var
	name string
}

// plainColumn gives the position of a property, a type or the like, wanted of every row whatever its type: a record that
// has no such property has null.
func (r *row) plainColumn(e plan.Expr) int {
	key := any(e)
	if p, ok := e.(plan.Prop); ok {
		key = propName{p.Of, p.Prop.Name}
	}
	if i, ok := r.plain[key]; ok {
		return i
	}
	i := r.column(plan.Column{Expr: e})
	r.plain[key] = i
	return i
}

// column adds a column and gives its position.
func (r *row) column(c plan.Column) int {
	r.columns = append(r.columns, c)
	return r.before + len(r.columns) - 1
}

// guard limits columns to records of some types.
type guard struct {
	of    plan.Var
	types []string
}

func (g guard) column(e plan.Expr) plan.Column {
	return plan.Column{Of: g.of, Types: g.types, Expr: e}
}
