package sqlite

import (
	"reflect"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
)

// found is the nodes of a filtered scan of which both a page and the number are wanted, where each that one thing leads to must
// be looked at to know whether it is one of them. Few are found once, in the order of the page, in a table of the statement's
// own, from which they are counted and the page is read. Of many that table has the first: they are counted without being kept,
// and a page further on is read from the index, where the more they are the sooner enough are found.
type found struct {
	input plan.Op
	keys  []plan.Key // the order in which they stand
	page  int        // how many the page holds
	types []string
	table *derived
	rows  *rows  // that the table is made of
	size  string // the table with their number, or one more than are few
}

// pagesFound is of how many pages are few.
const pagesFound = 50

// most gives the argument that says how many are few, or so many more.
func (c *compiler) most(f *found, more int64) string {
	return c.arg(plan.Derive(int64(f.page), func(n int64) int64 { return pagesFound*n + more }))
}

// findOnce finds what several columns of a statement's row are about.
func (c *compiler) findOnce(cols []plan.Column) {
	for _, col := range cols {
		sort, page, ok := pageOf(col.Expr)
		if !ok || c.foundIn(sort.Input) != nil || !isCounted(sort.Input, cols) {
			continue
		}
		f, _ := sort.Input.(plan.Filter)
		scan, ok := f.Input.(plan.Scan)
		if !ok || scan.Of != plan.Node {
			continue
		}
		tests, i := c.driving(scan, flatten(f.Pred))
		if i < 0 || !c.drivesInOrder(scan, tests[i], sort.Keys) || !looksAtEach(tests, i) {
			continue
		}
		r := c.drive(scan, tests, i, sort.Keys[0].Prop)
		r.keys = c.sortKeys(sort.Keys, r)
		c.found = append(c.found, &found{sort.Input, sort.Keys, page, scan.Types, c.derive(r), r, c.alias("k")})
	}
}

// pageOf takes a page apart.
func pageOf(x plan.Expr) (s plan.Sort, n int, ok bool) {
	list, _ := x.(plan.List)
	limit, _ := list.Input.(plan.Limit)
	s, ok = limit.Input.(plan.Sort)
	return s, limit.N, ok
}

func isCounted(input plan.Op, cols []plan.Column) bool {
	return slices.ContainsFunc(cols, func(col plan.Column) bool {
		count, ok := col.Expr.(plan.Count)
		return ok && !count.Nodes && reflect.DeepEqual(count.Input, input)
	})
}

// looksAtEach tells whether more is asked than what leads to the nodes.
func looksAtEach(tests []plan.Pred, i int) bool {
	_, inner := reached(tests[i])
	return len(tests) > 1 || len(inner) > 1
}

// foundIn gives what is found of an operator's rows, in whatever order; nil where nothing is.
func (c *compiler) foundIn(input plan.Op) *found {
	for _, f := range c.found {
		if reflect.DeepEqual(f.input, input) {
			return f
		}
	}
	return nil
}

// foundFor gives what a page may be read from; nil where that stands in another order, or is too few.
func (c *compiler) foundFor(s plan.Sort, page int) *found {
	if f := c.foundIn(s.Input); f != nil && f.page == page && slices.Equal(f.keys, s.Keys) {
		return f
	}
	return nil
}

// either gives an expression for few, or one for many.
func (c *compiler) either(f *found, few, many string) string {
	return "CASE WHEN (SELECT n FROM " + f.size + ") <= " + c.most(f, 0) + " THEN " + few + " ELSE " + many + " END"
}

// pageOfFound gives a page of few, which stand in its order. All columns but the keys are read for those that are on it only.
func (c *compiler) pageOfFound(f *found, s plan.Sort, n int) *rows {
	id := f.table.column(f.rows.nodeID())
	r := &rows{from: f.table.alias, once: true}
	r.node = r.joined(record{of: plan.Node, types: f.types}, "node", c.alias("n"), id, "CROSS JOIN")
	if key := f.keys[0].Prop; key.Prop != catalog.PropID {
		r.node = r.node.with(key.Prop.Name, f.table.column(f.rows.value(key)))
	}
	if s.After != nil {
		r.where = []string{c.follows(c.sortKeys(s.Keys, r), s.After)}
	}
	r.size = n
	page := c.derive(r)
	outer := &rows{inner: page, once: true}
	outer.node = outer.joined(record{of: plan.Node, types: f.types}, "node", c.alias("n"), page.column(r.nodeID()), "CROSS JOIN")
	return outer
}

// tables gives the statement's own tables, once all columns that are read of them are known.
func (c *compiler) tables() string {
	var texts []string
	for _, f := range c.found {
		texts = append(texts, f.table.alias+" AS MATERIALIZED ("+f.table.text()+" LIMIT "+c.most(f, 1)+")", f.size+" AS MATERIALIZED (SELECT count(*) AS n FROM "+f.table.alias+")")
	}
	if len(texts) == 0 {
		return ""
	}
	return "WITH " + strings.Join(texts, ", ") + " "
}
