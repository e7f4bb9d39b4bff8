package expand

import (
	"github.com/dealgraph/dealgraph/internal/catalog"
)

// aggregates writes what aggregate and groups of connections are made of: those of values, of entities and of relationships
// at large, of each type, and of what each relationship field leads to.
func (e *expansion) aggregates() {
	e.valueAggregates()
	e.def("By the value itself.", "enum Grouping", member("The value.", "VALUE"))
	e.def("How much of a date groups: a partial date that tells less groups by what it tells.", "enum DateGrouping",
		member("All of it.", "VALUE"), member("Its year.", "YEAR"), member("Its year and month.", "MONTH"))
	e.aggregate(EntityName, "entities", catalog.EntityProps())
	e.groupBy(EntityName, "entities", catalog.EntityProps(), nil, member("By its type.", "type: Grouping"))
	for _, n := range e.cat.Nodes {
		e.aggregate(n.Name, n.Plural, n.Props)
		e.groupBy(n.Name, n.Plural, n.Props, n.Fields)
		e.group(n.Name, n.Plural, false)
		for _, f := range n.Fields {
			e.fieldAggregates(f)
		}
	}
	e.def("What all records of a list come to.", "type "+NodeName+"Aggregate", member("How many there are.", "count: Int!"))
	e.def("What records are grouped by.", "input "+NodeName+"GroupBy @oneOf", member("By the type of the entity or of the relationship.", "type: Grouping"))
	e.group(NodeName, "records", false)
	if !e.hasRels() {
		return
	}
	e.aggregate(RelationshipName, "relationships", catalog.RelationshipProps())
	e.groupBy(RelationshipName, "relationships", catalog.RelationshipProps(), nil,
		member("By its type, as it is stored.", "type: Grouping"),
		member("By the node at which it starts.", "from: EntityGroupBy"),
		member("By the node at which it ends.", "to: EntityGroupBy"))
	e.group(RelationshipName, "relationships", false)
	for _, r := range e.cat.Relationships {
		e.aggregate(r.Name, r.Stored+" relationships", relWhereProps(r.Props))
		e.groupBy(r.Name, r.Stored+" relationships", relWhereProps(r.Props), nil)
	}
}

// valueAggregates writes one type for each type of values that have an order, and one for those that have none.
func (e *expansion) valueAggregates() {
	distinct := member("How many distinct values there are; null is none.", "distinct: Int!")
	for _, scalar := range []catalog.Scalar{catalog.String, catalog.Int, catalog.BigInt, catalog.Float, catalog.Date} {
		e.def("What the values of a property come to.", "type "+string(scalar)+"Aggregate", distinct,
			member("The smallest, null where there is none.", "min: "+string(scalar)),
			member("The largest, null where there is none.", "max: "+string(scalar)))
	}
	e.def("What the values of a property that has no order come to.", "type DistinctAggregate", distinct)
}

// Extremes tells whether the values of a property have a smallest and a largest worth asking for.
func Extremes(p *catalog.Property) bool { return Compares(p) && !p.IsRef() }

func (e *expansion) aggregate(name, what string, props []*catalog.Property) {
	fields := []string{member("How many "+what+" there are; of what a relationship leads to, each counts once.", "count: Int!")}
	for _, p := range props {
		switch {
		case p.List, p == catalog.PropID: // clients' caches take whatever is called id for an object's key
		case Extremes(p):
			fields = append(fields, member("The values of "+p.Name+".", p.Name+": "+string(p.Scalar)+"Aggregate!"))
		default:
			fields = append(fields, member("The values of "+p.Name+".", p.Name+": DistinctAggregate!"))
		}
	}
	e.def("What all "+what+" of a list come to.", "type "+name+"Aggregate", fields...)
}

func (e *expansion) groupBy(name, what string, props []*catalog.Property, rels []*catalog.RelField, extra ...string) {
	fields := extra
	for _, p := range props {
		switch {
		case p == catalog.PropSources:
			if e.cat.DocumentType() != nil {
				fields = append(fields, member("By the documents among its sources, each once.", "sources: "+catalog.DocumentTypeName+"GroupBy"))
			}
		case p.List:
		case p.Scalar == catalog.Date:
			fields = append(fields, member("By its "+p.Name+".", p.Name+": DateGrouping"))
		case p.IsRef():
			fields = append(fields, member("By the node that its "+p.Name+" names.", p.Name+": Grouping"))
		default:
			fields = append(fields, member("By its "+p.Name+".", p.Name+": Grouping"))
		}
	}
	for _, f := range rels {
		fields = append(fields, member("By what "+f.Name+" leads to: in the group of each, however many relationships lead there.", f.Name+": "+f.TypeName()+"GroupBy"))
	}
	e.def("What "+what+" are grouped by.", "input "+name+"GroupBy @oneOf", fields...)
}

// group writes the type of a list's groups. edges tells that the list is one of relationships and where they lead.
func (e *expansion) group(name, what string, edges bool) {
	fields := []string{
		member("The value that all members have, as a text; null for those that have none.", "key: String"),
		member("The node whose id is the key; null where the key is no id.", "node: "+EntityName),
	}
	if edges {
		fields = append(fields, member("How many members there are: relationships.", "count: Int!"),
			member("How many distinct nodes they lead to.", "nodeCount: Int!"))
	} else {
		fields = append(fields, member("How many members there are.", "count: Int!"))
	}
	fields = append(fields, member("The members, a page of them.", "members"+e.listArgs(name)))
	e.def("Those of "+what+" that have a value in common.", "type "+name+"Group", fields...)
}

// listArgs is the arguments and type of a connection's list again.
func (e *expansion) listArgs(name string) string {
	if name == NodeName {
		return pagingArgs() + ": NodeConnection!"
	}
	return connectionArgs(name)
}

// fieldAggregates writes what the connection of a relationship field comes to, and its groups.
func (e *expansion) fieldAggregates(f *catalog.RelField) {
	name, what := f.TypeName(), "what "+f.Owner.Name+"."+f.Name+" leads to"
	e.def("What all that "+f.Owner.Name+"."+f.Name+" leads to comes to.", "type "+name+"Aggregate",
		member("How many relationships there are; node has how many distinct nodes.", "count: Int!"),
		member("Of the nodes that it leads to.", "node: "+targetName(f)+"Aggregate!"),
		member("Of the relationships that lead there.", "relationship: "+f.Rel.Name+"Aggregate!"))
	e.def("What "+what+" is grouped by.", "input "+name+"GroupBy @oneOf",
		member("By the node that it leads to: by its id, by a property, or on to others.", "node: "+targetName(f)+"GroupBy"),
		member("By the relationship that leads there.", "relationship: "+f.Rel.Name+"GroupBy"))
	e.group(name, what, true)
}
