package neo4j

import (
	"reflect"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/internal/plan"
)

// found is the rows of a scan that starts at an anchor, collected before the clause that wants both a page of them and their
// number: what they are tested by is then looked at once. They are nodes that the count holds in memory anyway, to tell them apart.
type found struct {
	input plan.Op
	list  string // the variable
}

// findOnce collects what several columns are about, and gives what is to be forgotten behind the clause that they stand in.
func (c *compiler) findOnce(cols []plan.Column, p *pipe) (forget func()) {
	before := len(c.found)
	for _, col := range cols {
		count, ok := col.Expr.(plan.Count)
		if input := unordered(count.Input); ok && !count.Nodes && len(col.Types) == 0 && c.tested(input) && paged(cols, input) && c.knownRows(input) == "" {
			rows, list := c.rows(input, p.row), c.fresh("f")
			text := rows.returning("collect(" + rows.row.node + ") AS " + list)
			p.limit("")
			p.sealedClause("%s", block("CALL ("+strings.Join(p.row.keys, ", ")+")", text))
			c.found = append(c.found, found{input, list})
		}
	}
	return func() { c.found = c.found[:before] }
}

// tested tells whether rows are nodes found from another one, each of which must be looked at to know whether it is one of them.
func (c *compiler) tested(op plan.Op) bool {
	base, preds := unwrap(op)
	scan, ok := base.(plan.Scan)
	if !ok {
		return false
	}
	a, ok := findAnchor(scan.Of, preds)
	return ok && a.hop != nil && len(a.rest)+len(a.hop.preds) > 0
}

// paged tells whether one of the columns is a page of an operator's rows.
func paged(cols []plan.Column, input plan.Op) bool {
	return slices.ContainsFunc(cols, func(col plan.Column) bool {
		list, _ := col.Expr.(plan.List)
		limit, _ := list.Input.(plan.Limit)
		sort, ok := limit.Input.(plan.Sort)
		return ok && len(col.Types) == 0 && reflect.DeepEqual(sort.Input, input)
	})
}

// knownRows gives the variable that has an operator's rows; empty where none does.
func (c *compiler) knownRows(op plan.Op) string {
	for _, f := range c.found {
		if reflect.DeepEqual(f.input, op) {
			return f.list
		}
	}
	return ""
}

// foundRows gives all such variables.
func (c *compiler) foundRows() []string {
	lists := make([]string, len(c.found))
	for i, f := range c.found {
		lists[i] = f.list
	}
	return lists
}

// pageOfFound is a page of rows that a variable holds. Few are sorted. Of many, the page is read from an index, where one holds
// them in this order: the more they are, the sooner it has found enough.
func (c *compiler) pageOfFound(list string, s plan.Sort, n int, outer row, index *pipe) *pipe {
	few := &pipe{row: row{node: c.fresh("n")}}
	if index != nil {
		few.row = index.row
	}
	limit, most := c.param(int64(n)), c.param(plan.Derive(int64(n), func(n int64) int64 { return 10 * n }))
	if index != nil {
		few.clause("WITH %s", list)
		few.filter("size(" + list + ") <= " + most)
	}
	few.sealedClause("UNWIND %s AS %s", list, few.row.node)
	terms := c.terms(few, s.Keys)
	if s.After != nil {
		few.filter(c.after(terms, s.After))
	}
	few.order = orderBy(terms)
	few.limit(limit)
	if index == nil {
		return few
	}
	many := &pipe{row: index.row}
	many.clause("WITH %s", list)
	many.filter("size(" + list + ") > " + most)
	many.sealedClause("%s", block("CALL ("+strings.Join(outer.keys, ", ")+")", index.returning(index.row.node)))
	return merge([]*pipe{few, many}, append([]string{list}, outer.keys...), limit, nil)
}
