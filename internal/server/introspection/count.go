package introspection

import (
	_ "embed"

	"github.com/vektah/gqlparser/v2/ast"
)

// Full is graphql-js's introspection query with all of its options.
//
//go:embed full.graphql
var Full string

// textPerField is how many bytes of a description weigh as much as a field.
const textPerField = 64

// Asked reports whether a document asks about the schema anywhere.
func Asked(doc *ast.QueryDocument) bool {
	for _, o := range doc.Operations {
		if asks(o.SelectionSet) {
			return true
		}
	}
	for _, f := range doc.Fragments {
		if asks(f.SelectionSet) {
			return true
		}
	}
	return false
}

func asks(set ast.SelectionSet) bool {
	for _, s := range set {
		switch s := s.(type) {
		case *ast.Field:
			if isRoot(s) || asks(s.SelectionSet) {
				return true
			}
		case *ast.InlineFragment:
			if asks(s.SelectionSet) {
				return true
			}
		}
	}
	return false
}

func isRoot(f *ast.Field) bool { return f.Name == "__schema" || f.Name == "__type" }

// Count gives how many fields and list entries the answer to an operation's questions about the schema has, long texts
// weighing as several: more than most where it is more than that. What is skipped by a directive is counted as well.
func Count(schema *ast.Schema, op *ast.OperationDefinition, variables map[string]any, most int) int {
	c := &counter{schema: schema, variables: variables, most: most, known: map[place]int{}}
	return c.roots(op.SelectionSet)
}

// counter counts each selection set once for each thing that it is asked of.
type counter struct {
	schema    *ast.Schema
	variables map[string]any
	most      int
	known     map[place]int
	visits    int
}

// place is a selection set, known by its first entry, and what it is asked of: a part of the schema.
type place struct {
	set *ast.Selection
	of  any
}

// roots counts what is below __schema and __type. The work on other fields is not its own.
func (c *counter) roots(set ast.SelectionSet) int {
	sum := 0
	for _, s := range set {
		switch s := s.(type) {
		case *ast.Field:
			if isRoot(s) {
				sum = c.add(sum, c.field(s, c.schema))
			}
		case *ast.InlineFragment:
			sum = c.add(sum, c.roots(s.SelectionSet))
		case *ast.FragmentSpread:
			sum = c.add(sum, c.roots(s.Definition.SelectionSet))
		}
	}
	return sum
}

// add adds up to one more than what is to be known.
func (c *counter) add(a, b int) int { return min(a+b, c.most+1) }

func (c *counter) set(set ast.SelectionSet, of any) int {
	if len(set) == 0 {
		return 0
	}
	at := place{&set[0], of}
	if n, done := c.known[at]; done {
		return n
	}
	// Each visit is at least one field of the answer: past the bound there is nothing more to learn.
	if c.visits++; c.visits > c.most {
		return c.most + 1
	}
	sum := 0
	for _, s := range set {
		sum = c.add(sum, c.selection(s, of))
		if sum > c.most {
			break
		}
	}
	c.known[at] = sum
	return sum
}

func (c *counter) selection(s ast.Selection, of any) int {
	switch s := s.(type) {
	case *ast.Field:
		return c.field(s, of)
	case *ast.InlineFragment:
		return c.set(s.SelectionSet, of)
	case *ast.FragmentSpread:
		return c.set(s.Definition.SelectionSet, of)
	}
	return 0
}

func (c *counter) field(f *ast.Field, of any) int {
	sum := 1
	if f.Name == "description" {
		sum += len(description(of)) / textPerField
	}
	for _, below := range c.below(f, of) {
		sum = c.add(sum, 1+c.set(f.SelectionSet, below))
		if sum > c.most {
			break
		}
	}
	return sum
}
