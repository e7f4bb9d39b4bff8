package expand

import (
	"fmt"
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
)

// The names that the expansion makes. Package collect reads the same fields by them.
const (
	EntityName       = "Entity"
	RelationshipName = "Relationship"
	NodeName         = "Node"
)

func (e *expansion) scalarsAndEnums() {
	e.def("A date of the Gregorian calendar that may be partial: YYYY, YYYY-MM or YYYY-MM-DD. Dates compare as strings do: earliest day first, then the shorter one.",
		"scalar Date")
	e.def("A whole number of 64 bits, as a string in JSON: JavaScript's numbers hold 53.", "scalar BigInt")
	e.def("Marks an input object of which exactly one field is given.", "directive @oneOf on INPUT_OBJECT")
	e.def("The direction of an ordering. Nulls come last either way.", "enum Direction",
		member("Smallest first.", "ASC"), member("Largest first.", "DESC"))
	e.enum(catalog.Rank)
	for _, x := range e.cat.Enums {
		e.enum(x)
	}
	var types []string
	for _, n := range e.cat.Nodes {
		types = append(types, member(or(n.Description, "The type "+n.Name+"."), n.Name))
	}
	e.def("The types of entities.", "enum EntityType", types...)
	var rels []string
	for _, r := range e.cat.Relationships {
		rels = append(rels, member(or(r.Description, "The relationship "+r.Stored+".")+" Its object type is "+r.Name+".", r.Stored))
	}
	if len(rels) > 0 {
		e.def("The types of relationships, as they are stored.", "enum RelationshipType", rels...)
	}
}

func (e *expansion) enum(x *catalog.Enum) {
	var values []string
	for _, v := range x.Values {
		values = append(values, member(or(v.Description, "The value "+v.Name+"."), v.Name))
	}
	e.def(or(x.Description, "The values of "+x.Name+"."), "enum "+x.Name, values...)
}

func (e *expansion) interfaces() {
	e.def("Anything that has an id: an entity or a relationship. `node(id:)` finds it.", "interface Node",
		member("Unique among all records, stable for ever.", "id: ID!"))
	e.def("A node of the graph, whatever its type.", "interface Entity implements Node", e.fields(catalog.EntityProps())...)
	if e.hasRels() {
		e.def("A relationship of the graph, whatever its type: a claim that documents make.",
			"interface Relationship implements Node", e.relationshipFields()...)
		e.connection(RelationshipName, RelationshipName, "relationships", "")
	}
	e.connection(NodeName, NodeName, "records", "")
	e.search()
	e.def("Where a page stands in its list.", "type PageInfo",
		member("Whether more follows this page. Backwards it says whether `before` was given.", "hasNextPage: Boolean!"),
		member("Whether more stands before this page. Forwards it says whether `after` was given.", "hasPreviousPage: Boolean!"),
		member("The cursor of the page's first edge, null where it has none.", "startCursor: String"),
		member("The cursor of the page's last edge, null where it has none.", "endCursor: String"))
	if e.cat.DocumentType() != nil {
		e.def("A place in a document that says so.", "type Source",
			member("The document.", "document: "+catalog.DocumentTypeName+"!"),
			member("The place in it, as its chapters, headings and paragraphs are numbered; null for the whole.", "locator: String"))
	}
}

func (e *expansion) hasRels() bool { return len(e.cat.Relationships) > 0 }

func (e *expansion) fields(props []*catalog.Property) []string {
	var fields []string
	for _, p := range props {
		if p.Common && p.Name == "sources" {
			if e.cat.DocumentType() != nil {
				fields = append(fields, member(p.Description, "sources: [Source!]!"))
			}
			continue
		}
		fields = append(fields, member(or(p.Description, "The property "+p.Name+"."), p.Name+": "+e.outputType(p)))
	}
	return fields
}

func (e *expansion) relationshipFields() []string {
	return append([]string{
		member("TYPE:from:to, or TYPE:from:to:key: unique among all records, stable for ever.", "id: ID!"),
		member("Its type, as it is stored.", "type: RelationshipType!"),
		member("The node at which it starts.", "from: Entity!"),
		member("The node at which it ends.", "to: Entity!"),
	}, e.fields(catalog.RelationshipProps()[1:])...) // the id is told above
}

// outputType is a property's type in the API. A reference shows the record that it names.
func (e *expansion) outputType(p *catalog.Property) string {
	t := scalarName(p)
	if p.IsRef() {
		t = EntityName
		if len(p.Refs) == 1 {
			t = p.Refs[0]
		}
	}
	if p.List {
		t = "[" + t + "!]"
	}
	if p.Required {
		t += "!"
	}
	return t
}

func scalarName(p *catalog.Property) string {
	if p.Enum != nil {
		return p.Enum.Name
	}
	return string(p.Scalar)
}

func (e *expansion) nodeType(n *catalog.NodeType) {
	fields := e.fields(n.Props)
	for _, f := range n.Fields {
		fields = append(fields, member(or(f.Description, "Along "+f.Rel.Stored+"."), f.Name+connectionArgs(f.TypeName())))
	}
	if n == e.cat.DocumentType() {
		fields = append(fields, member("The records, entities and relationships, that have it as a source, in order of id.",
			"citedBy"+pagingArgs()+": NodeConnection!"))
	}
	e.def(or(n.Description, "An entity of the type "+n.Name+"."), "type "+n.Name+" implements Node & Entity", fields...)
	e.connection(n.Name, n.Name, n.Plural, "")
	for _, f := range n.Fields {
		e.connection(f.TypeName(), targetName(f), "what "+n.Name+"."+f.Name+" leads to", f.Rel.Name)
		e.fieldInputs(f)
	}
}

func (e *expansion) relType(r *catalog.RelType) {
	e.def(or(r.Description, "A relationship "+r.Stored+"."), "type "+r.Name+" implements Node & Relationship",
		append(e.relationshipFields(), e.fields(r.Own())...)...)
}

// connection writes a connection and its edge. rel is the relationship's object type, empty at roots.
func (e *expansion) connection(name, node, what, rel string) {
	e.def("A page of "+what+".", "type "+name+"Connection",
		member("The page, each with its cursor"+ifAny(rel, " and the relationship")+".", "edges: ["+name+"Edge!]!"),
		member("The page, without cursors.", "nodes: ["+node+"!]!"),
		member("Where the page stands in the list.", "pageInfo: PageInfo!"),
		member("How many there are in all, after `where`; worked out only if asked.", "totalCount: Int!"),
		member("What all of them come to, after `where`: how many, distinct values, the smallest and the largest.", "aggregate: "+name+"Aggregate!"),
		member("All of them, after `where`, grouped by a value: the largest groups first, groups as large as each other by key, null last.",
			"groups("+member("What to group by.", "by: "+name+"GroupBy!")+"\n"+
				member("How many groups: 1 to 200, 20 where it is not given.", "first: Int")+"): ["+name+"Group!]!"))
	fields := []string{
		member("Opaque: where the edge stands in its ordering. For `after` and `before`.", "cursor: String!"),
		member("What stands there.", "node: "+node+"!"),
	}
	if rel != "" {
		fields = append(fields, member("The relationship that leads there.", "relationship: "+rel+"!"))
	}
	e.def("One place in a page of "+what+".", "type "+name+"Edge", fields...)
}

func (e *expansion) roots() {
	fields := []string{
		member("The record with this id, or that had it before: an entity or a relationship. Null where there is none.",
			"node("+member("The id.", "id: ID!")+"): Node"),
		member("The records with these ids, in their order, null where there is none. At most 200.",
			"nodes("+member("The ids.", "ids: [ID!]!")+"): [Node]!"),
	}
	for _, n := range e.cat.Nodes {
		fields = append(fields,
			member(fmt.Sprintf("The %s with this id, or that had it before. Null where there is none.", n.Name),
				n.Singular+"("+member("The id.", "id: ID!")+"): "+n.Name),
			member("A page of "+n.Plural+". By id where no order is given.", n.Plural+connectionArgs(n.Name)))
	}
	if e.hasRels() {
		types := member("Only these types; all where it is not given.", "types: [RelationshipType!]")
		fields = append(fields, member("A page of relationships. By id where no order is given.",
			"relationships"+strings.Replace(connectionArgs(RelationshipName), "(", "("+types+"\n", 1)))
	}
	fields = append(fields, searchField())
	fields = append(fields, e.explorations()...)
	e.WriteString("extend type Query {\n" + strings.Join(fields, "\n") + "\n}\n\n")
}

// connectionArgs is the arguments and type of a field that gives the connection of this name.
func connectionArgs(name string) string {
	own := member("Only those of which this is true.", "where: "+name+"Where") + "\n" +
		member("Their order: the first key decides, then the next; ties by id.", "orderBy: ["+name+"Order!]") + "\n"
	return strings.Replace(pagingArgs(), "(", "("+own, 1) + ": " + name + "Connection!"
}

func pagingArgs() string {
	return "(" + strings.Join([]string{
		member("How many, from the front: 1 to 200. Where neither this nor `last` is given it is 20, or with `before` the last 20.", "first: Int"),
		member("Only what stands behind this cursor.", "after: String"),
		member("How many, from the end: 1 to 200.", "last: Int"),
		member("Only what stands before this cursor.", "before: String"),
	}, "\n") + ")"
}

func targetName(f *catalog.RelField) string {
	if t := f.Target(); t != nil {
		return t.Name
	}
	return EntityName
}

func ifAny(s, text string) string {
	if s == "" {
		return ""
	}
	return text
}
