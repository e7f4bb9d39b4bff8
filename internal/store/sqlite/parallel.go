package sqlite

import "github.com/dealgraph/dealgraph/internal/catalog"

// parallel finds the claims by their ends. They stand in a FROM clause of their own: SQL would take an aggregate of nothing
// but the outer row's node for one of the outer SELECT's.
func (c *compiler) parallel(outer scope) *rows {
	if outer.rel == nil {
		return nothing()
	}
	alias := c.alias("r")
	r := &rows{from: "rel " + alias}
	r.rel = stored(record{of: outer.rel.of, types: outer.rel.types}, alias)
	r.node = outer.node
	for _, same := range []string{catalog.PropFrom.Name, "type", catalog.PropTo.Name} {
		r.where = append(r.where, r.rel.column(same)+" = "+outer.rel.column(same))
	}
	return c.wrap(r)
}
