package memory

import "github.com/dealgraph/dealgraph/internal/plan"

func (e evaluator) seek(op plan.Seek) []row {
	var rows []row
	for _, id := range e.texts(op.IDs) {
		id := id.(string)
		rec := e.graph.resolve(id)
		if rec == nil || rec.IsRel() != (op.Of == plan.Rel) {
			continue
		}
		r := bind(op.Of, rec)
		r.requested = id
		rows = append(rows, r)
	}
	return rows
}
