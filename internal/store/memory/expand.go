package memory

import (
	"slices"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
)

// expand gives its rows from the last relationship to the first, for the same reason as scan.
func (e evaluator) expand(op plan.Expand, outer row) []row {
	if outer.node == nil {
		return nil
	}
	var rows []row
	for _, rel := range slices.Backward(e.rels) {
		near, far := rel.From, rel.To
		if op.Dir == catalog.In {
			near, far = rel.To, rel.From
		}
		if rel.Type != op.Rel || near != outer.node.ID {
			continue
		}
		node := e.graph.node(far)
		if len(op.Types) == 0 || slices.Contains(op.Types, node.Type) {
			rows = append(rows, row{node: node, rel: rel})
		}
	}
	return rows
}

// parallel gives its rows from the last relationship to the first, too.
func (e evaluator) parallel(outer row) []row {
	if outer.rel == nil {
		return nil
	}
	var rows []row
	for _, rel := range slices.Backward(e.rels) {
		if rel.Type == outer.rel.Type && rel.From == outer.rel.From && rel.To == outer.rel.To {
			rows = append(rows, row{node: outer.node, rel: rel})
		}
	}
	return rows
}

func (e evaluator) end(op plan.End, outer row) []row {
	if outer.rel == nil {
		return nil
	}
	if op.Side == plan.To {
		return []row{{node: e.graph.node(outer.rel.To)}}
	}
	return []row{{node: e.graph.node(outer.rel.From)}}
}

func (e evaluator) deref(op plan.Deref, outer row) []row {
	var rows []row
	for _, id := range ids(property(op.Prop, outer)) {
		if node := e.graph.node(id); node != nil {
			rows = append(rows, row{node: node})
		}
	}
	return rows
}

// ids gives the ids that the value of a reference property, single or list, holds.
func ids(value any) []string {
	switch v := value.(type) {
	case string:
		return []string{v}
	case []any:
		return texts(v)
	}
	return nil
}

func texts(list []any) []string {
	all := make([]string, len(list))
	for i, v := range list {
		all[i] = v.(string)
	}
	return all
}
