package sqlite

import (
	"slices"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
)

// A scan with a filter that names what its rows belong to (deals that cover a given technology, relationships that cite a
// given document) is driven from that: reading all records of the type, to test each, costs as much as there are of them.
// SQLite does not turn such an EXISTS round by itself where nothing was analyzed.

// filteredScan compiles a filter on a scan, given the order that is wanted of it, if any.
func (c *compiler) filteredScan(f plan.Filter, scan plan.Scan, keys []plan.Key) *rows {
	tests := flatten(f.Pred)
	if scan.Of == plan.Rel && slices.ContainsFunc(tests, pinsEnd) {
		return c.scanByEnd(scan, tests)
	}
	byID := isByID(scan, tests)
	tests, i := c.driving(scan, tests)
	if len(keys) == 0 {
		keys = []plan.Key{{Prop: plan.Prop{Of: scan.Of, Prop: catalog.PropID}}} // as good as any order
	}
	if i >= 0 && c.drivesInOrder(scan, tests[i], keys) {
		return c.drive(scan, tests, i, keys[0].Prop)
	}
	r := c.scan(scan)
	r.record(scan.Of).unbound = !byID && i < 0 && len(scan.Types) == 0
	for j, t := range tests {
		if i == j {
			r.where = append(r.where, r.record(scan.Of).column(catalog.PropID.Name)+" IN ("+c.driver(t)+")")
			continue
		}
		r.where = append(r.where, c.pred(t, r.scope, false))
	}
	return r
}

// driving gives tests of a scan's records as they are to be compiled, and which of them it may start from, -1 where none drives
// or the records' own ids are named.
func (c *compiler) driving(scan plan.Scan, tests []plan.Pred) ([]plan.Pred, int) {
	if isByID(scan, tests) {
		return tests, -1
	}
	tests = withExistence(tests)
	return tests, slices.IndexFunc(tests, func(p plan.Pred) bool { return c.drives(scan, p) })
}

func isByID(scan plan.Scan, tests []plan.Pred) bool {
	return slices.ContainsFunc(tests, func(p plan.Pred) bool { return pinned(scan.Of, p) })
}

// flatten gives the members of a conjunction.
func flatten(p plan.Pred) []plan.Pred {
	and, ok := p.(plan.And)
	if !ok {
		return apart(p)
	}
	var all []plan.Pred
	for _, m := range and {
		all = append(all, flatten(m)...)
	}
	return all
}

// pinned tells whether a predicate names one of the row's records by id.
func pinned(v plan.Var, p plan.Pred) bool {
	switch p := p.(type) {
	case plan.Compare:
		return p.Op == plan.Eq && p.Prop == plan.Prop{Of: v, Prop: catalog.PropID}
	case plan.InValues:
		return p.Prop == plan.Prop{Of: v, Prop: catalog.PropID}
	}
	return false
}

// drives tells whether the scan may start from what a predicate names: documents that are cited, or nodes at the other end
// of a relationship.
func (c *compiler) drives(scan plan.Scan, p plan.Pred) bool {
	if cites, ok := asCiting(p); ok {
		return cites.of == scan.Of && len(cites.documents) > 0
	}
	_, tests := reached(p)
	return scan.Of == plan.Node && slices.ContainsFunc(tests, pinsNode)
}

// pinsNode tells whether few nodes satisfy a predicate, which an index finds: those of an id or a name.
func pinsNode(p plan.Pred) bool { return pinned(plan.Node, p) || isNamed(p) }

// reached takes an EXISTS over an expansion apart: the expansion, and what is asked of its rows.
func reached(p plan.Pred) (plan.Expand, []plan.Pred) {
	op, tests := existing(p)
	if expand, ok := op.(plan.Expand); ok {
		return expand, tests
	}
	return plan.Expand{}, nil
}

// existing takes an EXISTS apart: what it starts from, and what is asked of those rows. It gives nil for other predicates.
func existing(p plan.Pred) (plan.Op, []plan.Pred) {
	exists, ok := p.(plan.Exists)
	if !ok {
		return nil, nil
	}
	var tests []plan.Pred
	op := exists.Input
	for {
		f, ok := op.(plan.Filter)
		if !ok {
			return op, tests
		}
		tests, op = append(tests, flatten(f.Pred)...), f.Input
	}
}

// reachesSeveral tells whether a predicate that drives may name several things. What belongs to them does not come in one
// order.
func reachesSeveral(p plan.Pred) bool {
	if cites, ok := asCiting(p); ok {
		return len(cites.documents) > 1
	}
	_, tests := reached(p)
	return !slices.ContainsFunc(tests, func(t plan.Pred) bool {
		_, one := t.(plan.Compare)
		return one && pinned(plan.Node, t)
	})
}

// drivesInOrder tells whether an index holds what belongs to the one thing that a predicate names in the order that is wanted: that
// of the ids, or that of a key before them of which the relationships have a copy.
func (c *compiler) drivesInOrder(scan plan.Scan, p plan.Pred, keys []plan.Key) bool {
	if reachesSeveral(p) || keys[len(keys)-1].Prop != (plan.Prop{Of: scan.Of, Prop: catalog.PropID}) {
		return false
	}
	switch op, _ := reached(p); {
	case len(keys) == 1:
		return true
	case len(keys) == 2 && keys[0].Prop.Of == plan.Node && keys[0].Count == nil:
		_, copied := c.sortKey(op.Rel, op.Dir.Reverse(), keys[0].Prop.Prop.Name)
		return copied
	}
	return false
}

// driver gives the SELECT of the ids of the records that satisfy a predicate which drives.
func (c *compiler) driver(p plan.Pred) string {
	if cites, ok := asCiting(p); ok {
		r, record := c.citations(cites)
		return r.text(record)
	}
	op, tests := reached(p)
	r, near := c.expansion(op)
	r.node.elsewhere = true
	for _, t := range tests {
		r.where = append(r.where, c.pred(t, r.scope, false))
	}
	return r.text(near)
}

// drive reads what belongs to the one thing that a predicate names from an index that holds it in the order that is wanted: a page
// then reads no more than the page.
func (c *compiler) drive(scan plan.Scan, tests []plan.Pred, i int, by plan.Prop) *rows {
	others := slices.Delete(slices.Clone(tests), i, i+1)
	if cites, ok := asCiting(tests[i]); ok {
		return c.driveCiting(scan, cites, others)
	}
	return c.driveRelated(scan, tests[i].(plan.Exists), others, by)
}

// driveRelated reads the relationships of a node, in order of the ids of the nodes at their other ends, or of a key of these. Of
// several relationships with one node only the first counts.
func (c *compiler) driveRelated(scan plan.Scan, exists plan.Exists, others []plan.Pred, by plan.Prop) *rows {
	op, inner := reached(exists)
	r, near := c.expansion(op)
	for _, t := range inner {
		r.where = append(r.where, c.pred(t, r.scope, false))
	}
	rel := r.rel
	first := rel.column(catalog.PropID.Name)
	r.rel, r.served, r.once = nil, nil, true
	r.node = r.joined(record{of: plan.Node}, "node", c.alias("n"), near, "CROSS JOIN")
	c.readCopy(r, rel, op.Rel, op.Dir.Reverse(), by.Prop.Name)
	if ends := c.ends(op, true); len(scan.Types) > 0 && !within(ends, scan.Types) {
		r.where = append(r.where, c.hasType(r.node, scan.Types))
	}
	r.node.types = scan.Types
	for _, t := range others {
		r.where = append(r.where, c.pred(t, r.scope, false))
	}
	earlier := c.rows(exists.Input, r.scope)
	earlier.where = append(earlier.where, earlier.rel.column(catalog.PropID.Name)+" < "+first)
	r.where = append(r.where, "NOT EXISTS ("+c.unordered(earlier, "1")+")")
	return r
}

// driveCiting reads the citations of a document, in order of the ids of the records that cite it.
func (c *compiler) driveCiting(scan plan.Scan, cites citing, others []plan.Pred) *rows {
	r, id := c.citations(cites)
	c.bindCiting(scan, r, id)
	r.once = true
	for _, t := range others {
		r.where = append(r.where, c.pred(t, r.scope, false))
	}
	return r
}

// bindCiting binds the records of a scan that citations are of. A relationship's id tells its type.
func (c *compiler) bindCiting(scan plan.Scan, r *rows, id string) {
	rec := r.joined(record{of: scan.Of}, table(scan.Of), c.alias(table(scan.Of)[:1]), id, "CROSS JOIN")
	switch {
	case len(scan.Types) == 0:
	case scan.Of == plan.Rel:
		r.where = append(r.where, c.idOfType(id, scan.Types))
	default:
		r.where = append(r.where, c.hasType(rec, scan.Types))
	}
	rec.types = scan.Types
	r.bind(scan.Of, rec)
}

func within(types, of []string) bool {
	return len(types) > 0 && !slices.ContainsFunc(types, func(t string) bool { return !slices.Contains(of, t) })
}

func anys(texts []string) []any {
	values := make([]any, len(texts))
	for i, t := range texts {
		values[i] = t
	}
	return values
}
