package plan

// Group sorts the rows of an operator by a value and gives a row for each of the N groups with the most members, largest
// first; of groups as large as each other the smaller key comes first, null last. A row of Input is a member of the group
// of each value that it is led to, once however often; one that Path leads nowhere is in no group.
//
// Input may bind a node, a relationship, or both; a row is known by the ids of what it binds. A row of Group binds no record, but
// GroupKey and GroupSize, and the operators Members and KeyNode, read from it.
type Group struct {
	Input Op
	Path  []Op   // Expand, End or Sources, each from the row that the one before gives; empty for Input's rows themselves
	By    []Expr // the key: the first of these (Prop, TypeOf) that is not null, read from where Path leads. All have one type.
	Cut   Cut
	N     int // at least 1
}

// Cut is how much of a date is a group's key. A date that tells less than that is a key as it is.
type Cut uint8

// Whole takes the whole value, ByYear a date's year, ByMonth its year and month.
const (
	Whole Cut = iota
	ByYear
	ByMonth
)

// GroupKey is the value by which a group's members were sorted together, in a row of Group.
type GroupKey struct{}

// GroupSize is the number of a group's members, in a row of Group; or with Nodes, of the distinct nodes that they bind.
type GroupSize struct{ Nodes bool }

// Members gives the members of the outer row's group, as rows of its Input, each once, in no order.
type Members struct{}

// KeyNode gives the node whose id is the key of the outer row's group: no row where there is none. Former ids find nothing.
type KeyNode struct{}
