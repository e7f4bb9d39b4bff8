package merge

import (
	"slices"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/dealgraph/dealgraph/internal/code"
)

// Check gives an error for each conflict in a document's operations, at most so many, or one TOO_COMPLEX when the
// budget, counted in fields, is spent. Fragments are checked where they are spread.
func Check(schema *ast.Schema, doc *ast.QueryDocument, budget, most int) gqlerror.List {
	c := &checker{schema: schema, budget: budget, most: most}
	for _, op := range doc.Operations {
		sets := []ast.SelectionSet{op.SelectionSet}
		before := len(c.errs)
		c.fields(sets)
		if len(c.errs) == before { // else the same conflicts would be told twice
			c.shapes(sets)
		}
	}
	if c.budget < 0 {
		return gqlerror.List{code.Errorf(code.TooComplex, "The document has too many fields in the same places to check that they can be merged.")}
	}
	return c.errs
}

type checker struct {
	schema *ast.Schema
	budget int
	most   int
	errs   gqlerror.List
}

func (c *checker) done() bool { return c.budget < 0 || len(c.errs) >= c.most }

// shapes checks that what has one name in one place of the answer has one shape, whichever objects it is found in.
func (c *checker) shapes(sets []ast.SelectionSet) {
	for _, fields := range c.place(sets) {
		for _, f := range fields[1:] {
			if !c.sameShape(fields[0].Definition.Type, f.Definition.Type) {
				c.conflict(fields[0], f, "they return conflicting types %q and %q", fields[0].Definition.Type, f.Definition.Type)
				break
			}
		}
		if below := selections(fields); len(below) > 0 && !c.done() {
			c.shapes(below)
		}
	}
}

// fields checks that what can be found in one object is one field with one list of arguments.
func (c *checker) fields(sets []ast.SelectionSet) {
	for _, fields := range c.place(sets) {
		for _, together := range byParent(fields) {
			c.sameField(together)
			if below := selections(together); len(below) > 0 && !c.done() {
				c.fields(below)
			}
		}
	}
}

func (c *checker) sameField(fields []*ast.Field) {
	first := fields[0]
	for _, f := range fields[1:] {
		switch {
		case f.Name != first.Name:
			c.conflict(first, f, "%q and %q are different fields", first.Name, f.Name)
			return
		case !sameArguments(first.Arguments, f.Arguments):
			c.conflict(first, f, "they have differing arguments")
			return
		}
	}
}

func (c *checker) conflict(a, b *ast.Field, format string, args ...any) {
	if c.done() {
		return
	}
	why := gqlerror.Errorf(format, args...).Message
	err := code.Errorf(code.ValidationFailed,
		"Fields %q conflict because %s. Use different aliases on the fields to fetch both if this was intentional.", a.Alias, why)
	err.Rule = "OverlappingFieldsCanBeMerged"
	for _, f := range []*ast.Field{a, b} {
		err.Locations = append(err.Locations, gqlerror.Location{Line: f.Position.Line, Column: f.Position.Column})
	}
	c.errs = append(c.errs, err)
}

// byParent gives the fields that can be found in one object together: those of each object type with those of all
// interfaces and unions.
func byParent(fields []*ast.Field) [][]*ast.Field {
	var types []string
	for _, f := range fields {
		if parent := f.ObjectDefinition; parent.Kind == ast.Object && !slices.Contains(types, parent.Name) {
			types = append(types, parent.Name)
		}
	}
	if len(types) < 2 {
		return [][]*ast.Field{fields}
	}
	groups := make([][]*ast.Field, len(types))
	for i, name := range types {
		for _, f := range fields {
			if f.ObjectDefinition.Kind != ast.Object || f.ObjectDefinition.Name == name {
				groups[i] = append(groups[i], f)
			}
		}
	}
	return groups
}
