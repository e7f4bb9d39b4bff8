package operationtest

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
)

// values is what occurs in the records that are asked about.
type values struct {
	byProperty map[string][]any
	all        []any
	types      map[string]string
	ids        []any // of all records, those that they had before, and some that nothing has
}

func valuesOf(records []store.Record) values {
	v := values{byProperty: map[string][]any{}, types: map[string]string{}, ids: []any{"gone", "", "LIKES:gone:gone", "NO_TYPE:a:b", "Ä"}}
	for _, r := range records {
		v.ids = append(v.ids, r.ID)
		v.types[r.ID] = r.Type
		for _, former := range r.FormerIDs {
			v.ids = append(v.ids, former)
		}
		for _, name := range slices.Sorted(maps.Keys(r.Props)) {
			elements, isList := r.Props[name].([]any)
			if !isList {
				elements = []any{r.Props[name]}
			}
			v.byProperty[name] = append(v.byProperty[name], elements...)
			v.all = append(v.all, elements...)
		}
	}
	return v
}

// scalar draws a value of a scalar: mostly one that the property has somewhere, else any that occurs, or an odd one.
func (d *draw) scalar(name string, at place) *ast.Value {
	if at.property == "count" || at.property == "documents" {
		return &ast.Value{Kind: ast.IntValue, Raw: strconv.Itoa(d.below(5, at.name) - 1)}
	}
	if at.argument == "text" && at.name == "text" {
		return d.searched()
	}
	if at.property == "" && name == "Int" {
		return &ast.Value{Kind: ast.IntValue, Raw: strconv.Itoa(1 + d.below(most(at.name), at.name))}
	}
	pools := [][]any{fitting(name, d.values.byProperty[at.property]), fitting(name, d.values.byProperty[at.name]), fitting(name, d.values.all), odd(name)}
	if name == "ID" {
		pools = [][]any{d.values.ids, d.values.ids, fitting(name, d.values.byProperty[at.property]), odd(name)}
	}
	pool := pools[[]int{0, 0, 0, 0, 1, 2, 2, 3}[d.below(8, "pool")]]
	if len(pool) == 0 {
		pool = odd(name)
	}
	return d.written(name, pick(d.drawer, pool, "value"))
}

// most is the largest number to draw for an argument: hops are few.
func most(argument string) int {
	if argument == "hops" {
		return 3
	}
	return 6
}

// fitting gives the values that a scalar can be, as far as their Go types tell.
func fitting(scalar string, pool []any) []any {
	var fit []any
	for _, v := range pool {
		if fits(scalar, v) {
			fit = append(fit, v)
		}
	}
	return fit
}

func fits(scalar string, v any) bool {
	switch v := v.(type) {
	case int64:
		return scalar == "BigInt" || scalar == "Float" && v == int64(float64(v)) || scalar == "Int" && v >= math.MinInt32 && v <= math.MaxInt32
	case float64:
		return scalar == "Float"
	case bool:
		return scalar == "Boolean"
	case string:
		return scalar == "String" || scalar == "ID" || scalar == "Date" && catalog.ValidDate(v)
	}
	return false
}

// odd gives values of a scalar that perhaps occur nowhere.
func odd(scalar string) []any {
	switch scalar {
	case "Int":
		return []any{int64(0), int64(1), int64(2), int64(-1), int64(math.MaxInt32)}
	case "BigInt":
		return []any{int64(0), int64(1), int64(1<<53 + 1), int64(math.MaxInt64), int64(math.MinInt64)}
	case "Float":
		return []any{0.0, 0.5, -1e300, int64(1), math.Copysign(0, -1)}
	case "Boolean":
		return []any{false, true}
	case "Date":
		return []any{"2025", "2025-10", "2025-10-29", "1999-12-31"}
	}
	return []any{"", "a", "A", "é", "%", "\U0001F600", "ﬀ"}
}

// written writes a value. Part of a text stands for it at times, for contains and the like, and a whole number of 64 bits
// is a text or a number.
func (d *draw) written(scalar string, v any) *ast.Value {
	switch v := v.(type) {
	case string:
		if scalar == "String" && d.one(3, "part") {
			v = d.part(v)
		}
		return &ast.Value{Kind: ast.StringValue, Raw: v}
	case bool:
		return &ast.Value{Kind: ast.BooleanValue, Raw: strconv.FormatBool(v)}
	case float64:
		return &ast.Value{Kind: ast.FloatValue, Raw: strconv.FormatFloat(v, 'e', -1, 64)}
	}
	text := fmt.Sprint(v)
	if scalar == "BigInt" && d.one(2, "text") {
		return &ast.Value{Kind: ast.StringValue, Raw: text}
	}
	return &ast.Value{Kind: ast.IntValue, Raw: text}
}

func (d *draw) part(text string) string {
	runes := []rune(text)
	if len(runes) < 2 {
		return text
	}
	cut := 1 + d.below(len(runes)-1, "cut")
	if d.one(2, "end") {
		return string(runes[cut:])
	}
	return string(runes[:cut])
}
