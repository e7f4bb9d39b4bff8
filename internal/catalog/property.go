package catalog

import (
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// appendProp reads a property and appends it, reporting what is wrong with it.
func (r *reader) appendProp(props []*Property, d *ast.Definition, f *ast.FieldDefinition) []*Property {
	p := r.property(d, f)
	if p == nil {
		return props
	}
	r.checkPropName(d, f)
	r.checkMarkers(d, f, p)
	r.checkOneType(d, f, p)
	return append(props, p)
}

func (r *reader) property(d *ast.Definition, f *ast.FieldDefinition) *Property {
	r.knownDirectives(f.Directives, map[string][]string{
		"ref": {"types"}, "sortable": nil, "searchable": {"finds"}, "relationship": {"type", "direction", "properties"}})
	if len(f.Arguments) > 0 {
		r.problem(f.Position, "%s.%s has arguments: a property takes none", d.Name, f.Name)
	}
	p := &Property{Name: f.Name, Description: f.Description, Pos: f.Position, Required: f.Type.NonNull,
		Sortable: f.Directives.ForName("sortable") != nil, Searchable: f.Directives.ForName("searchable") != nil}
	t := f.Type
	if t.Elem != nil {
		p.List, t = true, t.Elem
		if !t.NonNull || t.Elem != nil {
			r.problem(f.Position, "%s.%s is %s: a list is [T!], of elements that are no lists", d.Name, f.Name, f.Type)
			return nil
		}
	}
	if !r.scalar(d, f, p, t.NamedType) {
		return nil
	}
	r.refs(d, f, p)
	r.finds(d, f, p)
	return p
}

func (r *reader) scalar(d *ast.Definition, f *ast.FieldDefinition, p *Property, name string) bool {
	switch Scalar(name) {
	case String, Int, BigInt, Float, Boolean, Date:
		p.Scalar = Scalar(name)
		return true
	case ID:
		p.Scalar = ID
		if f.Directives.ForName("ref") == nil {
			r.problem(f.Position, "%s.%s is an ID: mark it @ref(types: [...]), or make it a String", d.Name, f.Name)
		}
		return true
	}
	if e := r.enums[name]; e != nil {
		p.Scalar, p.Enum = EnumOf, e
		return true
	}
	if def := r.defs[name]; def != nil && (def.Kind == ast.Object || def.Kind == ast.Union) {
		r.problem(f.Position, "%s.%s leads to %s: mark it @relationship(type:, direction:), or make it an ID with @ref", d.Name, f.Name, name)
		return false
	}
	known := append([]string{"String", "Int", "BigInt", "Float", "Boolean", "Date"}, keys(r.enums)...)
	r.problem(f.Position, "%s.%s has the unknown type %s%s", d.Name, f.Name, name, Nearest(name, known))
	return false
}

func (r *reader) refs(d *ast.Definition, f *ast.FieldDefinition, p *Property) {
	dir := f.Directives.ForName("ref")
	if dir == nil {
		return
	}
	if p.Scalar != ID {
		r.problem(f.Position, "%s.%s is marked @ref: its type must be ID", d.Name, f.Name)
	}
	arg := dir.Arguments.ForName("types")
	if arg == nil || len(arg.Value.Children) == 0 {
		r.problem(dir.Position, "%s.%s: @ref needs types: [...]", d.Name, f.Name)
		return
	}
	for _, c := range arg.Value.Children {
		def := r.defs[c.Value.Raw]
		if def == nil || def.Directives.ForName("node") == nil {
			r.problem(c.Value.Position, "%s.%s refers to the unknown type %s%s", d.Name, f.Name, c.Value.Raw, Nearest(c.Value.Raw, r.nodeNames()))
			continue
		}
		p.Refs = append(p.Refs, c.Value.Raw)
	}
}

// finds reads what a search for the text finds: FROM, the node at which the relationship starts. A node is found by its names.
func (r *reader) finds(d *ast.Definition, f *ast.FieldDefinition, p *Property) {
	dir := f.Directives.ForName("searchable")
	if dir == nil || dir.Arguments.ForName("finds") == nil {
		return
	}
	switch {
	case argument(dir, "finds") != "FROM":
		r.problem(dir.Position, "%s.%s: @searchable takes finds: FROM, or nothing", d.Name, f.Name)
	case d.Directives.ForName("relationshipProperties") == nil:
		r.problem(dir.Position, "%s.%s stands on no relationship: finds: FROM is for texts that do", d.Name, f.Name)
	case p.List:
		r.problem(dir.Position, "%s.%s is a list: finds: FROM is for single texts", d.Name, f.Name)
	default:
		p.Finds = true
	}
}

func (r *reader) checkPropName(d *ast.Definition, f *ast.FieldDefinition) {
	if !fieldName.MatchString(f.Name) {
		r.problem(f.Position, "the name %s.%s must begin with a small letter and hold only letters and digits", d.Name, f.Name)
	}
	if reservedField(f.Name) {
		r.problem(f.Position, "the name %s.%s is reserved", d.Name, f.Name)
	}
}

func (r *reader) checkMarkers(d *ast.Definition, f *ast.FieldDefinition, p *Property) {
	if p.Sortable && p.List {
		r.problem(f.Position, "%s.%s is a list: it can't be @sortable", d.Name, f.Name)
	}
	if p.Searchable && p.Scalar != String {
		r.problem(f.Position, "%s.%s is no String: it can't be @searchable", d.Name, f.Name)
	}
}

// checkOneType holds one property name to one type everywhere. Names that differ only in case count as one: SQLite's
// column names do.
func (r *reader) checkOneType(d *ast.Definition, f *ast.FieldDefinition, p *Property) {
	for name, q := range r.props {
		if name != p.Name && strings.EqualFold(name, p.Name) {
			r.problem(f.Position, "%s.%s differs only in case from %s at line %d", d.Name, f.Name, name, q.Pos.Line)
		}
	}
	q := r.props[p.Name]
	if q == nil {
		r.props[p.Name] = p
		return
	}
	if q.TypeText() != p.TypeText() {
		r.problem(f.Position, "%s.%s is %s, but %s is %s at line %d: one property name has one type everywhere",
			d.Name, f.Name, p.TypeText(), p.Name, q.TypeText(), q.Pos.Line)
	}
}

// TypeText is the type as the vocabulary writes it, references included.
func (p *Property) TypeText() string {
	t := p.scalarText()
	if p.IsRef() {
		refs := slices.Sorted(slices.Values(p.Refs))
		t += " @ref(types: [" + strings.Join(refs, ", ") + "])"
	}
	return t
}

// scalarText is the type without its references.
func (p *Property) scalarText() string {
	t := string(p.Scalar)
	if p.Enum != nil {
		t = p.Enum.Name
	}
	if p.List {
		t = "[" + t + "!]"
	}
	if p.Required {
		t += "!"
	}
	return t
}

func (r *reader) nodeNames() []string {
	var names []string
	for name, d := range r.defs {
		if d.Kind == ast.Object && d.Directives.ForName("node") != nil {
			names = append(names, name)
		}
	}
	return names
}
