package plan

// Scan gives all nodes, or all relationships, of these types, in no order. No types means all.
type Scan struct {
	Of    Var
	Types []string
}
