package sqlite

import "github.com/dealgraph/dealgraph/internal/plan"

func (c *compiler) scan(op plan.Scan) *rows {
	alias := c.alias(table(op.Of)[:1])
	r := &rows{from: table(op.Of) + " " + alias}
	rec := stored(record{of: op.Of, types: op.Types}, alias)
	r.bind(op.Of, rec)
	if len(op.Types) > 0 {
		r.where = []string{c.hasType(rec, op.Types)}
	}
	if len(op.Types) == 1 {
		r.served = rec
	}
	return r
}
