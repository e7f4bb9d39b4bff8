package memory

import (
	"slices"

	"github.com/dealgraph/dealgraph/internal/plan"
)

// incident gives its rows from the last relationship to the first, for the same reason as scan.
func (e evaluator) incident(op plan.Incident, outer row) []row {
	if outer.node == nil {
		return nil
	}
	var rows []row
	for _, rel := range slices.Backward(e.rels) {
		if len(op.Types) > 0 && !slices.Contains(op.Types, rel.Type) {
			continue
		}
		switch outer.node.ID {
		case rel.From:
			rows = append(rows, row{node: e.graph.node(rel.To), rel: rel})
		case rel.To:
			rows = append(rows, row{node: e.graph.node(rel.From), rel: rel})
		}
	}
	return rows
}
