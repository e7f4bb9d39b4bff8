package sqlite

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/internal/plan"
)

// rows is a SELECT in the making: the rows of an operator. Its text is made last, when all that reads from it is known.
type rows struct {
	scope
	from    string   // the first table; empty for one row without any
	inner   *derived // a SELECT in place of the first table
	joins   []string
	where   []string
	natural string // the order that the operator has by itself
	// single tells that there is one row at most, whose columns may all be read from the outer row: SQL takes an aggregate
	// of nothing else for one of the outer SELECT's.
	single bool
	// once tells that no two rows bind the same node.
	once bool
	// few tells that the index on an end finds the rows. To SQLite, which takes each equality for a tenth of the rows, reading
	// all of the type in order of id would look cheaper than to find and sort these.
	few bool
	// then are rows found from these, each from what the one before binds.
	then    []*rows
	groupBy string
	page
}

// rows compiles an operator for an outer row.
func (c *compiler) rows(op plan.Op, outer scope) *rows {
	if ofMembers(op) {
		return c.membersOf(op, outer)
	}
	switch op := op.(type) {
	case plan.Seek:
		return c.seek(op)
	case plan.Scan:
		return c.scan(op)
	case plan.Expand:
		return c.expand(op, outer)
	case plan.Incident:
		return c.incident(op, outer)
	case plan.End:
		return c.end(op, outer)
	case plan.Deref:
		return c.deref(op, outer)
	case plan.Sources:
		return c.sources(op, outer)
	case plan.CitedBy:
		return c.citedBy(outer)
	case plan.Begun:
		return c.begun(op)
	case plan.Near:
		return c.near(op)
	case plan.Candidates:
		return c.candidates(op)
	case plan.Parallel:
		return c.parallel(outer)
	case plan.Group:
		return c.group(op, outer)
	case plan.KeyNode:
		return c.keyNode(outer)
	case plan.Filter:
		return c.filter(op, outer)
	case plan.Sort:
		return c.sort(op, outer)
	case plan.Limit:
		return c.limit(op, outer)
	}
	panic(mistake(fmt.Sprintf("no operator %T", op)))
}

func (c *compiler) filter(op plan.Filter, outer scope) *rows {
	if scan, ok := op.Input.(plan.Scan); ok {
		return c.filteredScan(op, scan, nil)
	}
	r := c.rows(op.Input, outer)
	if r.size > 0 {
		r = c.wrap(r)
	}
	r.where = append(r.where, c.conjuncts(op.Pred, r.scope)...)
	return r
}

// nothing is an operator's rows where what it starts from is never bound.
func nothing() *rows { return &rows{where: []string{"0"}} }

// text gives the SELECT without order, limit or parentheses.
func (r *rows) text(list string, where ...string) string {
	var b strings.Builder
	b.WriteString("SELECT " + list)
	if from := r.tables(); from != "" {
		b.WriteString(" FROM " + from)
	}
	for i, w := range append(r.conditions(), where...) {
		b.WriteString([]string{" WHERE ", " AND "}[min(i, 1)] + w)
	}
	if r.groupBy != "" {
		b.WriteString(" GROUP BY " + r.groupBy)
	}
	return b.String()
}

// conditions gives all that must hold of a row, and of those found from it.
func (r *rows) conditions() []string {
	all := slices.Clone(r.where)
	for _, next := range r.then {
		all = append(all, next.where...)
	}
	return all
}

func (r *rows) tables() string {
	from := r.from
	if r.inner != nil {
		from = "(" + r.inner.text() + ") " + r.inner.alias
	}
	if len(r.joins) > 0 {
		from += " " + strings.Join(r.joins, " ")
	}
	for _, next := range r.then {
		switch more := next.tables(); {
		case more == "":
		case from == "":
			from = more
		default:
			from += " CROSS JOIN " + more
		}
	}
	return from
}

// derived is a SELECT that stands in a FROM clause, with the columns that have been asked of it.
type derived struct {
	rows    *rows
	alias   string
	columns []string
	names   map[string]string
	c       *compiler
}

// wrap puts rows into a FROM clause: their order and limit are then settled before anything else is worked out, for the
// rows that remain only. SQLite hands on the rows of such a SELECT in its order (TestOrderIsKept proves it).
func (c *compiler) wrap(r *rows) *rows {
	d := c.derive(r)
	outer := &rows{inner: d, once: r.once}
	outer.node, outer.rel = d.record(r.node), d.record(r.rel)
	outer.requested, outer.entry, outer.cited = d.column(r.requested), d.column(r.entry), d.column(r.cited)
	outer.word, outer.uses = d.column(r.word), d.column(r.uses)
	outer.grouped = d.grouped(r.grouped)
	return outer
}

func (c *compiler) derive(r *rows) *derived {
	return &derived{rows: r, alias: c.alias("k"), names: map[string]string{}, c: c}
}

func (d *derived) record(rec *record) *record {
	if rec == nil {
		return nil
	}
	outer := *rec
	outer.column = func(name string) string { return d.column(rec.column(name)) }
	return &outer
}

// column gives the name outside for an expression inside.
func (d *derived) column(expr string) string {
	if expr == "" {
		return ""
	}
	name, ok := d.names[expr]
	if !ok {
		name = fmt.Sprintf("%s.c%d", d.alias, len(d.columns)+1)
		d.names[expr] = name
		d.columns = append(d.columns, fmt.Sprintf("%s AS c%d", expr, len(d.columns)+1))
	}
	return name
}

func (d *derived) text() string {
	list := strings.Join(d.columns, ", ")
	if list == "" {
		list = "1"
	}
	return d.c.ordered(d.rows, list)
}
