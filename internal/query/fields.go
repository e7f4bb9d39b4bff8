package query

import (
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// field is a field of the answer: what the document selects under one key, fragments joined.
type field struct {
	key    string // the alias, or the name
	name   string
	fields []*field // nil of a leaf
}

// root gives the fields of the operation, but those that @skip and @include leave out by a value that is known here.
func (d *Document) root(variables map[string]any) []*field {
	s := selector{doc: d, variables: variables}
	return s.fields(d.operation.SelectionSet, nil, nil)
}

type selector struct {
	doc       *Document
	variables map[string]any
}

// fields adds what a selection selects to fields. open are the fragments that it stands in: one that holds itself is no
// document that a server answers, and is passed over.
func (s selector) fields(set ast.SelectionSet, fields []*field, open []string) []*field {
	for _, selection := range set {
		switch selection := selection.(type) {
		case *ast.Field:
			if s.included(selection.Directives) {
				fields = s.add(selection, fields, open)
			}
		case *ast.InlineFragment:
			if s.included(selection.Directives) {
				fields = s.fields(selection.SelectionSet, fields, open)
			}
		case *ast.FragmentSpread:
			fragment := s.doc.fragments.ForName(selection.Name)
			if fragment != nil && s.included(selection.Directives) && !contains(open, selection.Name) {
				fields = s.fields(fragment.SelectionSet, fields, append(open[:len(open):len(open)], selection.Name))
			}
		}
	}
	return fields
}

func (s selector) add(f *ast.Field, fields []*field, open []string) []*field {
	for _, known := range fields {
		if known.key == f.Alias {
			known.fields = s.fields(f.SelectionSet, known.fields, open)
			return fields
		}
	}
	return append(fields, &field{key: f.Alias, name: f.Name, fields: s.fields(f.SelectionSet, nil, open)})
}

func (s selector) included(directives ast.DirectiveList) bool {
	return !s.condition(directives.ForName("skip"), false) && s.condition(directives.ForName("include"), true)
}

// condition gives the value of a directive's argument, or otherwise where there is no directive.
func (s selector) condition(directive *ast.Directive, otherwise bool) bool {
	if directive == nil {
		return otherwise
	}
	argument := directive.Arguments.ForName("if")
	if argument == nil || argument.Value == nil {
		return otherwise
	}
	if argument.Value.Kind != ast.Variable {
		return argument.Value.Raw == "true"
	}
	if value, is := s.variables[argument.Value.Raw].(bool); is {
		return value
	}
	definition := s.doc.operation.VariableDefinitions.ForName(argument.Value.Raw)
	if definition != nil && definition.DefaultValue != nil {
		return definition.DefaultValue.Raw == "true"
	}
	return otherwise
}

func contains(all []string, one string) bool {
	for _, s := range all {
		if s == one {
			return true
		}
	}
	return false
}

// path is the keys that lead to a field.
type path []string

func (p path) String() string { return strings.Join(p, ".") }

func (p path) to(key string) path { return append(p[:len(p):len(p)], key) }
