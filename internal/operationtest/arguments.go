package operationtest

import (
	"slices"
	"strconv"

	"github.com/vektah/gqlparser/v2/ast"
)

// The arguments by which connections page. They go together, and a cursor is an answer's.
var paging = []string{"first", "after", "last", "before"}

// arguments draws a field's arguments: all that must be given, and some of the others.
func (d *draw) arguments(f *ast.FieldDefinition) ast.ArgumentList {
	args := d.size(f)
	for _, a := range f.Arguments {
		if slices.Contains(paging, a.Name) || !needed(a) && d.one(2, "left out") {
			continue
		}
		depth := max(d.heights.of(a.Type), 3+d.below(7, "depth"))
		args = append(args, &ast.Argument{Name: a.Name, Value: d.value(a.Type, place{argument: a.Name, name: a.Name, needed: needed(a)}, depth)})
	}
	return args
}

func needed(a *ast.ArgumentDefinition) bool { return a.Type.NonNull && a.DefaultValue == nil }

// size draws how many records a page holds: not given in one of three times, or the lists in lists would grow too long.
func (d *draw) size(f *ast.FieldDefinition) ast.ArgumentList {
	var sizes []string
	for _, name := range []string{"first", "last"} {
		if f.Arguments.ForName(name) != nil {
			sizes = append(sizes, name)
		}
	}
	if len(sizes) == 0 || d.one(3, "default size") {
		return nil
	}
	name := pick(d.drawer, sizes, "direction")
	n := &ast.Value{Kind: ast.IntValue, Raw: strconv.Itoa(1 + d.below(7, "size"))}
	if d.one(8, "variable") {
		n = d.variable(f.Arguments.ForName(name).Type, n)
	}
	return ast.ArgumentList{{Name: name, Value: n}}
}

// variable gives a value by a variable: as its value, or as its default.
func (d *draw) variable(t *ast.Type, v *ast.Value) *ast.Value {
	if d.literal {
		return v
	}
	name := d.name("v")
	def := &ast.VariableDefinition{Variable: name, Type: t}
	switch {
	case !t.NonNull && d.one(4, "not given"):
		if d.one(2, "default") {
			def.DefaultValue = v
		}
	default:
		d.variables[name] = plain(v)
	}
	d.op.VariableDefinitions = append(d.op.VariableDefinitions, def)
	return &ast.Value{Kind: ast.Variable, Raw: name}
}

// constant tells whether no variable is in a value.
func constant(v *ast.Value) bool {
	return v.Kind != ast.Variable && !slices.ContainsFunc(v.Children, func(c *ast.ChildValue) bool { return !constant(c.Value) })
}

// plain gives a constant as JSON would.
func plain(v *ast.Value) any {
	switch v.Kind {
	case ast.NullValue:
		return nil
	case ast.IntValue, ast.FloatValue:
		return number(v.Raw)
	case ast.BooleanValue:
		return v.Raw == "true"
	case ast.ListValue:
		list := []any{}
		for _, c := range v.Children {
			list = append(list, plain(c.Value))
		}
		return list
	case ast.ObjectValue:
		object := map[string]any{}
		for _, c := range v.Children {
			object[c.Name] = plain(c.Value)
		}
		return object
	}
	return v.Raw
}
