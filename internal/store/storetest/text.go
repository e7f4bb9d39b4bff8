package storetest

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/text"
)

// quote writes a text as Go does, in quotes and on one line.
func quote(s string) string { return strconv.Quote(s) }

// word writes a text bare where nothing in it could be misread.
func word(s string) string {
	if s == "" || strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune(`"{}()[],`, r) }) {
		return quote(s)
	}
	return s
}

// answer prints a query's row: each column on its own line, a list of rows as a row a line.
func answer(q *plan.Query, row []any) string {
	if len(row) != len(q.Columns) {
		return fmt.Sprintf("<%d columns for %d that are wanted>", len(row), len(q.Columns))
	}
	texts := make([]string, len(row))
	for i, v := range row {
		texts[i] = column(q.Columns[i], v)
	}
	return strings.Join(texts, "--\n")
}

func column(c plan.Column, v any) string {
	rows, ok := v.([]any)
	if _, isList := c.Expr.(plan.List); !ok || !isList || len(rows) == 0 {
		return value(v) + "\n"
	}
	var b strings.Builder
	for _, r := range rows {
		b.WriteString(value(r) + "\n")
	}
	return b.String()
}

// value prints a value so that only the same value of the same Go type prints alike, but for the zeros of a float.
func value(v any) string {
	switch v := v.(type) {
	case *text.Quoted:
		return value(v.Plain())
	case nil:
		return "null"
	case bool:
		return strconv.FormatBool(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return float(v)
	case string:
		return quote(v)
	case []any:
		return list(v)
	}
	return fmt.Sprintf("<%T %v: no value that a row may hold>", v, v)
}

func list(elements []any) string {
	if elements == nil {
		return "<a nil list>"
	}
	texts := make([]string, len(elements))
	for i, e := range elements {
		texts[i] = value(e)
	}
	return "[" + strings.Join(texts, ", ") + "]"
}

// float always has a point or an exponent, which tells it from an integer. Zeros print alike: they are equal.
func float(f float64) string {
	if f == 0 {
		return "0.0"
	}
	s := strconv.FormatFloat(f, 'g', -1, 64)
	if !strings.ContainsAny(s, ".eIN") {
		s += ".0"
	}
	return s
}
