package sqlite

import (
	"slices"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
)

// A scan with a filter that names the node at the other end of a relationship (deals that cover a given technology) is
// driven from that node: reading all nodes of the type, to test each for the relationship, costs as much as there are of
// them. SQLite does not turn such an EXISTS round by itself where nothing was analyzed.

// filteredScan compiles a filter on a scan, given the order that is wanted of it, if any.
func (c *compiler) filteredScan(f plan.Filter, scan plan.Scan, keys []plan.Key) *rows {
	tests := flatten(f.Pred)
	i := slices.IndexFunc(tests, func(p plan.Pred) bool { return c.drives(scan, p) })
	if i < 0 || slices.ContainsFunc(tests, pinned) {
		i = len(tests)
	}
	if i < len(tests) && byNodeID(keys) && !reachesSeveral(tests[i]) {
		return c.drive(scan, tests, i)
	}
	r := c.scan(scan)
	for j, t := range tests {
		if i == j {
			r.where = append(r.where, r.node.column(catalog.PropID.Name)+" IN ("+c.driver(t)+")")
			continue
		}
		r.where = append(r.where, c.pred(t, r.scope, false))
	}
	return r
}

// flatten gives the members of a conjunction.
func flatten(p plan.Pred) []plan.Pred {
	and, ok := p.(plan.And)
	if !ok {
		return []plan.Pred{p}
	}
	var all []plan.Pred
	for _, m := range and {
		all = append(all, flatten(m)...)
	}
	return all
}

// pinned tells whether a predicate names the row's node by id.
func pinned(p plan.Pred) bool {
	switch p := p.(type) {
	case plan.Compare:
		return p.Op == plan.Eq && p.Prop == plan.Prop{Of: plan.Node, Prop: catalog.PropID}
	case plan.InValues:
		return p.Prop == plan.Prop{Of: plan.Node, Prop: catalog.PropID}
	}
	return false
}

// drives tells whether the scan may start from what a predicate names: documents that are cited, or nodes at the other end
// of a relationship.
func (c *compiler) drives(scan plan.Scan, p plan.Pred) bool {
	if cites, ok := p.(plan.Cites); ok {
		return cites.Of == scan.Of && len(cites.Documents) > 0 && scan.Of == plan.Node
	}
	_, tests := reached(p)
	return slices.ContainsFunc(tests, pinned)
}

// reached takes an EXISTS over an expansion apart: the expansion, and what is asked of its rows.
func reached(p plan.Pred) (plan.Expand, []plan.Pred) {
	exists, ok := p.(plan.Exists)
	if !ok {
		return plan.Expand{}, nil
	}
	var tests []plan.Pred
	for op := exists.Input; ; {
		switch o := op.(type) {
		case plan.Filter:
			tests, op = append(tests, flatten(o.Pred)...), o.Input
			continue
		case plan.Expand:
			return o, tests
		}
		return plan.Expand{}, nil
	}
}

// reachesSeveral tells whether a predicate that drives may name several nodes. Their neighbours do not come in one order.
func reachesSeveral(p plan.Pred) bool {
	_, tests := reached(p)
	return !slices.ContainsFunc(tests, func(t plan.Pred) bool {
		_, one := t.(plan.Compare)
		return one && pinned(t)
	})
}

func byNodeID(keys []plan.Key) bool {
	return len(keys) == 1 && keys[0].Prop == plan.Prop{Of: plan.Node, Prop: catalog.PropID}
}

// driver gives the SELECT of the ids of the nodes that satisfy a predicate which drives.
func (c *compiler) driver(p plan.Pred) string {
	if cites, ok := p.(plan.Cites); ok {
		cite := c.alias("c")
		return "SELECT " + cite + ".recordId FROM citation " + cite + " WHERE " +
			c.in(cite+".documentId", catalog.ID, anys(cites.Documents)) + " AND " + cite + ".isRel = 0"
	}
	op, tests := reached(p)
	r, near := c.expansion(op)
	for _, t := range tests {
		r.where = append(r.where, c.pred(t, r.scope, false))
	}
	return r.text(near)
}

// drive reads the relationships of the node that a predicate names, which an index holds in order of the ids of the nodes
// at their other ends: a page then reads no more than the page. Of several relationships with one node only the first counts.
func (c *compiler) drive(scan plan.Scan, tests []plan.Pred, i int) *rows {
	op, inner := reached(tests[i])
	r, near := c.expansion(op)
	for _, t := range inner {
		r.where = append(r.where, c.pred(t, r.scope, false))
	}
	first := r.rel.column(catalog.PropID.Name)
	r.rel, r.served = nil, nil
	r.node = r.joined(record{of: plan.Node}, "node", c.alias("n"), near, "CROSS JOIN")
	if ends := c.ends(op, true); len(scan.Types) > 0 && !within(ends, scan.Types) {
		r.where = append(r.where, c.hasType(r.node, scan.Types))
	}
	r.node.types = scan.Types
	for j, t := range tests {
		if j != i {
			r.where = append(r.where, c.pred(t, r.scope, false))
		}
	}
	earlier := c.rows(tests[i].(plan.Exists).Input, r.scope)
	earlier.where = append(earlier.where, earlier.rel.column(catalog.PropID.Name)+" < "+first)
	r.where = append(r.where, "NOT EXISTS ("+c.unordered(earlier, "1")+")")
	return r
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
