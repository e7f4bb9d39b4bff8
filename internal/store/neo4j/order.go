package neo4j

import (
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
)

// key gives the expression that rows are ordered by. Rows of CitedBy are ordered by their record's id, whichever it is.
func key(k plan.Key, r row) string {
	if r.cited != "" && k.Prop.Prop.Name == catalog.PropID.Name {
		return r.cited
	}
	return prop(k.Prop, r)
}

// orderBy gives the terms of ORDER BY. Cypher has null as the greatest value: where it shall not stand where that puts it,
// a term of its own comes first.
func orderBy(keys []plan.Key, r row) []string {
	var terms []string
	for _, k := range keys {
		x := key(k, r)
		if k.NullsFirst != k.Desc && (!k.Prop.Prop.Required || r.partial) {
			terms = append(terms, x+" IS NULL"+direction(k.NullsFirst))
		}
		terms = append(terms, x+direction(k.Desc))
	}
	return terms
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
func (c *compiler) after(s plan.Sort, r row) string {
	var ways, same []string
	for i, k := range s.Keys {
		x, v := key(k, r), s.After[i]
		nullable := !k.Prop.Prop.Required || r.partial
		later, equal := c.step(x, v, k, nullable)
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

// step gives the predicates that a key's value comes after another, or is the same. The first is empty where nothing comes
// after it.
func (c *compiler) step(x string, v any, k plan.Key, nullable bool) (later, equal string) {
	if v == nil {
		if k.NullsFirst {
			later = x + " IS NOT NULL"
		}
		return later, x + " IS NULL"
	}
	later = c.ordered(x, beyond(k.Desc), v)
	if nullable && !k.NullsFirst {
		later = "(" + later + " OR " + x + " IS NULL)"
	}
	return later, x + " = " + c.param(v)
}
