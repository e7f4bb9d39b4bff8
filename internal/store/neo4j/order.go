package neo4j

import (
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
)

// term is one term of an ordering: what rows are compared by.
type term struct {
	expr       string
	desc       bool
	nullsFirst bool
	nullable   bool
}

// terms gives the terms of an ordering of a pipe's rows. What a key counts is counted once for each row.
func (c *compiler) terms(p *pipe, keys []plan.Key) []term {
	terms := make([]term, len(keys))
	var counts []string
	for i, k := range keys {
		terms[i] = term{key(k, p.row), k.Desc, k.NullsFirst, !k.Prop.Prop.Required || p.row.partial}
		if k.Count != nil {
			x := c.fresh("k")
			counts = append(counts, c.countNodes(*k.Count, p.row)+" AS "+x)
			terms[i].expr = x
			p.carry = append(p.carry, x)
		}
	}
	if len(counts) > 0 {
		p.sealedClause("WITH %s", strings.Join(append(p.row.variables(), counts...), ", "))
	}
	return terms
}

// key gives the expression that rows are ordered by. Rows of CitedBy are ordered by their record's id, whichever it is.
func key(k plan.Key, r row) string {
	if r.cited != "" && k.Prop.Prop.Name == catalog.PropID.Name {
		return r.cited
	}
	return prop(k.Prop, r)
}

// orderBy gives the terms of ORDER BY. Cypher has null as the greatest value: where it shall not stand where that puts it,
// a term of its own comes first.
func orderBy(terms []term) []string {
	var texts []string
	for _, t := range terms {
		if t.nullsFirst != t.desc && t.nullable {
			texts = append(texts, t.expr+" IS NULL"+direction(t.nullsFirst))
		}
		texts = append(texts, t.expr+direction(t.desc))
	}
	return texts
}

func direction(desc bool) string {
	if desc {
		return " DESC"
	}
	return ""
}

// beyond is the comparison that holds for what comes after a value.
func beyond(desc bool) string {
	if desc {
		return "<"
	}
	return ">"
}

// after is the predicate that a row comes strictly after a position. It may be null instead of false.
func (c *compiler) after(terms []term, position []any) string {
	var ways, same []string
	for i, t := range terms {
		later, equal := c.step(t, position[i])
		if later != "" {
			ways = append(ways, strings.Join(append(slices.Clone(same), later), " AND "))
		}
		same = append(same, equal)
	}
	if len(ways) == 0 {
		return "false"
	}
	return "(" + strings.Join(ways, " OR ") + ")"
}

// step gives the predicates that a term's value comes after another, or is the same. The first is empty where nothing comes
// after it.
func (c *compiler) step(t term, v any) (later, equal string) {
	if v == nil {
		if t.nullsFirst {
			later = t.expr + " IS NOT NULL"
		}
		return later, t.expr + " IS NULL"
	}
	later = c.ordered(t.expr, beyond(t.desc), v)
	if t.nullable && !t.nullsFirst {
		later = "(" + later + " OR " + t.expr + " IS NULL)"
	}
	return later, t.expr + " = " + c.param(v)
}
