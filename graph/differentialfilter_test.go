package graph_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/dealgraph/dealgraph/internal/store"
	folding "github.com/dealgraph/dealgraph/internal/text"
)

// holds tells whether a filter is true of an item: all that is given must be.
func (t truth) holds(of kind, where map[string]any, i item) bool {
	for name, v := range where {
		if !t.memberHolds(of, name, v, i) {
			return false
		}
	}
	return true
}

func (t truth) memberHolds(of kind, name string, v any, i item) bool {
	each := func(e any) bool { return t.holds(of, e.(map[string]any), i) }
	switch name {
	case "AND":
		return !slices.ContainsFunc(elements(v), func(e any) bool { return !each(e) })
	case "OR":
		return slices.ContainsFunc(elements(v), each)
	case "NOT":
		return !each(v)
	}
	object, _ := v.(map[string]any)
	switch of {
	case anEdge:
		return t.edgeHolds(name, object, i)
	case aRel:
		if name == "from" || name == "to" {
			end := map[string]string{"from": i.node.From, "to": i.node.To}[name]
			return t.holds(aNode, object, item{node: t.records[end]})
		}
	case aNode:
		if n := t.cat.Node(i.node.Type); n != nil && n.Field(name) != nil {
			return t.throughHolds(t.along(i.node, n.Field(name)), object)
		}
	}
	return t.propertyHolds(name, v, i.node)
}

func (t truth) edgeHolds(name string, where map[string]any, i item) bool {
	switch name {
	case "node":
		return t.holds(aNode, where, item{node: i.node})
	case "relationship":
		return t.holds(aNode, where, item{node: i.rel})
	}
	panic(unknown(name))
}

func (t truth) throughHolds(items []item, filter map[string]any) bool {
	nodes := len(distinctNodes(items))
	for name, v := range filter {
		var so []item
		if name != "count" {
			so = slices.DeleteFunc(slices.Clone(items), func(i item) bool { return !t.holds(anEdge, v.(map[string]any), i) })
		}
		is := false
		switch n := len(distinctNodes(so)); name {
		case "some":
			is = n > 0
		case "none":
			is = n == 0
		case "all":
			is = n == nodes
		case "single":
			is = n == 1
		case "count":
			is = t.allHold(v.(map[string]any), int64(nodes))
		default:
			panic(unknown(name))
		}
		if !is {
			return false
		}
	}
	return true
}

// allHold tells whether all operators of a filter are true of a value.
func (t truth) allHold(filter map[string]any, v any) bool {
	for op, operand := range filter {
		if !t.valueHolds(op, operand, v) {
			return false
		}
	}
	return true
}

// propertyHolds tells whether a filter on one property is true of a record.
func (t truth) propertyHolds(name string, v any, r store.Record) bool {
	if name == "asOf" {
		return asOfHolds(v.(string), r)
	}
	for op, operand := range v.(map[string]any) {
		is := false
		switch name {
		case "type":
			is = t.valueHolds(op, operand, r.Type)
		case "sources":
			is = t.sourcesHold(op, operand.(map[string]any), r)
		default:
			is = t.valueHolds(op, operand, property(r, name))
		}
		if !is {
			return false
		}
	}
	return true
}

func (t truth) sourcesHold(name string, filter map[string]any, r store.Record) bool {
	documents := documentsOf(r)
	for op, operand := range filter {
		is := false
		switch name {
		case "document":
			is = slices.ContainsFunc(documents, func(id string) bool { return t.valueHolds(op, operand, id) })
		case "documents":
			is = t.valueHolds(op, operand, int64(len(documents)))
		default:
			panic(unknown(name))
		}
		if !is {
			return false
		}
	}
	return true
}

// valueHolds is one operator. A null satisfies only isNull, ne and notIn.
func (t truth) valueHolds(op string, operand, v any) bool {
	switch op {
	case "isNull":
		return (v == nil) == operand.(bool)
	case "ne":
		return !t.valueHolds("eq", operand, v)
	case "notIn":
		return !t.valueHolds("in", operand, v)
	}
	if v == nil {
		return false
	}
	if list, ok := v.([]any); ok {
		return listHolds(op, operand, list)
	}
	switch op {
	case "eq":
		return compare(v, alikeTo(v, operand)) == 0
	case "in":
		return slices.ContainsFunc(elements(operand), func(e any) bool { return compare(v, alikeTo(v, e)) == 0 })
	case "lt":
		return compare(v, alikeTo(v, operand)) < 0
	case "lte":
		return compare(v, alikeTo(v, operand)) <= 0
	case "gt":
		return compare(v, alikeTo(v, operand)) > 0
	case "gte":
		return compare(v, alikeTo(v, operand)) >= 0
	case "overlaps":
		return overlapsHolds(operand.(map[string]any), v.(string))
	}
	return textHolds(op, composed(operand.(string)), v.(string))
}

// composed is the form to which a text is brought that is asked for: that in which seed stores texts. Here some are
// stored in another, which nothing finds.
func composed(operand string) string { return norm.NFC.String(operand) }

func textHolds(op, operand, v string) bool {
	switch op {
	case "contains":
		return strings.Contains(v, operand)
	case "startsWith":
		return strings.HasPrefix(v, operand)
	case "endsWith":
		return strings.HasSuffix(v, operand)
	case "containsIgnoreCase":
		return strings.Contains(folding.Fold(v), folding.Fold(operand))
	}
	panic(unknown(op))
}

func listHolds(op string, operand any, list []any) bool {
	switch op {
	case "isEmpty":
		return (len(list) == 0) == operand.(bool)
	case "has", "hasAny":
		return slices.ContainsFunc(list, func(v any) bool {
			return slices.ContainsFunc(elements(operand), func(e any) bool { return compare(v, alikeTo(v, e)) == 0 })
		})
	case "containsIgnoreCase":
		return slices.ContainsFunc(list, func(v any) bool { return textHolds(op, operand.(string), v.(string)) })
	}
	panic(unknown(op))
}

// firstDay and lastDay of a partial date. No month needs to be known to end before its 31st.
func firstDay(date string) string { return date + "-01-01"[len(date)-4:] }
func lastDay(date string) string  { return date + "-12-31"[len(date)-4:] }

func overlapsHolds(during map[string]any, date string) bool {
	from, hasFrom := during["from"].(string)
	to, hasTo := during["to"].(string)
	return (!hasFrom || lastDay(date) >= firstDay(from)) && (!hasTo || firstDay(date) <= lastDay(to))
}

func asOfHolds(date string, r store.Record) bool {
	since, begun := r.Props["since"].(string)
	until, ended := r.Props["until"].(string)
	return (!begun || firstDay(since) <= lastDay(date)) && (!ended || lastDay(until) >= firstDay(date))
}

// elements gives a list's, of which a single value is one. Null has none.
func elements(v any) []any {
	switch v := v.(type) {
	case nil:
		return nil
	case []any:
		return v
	}
	return []any{v}
}

// alikeTo brings an operand to the Go type of a value.
func alikeTo(v, operand any) any {
	switch v.(type) {
	case int64:
		return whole(operand)
	case float64:
		f, err := strconv.ParseFloat(fmt.Sprint(operand), 64)
		if err != nil {
			panic(err)
		}
		return f
	case string:
		return composed(operand.(string))
	}
	return operand
}

func whole(operand any) int64 {
	if f, ok := operand.(float64); ok {
		return int64(f)
	}
	n, err := json.Number(fmt.Sprint(operand)).Int64()
	if err != nil {
		panic(err)
	}
	return n
}
