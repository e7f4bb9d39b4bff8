package graph_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
)

// truth works out lists from the records and the arguments as the design words them: without collect and without a plan,
// which all engines share.
type truth struct {
	cat     *catalog.Catalog
	graph   []store.Record
	records map[string]store.Record
}

func (d differential) truth(graph []store.Record) truth {
	t := truth{d.engine.cat, graph, map[string]store.Record{}}
	for _, r := range graph {
		t.records[r.ID] = r
	}
	return t
}

// item is one place in a list: a record, and the relationship that leads there, if one does.
type item struct{ node, rel store.Record }

func (i item) key() string { return i.node.ID + " " + i.rel.ID }

// listsWrong holds the keys of an operation's lists, at its root or below `record`, against what they must be.
func (d differential) listsWrong(f finding, data []byte) string {
	op, errs := d.engine.operation(f.operation)
	lists, err := connectionsIn(data)
	if errs != nil || err != nil {
		return fmt.Sprint(errs, err)
	}
	set, under := op.Operation.SelectionSet, ""
	if first, ok := set[0].(*ast.Field); ok && first.Alias == "record" {
		under = first.Arguments.ForName("id").Value.Raw
		set = first.SelectionSet[0].(*ast.InlineFragment).SelectionSet
	}
	for _, s := range set {
		field := s.(*ast.Field)
		want, known := d.truth(f.graph).list(under, field.Name, field.ArgumentMap(op.Variables))
		d.told.addList(known)
		if got := lists[field.Alias].keys(); known && !slices.Equal(got, want[:min(len(want), pageSize(field, op.Variables))]) {
			return fmt.Sprintf("%s holds %q\nbut must hold %q", field.Alias, got, want)
		}
	}
	return ""
}

func pageSize(f *ast.Field, variables map[string]any) int {
	if first, given := f.ArgumentMap(variables)["first"]; given && first != nil {
		return int(whole(first))
	}
	return 20
}

// list gives the keys of a list in order. It is false where a field or an argument is none that it knows.
func (t truth) list(under, field string, args map[string]any) (keys []string, known bool) {
	defer func() {
		if p := recover(); p != nil {
			if _, unknown := p.(unknown); !unknown {
				panic(p)
			}
			keys, known = nil, false
		}
	}()
	items, kind, known := t.filtered(under, field, args)
	if !known {
		return nil, false
	}
	t.sort(items, kind, args["orderBy"])
	for _, i := range items {
		keys = append(keys, i.key())
	}
	return keys, true
}

// unknown is panicked with at what was added to the API since.
type unknown string

// kind says what a filter or an ordering is about.
type kind int

const (
	aNode kind = iota
	aRel       // which stands as the item's node
	anEdge
)

// items gives all that a list is made of.
func (t truth) items(under, field string, args map[string]any) (items []item, of kind) {
	if under != "" {
		return t.below(t.records[under], field)
	}
	types, byType := args["types"].([]any)
	if s, single := args["types"].(string); single {
		types, byType = []any{s}, true
	}
	if field == "relationships" {
		for _, r := range t.graph {
			if r.IsRel() && (!byType || slices.Contains(types, any(r.Type))) {
				items = append(items, item{node: r})
			}
		}
		return items, aRel
	}
	i := slices.IndexFunc(t.cat.Nodes, func(n *catalog.NodeType) bool { return n.Plural == field })
	if i < 0 {
		panic(unknown(field))
	}
	for _, r := range t.graph {
		if r.Type == t.cat.Nodes[i].Name {
			items = append(items, item{node: r})
		}
	}
	return items, aNode
}

func (t truth) below(r store.Record, field string) (items []item, of kind) {
	if f := t.cat.Node(r.Type).Field(field); f != nil {
		return t.along(r, f), anEdge
	}
	if field != "citedBy" {
		panic(unknown(field))
	}
	for _, other := range t.graph {
		if slices.Contains(documentsOf(other), r.ID) {
			items = append(items, item{node: other})
		}
	}
	return items, aNode
}

// along gives where a relationship field leads from a record.
func (t truth) along(r store.Record, f *catalog.RelField) []item {
	var items []item
	for _, rel := range t.graph {
		here, there := rel.From, rel.To
		if f.Dir == catalog.In {
			here, there = rel.To, rel.From
		}
		other := t.records[there]
		if rel.IsRel() && rel.Type == f.Rel.Stored && here == r.ID && slices.ContainsFunc(f.Targets, func(n *catalog.NodeType) bool { return n.Name == other.Type }) {
			items = append(items, item{node: other, rel: rel})
		}
	}
	return items
}

// documentsOf gives the distinct documents among a record's sources.
func documentsOf(r store.Record) []string {
	var ids []string
	sources, _ := r.Props["sources"].([]any)
	for _, s := range sources {
		id, _, _ := strings.Cut(s.(string), "#")
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// sort orders a list: nulls last either way, ties by the ids in the last key's direction.
func (t truth) sort(items []item, of kind, orderBy any) {
	type sortKey struct {
		value func(item) any
		desc  bool
	}
	var keys []sortKey
	desc := false
	for _, e := range elements(orderBy) {
		value, direction := t.sortedBy(of, e.(map[string]any))
		desc = direction == "DESC"
		keys = append(keys, sortKey{value, desc})
	}
	keys = append(keys,
		sortKey{func(i item) any { return i.node.ID }, desc},
		sortKey{func(i item) any { return i.rel.ID }, desc})
	slices.SortStableFunc(items, func(a, b item) int {
		for _, k := range keys {
			x, y := k.value(a), k.value(b)
			switch {
			case x == nil || y == nil:
				if c := cmp.Compare(rank(x), rank(y)); c != 0 {
					return c
				}
			case compare(x, y) != 0 && k.desc:
				return -compare(x, y)
			case compare(x, y) != 0:
				return compare(x, y)
			}
		}
		return 0
	})
}

func rank(v any) int {
	if v == nil {
		return 1
	}
	return 0
}

// sortedBy reads one key of an ordering.
func (t truth) sortedBy(of kind, key map[string]any) (value func(item) any, direction any) {
	for name, v := range key {
		inner, nested := v.(map[string]any)
		switch {
		case nested && of == anEdge && name == "node":
			return t.sortedBy(aNode, inner)
		case nested && of == anEdge && name == "relationship":
			ofRel, direction := t.sortedBy(aNode, inner)
			return func(i item) any { return ofRel(item{node: i.rel}) }, direction
		case nested && inner["count"] != nil:
			return func(i item) any {
				return int64(len(distinctNodes(t.along(i.node, t.cat.Node(i.node.Type).Field(name)))))
			}, inner["count"]
		case nested:
			panic(unknown(name))
		}
		return func(i item) any { return property(i.node, name) }, v
	}
	panic(unknown("no key"))
}

func property(r store.Record, name string) any {
	if name == "id" {
		return r.ID
	}
	return r.Props[name]
}

// compare orders two values of one property.
func compare(a, b any) int {
	switch a := a.(type) {
	case string:
		return strings.Compare(a, b.(string))
	case int64:
		return cmp.Compare(a, b.(int64))
	case float64:
		return cmp.Compare(a+0, b.(float64)+0)
	case bool:
		return cmp.Compare(fmt.Sprint(a), fmt.Sprint(b))
	}
	panic(unknown(fmt.Sprintf("%T", a)))
}
