package sqlite

import "github.com/dealgraph/dealgraph/internal/plan"

// scan reads the records of some types. In order of id, of several types too, an index serves: SQLite says that it sorts
// these, but leaves a type's range as soon as what follows in it comes after all that the page still wants.
func (c *compiler) scan(op plan.Scan) *rows {
	alias := c.alias(table(op.Of)[:1])
	r := &rows{from: table(op.Of) + " " + alias, once: op.Of == plan.Node}
	rec := stored(record{of: op.Of, types: op.Types}, alias)
	r.bind(op.Of, rec)
	if len(op.Types) > 0 {
		r.where = []string{c.hasType(rec, op.Types)}
	}
	if len(op.Types) == 1 {
		r.served = func(p plan.Prop) bool { return p.Of == op.Of && p.Prop.Sortable }
	}
	return r
}
