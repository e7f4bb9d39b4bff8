package seed

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
)

// slot is where a value is to go: a property, or an entry of one that is a list.
type slot struct {
	prop *catalog.Property
	name string // as problems call it
}

func entryOf(p *catalog.Property) slot { return slot{p, "an entry of " + p.Name} }

const withoutQuotes = ", without quotes"

// expected tells what a slot takes.
func (s slot) expected() string {
	switch s.prop.Scalar {
	case catalog.String:
		return "a text"
	case catalog.ID:
		return "the id of a node"
	case catalog.Boolean:
		return "true or false"
	case catalog.Date:
		return "a day of the calendar, a month or a year: 2025-10-29, 2025-10 or 2025"
	case catalog.EnumOf:
		return oneOf(enumNames(s.prop.Enum))
	case catalog.Float:
		return "a number" + withoutQuotes
	case catalog.BigInt:
		return "a whole number of 64 bits, in decimal digits"
	default:
		return fmt.Sprintf("a whole number from %d to %d, in decimal digits%s", math.MinInt32, math.MaxInt32, withoutQuotes)
	}
}

// convert gives a property's value as it is stored, or reports why it cannot.
func (c *checker) convert(p *catalog.Property, v Value) (any, bool) {
	switch {
	case v.Kind == Unread:
		return nil, false
	case v.Kind == Null:
		c.problem(v.Pos, "a value, or not the line", "%s holds nothing", p.Name)
		return nil, false
	case p == catalog.PropSources:
		return c.sources(c.listed(v))
	case p.List:
		return c.list(p, c.listed(v))
	}
	return c.scalar(slot{p, p.Name}, v)
}

func (c *checker) list(p *catalog.Property, v Value) (any, bool) {
	if v.Kind != List {
		c.wrongList(p.Name, v, "")
		return nil, false
	}
	items, whole := []any{}, true
	for _, item := range v.Items {
		x, ok := c.scalar(entryOf(p), item)
		if ok && p == catalog.PropAliases && slices.Contains(items, x) {
			c.problem(item.Pos, "each once", "%s has %s twice", p.Name, quote(item))
		}
		items, whole = append(items, x), whole && ok
	}
	return items, whole
}

func (c *checker) scalar(s slot, v Value) (any, bool) {
	if v.Kind == List || v.Kind == Map || v.Kind == Null || v.Kind == Unread {
		c.wrong(s.name, v, s.expected())
		return nil, false
	}
	switch s.prop.Scalar {
	case catalog.String:
		return c.text(s, v)
	case catalog.ID:
		return c.reference(s, v)
	case catalog.Boolean:
		return checked(c, s, v, v.Kind == Bool || v.Kind == Cell && isBool.MatchString(v.Text), strings.EqualFold(v.Text, "true"))
	case catalog.Date:
		return checked(c, s, v, catalog.ValidDate(v.Text), v.Text)
	case catalog.EnumOf:
		return c.enum(s, v)
	case catalog.Float:
		return c.float(s, v)
	default:
		return c.integer(s, v)
	}
}

// YAML can also write numbers in other bases and with underscores between digits, and takes a leading zero for octal.
var (
	decimal = regexp.MustCompile(`^[-+]?[0-9]+(\.[0-9]*)?([eE][-+]?[0-9]+)?$`)
	isBool  = regexp.MustCompile(`^(?i:true|false)$`) // Excel writes TRUE
	integer = regexp.MustCompile(`^-?(0|[1-9][0-9]*)$`)
)

func (c *checker) float(s slot, v Value) (any, bool) {
	f, err := strconv.ParseFloat(v.Text, 64)
	ok := err == nil && (v.Kind == Number || v.Kind == Cell) && decimal.MatchString(v.Text)
	// + 0 makes zero of minus zero, which not every engine keeps.
	return checked(c, s, v, ok, f+0)
}

// integer reads an Int or a BigInt. The latter may stand in quotes, as JSON has it.
func (c *checker) integer(s slot, v Value) (any, bool) {
	n, err := strconv.ParseInt(v.Text, 10, 64)
	ok := err == nil && integer.MatchString(v.Text)
	if s.prop.Scalar == catalog.Int {
		ok = ok && (v.Kind == Number || v.Kind == Cell) && n >= math.MinInt32 && n <= math.MaxInt32
	}
	return checked(c, s, v, ok, n)
}

func (c *checker) enum(s slot, v Value) (any, bool) {
	if s.prop.Enum.Has(v.Text) {
		return v.Text, true
	}
	c.problems = append(c.problems, Problem{
		Pos: v.Pos, Text: fmt.Sprintf("%s is %s", s.name, quote(v)),
		Expected: s.expected(), Nearest: c.suggest.nearest(v.Text, enumNames(s.prop.Enum)),
	})
	return nil, false
}

func enumNames(e *catalog.Enum) []string {
	names := make([]string, len(e.Values))
	for i, v := range e.Values {
		names[i] = v.Name
	}
	return names
}

// reference reads the id of a node.
func (c *checker) reference(s slot, v Value) (any, bool) {
	if !c.isID(s.name, v) {
		return nil, false
	}
	c.content.mentions = append(c.content.mentions, mention{id: v.Text, pos: v.Pos, what: s.name, types: s.prop.Refs})
	return v.Text, true
}

// isID tells whether a value can be the id of a node, and reports it if not.
func (c *checker) isID(what string, v Value) bool {
	if !scalarText(v) || !isSlug(v.Text) {
		c.wrong(what, v, "the id of a node")
		return false
	}
	return true
}

// scalarText tells whether a value is a word as it is written, whatever YAML makes of it: 2025 can be an id.
func scalarText(v Value) bool {
	return v.Kind == String || v.Kind == Number || v.Kind == Bool || v.Kind == Time || v.Kind == Cell
}

// checked gives a value, or reports what was expected.
func checked[T any](c *checker, s slot, v Value, ok bool, x T) (any, bool) {
	if !ok {
		expected := s.expected()
		if v.Kind == Cell { // which cannot be told from a text
			expected = strings.TrimSuffix(expected, withoutQuotes)
		}
		c.wrong(s.name, v, expected)
		return nil, false
	}
	return x, true
}

// wrong reports a value, unless Read has.
func (c *checker) wrong(what string, v Value, expected string) {
	if v.Kind != Unread {
		c.problem(v.Pos, expected, "%s is %s", what, quote(v))
	}
}
