package plan

import "github.com/dealgraph/dealgraph/internal/catalog"

// Expand follows relationships of one type from the outer row's node. Each row binds the relationship and the node at
// its other end; parallel relationships give a row each, in no order. Types, where not empty, limits the other end's
// type: left empty where the vocabulary implies it. A self loop is met once in each direction.
type Expand struct {
	Rel   string
	Dir   catalog.Direction
	Types []string
}

// End gives the node at one end of the outer row's relationship: one row, which binds only that node.
type End struct{ Side Side }

// Side is one of a relationship's two ends.
type Side uint8

// From is where the relationship starts, To where it ends.
const (
	From Side = iota
	To
)

// Deref gives the nodes whose ids a reference property of the outer row's record holds, in the list's order, one as
// often as it stands there. An id that finds nothing gives no row; a former id finds nothing (only Seek knows former ids).
type Deref struct{ Prop Prop }
