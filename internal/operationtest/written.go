package operationtest

import "github.com/vektah/gqlparser/v2/ast"

// Written gives an operation with variables' values written where they are used, which asks the same: a variable that is
// not given is an argument, or a member of an object, that is not there (specification, 6.4.1).
func Written(schema *ast.Schema, o Operation) Operation {
	doc, errs := Parse(schema, o.Query)
	if errs != nil {
		return o
	}
	c := cutter{schema: schema, variables: o.Variables, doc: doc}
	visit(doc, func(s ast.Selection) {
		switch s := s.(type) {
		case *ast.Field:
			s.Arguments = c.spelt(s.Arguments)
			c.speltAll(s.Directives)
		case *ast.InlineFragment:
			c.speltAll(s.Directives)
		case *ast.FragmentSpread:
			c.speltAll(s.Directives)
		}
	})
	tidy(doc)
	return Operation{Query: print(doc)}
}

func (c *cutter) speltAll(directives ast.DirectiveList) {
	for _, d := range directives {
		d.Arguments = c.spelt(d.Arguments)
	}
}

func (c *cutter) spelt(arguments ast.ArgumentList) ast.ArgumentList {
	var given ast.ArgumentList
	for _, a := range arguments {
		if v := c.speltValue(a.Value); v != nil {
			given = append(given, &ast.Argument{Name: a.Name, Value: v})
		}
	}
	return given
}

func (c *cutter) speltValue(v *ast.Value) *ast.Value {
	if v.Kind == ast.Variable {
		return c.written(v)
	}
	spelt := *v
	spelt.Children = nil
	for _, child := range v.Children {
		if inner := c.speltValue(child.Value); inner != nil {
			spelt.Children = append(spelt.Children, &ast.ChildValue{Name: child.Name, Value: inner})
		}
	}
	return &spelt
}
