package collect

import (
	"encoding/json"
	"math"
	"slices"
	"strconv"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/text"
)

// arguments gives the arguments of a field that are given: one that is null, or a variable that isn't given, is not there
// (DESIGN, section 3). Numbers are json.Number, enums and texts strings, lists []any, input objects map[string]any.
// A value for which a placeholder can stand is a parameter, a list of such several.
func (x *field) arguments(f graphql.CollectedField) map[string]any {
	args := map[string]any{}
	for _, def := range f.Definition.Arguments {
		if a := f.Arguments.ForName(def.Name); a != nil {
			if v, given := x.argument(a.Value); given && v != nil {
				args[def.Name] = v
			}
		}
	}
	return args
}

// argument gives a value, and whether there is one: a variable without value and default is none (specification, 6.4.1).
func (x *field) argument(v *ast.Value) (any, bool) {
	switch v.Kind {
	case ast.Variable:
		value, given := x.op.Variables[v.Raw]
		if typ := x.parameters.typeOf(v.Raw); given && typ != nil {
			return x.parameters.stand(typ, value, source{variable: v.Raw}), true
		}
		return value, given
	case ast.NullValue:
		return nil, true
	case ast.IntValue, ast.FloatValue:
		return json.Number(v.Raw), true
	case ast.BooleanValue:
		return v.Raw == "true", true
	case ast.ListValue:
		list := []any{}
		for _, c := range v.Children {
			e, _ := x.argument(c.Value)
			list = append(list, e)
		}
		return list, true
	case ast.ObjectValue:
		object := map[string]any{}
		for _, c := range v.Children {
			if e, given := x.argument(c.Value); given {
				object[c.Name] = e
			}
		}
		return object, true
	}
	return v.Raw, true
}

// asList gives a list's elements: a single value stands for a list of it (specification, 3.11).
func asList(v any) []any {
	switch v := v.(type) {
	case []any:
		return v
	case []map[string]any:
		list := make([]any, len(v))
		for i := range v {
			list[i] = v[i]
		}
		return list
	case []string:
		list := make([]any, len(v))
		for i := range v {
			list[i] = v[i]
		}
		return list
	}
	return []any{v}
}

func asObject(v any, path string) (map[string]any, error) {
	if m, ok := v.(map[string]any); ok {
		return m, nil
	}
	return nil, badInput(path, "%s must be an input object", path)
}

func asBool(v any, path string) (bool, error) {
	if b, ok := v.(bool); ok {
		return b, nil
	}
	return false, badInput(path, "%s must be true or false", path)
}

// asInt gives a whole number of 32 bits.
func asInt(v any, path string) (int64, error) {
	i, ok := wholeNumber(v)
	if !ok || i < math.MinInt32 || i > math.MaxInt32 {
		return 0, badInput(path, "%s must be a whole number of 32 bits", path)
	}
	return i, nil
}

// between gives a whole number from 1 to most, or what stands for it where it is not given.
func between(args map[string]any, name string, otherwise, most int) (int, error) {
	v, given := args[name]
	if !given {
		return otherwise, nil
	}
	return upTo(v, name, most)
}

// upTo gives a whole number from 1 to most.
func upTo(v any, name string, most int) (int, error) {
	n, err := asInt(v, name)
	if err != nil {
		return 0, err
	}
	if n < 1 || n > int64(most) {
		return 0, badInput(name, "%s must be 1 to %d", name, most)
	}
	return int(n), nil
}

func wholeNumber(v any) (int64, bool) {
	switch v := v.(type) {
	case json.Number:
		i, err := strconv.ParseInt(v.String(), 10, 64)
		return i, err == nil
	case int64:
		return v, true
	case int:
		return int64(v), true
	case int32:
		return int64(v), true
	case float64:
		return int64(v), v == math.Trunc(v) && math.Abs(v) < 1<<53
	}
	return 0, false
}

// operand brings a value to the Go type of a property (or of its elements, if it is a list).
func operand(p *catalog.Property, v any, path string) (any, error) {
	if v == nil {
		return nil, badInput(path, "%s must not be null: isNull tests for that", path)
	}
	switch p.Scalar {
	case catalog.Int:
		return asInt(v, path)
	case catalog.BigInt:
		return bigInt(v, path)
	case catalog.Float:
		return float(v, path)
	case catalog.Boolean:
		return asBool(v, path)
	case catalog.ID:
		if i, ok := wholeNumber(v); ok {
			return strconv.FormatInt(i, 10), nil
		}
	}
	s, ok := v.(string)
	if !ok {
		return nil, badInput(path, "%s must be a %s", path, p.Scalar)
	}
	switch {
	case p.Scalar == catalog.Date && !catalog.ValidDate(s):
		return nil, badInput(path, "%s must be a date: YYYY, YYYY-MM or YYYY-MM-DD", path)
	case p.Enum != nil && !p.Enum.Has(s):
		return nil, badInput(path, "%s must be a value of %s", path, p.Enum.Name)
	}
	return text.Compose(s), nil
}

func bigInt(v any, path string) (any, error) {
	if s, ok := v.(string); ok {
		v = json.Number(s)
	}
	if i, ok := wholeNumber(v); ok {
		return i, nil
	}
	return nil, badInput(path, "%s must be a whole number of 64 bits", path)
}

func float(v any, path string) (any, error) {
	if n, ok := v.(json.Number); ok {
		if f, err := n.Float64(); err == nil && !math.IsInf(f, 0) {
			return f, nil
		}
	}
	if f, ok := v.(float64); ok && !math.IsInf(f, 0) && !math.IsNaN(f) {
		return f, nil
	}
	if i, ok := wholeNumber(v); ok {
		return float64(i), nil
	}
	return nil, badInput(path, "%s must be a finite number", path)
}

func sortedKeys(m map[string]any) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
