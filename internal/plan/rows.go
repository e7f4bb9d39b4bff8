package plan

// Rows counts the rows that an answer to the query holds, at all depths.
func (q *Query) Rows(row []any) int { return rows(q.Columns, row) }

func rows(columns []Column, row []any) int {
	n := 0
	for i, c := range columns {
		if i >= len(row) {
			break
		}
		switch x := c.Expr.(type) {
		case List:
			list, _ := row[i].([]any)
			n += len(list)
			for _, inner := range list {
				inner, _ := inner.([]any)
				n += rows(x.Columns, inner)
			}
		case First:
			if inner, ok := row[i].([]any); ok {
				n += 1 + rows(x.Columns, inner)
			}
		}
	}
	return n
}
