package sqlite

import "github.com/dealgraph/dealgraph/internal/plan"

// table gives the table that holds a kind of record.
func table(v plan.Var) string {
	if v == plan.Rel {
		return "rel"
	}
	return "node"
}

func (r *rows) bind(v plan.Var, rec *record) {
	if v == plan.Rel {
		r.rel = rec
		return
	}
	r.node = rec
}

// seek finds records by id. A former id and a present one are never the same, so one look-up each tells what an id names.
func (c *compiler) seek(op plan.Seek) *rows {
	id := "j"
	r := &rows{}
	alias := c.alias(table(op.Of)[:1])
	if len(op.IDs) == 1 {
		r.requested = c.arg(op.IDs[0])
		r.from = table(op.Of) + " " + alias
		r.where = []string{alias + ".id = " + present(r.requested)}
	} else {
		id = c.alias("j")
		r.requested = id + ".value"
		r.from = "json_each(" + c.arg(plan.Derive(anys(op.IDs), encodeList)) + ") " + id
		r.joins = []string{"CROSS JOIN " + table(op.Of) + " " + alias + " ON " + alias + ".id = " + present(r.requested)}
		r.natural = id + ".key"
	}
	r.bind(op.Of, stored(record{of: op.Of}, alias))
	return r
}

// present gives the id that a former id stands for, or the id itself.
func present(id string) string {
	return "coalesce((SELECT f.now FROM former f WHERE f.id = " + id + "), " + id + ")"
}
