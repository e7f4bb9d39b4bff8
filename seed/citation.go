package seed

import (
	"slices"
	"strings"
	"unicode"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/text"
)

const sourceExpected = "DOCUMENT#PLACE, or DOCUMENT for the whole of it"

// sources reads the list of places in documents.
func (c *checker) sources(v Value) (any, bool) {
	name := catalog.PropSources.Name
	if v.Kind != List {
		c.wrongList(name, v, sourceExpected)
		return nil, false
	}
	if len(v.Items) == 0 && c.cat.DocumentType() != nil {
		c.problem(v.Pos, "at least one", "%s is an empty list", name)
	}
	list := []any{}
	for _, item := range v.Items {
		s := text.Compose(item.Text)
		switch {
		case !c.isSource(item, s):
		case slices.Contains(list, any(s)):
			c.problem(item.Pos, "each once", "%s has %s twice", name, quote(item))
		default:
			list = append(list, s)
		}
	}
	return list, true
}

// isSource tells whether a text has the form of a source, and reports it if not.
func (c *checker) isSource(v Value, s string) bool {
	name := entryOf(catalog.PropSources).name
	document, place, located := strings.Cut(s, "#")
	switch {
	case !scalarText(v) || !isSlug(document):
		c.wrong(name, v, sourceExpected)
	case located && (place == "" || strings.TrimSpace(place) != place):
		c.problem(v.Pos, sourceExpected, "%s is %s, with no place, or with white space around it", name, quote(v))
	case len(s) > maxIndexed:
		c.problem(v.Pos, "", "%s has %d bytes; at most %d can be stored", name, len(s), maxIndexed)
	case strings.ContainsFunc(place, unicode.IsControl):
		c.problem(v.Pos, "printable characters", "%s has a control character in it", name)
	default:
		if t := c.cat.DocumentType(); t != nil {
			c.content.mentions = append(c.content.mentions, mention{document, v.Pos, name, []string{t.Name}})
		}
		return true
	}
	return false
}
