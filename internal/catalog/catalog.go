package catalog

import (
	"slices"

	"github.com/vektah/gqlparser/v2/ast"
)

// Catalog is a checked vocabulary. Its slices are in the order of declaration and must not be changed.
type Catalog struct {
	Nodes         []*NodeType
	Relationships []*RelType
	Enums         []*Enum

	// NodeProps and RelProps are the union of the properties over all types, the common ones first: what an engine that
	// keeps all nodes in one table needs as columns.
	NodeProps []*Property
	RelProps  []*Property

	nodes map[string]*NodeType
	rels  map[string]*RelType
}

// Node gives the node type of this name, or nil.
func (c *Catalog) Node(name string) *NodeType { return c.nodes[name] }

// Relationship gives the relationship type that is stored under this name (SIGNED), or nil.
func (c *Catalog) Relationship(stored string) *RelType { return c.rels[stored] }

// DocumentType is the node type whose records sources refer to: Document, where the vocabulary declares it, else nil.
func (c *Catalog) DocumentType() *NodeType { return c.nodes[DocumentTypeName] }

// DocumentTypeName is the name that makes a node type the one that sources refer to.
const DocumentTypeName = "Document"

// Scalar is a property's type, apart from list and nullability.
type Scalar string

// The scalars. ID is that of ids and references; Enum properties also name their Enum.
const (
	String  Scalar = "String"
	Int     Scalar = "Int"     // 32 bits; int64 in Go
	BigInt  Scalar = "BigInt"  // 64 bits; int64 in Go, a string in JSON
	Float   Scalar = "Float"   // float64 in Go, finite; -0 is the same value as 0
	Boolean Scalar = "Boolean" // bool in Go
	Date    Scalar = "Date"    // YYYY, YYYY-MM or YYYY-MM-DD; string in Go
	ID      Scalar = "ID"      // string in Go
	EnumOf  Scalar = "Enum"    // string in Go
)

// Property is one property of node or relationship types. One name means one type everywhere in a vocabulary.
type Property struct {
	Name        string
	Scalar      Scalar
	Enum        *Enum // nil unless Scalar is EnumOf
	List        bool  // its elements are never null
	Required    bool  // never null
	Common      bool  // held by every node or every relationship, not declared by the vocabulary
	Sortable    bool  // an index serves orderings by it
	Searchable  bool  // a folded copy serves containsIgnoreCase
	Finds       bool  // a search for it finds the node at which its relationship starts
	Refs        []string
	Description string
	Pos         *ast.Position
}

// IsRef tells whether the property holds the id of a node (or ids, when List).
func (p *Property) IsRef() bool { return len(p.Refs) > 0 }

// Textual tells whether values are strings that prefix and substring tests make sense for.
func (p *Property) Textual() bool { return p.Scalar == String || p.Scalar == ID }

// Enum is an enumeration of the vocabulary (or Rank).
type Enum struct {
	Name        string
	Description string
	Values      []EnumValue
}

// EnumValue is one value of an Enum.
type EnumValue struct{ Name, Description string }

// Has tells whether the enumeration has this value.
func (e *Enum) Has(name string) bool {
	return slices.ContainsFunc(e.Values, func(v EnumValue) bool { return v.Name == name })
}

// NodeType is a kind of entity: a label in the stored graph, an object type in the API.
type NodeType struct {
	Name        string
	Singular    string // the root field that gives one: deal
	Plural      string // the root field that gives a connection: deals
	Pronoun     string // what a sentence goes on with after one: which, who
	Description string
	Props       []*Property // common ones first, then its own, as declared
	Fields      []*RelField // relationship fields, as declared
	Pos         *ast.Position
}

// Prop gives the property of this name, common ones included, or nil.
func (n *NodeType) Prop(name string) *Property { return find(n.Props, name) }

// Field gives the relationship field of this name, or nil.
func (n *NodeType) Field(name string) *RelField {
	for _, f := range n.Fields {
		if f.Name == name {
			return f
		}
	}
	return nil
}

// Own gives the properties that the vocabulary declares for the type itself.
func (n *NodeType) Own() []*Property { return own(n.Props) }

// Direction is the way in which a relationship field reads its relationship.
type Direction uint8

// Out reads from the relationship's start to its end, In from its end to its start.
const (
	Out Direction = iota
	In
)

// Reverse is the other way.
func (d Direction) Reverse() Direction { return In - d }

func (d Direction) String() string {
	if d == In {
		return "IN"
	}
	return "OUT"
}

// RelField is a field of a node type that leads along a relationship.
type RelField struct {
	Owner       *NodeType
	Name        string
	Rel         *RelType
	Dir         Direction
	Reads       string      // how a sentence goes along it: signed
	Targets     []*NodeType // the types of the other end: all to which this relationship may lead from an Owner, since both ends agree
	Description string
	Pos         *ast.Position
}

// TypeName is what the names of the field's connection, edge, filter and ordering begin with: PersonSigned.
func (f *RelField) TypeName() string { return f.Owner.Name + upperFirst(f.Name) }

// Target is the type of the other end where there is just one, else nil (the API then shows Entity).
func (f *RelField) Target() *NodeType {
	if len(f.Targets) == 1 {
		return f.Targets[0]
	}
	return nil
}

// RelType is a kind of relationship: a type in the stored graph, one object type in the API, the same from both ends.
type RelType struct {
	Stored      string // SIGNED
	Name        string // Signature
	Description string
	Props       []*Property // common ones first, then its own, as declared
	Pairs       []Pair      // which types it joins
	Pos         *ast.Position
}

// Pair is one combination of types that a relationship may join.
type Pair struct{ From, To *NodeType }

// Prop gives the property of this name, common ones included, or nil.
func (r *RelType) Prop(name string) *Property { return find(r.Props, name) }

// Own gives the properties that the vocabulary declares for the relationship itself.
func (r *RelType) Own() []*Property { return own(r.Props) }

// Joins tells whether the relationship may lead from one type to the other.
func (r *RelType) Joins(from, to *NodeType) bool { return slices.Contains(r.Pairs, Pair{from, to}) }

// Finding gives the properties by which a search finds the node at which the relationship starts.
func (r *RelType) Finding() []*Property {
	var finding []*Property
	for _, p := range r.Props {
		if p.Finds {
			finding = append(finding, p)
		}
	}
	return finding
}

// Holds tells whether the relationship has both since and until, so that asOf applies to it.
func (r *RelType) Holds() bool {
	s, u := r.Prop("since"), r.Prop("until")
	return s != nil && u != nil && s.Scalar == Date && u.Scalar == Date
}

func find(props []*Property, name string) *Property {
	for _, p := range props {
		if p.Name == name {
			return p
		}
	}
	return nil
}

func own(props []*Property) []*Property {
	i := slices.IndexFunc(props, func(p *Property) bool { return !p.Common })
	if i < 0 {
		return nil
	}
	return props[i:]
}
