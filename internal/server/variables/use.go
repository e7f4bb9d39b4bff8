package variables

import (
	"fmt"

	"github.com/vektah/gqlparser/v2/ast"
)

// use is where an operation uses a variable: a field, by its response path, and the argument's place in it.
type use struct {
	path     ast.Path
	argument string
}

// firstUse finds where a variable is used first. A valid operation uses each of its variables.
func firstUse(op *ast.OperationDefinition, variable string) (use, bool) {
	s := search{variable: variable, seen: map[*ast.FragmentDefinition]bool{}}
	if argument, found := s.directives(op.Directives); found {
		return use{argument: argument}, true
	}
	return s.set(op.SelectionSet, nil)
}

type search struct {
	variable string
	seen     map[*ast.FragmentDefinition]bool
}

func (s search) set(set ast.SelectionSet, path ast.Path) (use, bool) {
	for _, selection := range set {
		if found, is := s.selection(selection, path); is {
			return found, true
		}
	}
	return use{}, false
}

func (s search) selection(selection ast.Selection, path ast.Path) (use, bool) {
	var directives ast.DirectiveList
	var below ast.SelectionSet
	switch selection := selection.(type) {
	case *ast.Field:
		path = append(path[:len(path):len(path)], ast.PathName(selection.Alias))
		if argument, found := s.arguments(selection.Arguments); found {
			return use{path, argument}, true
		}
		directives, below = selection.Directives, selection.SelectionSet
	case *ast.InlineFragment:
		directives, below = selection.Directives, selection.SelectionSet
	case *ast.FragmentSpread:
		directives = selection.Directives
		if d := selection.Definition; d != nil && !s.seen[d] {
			s.seen[d] = true
			directives, below = append(directives[:len(directives):len(directives)], d.Directives...), d.SelectionSet
		}
	}
	if argument, found := s.directives(directives); found {
		return use{path, argument}, true
	}
	return s.set(below, path)
}

func (s search) directives(list ast.DirectiveList) (argument string, found bool) {
	for _, d := range list {
		if argument, found := s.arguments(d.Arguments); found {
			return argument, true
		}
	}
	return "", false
}

func (s search) arguments(list ast.ArgumentList) (argument string, found bool) {
	for _, a := range list {
		if inside, found := s.value(a.Value); found {
			return a.Name + inside, true
		}
	}
	return "", false
}

// value gives the way from an argument to where the variable stands in it: .AND[0].name.eq.
func (s search) value(v *ast.Value) (inside string, found bool) {
	if v == nil {
		return "", false
	}
	if v.Kind == ast.Variable {
		return "", v.Raw == s.variable
	}
	for i, child := range v.Children {
		inside, found := s.value(child.Value)
		switch {
		case found && v.Kind == ast.ListValue:
			return fmt.Sprintf("[%d]%s", i, inside), true
		case found:
			return "." + child.Name + inside, true
		}
	}
	return "", false
}
