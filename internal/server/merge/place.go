package merge

import "github.com/vektah/gqlparser/v2/ast"

// place merges selection sets as the answer does: the fields by response name, both in the document's order.
func (c *checker) place(sets []ast.SelectionSet) [][]*ast.Field {
	p := &place{index: map[string]int{}, seen: map[*ast.FragmentDefinition]bool{}}
	for _, set := range sets {
		if c.budget -= p.collect(set); c.budget < 0 {
			return nil
		}
	}
	return p.groups
}

type place struct {
	groups [][]*ast.Field
	index  map[string]int // response name to group
	seen   map[*ast.FragmentDefinition]bool
}

// collect takes each fragment once: a second time would find the same fields. It gives how many selections it saw.
func (p *place) collect(set ast.SelectionSet) (seen int) {
	seen = len(set)
	for _, s := range set {
		switch s := s.(type) {
		case *ast.Field:
			p.add(s)
		case *ast.InlineFragment:
			seen += p.collect(s.SelectionSet)
		case *ast.FragmentSpread:
			if !p.seen[s.Definition] {
				p.seen[s.Definition] = true
				seen += p.collect(s.Definition.SelectionSet)
			}
		}
	}
	return seen
}

func (p *place) add(f *ast.Field) {
	at, known := p.index[f.Alias]
	if !known {
		at = len(p.groups)
		p.index[f.Alias] = at
		p.groups = append(p.groups, nil)
	}
	p.groups[at] = append(p.groups[at], f)
}

// selections are the selection sets below fields.
func selections(fields []*ast.Field) []ast.SelectionSet {
	var sets []ast.SelectionSet
	for _, f := range fields {
		if len(f.SelectionSet) > 0 {
			sets = append(sets, f.SelectionSet)
		}
	}
	return sets
}
