package neo4j

import "strings"

// Neo4j compares texts by code point in indexes, in ORDER BY, and where both are stored; but a stored text with a
// parameter by UTF-16 unit, in which 😀 (D83D DE00) is less than U+FFEE (seen in 5.26.12: StringValue.compareTo). The two orders
// differ only where, at the first difference, one text has a character beyond U+FFFF and the other one of U+E000 … U+FFFF.
// So a value without such characters compares rightly anyhow, and for one with them the comparison is put right.

// skewed tells whether a value has characters by which the two orders differ.
func skewed(v any) bool {
	s, ok := v.(string)
	return ok && strings.ContainsFunc(s, outlying)
}

func outlying(r rune) bool { return r >= 0xE000 }

// ordered gives a comparison of an expression with a value by one of < <= > >=.
func (c *compiler) ordered(x, op string, v any) string {
	if !skewed(v) {
		return x + " " + op + " " + c.param(v)
	}
	less, p := c.less(x, v.(string))
	switch op {
	case "<":
		return "(" + less + ")"
	case "<=":
		return "(" + x + " = " + p + " OR " + less + ")"
	case ">":
		return "(" + x + " <> " + p + " AND NOT " + less + ")"
	}
	return "(NOT " + less + ")"
}

// less compares by UTF-16 unit but for texts that part from the value where the orders differ: such as begin like it and
// go on with a character of U+E000 … U+FFFF where it has one beyond are less, and the other way round they are not.
func (c *compiler) less(x, v string) (less, param string) {
	var below, above []any
	for i, r := range v {
		prefix := v[:i]
		switch {
		case r > 0xFFFF:
			below = append(below, []any{prefix, prefix + "\uE000"})
		case outlying(r):
			above = append(above, []any{prefix, prefix + "\U00010000", prefix + "\uE000"})
		}
	}
	p, e := c.param(v), c.fresh("e")
	return "CASE WHEN any(" + e + " IN " + c.param(anys(below)) + " WHERE " + x + " STARTS WITH " + e + "[0] AND " + x + " >= " + e + "[1]) THEN true" +
		" WHEN any(" + e + " IN " + c.param(anys(above)) + " WHERE " + x + " STARTS WITH " + e + "[0] AND " + x + " >= " + e + "[1] AND " +
		x + " < " + e + "[2]) THEN false ELSE " + x + " < " + p + " END", p
}
