package memory

import (
	"slices"

	"github.com/dealgraph/dealgraph/internal/plan"
)

// scan gives its rows from the last id to the first, so that a plan that forgot to sort does not look right by chance.
func (e evaluator) scan(op plan.Scan) []row {
	var rows []row
	for _, rec := range slices.Backward(e.all(op.Of)) {
		if len(op.Types) == 0 || slices.Contains(op.Types, rec.Type) {
			rows = append(rows, bind(op.Of, rec))
		}
	}
	return rows
}
