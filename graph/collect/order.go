package collect

import (
	"fmt"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
)

// orderable is what an ordering can name: at the top of orderBy, or under node and relationship.
type orderable struct {
	of    plan.Var
	props []*catalog.Property
	node  *orderable // under `node`, for a nested connection
	rel   *orderable // under `relationship`
	ties  []plan.Prop
}

// keys reads orderBy. Ties go by id, in the last key's direction.
func (o *orderable) keys(v any) ([]plan.Key, error) {
	var keys []plan.Key
	desc := false
	if v != nil {
		for i, e := range asList(v) {
			key, err := o.key(e, fmt.Sprintf("orderBy[%d]", i))
			if err != nil {
				return nil, err
			}
			if has(keys, key.Prop) {
				return nil, badInput(fmt.Sprintf("orderBy[%d]", i), "%s is given twice", key.Prop.Prop.Name)
			}
			keys = append(keys, key)
			desc = key.Desc
		}
	}
	for _, tie := range o.ties {
		if !has(keys, tie) {
			keys = append(keys, plan.Key{Prop: tie, Desc: desc})
		}
	}
	return keys, nil
}

func has(keys []plan.Key, p plan.Prop) bool {
	for _, k := range keys {
		if k.Prop == p {
			return true
		}
	}
	return false
}

func (o *orderable) key(v any, path string) (plan.Key, error) {
	m, err := asObject(v, path)
	if err != nil {
		return plan.Key{}, err
	}
	if len(m) != 1 {
		return plan.Key{}, badInput(path, "%s must name exactly one key", path)
	}
	name := sortedKeys(m)[0]
	value, inner := m[name], path+"."+name
	if value == nil {
		return plan.Key{}, badInput(inner, "%s must not be null", inner)
	}
	switch {
	case name == "node" && o.node != nil:
		return o.node.key(value, inner)
	case name == "relationship" && o.rel != nil:
		return o.rel.key(value, inner)
	}
	for _, p := range o.props {
		if p.Name == name {
			return plan.Key{Prop: plan.Prop{Of: o.of, Prop: p}, Desc: value == "DESC"}, nil
		}
	}
	return plan.Key{}, badInput(inner, "%s is no key to order by", inner)
}
