package operationtest

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"

	"github.com/vektah/gqlparser/v2/ast"
	"pgregory.net/rapid"
)

// Turned draws operations that ask what another one asks, but some of its connections for other pages, by cursors in its
// answer. Where the answer has none it is the same operation.
func Turned(schema *ast.Schema, o Operation, answer []byte) *rapid.Generator[Operation] {
	return rapid.Custom(func(t *rapid.T) Operation {
		d := drawer{t}
		if d.one(8, "leave") {
			return o
		}
		var data any
		doc, errs := Parse(schema, o.Query)
		if errs != nil || json.Unmarshal(answer, &data) != nil {
			return o
		}
		for _, same := range connectionsIn(doc) {
			if cursors := cursorsUnder(data, same[0].Alias); len(cursors) > 0 && d.one(2, "turn") {
				d.turn(same, cursors)
			}
		}
		return valid(t, schema, doc, o.Variables)
	})
}

// connectionsIn gives the fields of a document that page, those under one response key together, which have the same
// arguments: but for keys that several types' fields go by.
func connectionsIn(doc *ast.QueryDocument) [][]*ast.Field {
	var keys []string
	under := map[string][]*ast.Field{}
	for _, f := range fieldsOf(doc) {
		if f.Definition.Arguments.ForName("after") != nil {
			keys = append(keys, f.Alias)
			under[f.Alias] = append(under[f.Alias], f)
		}
	}
	var all [][]*ast.Field
	for _, key := range slices.Compact(slices.Sorted(slices.Values(keys))) {
		same := under[key]
		if !slices.ContainsFunc(same, func(f *ast.Field) bool { return f.ObjectDefinition != same[0].ObjectDefinition }) {
			all = append(all, same)
		}
	}
	return all
}

// turn gives a connection, wherever it is selected, a cursor, and a size that goes with it.
func (d drawer) turn(same []*ast.Field, cursors []string) {
	args := slices.DeleteFunc(slices.Clone(same[0].Arguments), func(a *ast.Argument) bool { return slices.Contains(paging, a.Name) })
	size, cursor := "first", "after"
	if same[0].Definition.Arguments.ForName("before") != nil && d.one(2, "backwards") {
		size, cursor = "last", "before"
	}
	args = append(args, &ast.Argument{Name: cursor, Value: &ast.Value{Kind: ast.StringValue, Raw: pick(d, cursors, "cursor")}})
	if same[0].Definition.Arguments.ForName(size) != nil && !d.one(4, "default size") {
		args = append(args, &ast.Argument{Name: size, Value: &ast.Value{Kind: ast.IntValue, Raw: strconv.Itoa(1 + d.below(5, "size"))}})
	}
	for _, f := range same {
		f.Arguments = args
	}
}

// cursorsUnder gives the cursors of the connections that stand under a response key, wherever it is.
func cursorsUnder(data any, key string) []string {
	var found []string
	switch data := data.(type) {
	case []any:
		for _, e := range data {
			found = append(found, cursorsUnder(e, key)...)
		}
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(data)) {
			if name == key {
				found = append(found, cursorsOf(data[name])...)
			}
			found = append(found, cursorsUnder(data[name], key)...)
		}
	}
	return found
}

// cursorsOf gives the cursors that a connection shows under the fields' own names.
func cursorsOf(connection any) []string {
	object, _ := connection.(map[string]any)
	info, _ := object["pageInfo"].(map[string]any)
	places := []any{info["startCursor"], info["endCursor"]}
	edges, _ := object["edges"].([]any)
	for _, e := range edges {
		edge, _ := e.(map[string]any)
		places = append(places, edge["cursor"])
	}
	var found []string
	for _, p := range places {
		if text, ok := p.(string); ok && text != "" {
			found = append(found, text)
		}
	}
	return found
}
