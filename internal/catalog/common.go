package catalog

// The properties that every node or every relationship has. Each function-less value is shared by all catalogs: plans
// compare and print them, and nothing changes them.
var (
	// PropID is the id of a node or of a relationship: unique, stable.
	PropID = &Property{Name: "id", Scalar: ID, Required: true, Common: true, Sortable: true,
		Description: "Unique among all records, chosen by its author, stable for ever."}
	// PropName is a node's name.
	PropName = &Property{Name: "name", Scalar: String, Required: true, Common: true, Sortable: true, Searchable: true,
		Description: "The name to show."}
	// PropAliases are a node's other names.
	PropAliases = &Property{Name: "aliases", Scalar: String, List: true, Required: true, Common: true, Searchable: true,
		Description: "Other names: spellings, orders of names, scripts, abbreviations."}
	// PropSummary is a short text on a node.
	PropSummary = &Property{Name: "summary", Scalar: String, Common: true,
		Description: "What it is, in a sentence or two of our own."}
	// PropSources lists documentId#locator.
	PropSources = &Property{Name: "sources", Scalar: String, List: true, Required: true, Common: true,
		Description: "The places in documents that say so."}
	// PropDataset is the dataset that owns the record.
	PropDataset = &Property{Name: "dataset", Scalar: String, Required: true, Common: true,
		Description: "The one dataset that owns the record."}
	// PropFrom is the id of the node at which a relationship starts.
	PropFrom = &Property{Name: "fromId", Scalar: ID, Required: true, Common: true,
		Description: "The id of the node at which the relationship starts."}
	// PropTo is the id of the node at which a relationship ends.
	PropTo = &Property{Name: "toId", Scalar: ID, Required: true, Common: true,
		Description: "The id of the node at which the relationship ends."}
	// PropRank orders claims that disagree.
	PropRank = &Property{Name: "rank", Scalar: EnumOf, Enum: Rank, Required: true, Common: true,
		Description: "Which of several claims on the same to prefer."}
	// Rank is the enumeration of PropRank.
	Rank = &Enum{Name: "Rank", Description: "How a claim stands beside others on the same.", Values: []EnumValue{
		{"PREFERRED", "Better supported than others on the same."},
		{"NORMAL", "Neither preferred nor deprecated: the default."},
		{"DEPRECATED", "Known to be wrong or out of date; kept because a source says it."},
	}}
)

// EntityProps gives the properties that every node has: those of the interface Entity.
func EntityProps() []*Property {
	return []*Property{PropID, PropName, PropAliases, PropSummary, PropSources, PropDataset}
}

// RelationshipProps gives the properties that every relationship has, but for the ends' ids, in whose place the API shows the
// ends: those of the interface Relationship.
func RelationshipProps() []*Property { return []*Property{PropID, PropRank, PropSources, PropDataset} }

func commonRelProps() []*Property {
	return []*Property{PropID, PropFrom, PropTo, PropRank, PropSources, PropDataset}
}
