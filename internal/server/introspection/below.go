package introspection

import (
	"maps"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// below gives the things that a field of __Schema, __Type, __Field, __InputValue or __Directive leads to (the GraphQL
// specification, section 4.2): parts of the schema. Fields with values of their own lead nowhere.
func (c *counter) below(f *ast.Field, of any) []any {
	switch of := of.(type) {
	case *ast.Schema:
		return c.belowSchema(f)
	case *ast.Definition:
		return c.belowType(f.Name, of)
	case wrapped:
		if f.Name == "ofType" {
			return c.inner(of)
		}
	case *ast.FieldDefinition:
		switch f.Name {
		case "args":
			return anys(of.Arguments)
		case "type":
			return c.typeOf(of.Type)
		}
	case *ast.ArgumentDefinition:
		if f.Name == "type" {
			return c.typeOf(of.Type)
		}
	case *ast.DirectiveDefinition:
		if f.Name == "args" {
			return anys(of.Arguments)
		}
	}
	return nil
}

// belowSchema answers __schema and __type themselves, and the fields of __Schema.
func (c *counter) belowSchema(f *ast.Field) []any {
	switch f.Name {
	case "__schema":
		return []any{c.schema}
	case "__type":
		return c.named(f)
	case "types":
		return anys(slices.Collect(maps.Values(c.schema.Types)))
	case "directives":
		return anys(slices.Collect(maps.Values(c.schema.Directives)))
	case "queryType":
		return one(c.schema.Query)
	case "mutationType":
		return one(c.schema.Mutation)
	case "subscriptionType":
		return one(c.schema.Subscription)
	}
	return nil
}

func (c *counter) named(f *ast.Field) []any {
	name, _ := f.ArgumentMap(c.variables)["name"].(string)
	return one(c.schema.Types[name])
}

func (c *counter) belowType(field string, def *ast.Definition) []any {
	switch field {
	case "fields":
		if def.Kind == ast.Object || def.Kind == ast.Interface {
			return anys(published(def.Fields))
		}
	case "inputFields":
		if def.Kind == ast.InputObject {
			return anys(def.Fields)
		}
	case "interfaces":
		return anys(c.definitions(def.Interfaces))
	case "possibleTypes":
		if def.Kind == ast.Interface || def.Kind == ast.Union {
			return anys(c.schema.GetPossibleTypes(def))
		}
	case "enumValues":
		return anys(def.EnumValues)
	}
	return nil
}

// published leaves out __schema, __type and __typename.
func published(fields ast.FieldList) []*ast.FieldDefinition {
	return slices.DeleteFunc(slices.Clone(fields), func(f *ast.FieldDefinition) bool { return strings.HasPrefix(f.Name, "__") })
}

func (c *counter) definitions(names []string) []*ast.Definition {
	defs := make([]*ast.Definition, 0, len(names))
	for _, name := range names {
		if def := c.schema.Types[name]; def != nil {
			defs = append(defs, def)
		}
	}
	return defs
}

// wrapped is a list, or what is not null, as introspection shows it. A list that is not null is both, one in the other.
type wrapped struct {
	*ast.Type
	nullable bool // what is not null has been taken off
}

func (c *counter) typeOf(t *ast.Type) []any {
	if t.NonNull || t.Elem != nil {
		return []any{wrapped{t, !t.NonNull}}
	}
	return one(c.schema.Types[t.NamedType])
}

func (c *counter) inner(w wrapped) []any {
	switch {
	case w.Elem == nil:
		return one(c.schema.Types[w.NamedType])
	case w.nullable:
		return c.typeOf(w.Elem)
	}
	return []any{wrapped{w.Type, true}}
}

func description(of any) string {
	switch of := of.(type) {
	case *ast.Schema:
		return of.Description
	case *ast.Definition:
		return of.Description
	case *ast.FieldDefinition:
		return of.Description
	case *ast.ArgumentDefinition:
		return of.Description
	case *ast.EnumValueDefinition:
		return of.Description
	case *ast.DirectiveDefinition:
		return of.Description
	}
	return ""
}

func one(def *ast.Definition) []any {
	if def == nil {
		return nil
	}
	return []any{def}
}

func anys[T any](list []T) []any {
	all := make([]any, len(list))
	for i, v := range list {
		all[i] = v
	}
	return all
}
