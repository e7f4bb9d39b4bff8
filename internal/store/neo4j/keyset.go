package neo4j

import (
	"slices"

	"github.com/dealgraph/dealgraph/internal/plan"
)

// ordering is one that an index serves: properties that are the same in all rows, a leading key or none, then ids, all in
// one direction.
type ordering struct {
	fixed      []string
	lead       *plan.Key
	leadProp   string // the expression of the leading key
	ids        []string
	desc       bool
	nullsFirst bool
	v          string // the variable that bears the leading key
}

func newOrdering(lead *plan.Key, s plan.Sort, v string, fixed []string, ids ...string) ordering {
	o := ordering{fixed: fixed, lead: lead, ids: ids, desc: s.Keys[len(s.Keys)-1].Desc, v: v}
	if lead != nil {
		o.leadProp = v + "." + quote(lead.Prop.Prop.Name)
		o.nullsFirst = lead.NullsFirst
	}
	return o
}

// indexKeys tells whether keys are ids, or one @sortable key of lead's record and then ids, all in one direction.
func indexKeys(keys []plan.Key, of plan.Var, ids ...plan.Prop) (lead *plan.Key, ok bool) {
	extra := len(keys) - len(ids)
	if extra < 0 || extra > 1 {
		return nil, false
	}
	for i, id := range ids {
		k := keys[extra+i]
		if k.Prop.Of != id.Of || k.Prop.Prop.Name != id.Prop.Name || k.Desc != keys[0].Desc {
			return nil, false
		}
	}
	if extra == 0 {
		return nil, true
	}
	p := keys[0].Prop
	return &keys[0], p.Of == of && p.Prop.Sortable && !p.Prop.List && p.Prop.Name != "id"
}

// branch is a part of a page: one stretch of one index. Each part has a predicate on every property of the index, without
// which the planner does not take the order from it, and orders by all of them.
type branch struct {
	where, props []string
	desc         bool
	lead         string // the property by which the index is led, beside the fixed ones; empty for none
}

func (b branch) order() []string {
	order := make([]string, len(b.props))
	for i, x := range b.props {
		order[i] = x + direction(b.desc)
	}
	return order
}

// branches gives the stretches that make up the rows after a position, in order. That of nulls is read from the marks of
// missing values, since an index holds no nulls. Rows that share the leading value of the position are a stretch of their
// own, or many of them would all be read to find the place.
func (c *compiler) branches(o ordering, after []any) []branch {
	if o.lead == nil {
		return []branch{c.branch(o, "", "", after)}
	}
	prop := o.lead.Prop.Prop
	nulls := func(after []any) []branch {
		if prop.Required {
			return nil
		}
		return []branch{c.branch(o, missing(prop), " = true", after)}
	}
	values := func(test string, after []any) []branch {
		return []branch{c.branch(o, prop.Name, test, after)}
	}
	switch {
	case after == nil && o.nullsFirst:
		return append(nulls(nil), values(" IS NOT NULL", nil)...)
	case after == nil:
		return append(values(" IS NOT NULL", nil), nulls(nil)...)
	case after[0] == nil && o.nullsFirst:
		return append(nulls(after[1:]), values(" IS NOT NULL", nil)...)
	case after[0] == nil:
		return nulls(after[1:])
	}
	v := c.param(after[0])
	rest := append(values(" = "+v, after[1:]), values(" "+beyond(o.desc)+" "+v, nil)...)
	if o.nullsFirst {
		return rest
	}
	return append(rest, nulls(nil)...)
}

// branch makes one stretch: the test of its leading property (if any), and the ids after a position.
func (c *compiler) branch(o ordering, lead, test string, after []any) branch {
	b := branch{lead: lead, desc: o.desc, props: slices.Clone(o.fixed)}
	if lead != "" {
		x := o.v + "." + quote(lead)
		b.where = append(b.where, x+test)
		b.props = append(b.props, x)
	}
	b.where = append(b.where, c.idsAfter(o, after)...)
	b.props = append(b.props, o.ids...)
	return b
}

// idsAfter gives a predicate on each id. Two ids compare as NEO4J.md, point 2, says: `a >= $a AND (a > $a OR b > $b)`.
func (c *compiler) idsAfter(o ordering, after []any) []string {
	var preds []string
	if after == nil {
		for _, x := range o.ids {
			preds = append(preds, x+" IS NOT NULL")
		}
		return preds
	}
	than := beyond(o.desc)
	if len(o.ids) == 1 {
		return []string{o.ids[0] + " " + than + " " + c.param(after[0])}
	}
	a, b := c.param(after[0]), c.param(after[1])
	return []string{
		o.ids[0] + " " + than + "= " + a,
		o.ids[1] + " IS NOT NULL",
		"(" + o.ids[0] + " " + than + " " + a + " OR " + o.ids[1] + " " + than + " " + b + ")",
	}
}
