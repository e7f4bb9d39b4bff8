package plan

import "github.com/dealgraph/dealgraph/internal/catalog"

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
	Prop       Prop    // what is compared; CountProp where Count is given
	Count      *Expand // the number of distinct nodes to which it leads from the row's node is compared; nil for Prop's value
	Desc       bool
	NullsFirst bool
}

// CountProp stands for a count as if it were a property: a whole number that is never null. No record has it.
var CountProp = &catalog.Property{Name: "count", Scalar: catalog.Int, Required: true}

// ByCount is the key that compares how many distinct nodes an expansion leads to.
func ByCount(e Expand, desc bool) Key {
	return Key{Prop: Prop{Of: Node, Prop: CountProp}, Count: &e, Desc: desc}
}

// Limit keeps the first N rows. N is at least 1.
type Limit struct {
	Input Op
	N     int
}
