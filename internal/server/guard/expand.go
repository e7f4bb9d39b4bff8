package guard

import (
	"math"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/dealgraph/dealgraph/internal/code"
)

// count is what a selection set comes to when its fragments are expanded.
type count struct {
	selections int // fields, fragments and spreads
	nesting    int // levels of fields
	introspect int // those of the selections that are below __schema and __type
}

// counter counts with each fragment counted once, however often it is spread: 26 fragments that each spread the next
// one twice are 26 additions, not 67 million fields. On its way it finds fragments that include themselves.
type counter struct {
	fragments map[string]*ast.FragmentDefinition
	counts    map[string]count
	open      map[string]bool // the fragments that are being counted
}

// newCounter takes the first of several fragments with one name, as the validator does.
func newCounter(doc *ast.QueryDocument) *counter {
	c := &counter{
		fragments: make(map[string]*ast.FragmentDefinition, len(doc.Fragments)),
		counts:    make(map[string]count, len(doc.Fragments)),
		open:      map[string]bool{},
	}
	for _, f := range doc.Fragments {
		if c.fragments[f.Name] == nil {
			c.fragments[f.Name] = f
		}
	}
	return c
}

func (c *counter) set(set ast.SelectionSet) (count, *gqlerror.Error) {
	var sum count
	for _, s := range set {
		n, err := c.selection(s)
		if err != nil {
			return count{}, err
		}
		sum.selections = add(sum.selections, n.selections)
		sum.nesting = max(sum.nesting, n.nesting)
		sum.introspect = add(sum.introspect, n.introspect)
	}
	return sum, nil
}

func (c *counter) selection(s ast.Selection) (n count, err *gqlerror.Error) {
	switch s := s.(type) {
	case *ast.Field:
		n, err = c.set(s.SelectionSet)
		n.nesting++
		if s.Name == "__schema" || s.Name == "__type" {
			n.introspect = n.selections
		}
	case *ast.InlineFragment:
		n, err = c.set(s.SelectionSet)
	case *ast.FragmentSpread:
		n, err = c.fragment(s)
	}
	n.selections = add(n.selections, 1)
	return n, err
}

func (c *counter) fragment(spread *ast.FragmentSpread) (count, *gqlerror.Error) {
	if n, done := c.counts[spread.Name]; done {
		return n, nil
	}
	definition := c.fragments[spread.Name]
	if definition == nil {
		return count{}, nil // the validator says that it is unknown
	}
	if c.open[spread.Name] {
		err := code.Errorf(code.ValidationFailed, "Cannot spread fragment %q within itself.", spread.Name)
		err.Locations = []gqlerror.Location{{Line: spread.Position.Line, Column: spread.Position.Column}}
		return count{}, err
	}
	c.open[spread.Name] = true
	n, err := c.set(definition.SelectionSet)
	delete(c.open, spread.Name)
	c.counts[spread.Name] = n
	return n, err
}

// add adds two counts and stays at the largest int instead of wrapping around.
func add(a, b int) int {
	if a > math.MaxInt-b {
		return math.MaxInt
	}
	return a + b
}
