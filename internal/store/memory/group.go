package memory

import (
	"slices"

	"github.com/dealgraph/dealgraph/internal/plan"
)

// group is what a row of Group binds: a key, and the members that it was found for.
type group struct {
	key     any // nil is a key, too
	members []row
}

// group finds each member's keys, each once, and sorts the groups.
func (e evaluator) group(op plan.Group, outer row) []row {
	var groups []*group
	for _, member := range e.rows(op.Input, outer) {
		var keys []any
		for _, at := range e.along(op.Path, member) {
			if key := e.groupKey(op, at); !slices.ContainsFunc(keys, func(k any) bool { return sameKey(k, key) }) {
				keys = append(keys, key)
			}
		}
		for _, key := range keys {
			i := slices.IndexFunc(groups, func(g *group) bool { return sameKey(g.key, key) })
			if i < 0 {
				groups = append(groups, &group{key: key})
				i = len(groups) - 1
			}
			groups[i].members = append(groups[i].members, member)
		}
	}
	slices.SortFunc(groups, compareGroups)
	var rows []row
	for _, g := range groups[:min(e.size(op.N), len(groups))] {
		rows = append(rows, row{group: g})
	}
	return rows
}

// along gives where a path leads from a row: each step from every row that the one before gives.
func (e evaluator) along(path []plan.Op, from row) []row {
	rows := []row{from}
	for _, step := range path {
		var next []row
		for _, r := range rows {
			next = append(next, e.rows(step, r)...)
		}
		rows = next
	}
	return rows
}

func (e evaluator) groupKey(op plan.Group, at row) any {
	for _, x := range op.By {
		if v := e.value(x, at); v != nil {
			return cut(op.Cut, v)
		}
	}
	return nil
}

func cut(c plan.Cut, v any) any {
	switch c {
	case plan.ByYear:
		return v.(string)[:len("2025")]
	case plan.ByMonth:
		return v.(string)[:min(len("2025-10"), len(v.(string)))]
	}
	return v
}

func sameKey(a, b any) bool {
	if a == nil || b == nil {
		return a == nil && b == nil
	}
	return compare(a, b) == 0
}

// compareGroups puts the larger one first, then the smaller key, null last.
func compareGroups(a, b *group) int {
	switch {
	case len(a.members) != len(b.members):
		return len(b.members) - len(a.members)
	case a.key == nil:
		return 1
	case b.key == nil:
		return -1
	}
	return compare(a.key, b.key)
}

func groupSize(x plan.GroupSize, r row) any {
	switch {
	case r.group == nil:
		return nil
	case x.Nodes:
		return countNodes(r.group.members)
	}
	return int64(len(r.group.members))
}

func groupKey(r row) any {
	if r.group == nil {
		return nil
	}
	return r.group.key
}

func members(outer row) []row {
	if outer.group == nil {
		return nil
	}
	return slices.Clone(outer.group.members)
}

func (e evaluator) keyNode(outer row) []row {
	id, _ := groupKey(outer).(string)
	if node := e.graph.node(id); node != nil {
		return []row{{node: node}}
	}
	return nil
}
