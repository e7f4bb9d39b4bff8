package graph_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
)

// summaryWrong holds the aggregate and the groups of an operation's `list` against the records.
func (d differential) summaryWrong(f finding, data []byte) string {
	op, errs := d.engine.operation(f.operation)
	if errs != nil {
		return fmt.Sprint(errs)
	}
	field, under, shown := theList(op.Operation.SelectionSet, data)
	if field == nil || shown == nil {
		return ""
	}
	t := d.truth(f.graph)
	items, of, known := t.filtered(under, field.Name, field.ArgumentMap(op.Variables))
	d.told.addList(known)
	if !known {
		return ""
	}
	for _, s := range field.SelectionSet {
		part := s.(*ast.Field)
		var want any
		if part.Name == "groups" {
			want = t.groups(of, items, part.ArgumentMap(op.Variables)["by"].(map[string]any))
		} else {
			want = t.aggregate(of, items, part.SelectionSet)
		}
		if got := shown[part.Alias]; !sameValue(got, want) {
			return fmt.Sprintf("%s shows %v\nbut must show %v", part.Name, got, want)
		}
	}
	return ""
}

// theList gives the field under the key `list`, the record that it is under, and what it shows; nil where it was cut.
func theList(set ast.SelectionSet, data []byte) (*ast.Field, string, map[string]any) {
	var answer map[string]any
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	if decoder.Decode(&answer) != nil || len(set) == 0 {
		return nil, "", nil
	}
	under := ""
	if first := set[0].(*ast.Field); first.Alias == "record" {
		under = first.Arguments.ForName("id").Value.Raw
		set = first.SelectionSet[0].(*ast.InlineFragment).SelectionSet
		answer, _ = answer["record"].(map[string]any)
	}
	field, ok := set[0].(*ast.Field)
	if !ok || field.Alias != "list" {
		return nil, "", nil
	}
	shown, _ := answer["list"].(map[string]any)
	return field, under, shown
}

func (t truth) filtered(under, field string, args map[string]any) (items []item, of kind, known bool) {
	defer func() {
		if p := recover(); p != nil {
			if _, unknown := p.(unknown); !unknown {
				panic(p)
			}
			known = false
		}
	}()
	items, of = t.items(under, field, args)
	if where := args["where"]; where != nil {
		items = slices.DeleteFunc(items, func(i item) bool { return !t.holds(of, where.(map[string]any), i) })
	}
	return items, of, true
}

// aggregate works out what was selected of a list's aggregate.
func (t truth) aggregate(of kind, items []item, set ast.SelectionSet) map[string]any {
	out := map[string]any{}
	for _, s := range set {
		f := s.(*ast.Field)
		switch {
		case f.Name == "count":
			out[f.Alias] = int64(len(items))
		case of == anEdge && f.Name == "node":
			out[f.Alias] = t.aggregate(aNode, distinctNodes(items), f.SelectionSet)
		case of == anEdge:
			var rels []item
			for _, i := range items {
				rels = append(rels, item{node: i.rel})
			}
			out[f.Alias] = t.aggregate(aNode, rels, f.SelectionSet)
		default:
			out[f.Alias] = extremes(items, f)
		}
	}
	return out
}

func distinctNodes(items []item) []item {
	var nodes []item
	for _, i := range items {
		if !slices.ContainsFunc(nodes, func(n item) bool { return n.node.ID == i.node.ID }) {
			nodes = append(nodes, item{node: i.node})
		}
	}
	return nodes
}

func extremes(items []item, f *ast.Field) map[string]any {
	var values []any
	for _, i := range items {
		v := property(i.node, f.Name)
		if v != nil && !slices.ContainsFunc(values, func(o any) bool { return compare(o, v) == 0 }) {
			values = append(values, v)
		}
	}
	slices.SortFunc(values, compare)
	out := map[string]any{}
	for _, s := range f.SelectionSet {
		switch part := s.(*ast.Field); {
		case part.Name == "distinct":
			out[part.Alias] = int64(len(values))
		case len(values) == 0:
			out[part.Alias] = nil
		case part.Name == "min":
			out[part.Alias] = values[0]
		default:
			out[part.Alias] = values[len(values)-1]
		}
	}
	return out
}

// groups works out a list's groups: the largest first, then by key, null last.
func (t truth) groups(of kind, items []item, by map[string]any) []any {
	type group struct {
		key     any
		members []item
	}
	var groups []group
	for _, i := range items {
		var keys []any
		for _, key := range t.keys(of, i, by) {
			if slices.ContainsFunc(keys, func(k any) bool { return sameKey(k, key) }) {
				continue
			}
			keys = append(keys, key)
			at := slices.IndexFunc(groups, func(g group) bool { return sameKey(g.key, key) })
			if at < 0 {
				groups = append(groups, group{key: key})
				at = len(groups) - 1
			}
			groups[at].members = append(groups[at].members, i)
		}
	}
	slices.SortFunc(groups, func(a, b group) int {
		switch c := cmp.Compare(len(b.members), len(a.members)); {
		case c != 0:
			return c
		case a.key == nil || b.key == nil:
			return cmp.Compare(rank(a.key), rank(b.key))
		}
		return compare(a.key, b.key)
	})
	out := []any{}
	for _, g := range groups[:min(200, len(groups))] {
		out = append(out, t.group(of, g.key, g.members, by))
	}
	return out
}

func (t truth) group(of kind, key any, members []item, by map[string]any) map[string]any {
	out := map[string]any{"key": nil, "count": int64(len(members)), "node": nil}
	if key != nil {
		out["key"] = keyText(key)
	}
	if of == anEdge {
		out["nodeCount"] = int64(len(distinctNodes(members)))
	}
	if r, ok := t.records[fmt.Sprint(key)]; ok && !r.IsRel() && t.namesNode(by) {
		out["node"] = map[string]any{"id": r.ID}
	}
	t.sort(members, of, nil)
	edges := []any{}
	for _, m := range members[:min(200, len(members))] {
		edge := map[string]any{"node": map[string]any{"id": m.node.ID}}
		if of == anEdge {
			edge["relationship"] = map[string]any{"id": m.rel.ID}
		}
		edges = append(edges, edge)
	}
	out["members"] = map[string]any{"totalCount": int64(len(members)), "edges": edges}
	return out
}

func keyText(key any) string {
	if f, ok := key.(float64); ok {
		text, _ := json.Marshal(f + 0)
		return string(text)
	}
	return fmt.Sprint(key)
}

// namesNode tells whether groups by this have a node: by an id, but not that of a relationship, or by a reference.
func (t truth) namesNode(by map[string]any) bool {
	ofNode := true
	for {
		for name, v := range by {
			inner, nested := v.(map[string]any)
			if !nested {
				i := slices.IndexFunc(slices.Concat(t.cat.NodeProps, t.cat.RelProps), func(p *catalog.Property) bool { return p.Name == name && p.IsRef() })
				return name == "id" && ofNode || i >= 0
			}
			ofNode = name != "relationship"
			by = inner
		}
	}
}

// keys gives the values that an item is grouped by, in whatever number.
func (t truth) keys(of kind, i item, by map[string]any) []any {
	for name, v := range by {
		inner, _ := v.(map[string]any)
		if of == anEdge {
			if name == "node" {
				return t.keys(aNode, item{node: i.node}, inner)
			}
			return t.keys(aRel, item{node: i.rel}, inner)
		}
		if n := t.cat.Node(i.node.Type); n != nil && n.Field(name) != nil {
			var keys []any
			for _, next := range t.along(i.node, n.Field(name)) {
				keys = append(keys, t.keys(anEdge, next, inner)...)
			}
			return keys
		}
		switch name {
		case "type":
			return []any{typeOf(i.node)}
		case "from":
			return t.keys(aNode, item{node: t.records[i.node.From]}, inner)
		case "to":
			return t.keys(aNode, item{node: t.records[i.node.To]}, inner)
		case "sources":
			var keys []any
			for _, id := range documentsOf(i.node) {
				keys = append(keys, t.keys(aNode, item{node: t.records[id]}, inner)...)
			}
			return keys
		}
		if i.node.ID == "" { // a document that is not there
			return []any{nil}
		}
		return []any{cut(property(i.node, name), v)}
	}
	return nil
}

// typeOf of no record at all is null.
func typeOf(r store.Record) any {
	if r.Type == "" {
		return nil
	}
	return r.Type
}

func cut(v, grouping any) any {
	text, _ := v.(string)
	switch {
	case v == nil:
		return nil
	case grouping == "YEAR":
		return text[:4]
	case grouping == "MONTH":
		return text[:min(7, len(text))]
	}
	return v
}

func sameKey(a, b any) bool {
	if a == nil || b == nil {
		return a == nil && b == nil
	}
	return compare(a, b) == 0
}

// sameValue compares JSON, numbers as json.Number, with Go values. An object need not show all that is known of it.
func sameValue(got, want any) bool {
	switch want := want.(type) {
	case map[string]any:
		object, ok := got.(map[string]any)
		if !ok {
			return false
		}
		for name, v := range object {
			if expected, known := want[name]; !known || !sameValue(v, expected) {
				return false
			}
		}
		return true
	case []any:
		list, ok := got.([]any)
		return ok && slices.EqualFunc(list, want, sameValue)
	case int64:
		return fmt.Sprint(got) == strconv.FormatInt(want, 10)
	case float64:
		f, err := strconv.ParseFloat(fmt.Sprint(got), 64)
		return err == nil && f == want
	}
	return got == want
}
