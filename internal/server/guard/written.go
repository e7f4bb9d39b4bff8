package guard

import (
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/dealgraph/dealgraph/internal/code"
)

// written bounds what is counted as it stands in the text, fragments not expanded.
func written(doc *ast.QueryDocument, l Limits) *gqlerror.Error {
	var t tally
	for _, o := range doc.Operations {
		t.operation(o)
	}
	for _, f := range doc.Fragments {
		t.directives += len(f.Directives)
		t.set(f.SelectionSet)
	}
	for _, c := range []struct {
		count, limit int
		what         string
	}{
		{len(doc.Operations), l.Operations, "operations"},
		{len(doc.Fragments), l.Fragments, "fragments"},
		{t.aliases, l.Aliases, "aliases"},
		{t.directives, l.Directives, "directives"},
		{t.repeats, l.Repeats, "fields that stand beside others with their name"},
	} {
		if c.count > c.limit {
			return code.Errorf(code.TooComplex, "The document has more than %d %s.", c.limit, c.what)
		}
	}
	return nil
}

// tally counts what is written. It recurses no deeper than brackets do.
type tally struct{ aliases, directives, repeats int }

func (t *tally) operation(o *ast.OperationDefinition) {
	t.directives += len(o.Directives)
	for _, v := range o.VariableDefinitions {
		t.directives += len(v.Directives)
	}
	t.set(o.SelectionSet)
}

func (t *tally) set(set ast.SelectionSet) {
	names := make(map[string]bool, len(set))
	for _, s := range set {
		switch s := s.(type) {
		case *ast.Field:
			if names[s.Alias] {
				t.repeats++
			}
			names[s.Alias] = true
			if s.Alias != s.Name {
				t.aliases++
			}
			t.directives += len(s.Directives)
			t.set(s.SelectionSet)
		case *ast.InlineFragment:
			t.directives += len(s.Directives)
			t.set(s.SelectionSet)
		case *ast.FragmentSpread:
			t.directives += len(s.Directives)
		}
	}
}
