package plan

import "maps"

// Operation is the queries of one operation's root fields, which are answered together.
type Operation struct {
	Queries []*Query
	// Kept is where an engine keeps the one statement that it has made of them all; nil where it is made anew each time.
	// Operations that share it have the same columns.
	Kept *Kept
}

// Joined is one query of all the operation's columns, one query's after the other's.
func (o Operation) Joined() *Query {
	all := &Query{Given: o.Given(), Kept: o.Kept}
	for _, q := range o.Queries {
		all.Columns = append(all.Columns, q.Columns...)
	}
	return all
}

// Given are the values of all queries' placeholders, which are never the same in two queries unless they stand for the same value.
func (o Operation) Given() map[any]any {
	if len(o.Queries) == 1 {
		return o.Queries[0].Given
	}
	all := map[any]any{}
	for _, q := range o.Queries {
		maps.Copy(all, q.Given)
	}
	return all
}

// Split gives each query's part of a row that answers Joined.
func (o Operation) Split(row []any) [][]any {
	rows := make([][]any, len(o.Queries))
	for i, q := range o.Queries {
		n := len(q.Columns)
		rows[i], row = row[:n:n], row[n:]
	}
	return rows
}

// Rows counts the rows that the answers to all queries hold, at all depths.
func (o Operation) Rows(all [][]any) int {
	n := 0
	for i, row := range all {
		n += o.Queries[i].Rows(row)
	}
	return n
}
