package catalog

import "slices"

// SortKey is a @sortable property of the nodes at one end of a relationship, of which the relationship keeps a copy. An index
// on the other end and the copy has a hub's relationships in order of it: those nodes need not be read to be sorted.
//
// It is a key of the end where one type there declares it @sortable itself: not so the name, which all nodes have and two
// copies of which on every relationship would cost more than they serve. Of nodes that have no such property it is null.
type SortKey struct {
	Dir  Direction // the way along the relationship to the nodes
	Prop *Property // as one of their types declares it
	Copy *Property // of the relationship: from_date, to_date. No property of a vocabulary has an underscore.
}

// SortKeys gives the keys of both ends. What is added to a vocabulary takes none away.
func (r *RelType) SortKeys() []SortKey {
	var keys []SortKey
	for _, dir := range []Direction{Out, In} {
		for _, n := range r.ends(dir) {
			for _, p := range n.Own() {
				known := slices.ContainsFunc(keys, func(k SortKey) bool { return k.Dir == dir && k.Prop.Name == p.Name })
				if p.Sortable && !p.List && !known {
					keys = append(keys, SortKey{dir, p, r.copyOf(dir, p)})
				}
			}
		}
	}
	return keys
}

// SortKey gives the key of an end by the name of its property.
func (r *RelType) SortKey(dir Direction, name string) (SortKey, bool) {
	for _, k := range r.SortKeys() {
		if k.Dir == dir && k.Prop.Name == name {
			return k, true
		}
	}
	return SortKey{}, false
}

func (r *RelType) copyOf(dir Direction, p *Property) *Property {
	name := "to_" + p.Name
	if dir == In {
		name = "from_" + p.Name
	}
	lacks := slices.ContainsFunc(r.ends(dir), func(n *NodeType) bool { return n.Prop(p.Name) == nil })
	return &Property{Name: name, Scalar: p.Scalar, Enum: p.Enum, Required: p.Required && !lacks, Sortable: true}
}

// ends gives the types to which the relationship leads in a direction, each once.
func (r *RelType) ends(dir Direction) []*NodeType {
	var ends []*NodeType
	for _, pair := range r.Pairs {
		end := pair.To
		if dir == In {
			end = pair.From
		}
		if !slices.Contains(ends, end) {
			ends = append(ends, end)
		}
	}
	return ends
}
