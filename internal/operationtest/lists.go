package operationtest

import (
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"pgregory.net/rapid"

	"github.com/dealgraph/dealgraph/internal/store"
)

// Lists draws queries for one connection, at the root or under one record, filtered and ordered, under the key `page`
// wherever it stands. Variables say which page; what is selected is all that a connection tells of itself.
func Lists(schema *ast.Schema, records []store.Record) *rapid.Generator[Operation] {
	source := newSource(schema, records)
	return rapid.Custom(func(t *rapid.T) Operation {
		d := source.draw(t)
		d.literal = true
		at, under := d.connection(records)
		f := &ast.Field{Alias: "page", Name: at.Name, SelectionSet: d.whole(at)}
		for _, a := range d.arguments(at) {
			if a.Name != "first" && a.Name != "last" {
				f.Arguments = append(f.Arguments, a)
			}
		}
		for _, name := range paging {
			if a := at.Arguments.ForName(name); a != nil {
				f.Arguments = append(f.Arguments, &ast.Argument{Name: name, Value: &ast.Value{Kind: ast.Variable, Raw: name}})
				d.define(name, a.Type, nil)
			}
		}
		return d.asked(under, f)
	})
}

// Halves draws queries for the same list three times: `all` of it, only `yes`, what a filter is true of, and only `no`, what
// its negation is true of.
func Halves(schema *ast.Schema, records []store.Record) *rapid.Generator[Operation] {
	source := newSource(schema, records)
	return rapid.Custom(func(t *rapid.T) Operation {
		d := source.draw(t)
		d.literal = true
		at, under := d.filtered(records)
		where := at.Arguments.ForName("where")
		d.define("where", where.Type, d.nonNull(where.Type, place{argument: "where", name: "where"}, 3+d.below(8, "depth")))
		named := &ast.Value{Kind: ast.Variable, Raw: "where"}
		not := &ast.Value{Kind: ast.ObjectValue, Children: ast.ChildValueList{{Name: "NOT", Value: named}}}
		return d.asked(under, d.ids(at, "all", nil), d.ids(at, "yes", named), d.ids(at, "no", not))
	})
}

// filtered draws a connection whose filter has a NOT.
func (d *draw) filtered(records []store.Record) (*ast.FieldDefinition, string) {
	for {
		at, under := d.connection(records)
		where := at.Arguments.ForName("where")
		if where != nil && d.schema.Types[where.Type.Name()].Fields.ForName("NOT") != nil {
			return at, under
		}
	}
}

// ids asks for the ids and the number of a list's records.
func (d *draw) ids(at *ast.FieldDefinition, alias string, where *ast.Value) *ast.Field {
	f := &ast.Field{Alias: alias, Name: at.Name, Arguments: ast.ArgumentList{{Name: "first", Value: &ast.Value{Kind: ast.IntValue, Raw: "200"}}}}
	if where != nil {
		f.Arguments = append(f.Arguments, &ast.Argument{Name: "where", Value: where})
	}
	f.SelectionSet = d.whole(at)
	return f
}

func (d *draw) define(name string, t *ast.Type, def *ast.Value) {
	d.op.VariableDefinitions = append(d.op.VariableDefinitions, &ast.VariableDefinition{Variable: name, Type: t, DefaultValue: def})
}

// connection draws a connection: a root field, or a field of the record whose id it gives.
func (d *draw) connection(records []store.Record) (*ast.FieldDefinition, string) {
	if len(records) > 0 && d.one(2, "nested") {
		r := pick(d.drawer, records, "record")
		if fields := d.connections(d.schema.Types[r.Type]); len(fields) > 0 {
			return pick(d.drawer, fields, "field"), r.ID
		}
	}
	return pick(d.drawer, d.connections(d.schema.Query), "field"), ""
}

// connections gives the fields of a type that page. A relationship's stored type is no type of the schema.
func (d *draw) connections(def *ast.Definition) []*ast.FieldDefinition {
	var fields []*ast.FieldDefinition
	if def == nil {
		return nil
	}
	for _, f := range def.Fields {
		if !strings.HasPrefix(f.Name, "__") && f.Arguments.ForName("after") != nil && pages(d.schema.Types[f.Type.Name()]) {
			fields = append(fields, f)
		}
	}
	return fields
}

// asked puts fields into the operation: at its root, or under a record.
func (d *draw) asked(under string, fields ...*ast.Field) Operation {
	var set ast.SelectionSet
	for _, f := range fields {
		set = append(set, f)
	}
	if under != "" {
		id := &ast.Argument{Name: "id", Value: &ast.Value{Kind: ast.StringValue, Raw: under}}
		on := &ast.InlineFragment{TypeCondition: d.typeOf(under), SelectionSet: set}
		set = ast.SelectionSet{&ast.Field{Alias: "record", Name: "node", Arguments: ast.ArgumentList{id}, SelectionSet: ast.SelectionSet{on}}}
	}
	d.op.SelectionSet = set
	return d.operation()
}

func (d *draw) typeOf(id string) string { return d.values.types[id] }

// whole selects all that a connection tells of itself, and the ids of what its edges hold.
func (d *draw) whole(at *ast.FieldDefinition) ast.SelectionSet {
	connection := d.schema.Types[at.Type.Name()]
	edges := &ast.Field{Alias: "edges", Name: "edges", SelectionSet: append(ast.SelectionSet{bare("cursor")}, d.edgeIDs(at)...)}
	info := bare("pageInfo")
	info.SelectionSet = ast.SelectionSet{bare("hasNextPage"), bare("hasPreviousPage"), bare("startCursor"), bare("endCursor")}
	set := ast.SelectionSet{edges, info}
	if connection.Fields.ForName("totalCount") != nil {
		set = append(set, bare("totalCount"))
	}
	return set
}

// edgeIDs selects the ids of what an edge of a connection holds.
func (d *draw) edgeIDs(at *ast.FieldDefinition) ast.SelectionSet {
	var set ast.SelectionSet
	edge := d.schema.Types[d.schema.Types[at.Type.Name()].Fields.ForName("edges").Type.Name()]
	for _, name := range []string{"node", "relationship"} {
		if edge.Fields.ForName(name) != nil {
			set = append(set, &ast.Field{Alias: name, Name: name, SelectionSet: ast.SelectionSet{bare("id")}})
		}
	}
	return set
}
