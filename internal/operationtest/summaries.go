package operationtest

import (
	"github.com/vektah/gqlparser/v2/ast"
	"pgregory.net/rapid"

	"github.com/dealgraph/dealgraph/internal/store"
)

// Summaries draws a connection, at the root or under one record, filtered, under the key `list`: all that its aggregate tells,
// and its groups by something, with the ids of all members.
func Summaries(schema *ast.Schema, records []store.Record) *rapid.Generator[Operation] {
	source := newSource(schema, records)
	return rapid.Custom(func(t *rapid.T) Operation {
		d := source.draw(t)
		d.literal = true
		at, under := d.summarized(records)
		list := &ast.Field{Alias: "list", Name: at.Name}
		for _, a := range d.arguments(at) {
			if a.Name == "where" || a.Name == "types" {
				list.Arguments = append(list.Arguments, a)
			}
		}
		connection := d.schema.Types[at.Type.Name()]
		aggregate := bare("aggregate")
		aggregate.SelectionSet = d.everything(connection.Fields.ForName("aggregate").Type.Name())
		list.SelectionSet = ast.SelectionSet{aggregate, d.grouped(connection)}
		return d.asked(under, list)
	})
}

// summarized draws a connection that has an aggregate.
func (d *draw) summarized(records []store.Record) (*ast.FieldDefinition, string) {
	for {
		at, under := d.connection(records)
		if d.schema.Types[at.Type.Name()].Fields.ForName("aggregate") != nil {
			return at, under
		}
	}
}

// everything selects all fields of a type that holds no lists, and all below them.
func (d *draw) everything(typename string) ast.SelectionSet {
	var set ast.SelectionSet
	for _, f := range d.schema.Types[typename].Fields {
		field := bare(f.Name)
		if d.schema.Types[f.Type.Name()].IsCompositeType() {
			field.SelectionSet = d.everything(f.Type.Name())
		}
		set = append(set, field)
	}
	return set
}

func (d *draw) grouped(connection *ast.Definition) *ast.Field {
	at := connection.Fields.ForName("groups")
	by := at.Arguments.ForName("by")
	f := &ast.Field{Alias: "groups", Name: "groups", Arguments: ast.ArgumentList{
		{Name: "by", Value: d.nonNull(by.Type, place{argument: "by", name: "by", oneOf: true}, d.heights.of(by.Type)+d.below(4, "depth"))},
		{Name: "first", Value: &ast.Value{Kind: ast.IntValue, Raw: "200"}},
	}}
	group := d.schema.Types[at.Type.Name()]
	f.SelectionSet = ast.SelectionSet{bare("key"), bare("count")}
	if group.Fields.ForName("nodeCount") != nil {
		f.SelectionSet = append(f.SelectionSet, bare("nodeCount"))
	}
	node := bare("node")
	node.SelectionSet = ast.SelectionSet{bare("id")}
	members := d.ids(group.Fields.ForName("members"), "members", nil)
	edges := bare("edges")
	edges.SelectionSet = d.edgeIDs(group.Fields.ForName("members"))
	members.SelectionSet = ast.SelectionSet{edges, bare("totalCount")}
	f.SelectionSet = append(f.SelectionSet, node, members)
	return f
}
