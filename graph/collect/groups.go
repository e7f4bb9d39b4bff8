package collect

import (
	"github.com/99designs/gqlgen/graphql"

	"github.com/dealgraph/dealgraph/graph/response"
	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
)

// grouping is what `by` comes to.
type grouping struct {
	path []plan.Op
	by   []plan.Expr
	cut  plan.Cut
	node bool // the key is the id of a node
}

// groups collects the groups of a list's rows, as one column of the present row.
func (x *field) groups(l listing, input plan.Op, g guard, f graphql.CollectedField) (response.Value, error) {
	args := x.arguments(f)
	size, err := x.size(args, "first")
	if err != nil {
		return nil, err
	}
	var by grouping
	if err := l.by(&by, args["by"], "by"); err != nil {
		return nil, err
	}
	if err := x.countFilter(f.Name); err != nil { // as costly as a filter that reads the whole list
		return nil, err
	}
	group := plan.Group{Input: input, Path: by.path, By: by.by, Cut: by.cut, N: x.limit(size, 0)}
	var fields []response.Field
	columns, err := x.inPage(size, func() error {
		for _, part := range x.fields(f.Selections, l.name+"Group") {
			collected, err := x.under(part, func() (response.Value, error) { return x.groupField(l, group, by, part) })
			if err != nil {
				return err
			}
			fields = append(fields, collected)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	column := x.row.column(g.column(plan.List{Input: group, Columns: columns}))
	return response.List{Present: -1, Column: column, Value: response.Object{Present: -1, Fields: fields}}, nil
}

func (x *field) groupField(l listing, group plan.Group, by grouping, f graphql.CollectedField) (response.Value, error) {
	switch f.Name {
	case "key":
		return response.AsText{Column: x.row.plainColumn(plan.GroupKey{})}, nil
	case "count":
		return response.Scalar{Column: x.row.plainColumn(plan.GroupSize{}), Scalar: catalog.Int}, nil
	case "nodeCount":
		return response.Scalar{Column: x.row.plainColumn(plan.GroupSize{Nodes: true}), Scalar: catalog.Int}, nil
	case "node":
		if !by.node {
			return response.Null{}, nil
		}
		return x.one(plan.KeyNode{}, kinds{nodes: x.cat.Nodes}, guard{}, f)
	case "members":
		members := l
		members.input = plan.Members{}
		members.within = group
		return x.connection(members, guard{}, f)
	}
	return response.Text(l.name + "Group"), nil
}

// nodeBy reads what nodes are grouped by: of a type, or entities at large where n is nil.
func (x *field) nodeBy(n *catalog.NodeType) byFunc {
	return func(g *grouping, v any, path string) error {
		return x.by(g, v, path, func(name string, v any, path string) error {
			props := catalog.EntityProps()
			if n != nil {
				props = n.Props
				if f := n.Field(name); f != nil {
					g.path = append(g.path, x.expansion(f).input)
					return x.edgeBy(f)(g, v, path)
				}
			}
			return x.recordBy(g, plan.Node, props, name, v, path)
		})
	}
}

// edgeBy reads what a relationship field's list is grouped by.
func (x *field) edgeBy(f *catalog.RelField) byFunc {
	return func(g *grouping, v any, path string) error {
		return x.by(g, v, path, func(name string, v any, path string) error {
			if name == "node" {
				return x.nodeBy(f.Target())(g, v, path)
			}
			return x.relBy(f.Rel.Props)(g, v, path)
		})
	}
}

// relBy reads what relationships with some properties are grouped by.
func (x *field) relBy(props []*catalog.Property) byFunc {
	return func(g *grouping, v any, path string) error {
		return x.by(g, v, path, func(name string, v any, path string) error {
			return x.recordBy(g, plan.Rel, props, name, v, path)
		})
	}
}

// relationshipBy reads what relationships of any type are grouped by.
func (x *field) relationshipBy(g *grouping, v any, path string) error {
	return x.by(g, v, path, func(name string, v any, path string) error {
		side, isEnd := map[string]plan.Side{"from": plan.From, "to": plan.To}[name]
		if !isEnd {
			return x.recordBy(g, plan.Rel, catalog.RelationshipProps(), name, v, path)
		}
		g.path = append(g.path, plan.End{Side: side})
		return x.nodeBy(nil)(g, v, path)
	})
}

// citationBy reads what records of either kind are grouped by: their types.
func (x *field) citationBy(g *grouping, v any, path string) error {
	return x.by(g, v, path, func(string, any, string) error {
		g.by = []plan.Expr{plan.TypeOf{Of: plan.Node}, plan.TypeOf{Of: plan.Rel}}
		return nil
	})
}

// byFunc reads an input object of which exactly one member says what to group by.
type byFunc func(g *grouping, v any, path string) error

// by reads the one member of an input object. How deep they nest is bounded as records are.
func (x *field) by(g *grouping, v any, path string, member func(name string, v any, path string) error) error {
	if len(g.path) > x.limits.Levels {
		return tooComplex("by leads further than %d levels", x.limits.Levels)
	}
	name, inner, at, err := onlyMember(v, path)
	if err != nil {
		return err
	}
	return member(name, inner, at)
}

// recordBy reads a member that names a property, the type, or the sources of a record.
func (x *field) recordBy(g *grouping, of plan.Var, props []*catalog.Property, name string, v any, path string) error {
	switch name {
	case "type":
		g.by = []plan.Expr{plan.TypeOf{Of: of}}
		return nil
	case catalog.PropSources.Name:
		g.path = append(g.path, plan.Sources{Of: of})
		return x.nodeBy(x.cat.DocumentType())(g, v, path)
	}
	for _, p := range props {
		if p.Name == name {
			g.by = []plan.Expr{plan.Prop{Of: of, Prop: p}}
			g.cut = map[any]plan.Cut{"YEAR": plan.ByYear, "MONTH": plan.ByMonth}[v]
			g.node = of == plan.Node && p == catalog.PropID || p.IsRef()
			return nil
		}
	}
	return badInput(path, "%s is nothing to group by", path)
}
