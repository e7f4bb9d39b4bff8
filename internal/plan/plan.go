package plan

import "github.com/dealgraph/dealgraph/internal/catalog"

// Query is what one root field wants: columns over no input. An engine answers it with one statement and one row.
//
// Values in rows: nil, bool, int64 (Int, BigInt, Count), float64, string (String, ID, Date, enums), and []any for lists
// of these, for rows, and for lists of rows.
type Query struct {
	Columns []Column

	// Given are the values that placeholders stand for. A placeholder is a value of the columns that no client can know, in a place
	// where one value (or size) makes the same statement as another: a text that is not empty and has no character beyond U+DFFF,
	// an int64, or a float64 that is not zero. An engine puts what is Given among the statement's arguments; where it works an
	// argument out of a value, that is Derived. In a list a placeholder behind the first one may stand for Several. What an engine
	// makes of the plan must depend on no more of such a value than this.
	Given map[any]any
	// Kept is where an engine keeps the statement that it has made of the columns; nil where it is made anew each time.
	// Queries that share it have the same columns.
	Kept *Kept
}

// Op produces rows. Each row binds a node, a relationship, or both (see Var). Operators that start from something read
// it from the outer row: the row for which the enclosing column is worked out.
type Op interface{ writeOp(*printer) }

// Var names one of the two records that a row may bind.
type Var uint8

// Node is the row's node, Rel the row's relationship.
const (
	Node Var = iota
	Rel
)

// Column is one value wanted of a row. Where Types is not empty the column is wanted only of rows whose Of is of one of
// these types (node types, or stored relationship types), and is nil for others: what a selection on an interface needs.
type Column struct {
	Of    Var
	Types []string
	Expr  Expr
}

// Expr is a value worked out for a row.
type Expr interface{ writeExpr(*printer) }

// Prop is a property of one of the row's records; nil where the record has none or the row binds no such record.
type Prop struct {
	Of   Var
	Prop *catalog.Property
}

// TypeOf is the name of a record's type: a node type (Deal), or a stored relationship type (SIGNED); nil where the row
// binds no such record.
type TypeOf struct{ Of Var }

// Requested is the id that was asked for, in a row of a Seek: differs from the record's id where that was replaced.
type Requested struct{}

// Locator is the place inside the document, in a row of Sources: what stands behind the '#', nil where nothing does.
type Locator struct{}

// List is the rows of an operator, in its order: a list of rows, never nil.
type List struct {
	Input   Op
	Columns []Column
}

// First is the first row of an operator, or nil where there is none.
type First struct {
	Input   Op
	Columns []Column
}

// Count is the number of an operator's rows, or with Nodes of the distinct nodes that they bind: int64.
type Count struct {
	Input Op
	Nodes bool
}
