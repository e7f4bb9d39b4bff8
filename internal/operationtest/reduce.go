package operationtest

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// Reduce makes an operation as small as it can be found to be while it stays valid and fails stays true of it: it writes
// variables' values where they are used, and leaves out selections, arguments, directives and parts of values.
func Reduce(schema *ast.Schema, o Operation, fails func(Operation) bool) Operation {
	for before := ""; before != o.Query; {
		before = o.Query
		for i := 0; ; {
			smaller, ok := cut(schema, o, i)
			if !ok {
				break
			}
			if _, errs := Parse(schema, smaller.Query); errs == nil && smaller.Query != o.Query && fails(smaller) {
				o = smaller
				continue
			}
			i++
		}
	}
	return o
}

// cut makes the n-th of the cuts that an operation can take. It is false where there are fewer.
func cut(schema *ast.Schema, o Operation, n int) (Operation, bool) {
	doc, errs := Parse(schema, o.Query)
	if errs != nil {
		return o, false
	}
	c := cutter{left: n, schema: schema, variables: o.Variables, doc: doc}
	for _, op := range doc.Operations {
		op.SelectionSet = c.selections(op.SelectionSet)
		for _, v := range op.VariableDefinitions {
			v.DefaultValue = c.value(v.DefaultValue)
		}
	}
	for _, f := range doc.Fragments {
		f.SelectionSet = c.selections(f.SelectionSet)
	}
	tidy(doc)
	return Operation{print(doc), declared(doc, o.Variables)}, c.left < 0
}

// declared gives the variables that an operation still has.
func declared(doc *ast.QueryDocument, variables map[string]any) map[string]any {
	left := map[string]any{}
	for _, v := range doc.Operations[0].VariableDefinitions {
		if value, given := variables[v.Variable]; given {
			left[v.Variable] = value
		}
	}
	return left
}

// cutter makes one cut, when it has come past so many others.
type cutter struct {
	left      int
	schema    *ast.Schema
	variables map[string]any
	doc       *ast.QueryDocument
}

// now tells whether to make this cut.
func (c *cutter) now() bool {
	c.left--
	return c.left == -1
}

func (c *cutter) selections(set ast.SelectionSet) ast.SelectionSet {
	var kept ast.SelectionSet
	for _, s := range set {
		if c.now() {
			continue
		}
		switch s := s.(type) {
		case *ast.Field:
			c.field(s)
		case *ast.InlineFragment:
			s.Directives = c.directives(s.Directives)
			if c.now() {
				kept = append(kept, s.SelectionSet...)
				continue
			}
			s.SelectionSet = c.selections(s.SelectionSet)
		case *ast.FragmentSpread:
			s.Directives = c.directives(s.Directives)
			if c.now() {
				f := c.doc.Fragments.ForName(s.Name)
				kept = append(kept, &ast.InlineFragment{TypeCondition: f.TypeCondition, Directives: s.Directives, SelectionSet: f.SelectionSet})
				continue
			}
		}
		kept = append(kept, s)
	}
	return kept
}

func (c *cutter) field(f *ast.Field) {
	if f.Alias != f.Name && c.now() {
		f.Alias = f.Name
	}
	f.Directives = c.directives(f.Directives)
	f.Arguments = c.arguments(f.Arguments)
	f.SelectionSet = c.selections(f.SelectionSet)
}

func (c *cutter) directives(list ast.DirectiveList) ast.DirectiveList {
	return slices.DeleteFunc(list, func(*ast.Directive) bool { return c.now() })
}

func (c *cutter) arguments(list ast.ArgumentList) ast.ArgumentList {
	var kept ast.ArgumentList
	for _, a := range list {
		if c.now() {
			continue
		}
		a.Value = c.value(a.Value)
		kept = append(kept, a)
	}
	return kept
}

// value cuts a value: a variable is written out, an object stands for what is in its AND, OR or NOT.
func (c *cutter) value(v *ast.Value) *ast.Value {
	switch {
	case v == nil:
		return nil
	case v.Kind == ast.Variable:
		if literal := c.written(v); literal != nil && c.now() {
			return literal
		}
		return v
	}
	for _, inner := range logical(v) {
		if c.now() {
			return inner
		}
	}
	var kept ast.ChildValueList
	for _, child := range v.Children {
		if c.now() {
			continue
		}
		child.Value = c.value(child.Value)
		kept = append(kept, child)
	}
	v.Children = kept
	return v
}

// logical gives the operands of AND, OR and NOT.
func logical(v *ast.Value) []*ast.Value {
	var all []*ast.Value
	for _, c := range v.Children {
		switch {
		case c.Name == "NOT":
			all = append(all, c.Value)
		case (c.Name == "AND" || c.Name == "OR") && c.Value.Kind == ast.ListValue:
			for _, e := range c.Value.Children {
				all = append(all, e.Value)
			}
		}
	}
	return all
}

// written gives what a variable stands for, nil where it is not given.
func (c *cutter) written(v *ast.Value) *ast.Value {
	def := v.VariableDefinition
	if given, ok := c.variables[v.Raw]; ok {
		return literal(c.schema, def.Type, given)
	}
	return def.DefaultValue
}

// literal writes JSON as a value of an input type.
func literal(schema *ast.Schema, t *ast.Type, v any) *ast.Value {
	switch v := v.(type) {
	case nil:
		return &ast.Value{Kind: ast.NullValue, Raw: "null"}
	case bool:
		return &ast.Value{Kind: ast.BooleanValue, Raw: strconv.FormatBool(v)}
	case json.Number:
		kind := ast.IntValue
		if strings.ContainsAny(v.String(), ".eE") {
			kind = ast.FloatValue
		}
		return &ast.Value{Kind: kind, Raw: v.String()}
	case []any:
		list := &ast.Value{Kind: ast.ListValue}
		for _, e := range v {
			list.Children = append(list.Children, &ast.ChildValue{Value: literal(schema, elem(t), e)})
		}
		return list
	case map[string]any:
		object := &ast.Value{Kind: ast.ObjectValue}
		for _, name := range slices.Sorted(maps.Keys(v)) {
			member := schema.Types[t.Name()].Fields.ForName(name)
			object.Children = append(object.Children, &ast.ChildValue{Name: name, Value: literal(schema, member.Type, v[name])})
		}
		return object
	}
	if schema.Types[t.Name()].Kind == ast.Enum {
		return &ast.Value{Kind: ast.EnumValue, Raw: v.(string)}
	}
	return &ast.Value{Kind: ast.StringValue, Raw: v.(string)}
}

// elem gives a list's element type. A single value stands for a list of it.
func elem(t *ast.Type) *ast.Type {
	if t.Elem != nil {
		return t.Elem
	}
	return t
}
