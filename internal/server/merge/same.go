package merge

import (
	"github.com/vektah/gqlparser/v2/ast"
)

// sameShape is SameResponseShape of the specification, without what is below: lists and non-nulls agree, leaves are of
// one type, and what is no leaf meets no leaf.
func (c *checker) sameShape(a, b *ast.Type) bool {
	if a.NonNull != b.NonNull || (a.Elem == nil) != (b.Elem == nil) {
		return false
	}
	if a.Elem != nil {
		return c.sameShape(a.Elem, b.Elem)
	}
	if c.isLeaf(a.NamedType) || c.isLeaf(b.NamedType) {
		return a.NamedType == b.NamedType
	}
	return true
}

func (c *checker) isLeaf(name string) bool {
	def := c.schema.Types[name]
	return def != nil && def.IsLeafType()
}

// sameArguments compares by name: the order of arguments means nothing.
func sameArguments(a, b ast.ArgumentList) bool {
	if len(a) != len(b) {
		return false
	}
	for _, arg := range a {
		other := b.ForName(arg.Name)
		if other == nil || !sameValue(arg.Value, other.Value) {
			return false
		}
	}
	return true
}

// sameValue compares all of a value; the order of an object's entries means nothing.
func sameValue(a, b *ast.Value) bool {
	if a.Kind != b.Kind || a.Raw != b.Raw || len(a.Children) != len(b.Children) {
		return false
	}
	for i, child := range a.Children {
		other := b.Children[i].Value
		if a.Kind == ast.ObjectValue {
			other = b.Children.ForName(child.Name)
		}
		if other == nil || !sameValue(child.Value, other) {
			return false
		}
	}
	return true
}
