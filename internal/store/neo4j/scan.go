package neo4j

import (
	"slices"

	"github.com/dealgraph/dealgraph/internal/plan"
)

// scan gives all records of some types, or fewer where a predicate says where to start.
func (c *compiler) scan(op plan.Scan, preds []plan.Pred) (*pipe, []plan.Pred) {
	if a, ok := findAnchor(op.Of, preds); ok {
		return c.anchored(op, a)
	}
	return c.scanAll(op), c.marked(op, preds)
}

// marked is true where a @sortable property is null, by the mark of that. It has a Pred only to be one.
type marked struct {
	plan.Pred
	prop plan.Prop
}

// marked tests nulls by their marks, where all types of a scan have such: those are in an index, nulls are in none.
func (c *compiler) marked(op plan.Scan, preds []plan.Pred) []plan.Pred {
	all := make([]plan.Pred, len(preds))
	for i, p := range preds {
		all[i] = p
		if is, ok := p.(plan.IsNull); ok && op.Of == plan.Node && is.Prop.Of == plan.Node && c.allMark(op.Types, is.Prop.Prop.Name) {
			all[i] = marked{prop: is.Prop}
		}
	}
	return all
}

func (c *compiler) allMark(types []string, name string) bool {
	for _, t := range types {
		n := c.cat.Node(t)
		if n == nil || n.Prop(name) == nil || !mayMiss(n.Prop(name)) {
			return false
		}
	}
	return len(types) > 0
}

func (c *compiler) scanAll(op plan.Scan) *pipe {
	if op.Of == plan.Rel {
		r := c.fresh("r")
		p := &pipe{row: row{rel: r, relType: onlyType(op.Types)}}
		p.clause("MATCH ()-[%s%s]->()", r, ofTypes(op.Types))
		return p
	}
	n := c.fresh("n")
	p := &pipe{row: row{node: n}}
	p.clause("MATCH (%s:%s)", n, nodeLabels(op.Types))
	return p
}

func ofTypes(types []string) string {
	if len(types) == 0 {
		return ""
	}
	return ":" + labels(types)
}

func nodeLabels(types []string) string {
	if len(types) == 0 {
		return entity
	}
	return labels(types)
}

// typesOf names the types of a scan, all where it names none.
func (c *compiler) typesOf(scan plan.Scan) []string {
	types := slices.Clone(scan.Types)
	switch {
	case len(types) > 0:
	case scan.Of == plan.Node:
		for _, n := range c.cat.Nodes {
			types = append(types, n.Name)
		}
	default:
		for _, r := range c.cat.Relationships {
			types = append(types, r.Stored)
		}
	}
	return types
}
