package plan

// Filter keeps the rows that satisfy a predicate.
type Filter struct {
	Input Op
	Pred  Pred
}

// Sort orders rows, and keeps those that come strictly after the position After (one value a key; nil for null), or all
// where After is nil. The keys make a total order: the last ones are ids.
type Sort struct {
	Input Op
	Keys  []Key
	After []any
}

// Key is one key of an ordering. Strings compare by Unicode code point, false before true, nulls as NullsFirst says.
type Key struct {
	Prop       Prop
	Desc       bool
	NullsFirst bool
}

// Limit keeps the first N rows. N is at least 1.
type Limit struct {
	Input Op
	N     int
}
