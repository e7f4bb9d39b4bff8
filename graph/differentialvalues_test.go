package graph_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
)

// valuesWrong holds an answer against the records themselves, which no engine and no plan stands between: where an object
// shows its id, it must show just what was selected on its record's type, in that order, and each property's own value.
func (d differential) valuesWrong(f finding, data []byte) string {
	op, errs := d.engine.operation(f.operation)
	if errs != nil || data == nil {
		return ""
	}
	v := values{d.engine.cat, d.engine.es.Schema(), op.Variables, map[string]store.Record{}}
	for _, r := range f.graph {
		v.records[r.ID] = r
	}
	return v.wrong([]ast.SelectionSet{op.Operation.SelectionSet}, "Query", data)
}

type values struct {
	cat       *catalog.Catalog
	schema    *ast.Schema
	variables map[string]any
	records   map[string]store.Record
}

// shown is what one response key must show.
type shown struct {
	key   string
	field *ast.Field
	below []ast.SelectionSet
}

// wrong looks at one value and at what was selected of it. on is its type, as far as it is known.
func (v values) wrong(sets []ast.SelectionSet, on string, data json.RawMessage) string {
	switch data[0] {
	case '[':
		var list []json.RawMessage
		if err := json.Unmarshal(data, &list); err != nil {
			return err.Error()
		}
		for _, e := range list {
			if wrong := v.wrong(sets, on, e); wrong != "" {
				return wrong
			}
		}
	case '{':
		return v.objectWrong(sets, on, data)
	}
	return ""
}

func (v values) objectWrong(sets []ast.SelectionSet, on string, data json.RawMessage) string {
	keys, members := membersOf(data)
	record, known := v.recordOf(members)
	if known {
		on = v.typeOf(record)
	}
	if v.schema.Types[on].IsAbstractType() {
		return "" // without an id nobody knows what it is
	}
	all := v.shown(nil, sets, on)
	for i, s := range all {
		if i >= len(keys) || keys[i] != s.key {
			return fmt.Sprintf("%s shows %q, not %s at %d", on, keys, s.key, i)
		}
		if want, plain := v.plain(record, s.field); known && plain && !sameJSON(members[s.key], want) {
			return fmt.Sprintf("%s of %s is shown as %s: %s, not %v", s.field.Name, record.ID, s.key, members[s.key], want)
		}
		if wrong := v.wrong(s.below, s.field.Definition.Type.Name(), members[s.key]); wrong != "" {
			return wrong
		}
	}
	if len(keys) != len(all) {
		return fmt.Sprintf("%s shows %q, more than was selected", on, keys)
	}
	return ""
}

// membersOf gives an object's keys in order, and its values.
func membersOf(data json.RawMessage) ([]string, map[string]json.RawMessage) {
	var keys []string
	members := map[string]json.RawMessage{}
	decoder := json.NewDecoder(bytes.NewReader(data))
	_, _ = decoder.Token()
	for decoder.More() {
		key, _ := decoder.Token()
		var value json.RawMessage
		if decoder.Decode(&value) != nil {
			break
		}
		keys, members[key.(string)] = append(keys, key.(string)), value
	}
	return keys, members
}

// recordOf finds the record that an object shows. A key `id` is never anything else's: no alias is.
func (v values) recordOf(members map[string]json.RawMessage) (store.Record, bool) {
	var id string
	if json.Unmarshal(members["id"], &id) != nil {
		return store.Record{}, false
	}
	r, ok := v.records[id]
	return r, ok
}

// typeOf gives the object type that shows a record.
func (v values) typeOf(r store.Record) string {
	if rel := v.cat.Relationship(r.Type); r.IsRel() && rel != nil {
		return rel.Name
	}
	return r.Type
}

// shown merges what was selected for one concrete type (specification, 6.3.2).
func (v values) shown(all []shown, sets []ast.SelectionSet, on string) []shown {
	for _, set := range sets {
		for _, s := range set {
			switch s := s.(type) {
			case *ast.Field:
				if v.included(s.Directives) {
					all = merged(all, s)
				}
			case *ast.InlineFragment:
				if v.included(s.Directives) && v.satisfies(on, s.TypeCondition) {
					all = v.shown(all, []ast.SelectionSet{s.SelectionSet}, on)
				}
			case *ast.FragmentSpread:
				if v.included(s.Directives) && v.satisfies(on, s.Definition.TypeCondition) {
					all = v.shown(all, []ast.SelectionSet{s.Definition.SelectionSet}, on)
				}
			}
		}
	}
	return all
}

func merged(all []shown, f *ast.Field) []shown {
	for i := range all {
		if all[i].key == f.Alias {
			all[i].below = append(slices.Clone(all[i].below), f.SelectionSet)
			return all
		}
	}
	return append(all, shown{f.Alias, f, []ast.SelectionSet{f.SelectionSet}})
}

func (v values) satisfies(on, condition string) bool {
	return condition == "" || slices.ContainsFunc(v.schema.GetPossibleTypes(v.schema.Types[condition]), func(p *ast.Definition) bool { return p.Name == on })
}

func (v values) included(directives ast.DirectiveList) bool {
	for _, x := range directives {
		condition := x.Arguments.ForName("if").Value
		is := condition.Raw == "true"
		if condition.Kind == ast.Variable {
			is, _ = v.variables[condition.Raw].(bool)
		}
		if is == (x.Name == "skip") {
			return false
		}
	}
	return true
}

// plain gives what a field must show of a record, where it shows a property as it is stored.
func (v values) plain(r store.Record, f *ast.Field) (any, bool) {
	switch {
	case f.Name == "__typename":
		return v.typeOf(r), true
	case f.Name == "id":
		return r.ID, true
	case f.Name == "type" && r.IsRel():
		return r.Type, true
	case v.schema.Types[f.Definition.Type.Name()].IsCompositeType():
		return nil, false
	}
	return asShown(r.Props[f.Name], f.Definition.Type.Name()), true
}

// asShown gives a property's value as the API shows it: whole numbers of 64 bits as texts, and one zero.
func asShown(v any, scalar string) any {
	switch v := v.(type) {
	case int64:
		if scalar == "BigInt" {
			return fmt.Sprint(v)
		}
	case float64:
		return v + 0
	case []any:
		shown := make([]any, len(v))
		for i := range v {
			shown[i] = asShown(v[i], scalar)
		}
		return shown
	}
	return v
}

// sameJSON compares by values: how numbers and texts are written is the response writer's own tests'.
func sameJSON(got json.RawMessage, want any) bool {
	text, err := json.Marshal(want)
	if err != nil {
		return false
	}
	var a, b any
	if json.Unmarshal(got, &a) != nil || json.Unmarshal(text, &b) != nil {
		return false
	}
	return reflect.DeepEqual(a, b)
}
