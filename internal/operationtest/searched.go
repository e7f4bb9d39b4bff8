package operationtest

import (
	"slices"
	"strings"
	"unicode"

	"github.com/vektah/gqlparser/v2/ast"
)

// searched draws what somebody may type into a search: a text that a record has, or some words of it, in another order, in
// another case, with hyphens for spaces, with a slip.
func (d *draw) searched() *ast.Value {
	var texts []any
	for _, property := range []string{"name", "aliases", "note"} {
		texts = append(texts, fitting("String", d.values.byProperty[property])...)
	}
	texts = slices.DeleteFunc(texts, func(v any) bool { return !strings.ContainsFunc(v.(string), unicode.IsLetter) }) // others are refused
	if len(texts) == 0 || d.one(16, "any text") {
		texts = append(fitting("String", d.values.all), odd("String")...)
	}
	typed, _ := pick(d.drawer, texts, "typed").(string)
	words := strings.Fields(typed)
	if d.one(4, "another text too") {
		other, _ := pick(d.drawer, texts, "other").(string)
		words = append(words, strings.Fields(other)...)
	}
	for i := range words {
		j := d.below(len(words), "order")
		words[i], words[j] = words[j], words[i]
		if d.one(4, "slip") {
			words[i] = d.slip(words[i])
		}
	}
	typed = strings.Join(words, pick(d.drawer, []string{" ", " ", "-", "", ", "}, "between"))
	if d.one(3, "upper case") {
		typed = strings.ToUpper(typed)
	}
	return &ast.Value{Kind: ast.StringValue, Raw: typed}
}

// slip leaves a character out, doubles it, swaps it with the next, or leaves out the rest.
func (d *draw) slip(word string) string {
	runes := []rune(word)
	if len(runes) < 2 {
		return word
	}
	i := d.below(len(runes), "slip at")
	switch d.below(4, "kind of slip") {
	case 0:
		return string(runes[:i]) + string(runes[i+1:])
	case 1:
		return string(runes[:i+1]) + string(runes[i:])
	case 2:
		if i+1 < len(runes) {
			runes[i], runes[i+1] = runes[i+1], runes[i]
		}
		return string(runes)
	}
	return string(runes[:i+1])
}
