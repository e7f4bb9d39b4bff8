package operationtest

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
)

// others are values to put in the places of an operation's: of records and of an answer, and odd ones.
type others struct{ texts, words, dates, whole, broken []any }

func othersOf(records []store.Record, answer []byte) others {
	values := valuesOf(records)
	texts := append(slices.Clip(values.ids), odd("String")...)
	var data any
	if json.Unmarshal(answer, &data) == nil {
		texts = textsIn(data, texts)
	}
	for _, v := range values.all {
		if s, is := v.(string); is {
			texts = append(texts, s)
		}
	}
	words, dates := []any{"a"}, odd("Date")
	for _, v := range texts {
		if isWord(v.(string)) {
			words = append(words, v)
		}
		if catalog.ValidDate(v.(string)) {
			dates = append(dates, v)
		}
	}
	return others{
		texts: texts, words: words, dates: dates,
		whole:  append(fitting("BigInt", values.all), odd("Int")...),
		broken: append(fitting("Float", values.all), odd("Float")...),
	}
}

// isWord tells whether a text is as most ids and cursors are: such are alike to what remembers texts.
func isWord(text string) bool {
	return text != "" && !strings.ContainsFunc(text, func(r rune) bool {
		return r > 'z' || !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '_'
	})
}

// otherVariables gives other values of the same form, or in one of four times perhaps of none, or another's: few operations allow
// that for all of their variables.
func (d drawer) otherVariables(variables map[string]any, from others) map[string]any {
	if !d.one(4, "another form") {
		return d.other(variables, from).(map[string]any)
	}
	next, names := maps.Clone(variables), slices.Sorted(maps.Keys(variables))
	for _, name := range names {
		switch d.below(6, "vary") {
		case 0:
			delete(next, name)
		case 1:
			next[name] = nil
		case 2:
			if other := variables[pick(d, names, "other")]; reflect.TypeOf(other) == reflect.TypeOf(next[name]) {
				next[name] = other
			}
		case 3:
			next[name] = d.other(next[name], from)
		}
	}
	return next
}

// other gives another value that is like it, mostly.
func (d drawer) other(v any, from others) any {
	switch v := v.(type) {
	case bool:
		return v != d.one(8, "turned")
	case json.Number:
		return d.otherNumber(v, from)
	case string:
		return d.otherText(v, from)
	case []any:
		list, length := []any{}, len(v)
		if length > 0 && d.one(3, "another length") {
			length = d.below(length+3, "length")
		}
		for i := range length {
			list = append(list, d.other(v[i%len(v)], from))
		}
		return list
	case map[string]any:
		object := maps.Clone(v)
		for _, name := range slices.Sorted(maps.Keys(v)) {
			if !d.one(4, "leave") {
				object[name] = d.other(v[name], from)
			}
		}
		return object
	}
	return v
}

func (d drawer) otherNumber(v json.Number, from others) any {
	switch {
	case d.one(2, "small"):
		return json.Number(strconv.Itoa(1 + d.below(5, "number")))
	case strings.ContainsAny(string(v), ".eE"):
		return asNumber(pick(d, from.broken, "number"))
	}
	return asNumber(pick(d, from.whole, "number"))
}

func asNumber(v any) json.Number {
	switch v := v.(type) {
	case float64:
		return json.Number(strconv.FormatFloat(v, 'e', -1, 64))
	case int64:
		return json.Number(strconv.FormatInt(v, 10))
	}
	return "1"
}

func (d drawer) otherText(v string, from others) any {
	_, err := strconv.ParseInt(v, 10, 64)
	switch {
	case !strings.ContainsFunc(v, func(r rune) bool { return (r < 'A' || r > 'Z') && r != '_' }): // perhaps of an enum
		return v
	case catalog.ValidDate(v) && !d.one(8, "no date"):
		return pick(d, from.dates, "date")
	case err == nil:
		return string(asNumber(pick(d, from.whole, "number")))
	}
	if isWord(v) && !d.one(4, "any text") {
		return pick(d, from.words, "word")
	}
	return pick(d, from.texts, "text")
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
