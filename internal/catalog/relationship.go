package catalog

import (
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// relUse is one declaration of a relationship, from one of its ends.
type relUse struct {
	field *RelField
	props string // the properties type named, or ""
}

func (r *reader) readRelationships() {
	r.relUses = map[*RelType][]relUse{}
	for _, n := range r.cat.Nodes {
		d := r.defs[n.Name]
		for _, f := range d.Fields {
			if dir := f.Directives.ForName("relationship"); dir != nil {
				r.readRelField(n, d, f, dir)
			}
		}
	}
	for _, t := range r.cat.Relationships {
		r.completeRelType(t)
	}
}

func (r *reader) readRelField(n *NodeType, d *ast.Definition, f *ast.FieldDefinition, dir *ast.Directive) {
	r.knownDirectives(f.Directives, map[string][]string{"relationship": {"type", "direction", "properties", "reads"}})
	r.checkPropName(d, f)
	if len(f.Arguments) > 0 {
		r.problem(f.Position, "%s.%s has arguments: the published API adds those of a connection", d.Name, f.Name)
	}
	stored := argument(dir, "type")
	if !storedName.MatchString(stored) {
		r.problem(dir.Position, "%s.%s: @relationship needs type:, in capitals, digits and _", d.Name, f.Name)
		return
	}
	field := &RelField{Owner: n, Name: f.Name, Description: f.Description, Pos: f.Position}
	switch argument(dir, "direction") {
	case "OUT":
		field.Dir = Out
	case "IN":
		field.Dir = In
	default:
		r.problem(dir.Position, "%s.%s: @relationship needs direction: IN or OUT", d.Name, f.Name)
		return
	}
	field.Reads = r.phraseArgument(dir, "reads", defaultReading(stored, field.Dir))
	if field.Targets = r.targets(d, f); field.Targets == nil {
		return
	}
	t := r.cat.rels[stored]
	if t == nil {
		t = &RelType{Stored: stored, Pos: f.Position}
		r.cat.rels[stored] = t
		r.cat.Relationships = append(r.cat.Relationships, t)
	}
	field.Rel = t
	n.Fields = append(n.Fields, field)
	r.relUses[t] = append(r.relUses[t], relUse{field, argument(dir, "properties")})
}

// targets gives the node types that a relationship field leads to: one type, or the members of a union.
func (r *reader) targets(d *ast.Definition, f *ast.FieldDefinition) []*NodeType {
	if f.Type.Elem == nil || f.Type.Elem.Elem != nil || !f.Type.NonNull || !f.Type.Elem.NonNull {
		r.problem(f.Position, "%s.%s is %s: a relationship is declared as a list, [T!]!", d.Name, f.Name, f.Type)
		return nil
	}
	name := f.Type.Elem.NamedType
	if n := r.cat.nodes[name]; n != nil {
		return []*NodeType{n}
	}
	u := r.defs[name]
	if u == nil || u.Kind != ast.Union {
		known := r.nodeNames()
		for name, def := range r.defs {
			if def.Kind == ast.Union {
				known = append(known, name)
			}
		}
		r.problem(f.Position, "%s.%s leads to the unknown type %s%s", d.Name, f.Name, name, Nearest(name, known))
		return nil
	}
	var targets []*NodeType
	for _, member := range u.Types {
		if n := r.cat.nodes[member]; n != nil { // others are told once, by checkUnions
			targets = append(targets, n)
		}
	}
	return targets
}

// completeRelType joins the declarations of one relationship, which must agree.
func (r *reader) completeRelType(t *RelType) {
	uses := r.relUses[t]
	first := uses[0]
	for _, u := range uses {
		if u.props != first.props {
			r.problem(u.field.Pos, "%s.%s declares %s with properties %s, but %s.%s at line %d with properties %s",
				u.field.Owner.Name, u.field.Name, t.Stored, orNone(u.props), first.field.Owner.Name, first.field.Name, first.field.Pos.Line, orNone(first.props))
		}
		for _, p := range u.field.pairs() {
			if !slices.Contains(t.Pairs, p) {
				t.Pairs = append(t.Pairs, p)
			}
		}
	}
	r.checkBothEnds(t, uses)
	r.checkDirections(uses)
	r.checkFieldOnce(t, uses)
	r.readRelProps(t, first)
}

func (f *RelField) pairs() []Pair {
	var pairs []Pair
	for _, target := range f.Targets {
		if f.Dir == In {
			pairs = append(pairs, Pair{target, f.Owner})
		} else {
			pairs = append(pairs, Pair{f.Owner, target})
		}
	}
	return pairs
}

// checkBothEnds sees that where a type declares its end of a relationship, it declares all that others say leads to it.
// A type that does not declare its end at all is fine: the relationship is then read from the other end only.
func (r *reader) checkBothEnds(t *RelType, uses []relUse) {
	for _, u := range uses {
		for _, v := range uses {
			if u.field.Dir == v.field.Dir || !slices.Contains(u.field.Targets, v.field.Owner) {
				continue
			}
			if !slices.Contains(v.field.Targets, u.field.Owner) {
				r.problem(v.field.Pos, "%s.%s declares %s without %s, but %s.%s at line %d declares it with %s",
					v.field.Owner.Name, v.field.Name, t.Stored, u.field.Owner.Name,
					u.field.Owner.Name, u.field.Name, u.field.Pos.Line, v.field.Owner.Name)
			}
		}
	}
}

// checkDirections sees that two types that both declare a relationship to the other do not both declare it outwards, or both
// inwards: that would be two relationships, one of them surely a slip. A type may well be joined to itself.
func (r *reader) checkDirections(uses []relUse) {
	for i, u := range uses {
		for _, v := range uses[:i] {
			if u.field.Owner != v.field.Owner && u.field.Dir == v.field.Dir &&
				slices.Contains(u.field.Targets, v.field.Owner) && slices.Contains(v.field.Targets, u.field.Owner) {
				r.problem(u.field.Pos, "%s.%s declares %s with direction %s, as %s.%s at line %d does: the two ends have opposite directions",
					u.field.Owner.Name, u.field.Name, u.field.Rel.Stored, u.field.Dir, v.field.Owner.Name, v.field.Name, v.field.Pos.Line)
			}
		}
	}
}

func (r *reader) checkFieldOnce(t *RelType, uses []relUse) {
	type end struct {
		owner *NodeType
		dir   Direction
	}
	seen := map[end]*RelField{}
	for _, u := range uses {
		e := end{u.field.Owner, u.field.Dir}
		if other := seen[e]; other != nil {
			r.problem(u.field.Pos, "%s.%s declares %s %s, as %s at line %d does already",
				u.field.Owner.Name, u.field.Name, t.Stored, u.field.Dir, other.Name, other.Pos.Line)
			continue
		}
		seen[e] = u.field
	}
}

func (r *reader) readRelProps(t *RelType, first relUse) {
	t.Props = commonRelProps()
	if first.props == "" {
		t.Name = camel(t.Stored)
		t.Description = first.field.Description
		r.checkDerivedName(t)
		return
	}
	t.Name = first.props
	d := r.defs[first.props]
	if d == nil || d.Directives.ForName("relationshipProperties") == nil {
		r.problem(first.field.Pos, "%s.%s has the unknown properties %s%s", first.field.Owner.Name, first.field.Name, first.props, Nearest(first.props, r.propsNames()))
		return
	}
	if other := r.holders[first.props]; other != "" {
		r.problem(first.field.Pos, "%s has the properties %s, which %s has already: each relationship is one object type", t.Stored, first.props, other)
		return
	}
	r.holders[first.props] = t.Stored
	t.Description = d.Description
	for _, f := range d.Fields {
		if f.Directives.ForName("relationship") != nil {
			r.problem(f.Position, "%s.%s: a relationship's properties have no relationships", d.Name, f.Name)
			continue
		}
		t.Props = r.appendProp(t.Props, d, f)
	}
}

// checkDerivedName sees that a name made from the stored type is free.
func (r *reader) checkDerivedName(t *RelType) {
	if r.defs[t.Name] != nil || reservedType(t.Name) {
		r.problem(t.Pos, "%s would be the object type %s, which is taken: name it with properties:", t.Stored, t.Name)
	}
	for _, other := range r.cat.Relationships {
		if other != t && other.Name == t.Name {
			r.problem(t.Pos, "%s would be the object type %s, as %s is: name it with properties:", t.Stored, t.Name, other.Stored)
		}
	}
}

func (r *reader) propsNames() []string {
	var names []string
	for name, d := range r.defs {
		if d.Directives.ForName("relationshipProperties") != nil {
			names = append(names, name)
		}
	}
	return names
}

func orNone(s string) string {
	if s == "" {
		return "(none)"
	}
	return s
}

// camel makes an object type's name of a stored type: PARTY_TO → PartyTo.
func camel(stored string) string {
	var b strings.Builder
	for _, word := range strings.Split(strings.ToLower(stored), "_") {
		b.WriteString(upperFirst(word))
	}
	return b.String()
}
