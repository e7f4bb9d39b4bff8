package operationtest

import (
	"fmt"
	"maps"

	"github.com/vektah/gqlparser/v2/ast"
	"pgregory.net/rapid"

	"github.com/dealgraph/dealgraph/internal/store"
)

// Varied draws operations with the text of another one and other variables: what a server that remembers texts must not
// answer as it did before. Ids, cursors, sizes and what filters compare with become variables first, in whose place come other
// values, texts of an answer and cursors among them.
func Varied(schema *ast.Schema, records []store.Record, o Operation, answer []byte) *rapid.Generator[[]Operation] {
	others := othersOf(records, answer)
	return rapid.Custom(func(t *rapid.T) []Operation {
		d := drawer{t}
		first := d.byVariables(schema, o)
		all := []Operation{first}
		for range 1 + d.below(2, "times") {
			all = append(all, Operation{first.Query, d.otherVariables(first.Variables, others)})
		}
		return all
	})
}

// byVariables gives the operation with variables in place of values: one variable for one value.
func (d drawer) byVariables(schema *ast.Schema, o Operation) Operation {
	doc, errs := Parse(schema, o.Query)
	if errs != nil || len(doc.Operations) != 1 {
		return o
	}
	g := givenAway{d, schema, doc.Operations[0], maps.Clone(o.Variables), map[string]*ast.Value{}}
	if g.variables == nil {
		g.variables = map[string]any{}
	}
	for _, f := range fieldsOf(doc) {
		for _, a := range f.Arguments {
			typ := f.Definition.Arguments.ForName(a.Name).Type
			switch a.Name {
			case "id", "after", "before", "first", "last":
				a.Value = g.leaf(typ, a.Value)
			case "where":
				a.Value = g.filter(typ, a.Value)
			}
		}
	}
	return valid(d.t, schema, doc, g.variables)
}

// givenAway is an operation whose values become variables.
type givenAway struct {
	drawer
	schema    *ast.Schema
	op        *ast.OperationDefinition
	variables map[string]any
	instead   map[string]*ast.Value // of what stands in the place of values, by type and text: fields of one key stay alike
}

// variable gives a variable in the place of a constant.
func (g givenAway) variable(typ *ast.Type, v *ast.Value) *ast.Value {
	if v.Kind == ast.NullValue {
		return v
	}
	name := fmt.Sprint("given", len(g.instead))
	g.variables[name] = plain(v)
	g.op.VariableDefinitions = append(g.op.VariableDefinitions, &ast.VariableDefinition{Variable: name, Type: typ})
	return &ast.Value{Kind: ast.Variable, Raw: name, Position: v.Position}
}

// leaf gives a variable in the place of a value that is no object.
func (g givenAway) leaf(typ *ast.Type, v *ast.Value) *ast.Value {
	if v.Kind == ast.Variable {
		return v
	}
	return g.once(typ, v, func() *ast.Value { return g.variable(typ, v) })
}

// once makes for the same value of a type the same instead.
func (g givenAway) once(typ *ast.Type, v *ast.Value, make func() *ast.Value) *ast.Value {
	of := typ.String() + " " + v.String()
	if g.instead[of] == nil {
		g.instead[of] = make()
	}
	return g.instead[of]
}

// filter gives a variable in the place of a filter as a whole, as typed clients send it, or ones in the places of values in it.
func (g givenAway) filter(typ *ast.Type, v *ast.Value) *ast.Value {
	return g.once(typ, v, func() *ast.Value {
		switch {
		case constant(v) && (v.Kind != ast.ObjectValue || g.one(4, "as a whole")):
			return g.variable(typ, v)
		case v.Kind == ast.ObjectValue:
			inside := *v
			inside.Children = nil
			fields := g.schema.Types[typ.Name()].Fields
			for _, c := range v.Children {
				inside.Children = append(inside.Children, &ast.ChildValue{Name: c.Name, Value: g.filter(fields.ForName(c.Name).Type, c.Value)})
			}
			return &inside
		case v.Kind == ast.ListValue && typ.Elem != nil:
			inside := *v
			inside.Children = nil
			for _, c := range v.Children {
				inside.Children = append(inside.Children, &ast.ChildValue{Value: g.filter(typ.Elem, c.Value)})
			}
			return &inside
		}
		return v
	})
}
