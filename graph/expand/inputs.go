package expand

import (
	"github.com/dealgraph/dealgraph/internal/catalog"
)

// filters writes the filters of scalars and enums, and those of entities and relationships at large.
func (e *expansion) filters() {
	e.counts()
	e.scalarFilters()
	e.whereAndOrder(EntityName, "entities", catalog.EntityProps(), nil,
		member("Its type.", "type: EntityTypeFilter"))
	for _, n := range e.cat.Nodes {
		e.whereAndOrder(n.Name, n.Plural, n.Props, n.Fields)
	}
	if !e.hasRels() {
		return
	}
	e.whereAndOrder(RelationshipName, "relationships", catalog.RelationshipProps(), nil,
		member("Its type, as it is stored.", "type: RelationshipTypeFilter"),
		member("The node at which it starts.", "from: EntityWhere"),
		member("The node at which it ends.", "to: EntityWhere"))
	for _, r := range e.cat.Relationships {
		var own []string
		if r.Holds() {
			own = append(own, member("True where it held on this date, as far as since and until tell: a bound that is not known excludes nothing.", "asOf: Date"))
		}
		e.whereAndOrder(r.Name, r.Stored+" relationships", relWhereProps(r.Props), nil, own...)
	}
}

// relWhereProps leaves out the ends' ids: filters reach the ends themselves.
func relWhereProps(props []*catalog.Property) []*catalog.Property {
	out := []*catalog.Property{catalog.PropID}
	for _, p := range props {
		if p != catalog.PropID && p != catalog.PropFrom && p != catalog.PropTo {
			out = append(out, p)
		}
	}
	return out
}

// whereAndOrder writes the filter and the ordering of one kind of record.
func (e *expansion) whereAndOrder(name, what string, props []*catalog.Property, rels []*catalog.RelField, extra ...string) {
	fields := logic(name + "Where")
	fields = append(fields, extra...)
	order := []string{}
	for _, p := range props {
		if f := e.filterName(p); f != "" {
			fields = append(fields, member("On its "+p.Name+".", p.Name+": "+f))
		}
		if Sorts(p) {
			order = append(order, member("By its "+p.Name+".", p.Name+": Direction"))
		}
	}
	for _, f := range rels {
		fields = append(fields, member("On what "+f.Name+" leads to.", f.Name+": "+f.TypeName()+"Filter"))
		order = append(order, member("By how many nodes "+f.Name+" leads to.", f.Name+": CountOrder"))
	}
	e.def("Which "+what+": all that is given must be true; {} is true of all.", "input "+name+"Where", fields...)
	e.def("One key of an ordering of "+what+".", "input "+name+"Order @oneOf", order...)
}

// Sorts tells whether a page can be ordered by a property.
func Sorts(p *catalog.Property) bool { return !p.List && !p.IsRef() }

func logic(where string) []string {
	return []string{
		member("True where all of these are; [] is true.", "AND: ["+where+"!]"),
		member("True where one of these is; [] is false.", "OR: ["+where+"!]"),
		member("True where this is not.", "NOT: "+where),
	}
}

// fieldInputs writes what filters and orders a relationship field's connection, and the filter through it.
func (e *expansion) fieldInputs(f *catalog.RelField) {
	name, target := f.TypeName(), targetName(f)
	what := "what " + f.Owner.Name + "." + f.Name + " leads to"
	e.def("Which of "+what+": all that is given must be true; {} is true of all.", "input "+name+"Where", append(
		logic(name+"Where"),
		member("On the node that it leads to.", "node: "+target+"Where"),
		member("On the relationship that leads there.", "relationship: "+f.Rel.Name+"Where"))...)
	e.def("One key of an ordering of "+what+".", "input "+name+"Order @oneOf",
		member("By the node that it leads to.", "node: "+target+"Order"),
		member("By the relationship that leads there.", "relationship: "+f.Rel.Name+"Order"))
	e.def("On "+what+": all that is given must be true. Of several relationships to one node, one is enough to make it so.", "input "+name+"Filter",
		member("At least one node is so.", "some: "+name+"Where"),
		member("All nodes are so; true where there is none.", "all: "+name+"Where"),
		member("Not one node is so.", "none: "+name+"Where"),
		member("Just one node is so.", "single: "+name+"Where"),
		member("How many distinct nodes there are.", "count: CountFilter"))
}

// filterName is the filter of a property: by its type, whether it is a list, and whether it is @searchable.
func (e *expansion) filterName(p *catalog.Property) string {
	switch {
	case p.Common && p.Name == "sources":
		if e.cat.DocumentType() == nil {
			return ""
		}
		return "SourcesFilter"
	case p.Searchable && p.List:
		return "TextListFilter"
	case p.Searchable:
		return "TextFilter"
	case p.List:
		return scalarName(p) + "ListFilter"
	}
	return scalarName(p) + "Filter"
}

func (e *expansion) scalarFilters() {
	used := map[string]*catalog.Property{}
	var order []string
	// Of each type and not of the catalog's union, which marks a name @searchable where only one type does.
	for _, n := range e.cat.Nodes {
		order = e.addFilters(order, used, n.Props)
	}
	for _, r := range e.cat.Relationships {
		order = e.addFilters(order, used, r.Props)
	}
	for _, name := range order {
		e.scalarFilter(name, used[name])
	}
	e.typeFilter("EntityType")
	if e.hasRels() {
		e.typeFilter("RelationshipType")
	}
	e.def("The days between two dates, both taken with all the days that they may mean. At least one is given.", "input DateRange",
		member("The first date; open where it is not given.", "from: Date"),
		member("The last date; open where it is not given.", "to: Date"))
}

func (e *expansion) addFilters(order []string, used map[string]*catalog.Property, props []*catalog.Property) []string {
	for _, p := range props {
		if name := e.filterName(p); name != "" && used[name] == nil {
			used[name] = p
			order = append(order, name)
		}
	}
	return order
}

func (e *expansion) typeFilter(enum string) {
	e.def("On a type.", "input "+enum+"Filter",
		member("It is this.", "eq: "+enum), member("It is not this.", "ne: "+enum),
		member("It is one of these.", "in: ["+enum+"!]"), member("It is none of these.", "notIn: ["+enum+"!]"))
}

func (e *expansion) scalarFilter(name string, p *catalog.Property) {
	if name == "SourcesFilter" {
		e.sourcesFilter()
		return
	}
	t := scalarName(p)
	var fields []string
	if p.List {
		fields = []string{
			member("It has this element.", "has: "+t),
			member("It has one of these elements.", "hasAny: ["+t+"!]"),
			member("It is a list without elements.", "isEmpty: Boolean"),
		}
	} else {
		fields = []string{
			member("It is this.", "eq: "+t), member("It is not this.", "ne: "+t),
			member("It is one of these.", "in: ["+t+"!]"), member("It is none of these.", "notIn: ["+t+"!]"),
		}
	}
	if Compares(p) {
		fields = append(fields, member("It is smaller.", "lt: "+t), member("It is smaller, or this.", "lte: "+t),
			member("It is larger.", "gt: "+t), member("It is larger, or this.", "gte: "+t))
	}
	if p.Textual() && !p.List {
		fields = append(fields, member("It contains this.", "contains: "+t),
			member("It begins with this.", "startsWith: "+t), member("It ends with this.", "endsWith: "+t))
	}
	if p.Searchable {
		fields = append(fields, member("It contains this, whatever the case and the form of the characters (NFKC); of a list, one element does.",
			"containsIgnoreCase: "+t))
	}
	if p.Scalar == catalog.Date && !p.List {
		fields = append(fields, member("It may mean a day in this range.", "overlaps: DateRange"))
	}
	fields = append(fields, member("There is no value.", "isNull: Boolean"))
	e.def("On a property: all that is given must be true. A null value satisfies only isNull: true, ne, notIn and what a NOT makes of the rest.",
		"input "+name, fields...)
}

// Compares tells whether values of a property have an order worth filtering by.
func Compares(p *catalog.Property) bool {
	return !p.List && p.Scalar != catalog.Boolean && p.Scalar != catalog.EnumOf
}

func (e *expansion) sourcesFilter() {
	e.def("On the sources of a record: all that is given must be true.", "input SourcesFilter",
		member("One of its sources is in a document with such an id.", "document: SourceDocumentFilter"),
		member("How many distinct documents there are among its sources.", "documents: CountFilter"))
	e.def("On the ids of the documents among a record's sources.", "input SourceDocumentFilter",
		member("It is this.", "eq: ID"), member("It is one of these.", "in: [ID!]"))
}

// counts writes the filter and the ordering by how many there are of something.
func (e *expansion) counts() {
	e.def("On a number of things.", "input CountFilter",
		member("It is this.", "eq: Int"), member("It is not this.", "ne: Int"),
		member("It is smaller.", "lt: Int"), member("It is smaller, or this.", "lte: Int"),
		member("It is larger.", "gt: Int"), member("It is larger, or this.", "gte: Int"))
	e.def("An ordering by how many distinct nodes a relationship field leads to.", "input CountOrder @oneOf",
		member("By their number.", "count: Direction"))
}
