package storetest

import (
	"math"

	"github.com/dealgraph/dealgraph/internal/catalog"
)

// scalars gives few values of a property's type, so that equal ones meet, and among them those that go wrong.
func scalars(p *catalog.Property) []any {
	switch p.Scalar {
	case catalog.Int:
		return []any{int64(0), int64(1), int64(2), int64(-1), int64(math.MaxInt32), int64(math.MinInt32)}
	case catalog.BigInt:
		return []any{int64(0), int64(1), int64(-1), int64(1<<53 + 1), int64(1 << 53), int64(math.MaxInt64), int64(math.MaxInt64 - 1), int64(math.MinInt64)}
	case catalog.Float:
		return []any{0.0, 1.0, 0.1, 0.30000000000000004, 0.3, -1.5, 1e300, -1e300, 5e-324, math.Copysign(0, -1), 9007199254740993.0}
	case catalog.Boolean:
		return []any{false, true}
	case catalog.Date:
		return []any{"2025", "2025-10", "2025-10-29", "2025-10-30", "2025-11", "2024-02-29", "2026", "2025-01-01", "2025-12-31"}
	case catalog.EnumOf:
		return enumValues(p.Enum)
	}
	return oddTexts()
}

func enumValues(e *catalog.Enum) []any {
	values := make([]any, len(e.Values))
	for i, v := range e.Values {
		values[i] = v.Name
	}
	return values
}

// oddTexts holds what orders, patterns, quoting and normalization may treat in a wrong way. Escapes show which code
// points are meant where an editor might compose them.
func oddTexts() []any {
	return []any{
		"a", "b", "", "A", "ab", "aa", " a", "a ", "%", "_", "a%", "*", "?", "[a]", `\`, `a\b`, `"`, "'", "it's", "`", "$a", "{a}", "--",
		"caf\u00e9", "cafe\u0301", "\uac01", "\u1100\u1161\u11a8", "\u00df", "ss", "SS", "\u0130", "i", "\uff21",
		"\ue000", "\uffee", "\U0001F600", "\U0001F600a", "a\nb", "a\tb", "10", "9", "null",
	}
}
