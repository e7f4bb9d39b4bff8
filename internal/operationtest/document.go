package operationtest

import (
	"slices"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/validator/rules"
)

// Parse parses and validates a query.
func Parse(schema *ast.Schema, query string) (*ast.QueryDocument, gqlerror.List) {
	return gqlparser.LoadQueryWithRules(schema, query, rules.NewDefaultRules())
}

// visit gives all selections of a document to f, in its order.
func visit(doc *ast.QueryDocument, f func(ast.Selection)) {
	for _, op := range doc.Operations {
		visitSet(op.SelectionSet, f)
	}
	for _, fragment := range doc.Fragments {
		visitSet(fragment.SelectionSet, f)
	}
}

func visitSet(set ast.SelectionSet, f func(ast.Selection)) {
	for _, s := range set {
		f(s)
		switch s := s.(type) {
		case *ast.Field:
			visitSet(s.SelectionSet, f)
		case *ast.InlineFragment:
			visitSet(s.SelectionSet, f)
		}
	}
}

// fieldsOf gives all fields of a document, in its order.
func fieldsOf(doc *ast.QueryDocument) []*ast.Field {
	var all []*ast.Field
	visit(doc, func(s ast.Selection) {
		if f, ok := s.(*ast.Field); ok {
			all = append(all, f)
		}
	})
	return all
}

// tidy leaves out fragments and variables that nothing uses any more.
func tidy(doc *ast.QueryDocument) {
	for before := -1; before != len(doc.Fragments); {
		before = len(doc.Fragments)
		spread := spreads(doc)
		doc.Fragments = slices.DeleteFunc(doc.Fragments, func(f *ast.FragmentDefinition) bool { return !spread[f.Name] })
	}
	used := map[string]bool{}
	visit(doc, func(s ast.Selection) {
		for _, v := range valuesIn(s) {
			noteVariables(v, used)
		}
	})
	for _, op := range doc.Operations {
		op.VariableDefinitions = slices.DeleteFunc(op.VariableDefinitions, func(v *ast.VariableDefinition) bool { return !used[v.Variable] })
	}
}

func spreads(doc *ast.QueryDocument) map[string]bool {
	names := map[string]bool{}
	visit(doc, func(s ast.Selection) {
		if spread, ok := s.(*ast.FragmentSpread); ok {
			names[spread.Name] = true
		}
	})
	return names
}

// valuesIn gives the values of a selection's own arguments, and of its directives'.
func valuesIn(s ast.Selection) []*ast.Value {
	var arguments ast.ArgumentList
	var directives ast.DirectiveList
	switch s := s.(type) {
	case *ast.Field:
		arguments, directives = s.Arguments, s.Directives
	case *ast.InlineFragment:
		directives = s.Directives
	case *ast.FragmentSpread:
		directives = s.Directives
	}
	arguments = slices.Clone(arguments)
	for _, d := range directives {
		arguments = append(arguments, d.Arguments...)
	}
	var all []*ast.Value
	for _, a := range arguments {
		all = append(all, a.Value)
	}
	return all
}

func noteVariables(v *ast.Value, used map[string]bool) {
	if v.Kind == ast.Variable {
		used[v.Raw] = true
	}
	for _, c := range v.Children {
		noteVariables(c.Value, used)
	}
}
