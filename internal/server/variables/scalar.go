package variables

import (
	"encoding/json"
	"math"
	"strconv"

	"github.com/vektah/gqlparser/v2/ast"
)

func enum(def *ast.Definition, v any, place string) (any, error) {
	s, is := v.(string)
	if is && def.EnumValues.ForName(s) != nil {
		return s, nil
	}
	known := make([]string, len(def.EnumValues))
	for i, value := range def.EnumValues {
		known[i] = value.Name
	}
	return nil, misfitf(place, "must be a value of %s, as a string%s", def.Name, didYouMean(s, known))
}

// scalar coerces to a built-in scalar; another one is not ours to judge.
func scalar(def *ast.Definition, v any, place string) (any, error) {
	var coerced any
	var ok bool
	switch def.Name {
	case "String":
		coerced, ok = v.(string)
	case "Boolean":
		coerced, ok = v.(bool)
	case "Int":
		coerced, ok = integer(v)
	case "Float":
		coerced, ok = float(v)
	case "ID":
		coerced, ok = id(v)
	default:
		return v, nil
	}
	if !ok {
		return nil, misfitf(place, "is no %s", def.Name)
	}
	return coerced, nil
}

// integer takes whole numbers of 32 bits, 1.0 and 1e3 too: JSON knows only one kind of number.
func integer(v any) (json.Number, bool) {
	n, is := v.(json.Number)
	if !is {
		return "", false
	}
	f, err := n.Float64()
	if err != nil || f != math.Trunc(f) || f < math.MinInt32 || f > math.MaxInt32 {
		return "", false
	}
	return json.Number(strconv.FormatInt(int64(f), 10)), true
}

func float(v any) (json.Number, bool) {
	n, is := v.(json.Number)
	if !is {
		return "", false
	}
	f, err := n.Float64()
	return n, err == nil && !math.IsInf(f, 0)
}

// id takes strings and whole numbers, and gives strings.
func id(v any) (string, bool) {
	switch v := v.(type) {
	case string:
		return v, true
	case json.Number:
		_, err := strconv.ParseInt(v.String(), 10, 64)
		return v.String(), err == nil
	}
	return "", false
}
