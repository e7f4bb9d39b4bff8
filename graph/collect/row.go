package collect

import "github.com/dealgraph/dealgraph/internal/plan"

// row is the columns of one kind of row, each at its position.
type row struct {
	columns []plan.Column
	plain   map[plan.Expr]int // what is simple enough to be wanted once only
}

func newRow() *row { return &row{plain: map[plan.Expr]int{}} }

// plainColumn gives the position of a property, a type or the like, wanted of every row whatever its type: a record that
// has no such property has null.
func (r *row) plainColumn(e plan.Expr) int {
	if i, ok := r.plain[e]; ok {
		return i
	}
	i := r.column(plan.Column{Expr: e})
	r.plain[e] = i
	return i
}

// column adds a column and gives its position.
func (r *row) column(c plan.Column) int {
	r.columns = append(r.columns, c)
	return len(r.columns) - 1
}

// guard limits columns to records of some types.
type guard struct {
	of    plan.Var
	types []string
}

func (g guard) column(e plan.Expr) plan.Column {
	return plan.Column{Of: g.of, Types: g.types, Expr: e}
}
