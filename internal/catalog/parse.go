package catalog

import (
	"slices"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"
)

// Parse reads a vocabulary. name is what mistakes are reported under, usually the file's. The error, if any, is
// Problems: all mistakes that were found, in order of place.
func Parse(name, text string) (*Catalog, error) {
	doc, err := parser.ParseSchema(&ast.Source{Name: name, Input: text})
	if err != nil {
		return nil, syntaxProblem(name, err)
	}
	r := &reader{
		doc: doc, file: name,
		cat:     &Catalog{nodes: map[string]*NodeType{}, rels: map[string]*RelType{}},
		defs:    map[string]*ast.Definition{},
		enums:   map[string]*Enum{},
		props:   map[string]*Property{},
		holders: map[string]string{},
	}
	r.read()
	if len(r.problems) > 0 {
		slices.SortStableFunc(r.problems, comparePlaces)
		return nil, slices.Compact(r.problems)
	}
	return r.cat, nil
}

func syntaxProblem(name string, err error) Problems {
	ge, ok := err.(*gqlerror.Error)
	if !ok || len(ge.Locations) == 0 {
		return Problems{problemAt(name, 1, 1, err.Error())}
	}
	return Problems{problemAt(name, ge.Locations[0].Line, ge.Locations[0].Column, ge.Message)}
}

// reader turns a parsed document into a catalog, a pass for each kind of definition: later passes look up what earlier
// ones found.
type reader struct {
	doc      *ast.SchemaDocument
	file     string
	cat      *Catalog
	defs     map[string]*ast.Definition
	enums    map[string]*Enum
	props    map[string]*Property // by name: one name has one type everywhere
	holders  map[string]string    // properties object type → the relationship that uses it
	relUses  map[*RelType][]relUse
	problems Problems
}

func (r *reader) read() {
	r.collectDefinitions()
	r.checkUnions()
	r.readEnums()
	r.readNodes()
	r.readRelationships()
	r.checkUnused()
	r.checkRootNames()
	r.checkFieldKinds()
	r.collectProps()
}

// collectDefinitions merges `extend type` into the types, so that a copy of a vocabulary can be added to below. Of
// definitions of one name it keeps the first.
func (r *reader) collectDefinitions() {
	r.doc.Definitions = slices.DeleteFunc(r.doc.Definitions, func(d *ast.Definition) bool {
		if r.defs[d.Name] != nil {
			r.problem(d.Position, "%s is defined twice", d.Name)
			return true
		}
		r.defs[d.Name] = d
		r.checkDefinition(d)
		return false
	})
	for _, x := range r.doc.Extensions {
		d := r.defs[x.Name]
		if d == nil {
			r.problem(x.Position, "extends %s, which is not defined%s", x.Name, Nearest(x.Name, keys(r.defs)))
			continue
		}
		if x.Kind != d.Kind {
			r.problem(x.Position, "extends %s as %s, but it is %s", x.Name, kindText(x.Kind), kindText(d.Kind))
			continue
		}
		r.knownDirectives(x.Directives, nil)
		d.Fields = append(d.Fields, x.Fields...)
		d.EnumValues = append(d.EnumValues, x.EnumValues...)
		d.Types = append(d.Types, x.Types...)
	}
	for _, d := range r.doc.Definitions {
		r.checkDuplicateFields(d)
	}
	for _, x := range append(r.doc.Schema, r.doc.SchemaExtension...) {
		r.problem(x.Position, "a vocabulary has no schema: the published API makes its own")
	}
}

func kindText(k ast.DefinitionKind) string {
	return map[ast.DefinitionKind]string{ast.Object: "a type", ast.Enum: "an enum", ast.Union: "a union", ast.Scalar: "a scalar",
		ast.Interface: "an interface", ast.InputObject: "an input"}[k]
}

// checkUnions sees that unions hold node types.
func (r *reader) checkUnions() {
	for _, d := range r.doc.Definitions {
		if d.Kind != ast.Union {
			continue
		}
		for _, member := range d.Types {
			if m := r.defs[member]; m == nil || m.Directives.ForName("node") == nil {
				r.problem(d.Position, "union %s holds the unknown type %s%s", d.Name, member, Nearest(member, r.nodeNames()))
			}
		}
	}
}

func (r *reader) checkDefinition(d *ast.Definition) {
	switch d.Kind {
	case ast.Object:
		isNode, isProps := d.Directives.ForName("node") != nil, d.Directives.ForName("relationshipProperties") != nil
		if isNode == isProps {
			r.problem(d.Position, "type %s must be marked either @node or @relationshipProperties", d.Name)
		}
		if len(d.Interfaces) > 0 {
			r.problem(d.Position, "type %s implements an interface: the vocabulary declares none", d.Name)
		}
		r.knownDirectives(d.Directives, map[string][]string{"node": {"plural", "pronoun"}, "relationshipProperties": nil})
	case ast.Enum, ast.Union:
		r.knownDirectives(d.Directives, nil)
	default:
		r.problem(d.Position, "%s is %s: a vocabulary holds types, enums and unions", d.Name, kindText(d.Kind))
	}
	if !typeName.MatchString(d.Name) {
		r.problem(d.Position, "the name %s must begin with a capital and hold only letters and digits", d.Name)
	}
	if reservedType(d.Name) {
		r.problem(d.Position, "the name %s is reserved", d.Name)
	}
}

func (r *reader) checkDuplicateFields(d *ast.Definition) {
	seen := map[string]bool{}
	for _, f := range d.Fields {
		if seen[f.Name] {
			r.problem(f.Position, "%s.%s is declared twice", d.Name, f.Name)
		}
		seen[f.Name] = true
	}
}

func (r *reader) readEnums() {
	for _, d := range r.doc.Definitions {
		if d.Kind != ast.Enum {
			continue
		}
		e := &Enum{Name: d.Name, Description: d.Description}
		for _, v := range d.EnumValues {
			if e.Has(v.Name) {
				r.problem(v.Position, "%s.%s is declared twice", d.Name, v.Name)
			}
			e.Values = append(e.Values, EnumValue{v.Name, v.Description})
		}
		r.enums[d.Name] = e
		r.cat.Enums = append(r.cat.Enums, e)
	}
}

// readNodes reads node types and their properties. Relationship fields come later: they need all node types.
func (r *reader) readNodes() {
	for _, d := range r.doc.Definitions {
		if d.Kind != ast.Object || d.Directives.ForName("node") == nil {
			continue
		}
		n := &NodeType{Name: d.Name, Description: d.Description, Pos: d.Position, Props: EntityProps(),
			Singular: lowerFirst(d.Name), Plural: plural(lowerFirst(d.Name))}
		if p := argument(d.Directives.ForName("node"), "plural"); p != "" {
			n.Plural = p
		}
		n.Pronoun = r.phraseArgument(d.Directives.ForName("node"), "pronoun", defaultPronoun)
		for _, f := range d.Fields {
			if f.Directives.ForName("relationship") == nil {
				n.Props = r.appendProp(n.Props, d, f)
			}
		}
		r.cat.Nodes = append(r.cat.Nodes, n)
		r.cat.nodes[n.Name] = n
	}
	if len(r.cat.Nodes) == 0 && len(r.problems) == 0 {
		r.problems = append(r.problems, Problem{File: r.file, Line: 1, Column: 1, Text: "no type is marked @node"})
	}
}

// checkUnused reports properties types that no relationship names: a slip that would otherwise go unseen.
func (r *reader) checkUnused() {
	for _, d := range r.doc.Definitions {
		if d.Kind == ast.Object && d.Directives.ForName("relationshipProperties") != nil && r.holders[d.Name] == "" {
			r.problem(d.Position, "no relationship has the properties %s", d.Name)
		}
	}
}

// checkRootNames sees that every root field has a name of its own.
func (r *reader) checkRootNames() {
	taken := map[string]string{}
	for _, n := range r.cat.Nodes {
		for _, name := range []string{n.Singular, n.Plural} {
			switch {
			case reservedRoot(name):
				r.problem(n.Pos, "%s would give the root field %s, which is reserved: give another with @node(plural:) or another name", n.Name, name)
			case !fieldName.MatchString(name):
				r.problem(n.Pos, "%s: %q is no name for a root field", n.Name, name)
			case taken[name] != "":
				r.problem(n.Pos, "%s would give the root field %s, which %s gives too: tell them apart with @node(plural:)", n.Name, name, taken[name])
			}
			taken[name] = n.Name
		}
	}
}

// checkFieldKinds sees that a name isn't a property here and a relationship there: fragments on an interface that
// select both could not be merged.
func (r *reader) checkFieldKinds() {
	for _, n := range r.cat.Nodes {
		for _, f := range n.Fields {
			if p := r.props[f.Name]; p != nil {
				r.problem(f.Pos, "%s.%s is a relationship, but %s is a property at line %d", n.Name, f.Name, f.Name, p.Pos.Line)
			}
		}
	}
}

// collectProps makes the union of all properties, for engines that keep all nodes in one table.
func (r *reader) collectProps() {
	r.cat.NodeProps, r.cat.RelProps = EntityProps(), commonRelProps()
	for _, n := range r.cat.Nodes {
		r.cat.NodeProps = appendNew(r.cat.NodeProps, n.Own())
	}
	for _, t := range r.cat.Relationships {
		r.cat.RelProps = appendNew(r.cat.RelProps, t.Own())
	}
}

// appendNew adds the properties whose names are not there yet. Where types declare one name with different markers, the
// union has all of them: the index or the folded copy serves one type and does no harm to another.
func appendNew(to, from []*Property) []*Property {
	for _, p := range from {
		i := slices.IndexFunc(to, func(q *Property) bool { return q.Name == p.Name })
		if i < 0 {
			to = append(to, p)
			continue
		}
		if p.Sortable && !to[i].Sortable || p.Searchable && !to[i].Searchable {
			merged := *to[i]
			merged.Sortable = merged.Sortable || p.Sortable
			merged.Searchable = merged.Searchable || p.Searchable
			to[i] = &merged
		}
	}
	return to
}
