package operationtest

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"

	"github.com/vektah/gqlparser/v2/ast"
	"pgregory.net/rapid"

	"github.com/dealgraph/dealgraph/internal/store"
)

// Varied draws operations with the text of another one and other variables: what a server that remembers texts must not
// answer as it did before. Ids and cursors of the other one become variables first, in whose place come other ids, and texts of
// an answer, cursors among them.
func Varied(schema *ast.Schema, records []store.Record, o Operation, answer []byte) *rapid.Generator[[]Operation] {
	texts := valuesOf(records).ids
	var data any
	if json.Unmarshal(answer, &data) == nil {
		texts = textsIn(data, texts)
	}
	return rapid.Custom(func(t *rapid.T) []Operation {
		d := drawer{t}
		first := d.byVariables(schema, o)
		all := []Operation{first}
		for range 1 + d.below(2, "times") {
			next := Operation{first.Query, maps.Clone(first.Variables)}
			for _, name := range slices.Sorted(maps.Keys(first.Variables)) {
				d.vary(next.Variables, name, texts)
			}
			all = append(all, next)
		}
		return all
	})
}

// byVariables gives the operation with variables in place of ids and cursors: one variable for one text.
func (d drawer) byVariables(schema *ast.Schema, o Operation) Operation {
	doc, errs := Parse(schema, o.Query)
	if errs != nil || len(doc.Operations) != 1 {
		return o
	}
	variables, names := maps.Clone(o.Variables), map[string]string{}
	if variables == nil {
		variables = map[string]any{}
	}
	for _, f := range fieldsOf(doc) {
		for _, a := range f.Arguments {
			if a.Value.Kind != ast.StringValue || !slices.Contains([]string{"id", "after", "before"}, a.Name) {
				continue
			}
			typ := f.Definition.Arguments.ForName(a.Name).Type
			of := typ.String() + a.Value.Raw
			if names[of] == "" {
				names[of] = fmt.Sprint("given", len(names))
				variables[names[of]] = a.Value.Raw
				doc.Operations[0].VariableDefinitions = append(doc.Operations[0].VariableDefinitions, &ast.VariableDefinition{Variable: names[of], Type: typ})
			}
			a.Value = &ast.Value{Kind: ast.Variable, Raw: names[of], Position: a.Value.Position}
		}
	}
	return valid(d.t, schema, doc, variables)
}

// vary gives a variable another value, or none; now and then leaves it.
func (d drawer) vary(variables map[string]any, name string, texts []any) {
	switch d.below(6, "vary") {
	case 0:
		return
	case 1:
		delete(variables, name)
		return
	case 2:
		variables[name] = nil
		return
	case 3:
		others := slices.Sorted(maps.Keys(variables))
		if other := variables[others[d.below(len(others), "other")]]; reflect.TypeOf(other) == reflect.TypeOf(variables[name]) {
			variables[name] = other
		}
		return
	}
	switch v := variables[name].(type) {
	case bool:
		variables[name] = !v
	case json.Number:
		variables[name] = json.Number(strconv.Itoa(1 + d.below(5, "number")))
	case string:
		variables[name] = texts[d.below(len(texts), "text")]
	case []any:
		variables[name] = v[:d.below(len(v)+1, "length")]
	}
}

// textsIn adds the longer texts of an answer.
func textsIn(v any, to []any) []any {
	switch v := v.(type) {
	case string:
		if len(v) > 12 {
			return append(to, v)
		}
	case []any:
		for _, e := range v {
			to = textsIn(e, to)
		}
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			to = textsIn(v[key], to)
		}
	}
	return to
}
