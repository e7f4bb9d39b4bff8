package plan

// Parallel gives the claims that say the same as the outer row's relationship: those of its type from its start to its end,
// itself included, in no order. Each row binds one of them, and the outer row's node.
type Parallel struct{}
