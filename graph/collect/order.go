package collect

import (
	"fmt"
	"slices"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
)

// orderable is what an ordering can name: at the top of orderBy, or under node and relationship.
type orderable struct {
	of    plan.Var
	props []*catalog.Property
	rels  []*catalog.RelField // of the node, to order by how many nodes they lead to
	node  *orderable          // under `node`, for a nested connection
	rel   *orderable          // under `relationship`
	ties  []plan.Prop
}

// keys reads orderBy. Ties go by id, in the last key's direction.
func (o *orderable) keys(v any) ([]plan.Key, error) {
	var keys []plan.Key
	desc := false
	if v != nil {
		for i, e := range asList(v) {
			path := fmt.Sprintf("orderBy[%d]", i)
			key, err := o.key(e, path)
			if err != nil {
				return nil, err
			}
			if hasKey(keys, key) {
				return nil, badInput(path, "%s is given twice", path)
			}
			keys = append(keys, key)
			desc = key.Desc
		}
	}
	for _, tie := range o.ties {
		if key := (plan.Key{Prop: tie, Desc: desc}); !hasKey(keys, key) {
			keys = append(keys, key)
		}
	}
	return keys, nil
}

// hasKey tells whether one of the keys compares the same, in whatever direction.
func hasKey(keys []plan.Key, key plan.Key) bool {
	return slices.ContainsFunc(keys, func(k plan.Key) bool {
		if k.Count != nil && key.Count != nil {
			return k.Count.String() == key.Count.String()
		}
		return k.Prop == key.Prop && k.Count == key.Count
	})
}

func (o *orderable) key(v any, path string) (plan.Key, error) {
	name, value, inner, err := onlyMember(v, path)
	if err != nil {
		return plan.Key{}, err
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
	for _, f := range o.rels {
		if f.Name == name {
			_, direction, _, err := onlyMember(value, inner)
			return plan.ByCount(plan.Expand{Rel: f.Rel.Stored, Dir: f.Dir}, direction == "DESC"), err
		}
	}
	return plan.Key{}, badInput(inner, "%s is no key to order by", inner)
}

// onlyMember gives the one member of an input object that must have exactly one: its name, its value, its path.
func onlyMember(v any, path string) (name string, value any, inner string, err error) {
	m, err := asObject(v, path)
	if err != nil {
		return "", nil, "", err
	}
	if len(m) != 1 {
		return "", nil, "", badInput(path, "%s must name exactly one key", path)
	}
	name = sortedKeys(m)[0]
	inner = path + "." + name
	if m[name] == nil {
		return "", nil, "", badInput(inner, "%s must not be null", inner)
	}
	return name, m[name], inner, nil
}
