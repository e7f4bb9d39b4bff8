package collect

import (
	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// Conditions tells of a @skip or an @include whose variable is null. A variable that may be null and has a default may
// stand there (specification, 5.8.5), a client may give it null all the same, and gqlgen panics on it.
func Conditions(op *graphql.OperationContext) error {
	nulls := map[string]bool{}
	for _, v := range op.Operation.VariableDefinitions {
		if value, given := op.Variables[v.Variable]; given && value == nil {
			nulls[v.Variable] = true
		}
	}
	if len(nulls) == 0 {
		return nil
	}
	err := nullCondition(op.Operation.SelectionSet, nulls)
	for _, f := range op.Doc.Fragments {
		if err == nil {
			err = nullCondition(f.SelectionSet, nulls)
		}
	}
	return err
}

func nullCondition(set ast.SelectionSet, nulls map[string]bool) error {
	for _, s := range set {
		var directives ast.DirectiveList
		var inner ast.SelectionSet
		switch s := s.(type) {
		case *ast.Field:
			directives, inner = s.Directives, s.SelectionSet
		case *ast.InlineFragment:
			directives, inner = s.Directives, s.SelectionSet
		case *ast.FragmentSpread:
			directives = s.Directives
		}
		for _, d := range directives {
			if a := d.Arguments.ForName("if"); a != nil && a.Value.Kind == ast.Variable && nulls[a.Value.Raw] {
				err := badInput("if", "@%s(if: $%s) must not be null", d.Name, a.Value.Raw)
				err.Locations = []gqlerror.Location{{Line: d.Position.Line, Column: d.Position.Column}}
				return err
			}
		}
		if err := nullCondition(inner, nulls); err != nil {
			return err
		}
	}
	return nil
}
