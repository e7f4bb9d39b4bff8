package guard

import (
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/dealgraph/dealgraph/internal/server/code"
)

// comparisons bounds the work of the rule OverlappingFieldsCanBeMerged, which compares each two fields that share a
// response name in one place of the answer, and their selection sets with them: 10,000 times __typename are 50
// million comparisons. This walk merges such fields as the answer does and so meets each of them once. It walks
// expanded fields, hence comes after they have been counted.
func comparisons(doc *ast.QueryDocument, fragments map[string]*ast.FragmentDefinition, l Limits) *gqlerror.Error {
	m := &merger{fragments: fragments, flat: map[string]int{}, budget: l.Comparisons}
	for _, set := range roots(doc) {
		m.level([]ast.SelectionSet{set})
		if m.budget < 0 {
			return code.Errorf(code.TooComplex, "The document repeats fields of the same name in the same place too often to compare them all.")
		}
	}
	return nil
}

// merger takes what the comparisons of each level cost from its budget, and stops when that is spent.
type merger struct {
	fragments map[string]*ast.FragmentDefinition
	flat      map[string]int // what it takes to list the fields of a fragment, see weight
	budget    int
}

// level is one place in the answer: the selection sets of all fields that are merged there.
func (m *merger) level(sets []ast.SelectionSet) {
	if m.budget < 0 {
		return
	}
	here := &place{seen: map[string]bool{}}
	for _, set := range sets {
		here.collect(m, set)
	}
	m.spend(times(here.spreads, add(here.spreads, len(here.fields))))
	for _, group := range here.groups() {
		m.group(group)
	}
}

// group is fields with one response name. Each is compared with each other one, their selection sets listed anew.
func (m *merger) group(fields []*ast.Field) {
	sets := make([]ast.SelectionSet, 0, len(fields))
	weights := len(fields)
	for _, f := range fields {
		if len(f.SelectionSet) > 0 {
			sets = append(sets, f.SelectionSet)
			weights = add(weights, m.weight(f.SelectionSet))
		}
	}
	m.spend(times(len(fields)-1, weights))
	if len(sets) > 0 {
		m.level(sets)
	}
}

func (m *merger) spend(cost int) {
	if cost > m.budget {
		m.budget = -1
		return
	}
	m.budget -= cost
}

// weight is what it takes to list the fields of a selection set for one comparison: each spread goes through all that
// its fragment holds on this level.
func (m *merger) weight(set ast.SelectionSet) int {
	fields, spreads := m.list(set)
	return times(add(fields, spreads), 1+min(spreads, 64))
}

func (m *merger) list(set ast.SelectionSet) (fields, spreads int) {
	for _, s := range set {
		switch s := s.(type) {
		case *ast.Field:
			fields++
		case *ast.InlineFragment:
			f, n := m.list(s.SelectionSet)
			fields, spreads = add(fields, f), add(spreads, n)
		case *ast.FragmentSpread:
			spreads++
			fields = add(fields, m.fragmentWeight(s.Name))
		}
	}
	return fields, spreads
}

func (m *merger) fragmentWeight(name string) int {
	if w, done := m.flat[name]; done {
		return w
	}
	definition := m.fragments[name]
	if definition == nil {
		return 0
	}
	fields, spreads := m.list(definition.SelectionSet)
	m.flat[name] = add(fields, spreads)
	return m.flat[name]
}

// place gathers the fields of one level of the answer, in the order of the document.
type place struct {
	fields  []*ast.Field
	spreads int
	seen    map[string]bool // fragments: the rule, too, takes each once a level
}

func (p *place) collect(m *merger, set ast.SelectionSet) {
	for _, s := range set {
		switch s := s.(type) {
		case *ast.Field:
			p.fields = append(p.fields, s)
		case *ast.InlineFragment:
			p.collect(m, s.SelectionSet)
		case *ast.FragmentSpread:
			p.spreads++
			if definition := m.fragments[s.Name]; definition != nil && !p.seen[s.Name] {
				p.seen[s.Name] = true
				p.collect(m, definition.SelectionSet)
			}
		}
	}
}

// groups puts fields with one response name together.
func (p *place) groups() [][]*ast.Field {
	index := make(map[string]int, len(p.fields))
	groups := make([][]*ast.Field, 0, len(p.fields))
	for _, f := range p.fields {
		at, ok := index[f.Alias]
		if !ok {
			at = len(groups)
			index[f.Alias] = at
			groups = append(groups, nil)
		}
		groups[at] = append(groups[at], f)
	}
	return groups
}
