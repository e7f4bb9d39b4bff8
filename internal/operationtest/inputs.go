package operationtest

import (
	"encoding/json"
	"slices"

	"github.com/vektah/gqlparser/v2/ast"
)

// place is where a value stands: what it is compared with, as far as names tell.
type place struct {
	argument string // the field's argument
	property string // the member of an input object that is itself one: of a filter by property, the property
	name     string // the member, or the argument
	needed   bool   // null is no value here
	oneOf    bool   // a variable must not be null here
}

// nulls says how often to draw null: seldom inside objects, where it is refused.
func (p place) nulls() int {
	if p.property == "" {
		return 32
	}
	return 400
}

// number keeps a number's text.
func number(text string) any { return json.Number(text) }

// value draws a value of an input type, input objects nesting at most so deep; now and then by a variable, or null.
func (d *draw) value(t *ast.Type, at place, depth int) *ast.Value {
	if !t.NonNull && !at.needed && !at.oneOf && d.one(at.nulls(), "null") {
		return &ast.Value{Kind: ast.NullValue, Raw: "null"}
	}
	v := d.nonNull(t, at, depth)
	if !constant(v) || !d.one(10, "variable") {
		return v
	}
	if at.oneOf || at.needed {
		required := *t
		required.NonNull = true
		t = &required
	}
	return d.variable(t, v)
}

func (d *draw) nonNull(t *ast.Type, at place, depth int) *ast.Value {
	if t.Elem != nil {
		return d.list(t, at, depth)
	}
	def := d.schema.Types[t.NamedType]
	switch def.Kind {
	case ast.InputObject:
		return d.object(def, at, depth)
	case ast.Enum:
		return &ast.Value{Kind: ast.EnumValue, Raw: pick(d.drawer, def.EnumValues, "value").Name}
	}
	return d.scalar(def.Name, at)
}

// list draws a list, or a single value, which stands for a list of it (specification, 3.11).
func (d *draw) list(t *ast.Type, at place, depth int) *ast.Value {
	at.needed = true
	if d.one(8, "single") {
		return d.nonNull(t.Elem, at, depth)
	}
	list := &ast.Value{Kind: ast.ListValue}
	for range pick(d.drawer, []int{0, 1, 1, 1, 2, 2, 3, 3}, "elements") {
		e := d.value(t.Elem, at, depth)
		if !slices.ContainsFunc(list.Children, func(c *ast.ChildValue) bool { return sameKey(c.Value, e) }) || d.one(8, "again") {
			list.Children = append(list.Children, &ast.ChildValue{Value: e})
		}
	}
	return list
}

// sameKey tells whether two objects have just the same member, however deep, as two keys of an ordering may: it is refused.
func sameKey(a, b *ast.Value) bool {
	if len(a.Children) != 1 || len(b.Children) != 1 || a.Kind != ast.ObjectValue {
		return false
	}
	x, y := a.Children[0], b.Children[0]
	return x.Name == y.Name && (x.Value.Kind != ast.ObjectValue || sameKey(x.Value, y.Value))
}

// object draws some members of an input object: mostly one.
func (d *draw) object(def *ast.Definition, at place, depth int) *ast.Value {
	object := &ast.Value{Kind: ast.ObjectValue}
	oneOf := def.Directives.ForName("oneOf") != nil
	n := 1
	if !oneOf {
		n = pick(d.drawer, []int{1, 1, 1, 1, 2, 2, 3, 0}, "members")
	}
	given := map[string]bool{}
	add := func(f *ast.FieldDefinition) {
		if given[f.Name] {
			return
		}
		given[f.Name] = true
		object.Children = append(object.Children, &ast.ChildValue{Name: f.Name, Value: d.value(f.Type, at.below(f, oneOf), depth-1)})
	}
	for _, f := range def.Fields {
		if f.Type.NonNull && f.DefaultValue == nil {
			add(f)
		}
	}
	for range n {
		add(pick(d.drawer, d.members(def, depth-1), "member"))
	}
	return object
}

func (p place) below(f *ast.FieldDefinition, oneOf bool) place {
	return place{argument: p.argument, property: p.name, name: f.Name, oneOf: oneOf}
}

// members gives the members to choose from that end within a depth: more often those that lead on.
func (d *draw) members(def *ast.Definition, depth int) []*ast.FieldDefinition {
	var fields, lowest []*ast.FieldDefinition
	least := noHeight
	for _, f := range def.Fields {
		h := d.heights.of(f.Type)
		if h < least {
			least, lowest = h, nil
		}
		if h == least {
			lowest = append(lowest, f)
		}
		if h > depth {
			continue
		}
		fields = append(fields, f)
		if h > 1 {
			fields = append(fields, f, f)
		}
	}
	if len(fields) == 0 {
		return lowest
	}
	return fields
}
