package explore

import (
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
)

// sentence tells a path in words: Bae Kyung-hoon signed the Korea deal, which covers AI, which is also covered by the Japan deal.
func sentence(cat *catalog.Catalog, start name, path []step, named func(id string) name) string {
	var b strings.Builder
	b.WriteString(start.text)
	at := start
	for i, s := range path {
		if i > 0 {
			b.WriteString(", " + pronoun(cat, at))
		}
		words := reading(cat, at, s)
		if i > 0 && path[i-1].typ == s.typ && path[i-1].forward != s.forward {
			words = also(words)
		}
		at = named(s.node)
		b.WriteString(" " + words + " " + at.text)
	}
	if !strings.HasSuffix(b.String(), ".") {
		b.WriteByte('.')
	}
	return b.String()
}

func pronoun(cat *catalog.Catalog, n name) string {
	if t := cat.Node(n.typ); t != nil {
		return t.Pronoun
	}
	return ""
}

func reading(cat *catalog.Catalog, from name, s step) string {
	node, rel := cat.Node(from.typ), cat.Relationship(s.typ)
	if node == nil || rel == nil {
		return ""
	}
	dir := catalog.Out
	if !s.forward {
		dir = catalog.In
	}
	return node.Reading(rel, dir)
}

// also says that what was just said of one is so of another: `also signed`, `is also covered by`.
func also(words string) string {
	first, rest, _ := strings.Cut(words, " ")
	switch first {
	case "is", "was", "are", "were":
		if !strings.HasPrefix(rest, "or ") {
			return first + " also " + rest
		}
	}
	return "also " + words
}
