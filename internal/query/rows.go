package query

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// Separator joins the values of a list in one cell.
const Separator = "; "

// Table is an answer as rows of texts.
type Table struct {
	Columns []string
	Rows    [][]string
	More    bool // the page says that there are more rows than these
}

// Table flattens an answer to an operation with one root field.
//
// Its rows are the entries of the first list of objects under the root field, nearest first: the nodes or edges of a
// connection, the groups of one, or the root field itself where it is a list. Where there is none it has one row. Each leaf
// that the document selects is a column: one below the rows is called by its path from there, one beside them, which is
// repeated in each row, by its path from the root; pageInfo beside the rows is none. The values of further lists are joined
// by Separator, in order, with nothing for null. A cell that is null is empty.
func (a *Answer) Table(d *Document, variables map[string]any) (*Table, error) {
	roots := d.root(variables)
	if len(roots) != 1 {
		return nil, OneRoot(roots)
	}
	root := roots[0]
	if root.fields == nil {
		return &Table{Columns: []string{root.key}, Rows: [][]string{{cell(a.data[root.key], nil)}}}, nil
	}
	f := flattening{data: a.data[root.key], root: root}
	f.rows, f.row = findRows(root, f.data)
	return f.table(), nil
}

// Check tells whether the answer to the operation will make a table: before it is asked.
func (d *Document) Check(variables map[string]any) error {
	if roots := d.root(variables); len(roots) != 1 {
		return OneRoot(roots)
	}
	return nil
}

// OneRoot is the error of an operation that makes no table.
func OneRoot(roots []*field) error {
	keys := make([]string, len(roots))
	for i, r := range roots {
		keys[i] = r.key
	}
	return fmt.Errorf("a table shows one root field, and the operation has %d (%s): ask for them one at a time, or for json", len(keys), strings.Join(keys, ", "))
}

// findRows gives the path from the root field to the list that makes the rows, nil where there is none, and the field that
// it is.
func findRows(root *field, value any) (path, *field) {
	type place struct {
		at    path
		field *field
		value any
	}
	queue := []place{{path{}, root, value}}
	for len(queue) > 0 {
		p := queue[0]
		queue = queue[1:]
		if isRows(p.field, p.value) {
			return p.at, p.field
		}
		object, _ := p.value.(map[string]any)
		for _, f := range p.field.fields {
			if f.fields != nil {
				queue = append(queue, place{p.at.to(f.key), f, object[f.key]})
			}
		}
	}
	return nil, root
}

// isRows tells whether a field is a list of objects. Where the answer has nothing there, its name decides, so that the head
// of a table depends on the document only.
func isRows(f *field, value any) bool {
	if value == nil {
		return f.name == "nodes" || f.name == "edges"
	}
	_, list := value.([]any)
	return list
}

type flattening struct {
	data any
	root *field
	rows path // nil where the root field itself is the only row
	row  *field
}

func (f flattening) table() *Table {
	beside := f.beside(f.root, path{}, nil)
	within := leaves(f.row, path{}, nil)
	t := &Table{Columns: f.columns(beside, within), More: f.more()}
	for _, item := range f.items() {
		cells := make([]string, 0, len(t.Columns))
		for _, p := range beside {
			cells = append(cells, cell(f.data, p))
		}
		for _, p := range within {
			cells = append(cells, cell(item, p))
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}

func (f flattening) items() []any {
	value := f.data
	for _, key := range f.rows {
		object, _ := value.(map[string]any)
		value = object[key]
	}
	switch {
	case value == nil:
		return nil
	case f.rows == nil:
		return []any{value}
	}
	list, _ := value.([]any)
	return list
}

// columns names them. Where two would have one name, those within the rows get their whole path.
func (f flattening) columns(beside, within []path) []string {
	names, taken := []string{}, map[string]bool{}
	for _, p := range beside {
		names = append(names, path{f.root.key}.String()+"."+p.String())
		taken[names[len(names)-1]] = true
	}
	prefix := ""
	for _, p := range within {
		if taken[p.String()] {
			prefix = strings.Join(append([]string{f.root.key}, f.rows...), ".") + "."
		}
	}
	for _, p := range within {
		names = append(names, prefix+p.String())
	}
	return names
}

// beside gives the paths of the leaves under the root field that are not below the rows.
func (f flattening) beside(at *field, p path, found []path) []path {
	if f.rows == nil || p.String() == f.rows.String() {
		return found
	}
	for _, child := range at.fields {
		switch {
		case child.name == "pageInfo":
		case child.fields == nil:
			found = append(found, p.to(child.key))
		default:
			found = f.beside(child, p.to(child.key), found)
		}
	}
	return found
}

func leaves(at *field, p path, found []path) []path {
	for _, child := range at.fields {
		if child.fields == nil {
			found = append(found, p.to(child.key))
			continue
		}
		found = leaves(child, p.to(child.key), found)
	}
	return found
}

// more tells whether the connection of the rows says that there are more: by its page's hasNextPage, or by totalCount.
func (f flattening) more() bool {
	if len(f.rows) == 0 {
		return false
	}
	value, at := f.data, f.root
	for _, key := range f.rows[:len(f.rows)-1] {
		object, _ := value.(map[string]any)
		value, at = object[key], child(at, key)
	}
	object, _ := value.(map[string]any)
	for _, info := range at.fields {
		if total, is := object[info.key].(json.Number); is && info.name == "totalCount" && total.String() != strconv.Itoa(len(f.items())) {
			return true
		}
		page, _ := object[info.key].(map[string]any)
		for _, leaf := range info.fields {
			more, _ := page[leaf.key].(bool)
			if info.name == "pageInfo" && leaf.name == "hasNextPage" && more {
				return true
			}
		}
	}
	return false
}

func child(of *field, key string) *field {
	for _, f := range of.fields {
		if f.key == key {
			return f
		}
	}
	return &field{}
}

// cell gives the text of what stands at a path, the values of lists on the way joined.
func cell(value any, p path) string {
	switch v := value.(type) {
	case nil:
		return ""
	case []any:
		texts := make([]string, len(v))
		for i, entry := range v {
			texts[i] = cell(entry, p)
		}
		return strings.Join(texts, Separator)
	case map[string]any:
		if len(p) > 0 {
			return cell(v[p[0]], p[1:])
		}
	case string:
		return v
	}
	text, err := json.Marshal(value)
	if err != nil {
		return fmt.Sprint(value)
	}
	return string(text)
}
