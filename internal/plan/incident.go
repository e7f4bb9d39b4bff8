package plan

// Incident follows the relationships of some types that start or end at the outer row's node. Each row binds a
// relationship and the node at its other end; parallel relationships give a row each, a self loop one, in no order. No
// types means all. Sorted by the node's id, then the relationship's, and limited, it is read from indexes in that order:
// a node's first hundred cost the same whatever its degree.
type Incident struct{ Types []string }
