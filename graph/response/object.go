package response

// Object is an object whose fields are read from the same row. Present, where not negative, is a position that is null
// where there is no such object.
type Object struct {
	Present int
	Fields  []Field
}

func (o Object) write(w *Writer, row []any) outcome {
	if o.Present >= 0 && row[o.Present] == nil {
		return null
	}
	return w.object(o.Fields, row)
}

// Variant is an object of an interface's type: which fields it has follows from the concrete type that stands at one of
// two positions, of which at most one is not null (a negative one is not looked at).
type Variant struct {
	NodeType, RelType int
	Fields            map[string][]Field // by node type, or by stored relationship type
}

func (v Variant) write(w *Writer, row []any) outcome {
	name := typeAt(row, v.NodeType)
	if name == nil {
		name = typeAt(row, v.RelType)
	}
	if name == nil {
		return null
	}
	fields, ok := v.Fields[textOf(name)]
	if !ok {
		w.fail("the stored record is of a type that the vocabulary does not have")
		return failed
	}
	return w.object(fields, row)
}

func typeAt(row []any, column int) any {
	if column < 0 {
		return nil
	}
	return row[column]
}

// One is an object in a row of its own, which stands at a position of the outer row.
type One struct {
	Column int
	Value  Value
}

func (o One) write(w *Writer, row []any) outcome {
	inner, ok := row[o.Column].([]any)
	if !ok {
		return null
	}
	return o.Value.write(w, inner)
}

// List is a list of objects that are never null, each in a row of its own, at a position of the outer row. Present, where
// not negative, is a position that is null where there is no list.
type List struct {
	Present int
	Column  int
	Value   Value
}

func (l List) write(w *Writer, row []any) outcome {
	rows, ok := row[l.Column].([]any)
	if !ok || l.Present >= 0 && row[l.Present] == nil {
		return null
	}
	return w.list(len(rows), true, func(i int) outcome { return l.Value.write(w, rows[i].([]any)) })
}

// Lookup is a list of records by id, in the order of the ids that are Given, null where an id found nothing. Each row begins with
// the id that was asked for. Rows of nodes and of relationships stand at two positions, either may be negative.
type Lookup struct {
	Nodes, Rels int
	Node, Rel   Value
}

func (l Lookup) write(w *Writer, row []any) outcome {
	type found struct {
		row   []any
		value Value
	}
	ids := w.given.IDs
	byID := make(map[string]found, len(ids))
	add := func(column int, value Value) {
		if column < 0 {
			return
		}
		rows, _ := row[column].([]any)
		for _, r := range rows {
			r := r.([]any)
			byID[textOf(r[0])] = found{r, value}
		}
	}
	add(l.Nodes, l.Node)
	add(l.Rels, l.Rel)
	return w.list(len(ids), false, func(i int) outcome {
		f, ok := byID[ids[i]]
		if !ok {
			return null
		}
		return f.value.write(w, f.row)
	})
}
