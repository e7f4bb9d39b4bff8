package seed

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/text"
)

// The most bytes that a text may have. Engines index the first kind, and their keys are bounded.
const (
	maxIndexed = 1_000
	maxText    = 10_000
)

var spreadsheetError = regexp.MustCompile(`^#(REF!|N/A|NAME\?|VALUE!|DIV/0!|NULL!|NUM!)$`)

// text reads a String. It is stored in Unicode's composed form (NFC), since engines compare texts by code point and one
// name should be one text, and without white space at its ends, which block texts of YAML always have.
func (c *checker) text(to slot, v Value) (any, bool) {
	s := text.Compose(strings.TrimSpace(v.Text))
	limit, oneLine := maxText, indexed(to.prop)
	if oneLine {
		limit = maxIndexed
	}
	switch {
	case v.Kind != String && v.Kind != Cell:
		c.problem(v.Pos, "a text: put it in quotes", "%s is %s", to.name, quote(v))
	case spreadsheetError.MatchString(s):
		c.problem(v.Pos, "a text", "%s is %s, which a spreadsheet writes where a formula fails", to.name, s)
	case s == "":
		c.problem(v.Pos, "a text, or not the line", "%s is an empty text", to.name)
	case len(s) > limit:
		c.problem(v.Pos, "", "%s has %d bytes; at most %d can be stored", to.name, len(s), limit)
	case strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) && (oneLine || r != '\n' && r != '\t') }):
		c.problem(v.Pos, "printable characters", "%s has a line break or another control character in it", to.name)
	default:
		return s, true
	}
	return nil, false
}

// indexed tells whether engines keep an index, or folded copies, of a property.
func indexed(p *catalog.Property) bool { return p.Sortable || p.Searchable || p.List }
