package seed

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"

	"github.com/dealgraph/dealgraph/internal/catalog"
)

// convert gives a property's value as it is stored, or reports why it cannot.
func (c *checker) convert(p *catalog.Property, v Value) (any, bool) {
	switch {
	case v.Kind == Unread:
		return nil, false
	case v.Kind == Null:
		c.problem(v.Pos, "a value, or not the line", "%s holds nothing", p.Name)
		return nil, false
	case p == catalog.PropSources:
		return c.sources(v)
	case p.List:
		return c.list(p, v)
	}
	return c.scalar(p, v)
}

func (c *checker) list(p *catalog.Property, v Value) (any, bool) {
	if v.Kind != List {
		c.wrongKind(p.Name, v, "a list")
		return nil, false
	}
	items, whole := []any{}, true
	for _, item := range v.Items {
		x, ok := c.scalar(p, item)
		if ok && p == catalog.PropAliases && slices.Contains(items, x) {
			c.problem(item.Pos, "each once", "%s has %s twice", p.Name, quote(item))
		}
		items, whole = append(items, x), whole && ok
	}
	return items, whole
}

func (c *checker) scalar(p *catalog.Property, v Value) (any, bool) {
	if v.Kind == Unread {
		return nil, false
	}
	if v.Kind == List || v.Kind == Map || v.Kind == Null {
		c.wrongKind(p.Name, v, p.TypeText())
		return nil, false
	}
	switch p.Scalar {
	case catalog.String:
		return c.text(p, v)
	case catalog.ID:
		return c.reference(p, v)
	case catalog.Boolean:
		return checked(c, p, v, v.Kind == Bool, v.Text == "true" || v.Text == "True" || v.Text == "TRUE", "true or false")
	case catalog.Date:
		return checked(c, p, v, isDate(v.Text), v.Text, "a day of the calendar, a month or a year: 2025-10-29, 2025-10 or 2025")
	case catalog.EnumOf:
		return c.enum(p, v)
	case catalog.Float:
		f, err := strconv.ParseFloat(v.Text, 64)
		// + 0 makes zero of minus zero, which not every engine keeps.
		return checked(c, p, v, v.Kind == Number && decimal.MatchString(v.Text) && err == nil, f+0, "a number")
	default:
		return c.integer(p, v)
	}
}

var (
	decimal = regexp.MustCompile(`^[-+]?[0-9]+(\.[0-9]*)?([eE][-+]?[0-9]+)?$`)
	whole   = regexp.MustCompile(`^-?(0|[1-9][0-9]*)$`)
)

// integer reads an Int or a BigInt. The latter may stand in quotes, as JSON has it.
func (c *checker) integer(p *catalog.Property, v Value) (any, bool) {
	n, err := strconv.ParseInt(v.Text, 10, 64)
	ok := err == nil && whole.MatchString(v.Text)
	if p.Scalar == catalog.BigInt {
		return checked(c, p, v, ok, n, "a whole number of 64 bits, in decimal digits")
	}
	ok = ok && v.Kind == Number && n >= math.MinInt32 && n <= math.MaxInt32
	return checked(c, p, v, ok, n, fmt.Sprintf("a whole number from %d to %d, in decimal digits without quotes", math.MinInt32, math.MaxInt32))
}

func (c *checker) enum(p *catalog.Property, v Value) (any, bool) {
	if p.Enum.Has(v.Text) {
		return v.Text, true
	}
	names := make([]string, len(p.Enum.Values))
	for i, x := range p.Enum.Values {
		names[i] = x.Name
	}
	c.problems = append(c.problems, Problem{
		Pos: v.Pos, Text: fmt.Sprintf("%s is %s", p.Name, quote(v)), Expected: oneOf(names), Nearest: c.suggest.nearest(v.Text, names),
	})
	return nil, false
}

// reference reads the id of a node.
func (c *checker) reference(p *catalog.Property, v Value) (any, bool) {
	if !c.isID(p.Name, v) {
		return nil, false
	}
	c.content.mentions = append(c.content.mentions, mention{id: v.Text, pos: v.Pos, what: p.Name, types: p.Refs})
	return v.Text, true
}

// isID tells whether a value can be the id of a node, and reports it if not.
func (c *checker) isID(what string, v Value) bool {
	if v.Kind == Unread {
		return false
	}
	if v.Kind == List || v.Kind == Map || v.Kind == Null || !isSlug(v.Text) {
		c.problem(v.Pos, "the id of a node", "%s is %s", what, quote(v))
		return false
	}
	return true
}

// checked gives a value, or reports what was expected.
func checked[T any](c *checker, p *catalog.Property, v Value, ok bool, x T, expected string) (any, bool) {
	if !ok {
		c.problem(v.Pos, expected, "%s is %s", p.Name, quote(v))
		return nil, false
	}
	return x, true
}

func (c *checker) wrongKind(what string, v Value, expected string) {
	if v.Kind != Unread {
		c.problem(v.Pos, expected, "%s is %s", what, quote(v))
	}
}

// quote shows a value in a message.
func quote(v Value) string {
	switch v.Kind {
	case String:
		return fmt.Sprintf("the text %q", shorten(v.Text))
	case Null, List, Map, Unread:
		return v.Kind.String()
	}
	return shorten(v.Text)
}

// shorten cuts a text that is too long for a message.
func shorten(s string) string {
	const shown = 60
	if r := []rune(s); len(r) > shown {
		return string(r[:shown]) + "…"
	}
	return s
}
