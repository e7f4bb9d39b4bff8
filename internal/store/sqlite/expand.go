package sqlite

import (
	"slices"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
)

// expand reads the index of the relationships at one end. The far node's id stands there too, and it is in the default
// order, so a page that wants no more of the node than its id never looks at the node.
func (c *compiler) expand(op plan.Expand, outer scope) *rows {
	if outer.node == nil {
		return nothing()
	}
	r, near := c.expansion(op)
	r.where = append(r.where, near+" = "+outer.node.column(catalog.PropID.Name))
	return r
}

// expansion gives the rows of an expansion from whatever node, and the expression for that node's id.
func (c *compiler) expansion(op plan.Expand) (*rows, string) {
	rel, node := c.alias("r"), c.alias("n")
	near, far := rel+"."+quoted(catalog.PropFrom.Name), rel+"."+quoted(catalog.PropTo.Name)
	if op.Dir == catalog.In {
		near, far = far, near
	}
	r := &rows{from: "rel " + rel, where: []string{rel + ".type = " + c.typeName(op.Rel)}}
	r.rel = stored(record{of: plan.Rel, types: []string{op.Rel}}, rel)
	r.served = func(p plan.Prop) bool { return p.Of == plan.Rel && p.Prop.Sortable }
	// CROSS JOIN fixes the order: from the relationships found to their nodes.
	r.node = r.joined(record{of: plan.Node}, "node", node, far, "CROSS JOIN")
	if len(op.Types) > 0 {
		r.where = append(r.where, c.hasType(r.node, op.Types))
		r.node.types = op.Types
	} else {
		r.node.types = c.ends(op, false)
	}
	return r, near
}

// expandBy is an expansion for an order that begins with a sort key of the other end: it and what asks for it read the copy that the
// relationship has, which an index has in order. In other orders they would have to look at the relationship for it.
func (c *compiler) expandBy(key plan.Prop, op plan.Expand, preds []plan.Pred, outer scope) *rows {
	r := c.expand(op, outer)
	c.readCopy(r, r.rel, op.Rel, op.Dir, key.Prop.Name)
	for _, p := range preds {
		r.where = append(r.where, c.conjuncts(p, r.scope)...)
	}
	return r
}

// readCopy has a sort key of the node to which relationships lead in a direction read from these.
func (c *compiler) readCopy(r *rows, rel *record, typ string, dir catalog.Direction, name string) {
	k, ok := c.sortKey(typ, dir, name)
	if !ok {
		return
	}
	served := r.served
	r.node = r.node.with(name, rel.column(k.Copy.Name))
	r.served = func(p plan.Prop) bool {
		return served != nil && served(p) || p.Of == plan.Node && p.Prop.Name == name
	}
}

func (c *compiler) sortKey(rel string, dir catalog.Direction, name string) (catalog.SortKey, bool) {
	if t := c.cat.Relationship(rel); t != nil {
		return t.SortKey(dir, name)
	}
	return catalog.SortKey{}, false
}

// ends gives the types that the vocabulary allows at the near or the far end of an expansion.
func (c *compiler) ends(op plan.Expand, near bool) []string {
	t := c.cat.Relationship(op.Rel)
	if t == nil {
		return nil
	}
	var types []string
	for _, p := range t.Pairs {
		end := p.To.Name
		if near == (op.Dir == catalog.Out) {
			end = p.From.Name
		}
		if !slices.Contains(types, end) {
			types = append(types, end)
		}
	}
	return types
}

func (c *compiler) end(op plan.End, outer scope) *rows {
	if outer.rel == nil {
		return nothing()
	}
	end := catalog.PropFrom
	if op.Side == plan.To {
		end = catalog.PropTo
	}
	id := outer.rel.column(end.Name)
	r := &rows{single: true, once: true}
	r.node = r.only(c.alias("n"), id)
	if outer.rel.optional {
		r.where = []string{id + " IS NOT NULL"}
	}
	return r
}

// only gives a node that is all that a row binds, by an id that surely finds it: its table is read when more than the id
// is wanted.
func (r *rows) only(alias, id string) *record {
	rec := &record{of: plan.Node, elsewhere: true}
	rec.column = func(name string) string {
		if name == catalog.PropID.Name {
			return id
		}
		if r.from == "" {
			r.from = "node " + alias
			r.where = append(r.where, alias+".id = "+id)
		}
		return alias + "." + quoted(name)
	}
	return rec
}

func (c *compiler) deref(op plan.Deref, outer scope) *rows {
	if outer.record(op.Prop.Of) == nil {
		return nothing()
	}
	value := outer.value(op.Prop)
	node := c.alias("n")
	r := &rows{}
	if !op.Prop.Prop.List {
		r.from = "node " + node
		r.where = []string{node + ".id = " + value}
	} else {
		item := c.alias("j")
		r.from = "json_each(" + value + ") " + item
		r.joins = []string{"CROSS JOIN node " + node + " ON " + node + ".id = " + item + ".value"}
		r.natural = item + ".key"
	}
	r.node = stored(record{of: plan.Node}, node)
	return r
}
