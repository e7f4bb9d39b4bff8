package guard

import (
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/dealgraph/dealgraph/internal/code"
)

// Document judges a parsed document that nobody has validated: names may be unknown, fragments missing or defined
// twice. What it lets through, the validator walks without overflowing its stack, and in bounded time.
func Document(doc *ast.QueryDocument, l Limits) *gqlerror.Error {
	if err := written(doc, l); err != nil {
		return err
	}
	counter := newCounter(doc)
	work := 0
	for _, set := range roots(doc) {
		n, err := counter.set(set)
		if err != nil {
			return err
		}
		work = add(work, n.selections)
		switch {
		case n.nesting > l.Nesting:
			return code.Errorf(code.TooComplex, "The document's fields nest deeper than %d levels, fragments expanded.", l.Nesting)
		case n.selections > l.Fields:
			return code.Errorf(code.TooComplex, "An operation or fragment selects more than %d fields, fragments expanded.", l.Fields)
		case n.introspect > l.Introspection:
			return code.Errorf(code.TooComplex, "The document selects more than %d fields of the schema, fragments expanded.", l.Introspection)
		case work > l.Work:
			return code.Errorf(code.TooComplex, "The document selects more than %d fields, fragments expanded in each operation and fragment.", l.Work)
		}
	}
	return nil
}

// roots are the selection sets that the validator begins a walk at: fragments first, so that what an error says of
// one is found there.
func roots(doc *ast.QueryDocument) []ast.SelectionSet {
	sets := make([]ast.SelectionSet, 0, len(doc.Fragments)+len(doc.Operations))
	for _, f := range doc.Fragments {
		sets = append(sets, f.SelectionSet)
	}
	for _, o := range doc.Operations {
		sets = append(sets, o.SelectionSet)
	}
	return sets
}
