package plan

// Pred is a predicate on a row. It is true or false, never unknown: a comparison with null is false, and Not makes it
// true. Values are the Go types of catalog.Scalar, never nil.
type Pred interface{ writePred(*printer) }

// And is true where all its members are; with none it is true.
type And []Pred

// Or is true where one of its members is; with none it is false.
type Or []Pred

// Not is true where its predicate is false.
type Not struct{ Pred Pred }

// CompareOp is how Compare compares.
type CompareOp string

// The comparisons. Those of order work on every scalar but lists; the last four on texts only. ContainsFold compares
// with a folded copy of a @searchable property (or list: one element is enough): its operand is folded already.
const (
	Eq           CompareOp = "eq"
	Lt           CompareOp = "lt"
	Lte          CompareOp = "lte"
	Gt           CompareOp = "gt"
	Gte          CompareOp = "gte"
	Contains     CompareOp = "contains"
	ContainsFold CompareOp = "containsIgnoreCase"
	StartsWith   CompareOp = "startsWith"
	EndsWith     CompareOp = "endsWith"
)

// Compare compares a property with a value; false where the property is null.
type Compare struct {
	Prop  Prop
	Op    CompareOp
	Value any
}

// InValues is true where the property is one of the values.
type InValues struct {
	Prop   Prop
	Values []any
}

// IsNull is true where the property is null.
type IsNull struct{ Prop Prop }

// HasAny is true where a list property has one of the values as an element.
type HasAny struct {
	Prop   Prop
	Values []any
}

// IsEmpty is true where a list property is a list without elements (null is none).
type IsEmpty struct{ Prop Prop }

// Overlaps is true where a date, taken as the interval of all the days it may mean, shares a day with the interval
// between two dates, both taken as widely. An empty From or To leaves that side open.
type Overlaps struct {
	Prop     Prop
	From, To string
}

// TypeIn is true where the record is of one of these types (node types, or stored relationship types).
type TypeIn struct {
	Of    Var
	Types []string
}

// Exists is true where an operator has a row. The outer row of Input is the row that is tested: Expand starts at its
// Node, End at its Rel.
type Exists struct{ Input Op }

// NodeCount compares the number of distinct nodes among an operator's rows with N (Eq, Lt, Lte, Gt, Gte). The outer row of
// Input is the row that is tested, as in Exists.
type NodeCount struct {
	Input Op
	Op    CompareOp
	N     int64
}

// Cites is true where one of the record's sources is in one of these documents.
type Cites struct {
	Of        Var
	Documents []string
}

// SourceCount compares the number of distinct documents among the record's sources (Eq, Lt, Lte, Gt, Gte).
type SourceCount struct {
	Of Var
	Op CompareOp
	N  int64
}
