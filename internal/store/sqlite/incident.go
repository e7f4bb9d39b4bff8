package sqlite

import (
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
)

// incident reads the relationships that start at a node, then those that end there: of all types by an index on both
// ends, of some types by that on an end and the type.
func (c *compiler) incident(op plan.Incident, outer scope) *rows {
	if outer.node == nil {
		return nothing()
	}
	return c.joinIncident(op, c.incidentEnds(op, outer), func(r *rows, list string) string { return r.text(list) }, "")
}

// incidentPage reads the first rows of an Incident in order of the ids: as many of each stretch of an index, the first
// of which are the page. It gives nil for anything else, and for other orders.
func (c *compiler) incidentPage(op plan.Limit, outer scope) *rows {
	sort, ok := op.Input.(plan.Sort)
	if !ok || outer.node == nil || !isByEnds(sort.Keys) {
		return nil
	}
	base, preds := unfiltered(sort.Input)
	incident, ok := base.(plan.Incident)
	if !ok {
		return nil
	}
	ends := c.incidentEnds(incident, outer)
	for _, r := range ends {
		for _, p := range preds {
			r.where = append(r.where, c.conjuncts(p, r.scope)...)
		}
		r.keys, r.after, r.size = c.sortKeys(sort.Keys, r), sort.After, op.N
	}
	stretch := func(r *rows, list string) string { return "SELECT * FROM (" + c.ordered(r, list) + ")" }
	desc := ""
	if sort.Keys[0].Desc {
		desc = " DESC"
	}
	r := c.joinIncident(incident, ends, stretch, " ORDER BY far"+desc+", id"+desc+" LIMIT "+c.arg(int64(op.N)))
	r.natural = r.node.column(catalog.PropID.Name) + desc + ", " + r.rel.column(catalog.PropID.Name) + desc
	return r
}

// isByEnds tells whether keys are the other end's id, then the relationship's, in one direction.
func isByEnds(keys []plan.Key) bool {
	return len(keys) == 2 && keys[0].Desc == keys[1].Desc &&
		keys[0].Prop == plan.Prop{Of: plan.Node, Prop: catalog.PropID} && keys[1].Prop == plan.Prop{Of: plan.Rel, Prop: catalog.PropID}
}

// unfiltered takes the filters off an operator.
func unfiltered(op plan.Op) (plan.Op, []plan.Pred) {
	var preds []plan.Pred
	for {
		f, ok := op.(plan.Filter)
		if !ok {
			return op, preds
		}
		op, preds = f.Input, append(preds, f.Pred)
	}
}

// incidentEnds gives the relationships that start at the outer row's node and those that end there, of each type where
// types are given. A self loop is among the former only.
func (c *compiler) incidentEnds(op plan.Incident, outer scope) []*rows {
	here := outer.node.column(catalog.PropID.Name)
	var all []*rows
	for _, dir := range []catalog.Direction{catalog.Out, catalog.In} {
		for _, r := range c.expansions(op.Types, dir, here) {
			if dir == catalog.In {
				r.where = append(r.where, r.rel.column(catalog.PropFrom.Name)+" <> "+here)
			}
			all = append(all, r)
		}
	}
	return all
}

func (c *compiler) expansions(types []string, dir catalog.Direction, here string) []*rows {
	if len(types) == 0 {
		r, near := c.untypedExpansion(dir)
		r.where = []string{near + " = " + here}
		return []*rows{r}
	}
	var all []*rows
	for _, t := range slices.Compact(slices.Sorted(slices.Values(types))) {
		r, near := c.expansion(plan.Expand{Rel: t, Dir: dir})
		r.where = append(r.where, near+" = "+here)
		all = append(all, r)
	}
	return all
}

func (c *compiler) untypedExpansion(dir catalog.Direction) (*rows, string) {
	rel, node := c.alias("r"), c.alias("n")
	near, far := rel+"."+quoted(catalog.PropFrom.Name), rel+"."+quoted(catalog.PropTo.Name)
	if dir == catalog.In {
		near, far = far, near
	}
	r := &rows{from: "rel " + rel}
	r.rel = stored(record{of: plan.Rel}, rel)
	r.node = r.joined(record{of: plan.Node}, "node", node, far, "CROSS JOIN")
	return r, near
}

// joinIncident makes one of several stretches, and cuts it. What an index on the ends holds is read there; for more, the
// relationship or the node is looked up.
func (c *compiler) joinIncident(op plan.Incident, ends []*rows, text func(r *rows, list string) string, cut string) *rows {
	held := []string{catalog.PropID.Name, "type", catalog.PropFrom.Name, catalog.PropTo.Name}
	texts := make([]string, len(ends))
	for i, r := range ends {
		var list []string
		for _, name := range held {
			list = append(list, r.rel.column(name)+" AS "+quoted(name))
		}
		texts[i] = text(r, strings.Join(append(list, r.node.column(catalog.PropID.Name)+" AS far"), ", "))
	}
	u := c.alias("u")
	r := &rows{from: "(" + strings.Join(texts, " UNION ALL ") + cut + ") " + u}
	r.rel = r.joined(record{of: plan.Rel, types: op.Types}, "rel", c.alias("r"), u+"."+quoted(catalog.PropID.Name), "CROSS JOIN")
	other := r.rel.column
	r.rel.column = func(name string) string {
		if slices.Contains(held, name) {
			return u + "." + quoted(name)
		}
		return other(name)
	}
	r.node = r.joined(record{of: plan.Node}, "node", c.alias("n"), u+".far", "CROSS JOIN")
	return r
}
