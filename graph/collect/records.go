package collect

import (
	"fmt"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/dealgraph/dealgraph/graph/response"
	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
)

// kinds is the types that a row's records may be of.
type kinds struct {
	nodes []*catalog.NodeType
	rels  []*catalog.RelType
}

// shape is one concrete type's part of a selection.
type shape struct {
	of       plan.Var
	stored   string // the type as TypeOf gives it
	typename string
	fields   []graphql.CollectedField
	common   bool // only what all types of this kind have is selected
	rel      *catalog.RelType
	collect  func(group []shape, g guard, f graphql.CollectedField) (response.Value, error)
}

// record collects a selection on a record of the present row, which is of one of some types.
func (x *field) record(set ast.SelectionSet, k kinds) (response.Value, error) {
	shapes := x.shapes(set, k)
	if len(shapes) == 1 {
		fields, err := x.shapeFields(shapes, guard{of: shapes[0].of})
		return response.Object{Present: -1, Fields: fields}, err
	}
	v := response.Variant{NodeType: -1, RelType: -1, Fields: map[string][]response.Field{}}
	if len(k.nodes) > 0 {
		v.NodeType = x.row.plainColumn(plan.TypeOf{Of: plan.Node})
	}
	if len(k.rels) > 0 {
		v.RelType = x.row.plainColumn(plan.TypeOf{Of: plan.Rel})
	}
	for _, group := range alike(shapes) {
		g := guard{of: group[0].of}
		if len(group) < len(shapes) {
			for _, s := range group {
				g.types = append(g.types, s.stored)
			}
		}
		fields, err := x.shapeFields(group, g)
		if err != nil {
			return nil, err
		}
		for _, s := range group {
			v.Fields[s.stored] = withTypename(fields, group[0].fields, s.typename)
		}
	}
	return v, nil
}

func (x *field) shapes(set ast.SelectionSet, k kinds) []shape {
	var shapes []shape
	for _, n := range k.nodes {
		fields := x.fields(set, n.Name, "Entity", "Node")
		shapes = append(shapes, shape{plan.Node, n.Name, n.Name, fields, allNamed(fields, commonNodeFields), nil,
			func(_ []shape, g guard, f graphql.CollectedField) (response.Value, error) {
				return x.nodeField(n, g, f)
			}})
	}
	for _, r := range k.rels {
		fields := x.fields(set, r.Name, "Relationship", "Node")
		shapes = append(shapes, shape{plan.Rel, r.Stored, r.Name, fields, allNamed(fields, commonRelFields), r, x.relField})
	}
	return shapes
}

// The fields that mean the same on all entities, and on all relationships.
var (
	commonNodeFields = []string{"__typename", "id", "name", "aliases", "summary", "sources", "dataset"}
	commonRelFields  = []string{"__typename", "id", "type", "from", "to", "rank", "sources", "dataset"}
)

func allNamed(fields []graphql.CollectedField, names []string) bool {
	return !slices.ContainsFunc(fields, func(f graphql.CollectedField) bool { return !slices.Contains(names, f.Name) })
}

// alike groups shapes that select the very same: a selection on an interface is then worked out once, not for each type.
func alike(shapes []shape) [][]shape {
	var groups [][]shape
	byKey := map[string]int{}
	for i, s := range shapes {
		key := fmt.Sprint(i)
		if s.common {
			key = s.signature()
		}
		if g, ok := byKey[key]; ok {
			groups[g] = append(groups[g], s)
			continue
		}
		byKey[key] = len(groups)
		groups = append(groups, []shape{s})
	}
	return groups
}

func (s shape) signature() string {
	var b strings.Builder
	fmt.Fprint(&b, s.of)
	for _, f := range s.fields {
		fmt.Fprintf(&b, " %s:%s", f.Alias, f.Name)
		for _, sel := range f.Selections {
			fmt.Fprintf(&b, " %p", sel)
		}
	}
	return b.String()
}

// shapeFields collects the fields of shapes that select the same: those of the first, for the types of all.
func (x *field) shapeFields(group []shape, g guard) ([]response.Field, error) {
	s := group[0]
	fields := make([]response.Field, 0, len(s.fields))
	for _, f := range s.fields {
		collected, err := x.under(f, func() (response.Value, error) {
			if f.Name == "__typename" {
				return response.Text(s.typename), nil
			}
			return s.collect(group, g, f)
		})
		if err != nil {
			return nil, err
		}
		fields = append(fields, collected)
	}
	return fields, nil
}

// withTypename gives a group's fields with the type's own name under __typename.
func withTypename(fields []response.Field, collected []graphql.CollectedField, typename string) []response.Field {
	fields = slices.Clone(fields)
	for i, f := range collected {
		if f.Name == "__typename" {
			fields[i].Value = response.Text(typename)
		}
	}
	return fields
}

// nodeField collects one field of an entity.
func (x *field) nodeField(n *catalog.NodeType, g guard, f graphql.CollectedField) (response.Value, error) {
	if f.Name == "sources" {
		return x.sources(g, f)
	}
	if rel := n.Field(f.Name); rel != nil {
		return x.connection(x.expansion(rel), g, f)
	}
	if f.Name == "citedBy" {
		return x.connection(x.citations(), g, f)
	}
	return x.property(n.Prop(f.Name), g, f)
}

// relField collects one field of a relationship, whose type is one of a group's.
func (x *field) relField(group []shape, g guard, f graphql.CollectedField) (response.Value, error) {
	switch f.Name {
	case "type":
		return response.Scalar{Column: x.row.plainColumn(plan.TypeOf{Of: plan.Rel}), Scalar: catalog.String}, nil
	case "from":
		return x.one(plan.End{Side: plan.From}, ends(group, plan.From), g, f)
	case "to":
		return x.one(plan.End{Side: plan.To}, ends(group, plan.To), g, f)
	case "sources":
		return x.sources(g, f)
	}
	return x.property(group[0].rel.Prop(f.Name), g, f)
}

// ends gives the types that can stand at one end of a group's relationships.
func ends(group []shape, side plan.Side) kinds {
	var k kinds
	for _, s := range group {
		for _, p := range s.rel.Pairs {
			n := p.From
			if side == plan.To {
				n = p.To
			}
			k.nodes = appendNew(k.nodes, n)
		}
	}
	return k
}

// property collects a property: its value, or the record that it refers to.
func (x *field) property(p *catalog.Property, g guard, f graphql.CollectedField) (response.Value, error) {
	prop := plan.Prop{Of: g.of, Prop: p}
	if !p.IsRef() {
		return response.Scalar{Column: x.row.plainColumn(prop), Scalar: p.Scalar, List: p.List}, nil
	}
	var k kinds
	for _, name := range p.Refs {
		k.nodes = append(k.nodes, x.cat.Node(name))
	}
	if !p.List {
		return x.one(plan.Deref{Prop: prop}, k, g, f)
	}
	return x.several(prop, k, g, f)
}

// one collects a selection on the single record that an operator gives, if any.
func (x *field) one(op plan.Op, k kinds, g guard, f graphql.CollectedField) (response.Value, error) {
	var value response.Value
	columns, err := x.inRow(1, func() (err error) {
		value, err = x.record(f.Selections, k)
		return err
	})
	if err != nil {
		return nil, err
	}
	return response.One{Column: x.row.column(g.column(plan.First{Input: op, Columns: columns})), Value: value}, nil
}

// several collects a selection on the few records that a property names. A list that is null is not an empty one.
func (x *field) several(prop plan.Prop, k kinds, g guard, f graphql.CollectedField) (response.Value, error) {
	var value response.Value
	columns, err := x.inRow(fewRecords, func() (err error) {
		value, err = x.record(f.Selections, k)
		return err
	})
	if err != nil {
		return nil, err
	}
	list := plan.List{Input: plan.Deref{Prop: prop}, Columns: columns}
	return response.List{Present: x.row.plainColumn(prop), Column: x.row.column(g.column(list)), Value: value}, nil
}

// fewRecords is what a record's own lists, of references and of sources, count for in the cost of a selection.
const fewRecords = 3

// sources collects Source objects: the document and the place in it.
func (x *field) sources(g guard, f graphql.CollectedField) (response.Value, error) {
	document := kinds{nodes: []*catalog.NodeType{x.cat.DocumentType()}}
	var fields []response.Field
	columns, err := x.inRow(fewRecords, func() error {
		for _, sub := range x.fields(f.Selections, "Source") {
			collected, err := x.under(sub, func() (response.Value, error) {
				switch sub.Name {
				case "locator":
					return response.Scalar{Column: x.row.plainColumn(plan.Locator{}), Scalar: catalog.String}, nil
				case "document":
					value, err := x.record(sub.Selections, document)
					object, _ := value.(response.Object)
					object.Present = x.row.plainColumn(plan.Prop{Of: plan.Node, Prop: catalog.PropID})
					return object, err
				}
				return response.Text("Source"), nil
			})
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
	list := plan.List{Input: plan.Sources{Of: g.of}, Columns: columns}
	return response.List{Present: -1, Column: x.row.column(g.column(list)), Value: response.Object{Present: -1, Fields: fields}}, nil
}
