package seed

import (
	"cmp"
	"fmt"
)

// Pos is a place in a file. Line and Column count from 1, columns in characters. A Pos without a Line is a whole file,
// and the zero Pos no place at all.
type Pos struct {
	File         string
	Line, Column int
}

func (p Pos) String() string {
	if p.Line == 0 {
		return p.File
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

func comparePos(a, b Pos) int {
	return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
}
