package operationtest

import (
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// scope is what the selection sets that will be merged into one object have selected so far, by response key.
type scope struct {
	fields map[string]*selected
	named  bool // in a named fragment, which may be spread beside anything
}

// selected is a field that is selected under a key. Another one under the same key must be the same (specification, 5.3.2).
type selected struct {
	arguments ast.ArgumentList
	below     *scope
}

func newScope() *scope { return &scope{fields: map[string]*selected{}} }

// selections draws what to select of a type, fields with selections nesting at most so deep.
func (d *draw) selections(def *ast.Definition, s *scope, depth int) ast.SelectionSet {
	var set ast.SelectionSet
	if pages(def) && d.one(2, "cursors") {
		set = append(set, d.cursors(s))
	}
	if def.Fields.ForName("id") != nil && !d.one(3, "no id") {
		set = append(set, bare("id"))
	}
	if def.IsAbstractType() && d.one(6, "twins") {
		set = append(set, d.twins(def)...)
	}
	for range 1 + d.below(4, "selections") {
		set = append(set, d.selection(def, s, depth))
	}
	return set
}

func (d *draw) selection(def *ast.Definition, s *scope, depth int) ast.Selection {
	if depth > 0 && def.Name != d.schema.Query.Name {
		switch d.below(10, "selection") {
		case 7, 8:
			return d.inline(def, s, depth-1)
		case 9:
			return d.spread(def, depth-1)
		}
	}
	return d.field(def, s, depth)
}

func (d *draw) field(def *ast.Definition, s *scope, depth int) ast.Selection {
	field := pick(d.drawer, d.selectable(def, depth), "field")
	f := &ast.Field{Name: field.Name, Alias: d.alias(field, s)}
	inner := newScope()
	inner.named = s.named
	key := key(def, field, f.Alias)
	if known, ok := s.fields[key]; ok {
		f.Arguments, inner = known.arguments, known.below
	} else {
		f.Arguments = d.arguments(field)
		s.fields[key] = &selected{f.Arguments, inner}
	}
	if of := d.schema.Types[field.Type.Name()]; of.IsCompositeType() {
		d.budget--
		f.SelectionSet = d.selections(of, inner, depth-1)
	}
	f.Directives = d.directives()
	return f
}

// key is what a field is known by in its scope. Fields with arguments of several types never meet in one record.
func key(def *ast.Definition, f *ast.FieldDefinition, alias string) string {
	if len(f.Arguments) == 0 {
		return alias
	}
	return def.Name + " " + alias
}

// selectable gives the fields to choose from: more often those that lead on, while that is allowed.
func (d *draw) selectable(def *ast.Definition, depth int) []*ast.FieldDefinition {
	fields := []*ast.FieldDefinition{{Name: "__typename", Type: ast.NonNullNamedType("String", nil)}}
	for _, f := range def.Fields {
		switch {
		case strings.HasPrefix(f.Name, "__"):
		case !d.schema.Types[f.Type.Name()].IsCompositeType():
			fields = append(fields, f)
		case depth > 0 && d.budget > 0:
			fields = append(fields, f, f)
		}
	}
	return fields
}

// alias draws a response key. Fields with arguments get one of their own where they could meet others.
func (d *draw) alias(f *ast.FieldDefinition, s *scope) string {
	if len(f.Arguments) > 0 && (s.named || !d.one(3, "bare")) || d.one(6, "alias") {
		return d.name("a")
	}
	return f.Name
}

// twins selects one field of an interface on two concrete types, under another key on each.
func (d *draw) twins(def *ast.Definition) ast.SelectionSet {
	var set ast.SelectionSet
	field := pick(d.drawer, d.selectable(def, 0), "field")
	for range 2 {
		f := &ast.Field{Name: field.Name, Alias: d.name("a"), Arguments: d.arguments(field)}
		on := pick(d.drawer, d.schema.GetPossibleTypes(def), "condition")
		set = append(set, &ast.InlineFragment{TypeCondition: on.Name, SelectionSet: ast.SelectionSet{f}})
	}
	return set
}

// cursors selects what other pages are asked for with.
func (d *draw) cursors(s *scope) ast.Selection {
	name, inner := "pageInfo", ast.SelectionSet{bare("startCursor"), bare("endCursor"), bare("hasNextPage"), bare("hasPreviousPage")}
	if d.one(2, "edges") {
		name, inner = "edges", ast.SelectionSet{bare("cursor")}
	}
	f := bare(name)
	f.SelectionSet = inner
	if s.fields[name] == nil {
		below := newScope()
		below.named = s.named
		s.fields[name] = &selected{nil, below}
	}
	return f
}

func bare(name string) *ast.Field { return &ast.Field{Name: name, Alias: name} }

// pages tells whether a type is that of connections.
func pages(def *ast.Definition) bool {
	return def.Fields.ForName("edges") != nil && def.Fields.ForName("pageInfo") != nil
}

// inline draws an inline fragment on the type itself, on an interface that it satisfies, or on one that it may be.
func (d *draw) inline(def *ast.Definition, s *scope, depth int) ast.Selection {
	on := d.overlapping(def)
	f := &ast.InlineFragment{TypeCondition: on.Name, Directives: d.directives()}
	if on == def && d.one(2, "without condition") {
		f.TypeCondition = ""
	}
	f.SelectionSet = d.selections(on, s, depth)
	return f
}

// spread draws a named fragment, perhaps one that is used elsewhere, too.
func (d *draw) spread(def *ast.Definition, depth int) ast.Selection {
	on := d.overlapping(def)
	for _, f := range d.fragments {
		if f.TypeCondition == on.Name && d.one(2, "again") {
			return &ast.FragmentSpread{Name: f.Name, Directives: d.directives()}
		}
	}
	s := newScope()
	s.named = true
	f := &ast.FragmentDefinition{Name: d.name("F"), TypeCondition: on.Name, SelectionSet: d.selections(on, s, depth)}
	d.fragments = append(d.fragments, f) // only when it is whole: it can't spread itself
	return &ast.FragmentSpread{Name: f.Name, Directives: d.directives()}
}

// overlapping draws a type of which a record of another type may be. The type itself is as likely as all others.
func (d *draw) overlapping(def *ast.Definition) *ast.Definition {
	possible := d.schema.GetPossibleTypes(def)
	var others []*ast.Definition
	for _, p := range possible {
		others = append(others, p)
		others = append(others, d.schema.GetImplements(p)...)
	}
	if d.one(2, "itself") {
		return def
	}
	slices.SortFunc(others, func(a, b *ast.Definition) int { return strings.Compare(a.Name, b.Name) })
	return pick(d.drawer, slices.Compact(others), "condition")
}

// directives draws @skip and @include now and then, with a literal or a variable.
func (d *draw) directives() ast.DirectiveList {
	if !d.one(12, "directive") {
		return nil
	}
	condition := &ast.Value{Kind: ast.BooleanValue, Raw: pick(d.drawer, []string{"false", "true"}, "condition")}
	if d.one(2, "variable") {
		condition = d.variable(ast.NonNullNamedType("Boolean", nil), condition)
	}
	name := pick(d.drawer, []string{"skip", "include"}, "directive")
	return ast.DirectiveList{{Name: name, Arguments: ast.ArgumentList{{Name: "if", Value: condition}}}}
}
