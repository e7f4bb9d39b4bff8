package collect

import (
	"encoding/json"
	"strconv"

	"github.com/vektah/gqlparser/v2/ast"
)

// Parameters tells which of an operation's variables make no difference to its plan but by standing in it, and of a variable
// that is an input object which of its values: such are ids of root fields, cursors, sizes of pages, and the values that filters
// compare with.
type Parameters struct {
	schema    *ast.Schema
	variables []variable
}

// variable is one that an operation declares. typ is nil where any value of it may make another plan: it stands in @skip, or is
// an ordering.
type variable struct {
	name string
	typ  *ast.Type
}

// Parameters tells of an operation's. What stands in root fields that no one plan answers is no part of what is kept.
func (r Roots) Parameters(schema *ast.Schema, doc *ast.QueryDocument, op *ast.OperationDefinition) *Parameters {
	u := uses{schema: schema, roots: r, parameters: map[string]bool{}, others: map[string]bool{}}
	u.directives(op.Directives)
	u.set(op.SelectionSet, true)
	for _, f := range doc.Fragments {
		u.directives(f.Directives)
		u.set(f.SelectionSet, f.TypeCondition == schema.Query.Name)
	}
	p := &Parameters{schema: schema}
	for _, v := range op.VariableDefinitions {
		switch {
		case u.others[v.Variable]:
			p.variables = append(p.variables, variable{v.Variable, nil})
		case u.parameters[v.Variable]:
			p.variables = append(p.variables, variable{v.Variable, v.Type})
		}
	}
	return p
}

// typeOf gives the type of a variable of which values may be those of parameters, else nil.
func (p *Parameters) typeOf(name string) *ast.Type {
	if p == nil {
		return nil
	}
	for _, v := range p.variables {
		if v.name == name {
			return v.typ
		}
	}
	return nil
}

// uses is the variables that are used as parameters, and those that are used in any other way.
type uses struct {
	schema             *ast.Schema
	roots              Roots
	parameters, others map[string]bool
}

func (u uses) set(set ast.SelectionSet, root bool) {
	for _, s := range set {
		switch s := s.(type) {
		case *ast.Field:
			u.directives(s.Directives)
			if root && !u.roots.IsPlan(s.Name) {
				continue
			}
			for _, a := range s.Arguments {
				u.argument(s, a, root)
			}
			u.set(s.SelectionSet, false)
		case *ast.InlineFragment:
			u.directives(s.Directives)
			u.set(s.SelectionSet, root)
		case *ast.FragmentSpread:
			u.directives(s.Directives)
		}
	}
}

func (u uses) argument(f *ast.Field, a *ast.Argument, root bool) {
	switch isID := root && a.Name == u.roots[f.Name].ids; {
	case isID && a.Value.Kind == ast.Variable, a.Name == "after", a.Name == "before", a.Name == "first", a.Name == "last", a.Name == "where":
		u.parameter(f.Definition.Arguments.ForName(a.Name).Type, a.Value)
	default:
		u.value(a.Value)
	}
}

func (u uses) directives(list ast.DirectiveList) {
	for _, d := range list {
		for _, a := range d.Arguments {
			u.value(a.Value)
		}
	}
}

func (u uses) value(v *ast.Value) {
	if v.Kind == ast.Variable {
		u.others[v.Raw] = true
	}
	for _, c := range v.Children {
		u.value(c.Value)
	}
}

// parameter notes the variables of an argument that may hold parameters, whose type is given.
func (u uses) parameter(typ *ast.Type, v *ast.Value) {
	switch {
	case v.Kind == ast.Variable:
		u.parameters[v.Raw] = true
	case v.Kind == ast.ListValue && typ.Elem != nil:
		for _, c := range v.Children {
			u.parameter(typ.Elem, c.Value)
		}
	case typ.Elem != nil:
		u.parameter(typ.Elem, v) // which stands for a list of it
	case v.Kind == ast.ObjectValue && typ.NamedType != countFilter && u.schema.Types[typ.NamedType].Kind == ast.InputObject:
		fields := u.schema.Types[typ.NamedType].Fields
		for _, c := range v.Children {
			u.parameter(fields.ForName(c.Name).Type, c.Value)
		}
	default:
		u.value(v)
	}
}

// Key appends the variables as a plan is found by them: all of their values but those for which placeholders can stand. ok is
// false where that is longer than it may be.
func (p *Parameters) Key(b []byte, variables map[string]any, most int) (key []byte, ok bool) {
	for _, v := range p.variables {
		value, given := variables[v.name]
		switch {
		case !given:
			b = append(b, '-')
		case v.typ != nil:
			b, ok = p.key(b, v.typ, value, most)
		default:
			b, ok = keyOf(b, value)
		}
		if given && !ok || len(b) > most {
			return nil, false
		}
	}
	return b, true
}

// key appends a value: the shape of objects and lists, and what in them may make another plan. It and stand take values apart
// alike.
func (p *Parameters) key(b []byte, typ *ast.Type, v any, most int) (key []byte, ok bool) {
	switch p.formOf(typ, v) {
	case manyValues:
		return append(b, '*'), true
	case oneValue:
		return append(append(append(b, '$'), typeIn(typ, v)...), ';'), true
	case elements:
		b = append(b, '[')
		for _, e := range asList(v) {
			if b, ok = p.key(b, typ.Elem, e, most); !ok || len(b) > most {
				return nil, false
			}
		}
		return append(b, ']'), true
	case members:
		b = append(b, '{')
		object := v.(map[string]any)
		for _, name := range sortedKeys(object) {
			b = append(append(b, name...), ':')
			if b, ok = p.key(b, p.member(typ, name), object[name], most); !ok || len(b) > most {
				return nil, false
			}
		}
		return append(b, '}'), true
	}
	return keyOf(b, v)
}

// stand gives a value with parameters in the place of what placeholders can stand for.
func (p *Parameters) stand(typ *ast.Type, v any, from source) any {
	switch p.formOf(typ, v) {
	case manyValues:
		return several{from, asList(v)}
	case oneValue:
		return parameter{from, v, typeIn(typ, v)}
	case elements:
		given := asList(v)
		list := make([]any, len(given))
		for i, e := range given {
			list[i] = p.stand(typ.Elem, e, from.at(i))
		}
		return list
	case members:
		object := map[string]any{}
		for name, e := range v.(map[string]any) {
			object[name] = p.stand(p.member(typ, name), e, from.at(name))
		}
		return object
	}
	return v
}

// member gives the type of an input object's member.
func (p *Parameters) member(typ *ast.Type, name string) *ast.Type {
	return p.schema.Types[typ.NamedType].Fields.ForName(name).Type
}

// keyOf appends a value itself, so that it can't be taken for anything else.
func keyOf(b []byte, v any) ([]byte, bool) {
	text, err := json.Marshal(v) // of objects in order of name, and of numbers as they were written
	if err != nil {
		return nil, false
	}
	b = strconv.AppendInt(append(b, '='), int64(len(text)), 10)
	return append(append(b, ':'), text...), true
}
