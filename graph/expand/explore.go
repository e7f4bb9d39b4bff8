package expand

// explorationTypes writes what the roots that look around in the graph answer with.
func (e *expansion) explorationTypes() {
	if !e.hasRels() {
		return
	}
	e.def("The shortest paths between two nodes, all of one length. Their order: step by step by the id of the node that a step comes to, then by the relationship's type in the order of RelationshipType, then forwards before backwards.",
		"type PathResult",
		member("The node that the paths start from; null where there is none of that id.", "from: "+EntityName),
		member("The paths: none where the two are not joined within maxHops, or one of them does not exist; one without steps where they are the same node.",
			"nodes: [Path!]!"),
		member("Whether there may be others. Either `first` gave room for no more paths of this length, or there is more around the two nodes than one question may look at. What is given is shortest either way; where nothing is given, there may be a path that was not found.",
			"truncated: Boolean!"))
	e.def("One way from a node to another. Two ways are the same where they pass the same nodes by the same types and directions: relationships that claim the same stand together in one step.",
		"type Path",
		member("How many steps it has.", "length: Int!"),
		member("The path as a sentence, in the vocabulary's words.", "text: String!"),
		member("From the first to the last; each begins where the one before it came to.", "steps: [PathStep!]!"))
	e.def("One hop of a path.", "type PathStep",
		member("Whether the step goes the relationship's own way, from its `from` to its `to`.", "forward: Boolean!"),
		member("The relationship that leads there: of several claims the preferred one (by rank, then by id).", "relationship: "+RelationshipName+"!"),
		member("All relationships of this type and direction between the two nodes, the preferred one first: who else says so, and who otherwise.",
			"claims: ["+RelationshipName+"!]!"),
		member("The node that the step comes to.", "node: "+EntityName+"!"))
	e.def("Nodes and the relationships among them: what a picture of the graph is drawn from.", "type Subgraph",
		member("Those that were asked for, then what is nearest, in order of id.", "nodes: ["+EntityName+"!]!"),
		member("How many hops each of `nodes` is away from the nearest that was asked for.", "distances: [Int!]!"),
		member("All relationships (of the types in `via`) among `nodes`, in order of id; at most 2000.", "relationships: ["+RelationshipName+"!]!"),
		member("What `nodes` and `relationships` do not show around the nodes nearer than `hops`, in the order of `nodes`, then of RelationshipType, forwards first; at most 1000.",
			"omitted: [Omission!]!"),
		member("Whether anything around the nodes nearer than `hops` was left out.", "truncated: Boolean!"))
	e.def("Relationships of one type and direction that are left out around a node.", "type Omission",
		member("The node.", "node: "+EntityName+"!"),
		member("The type of the relationships.", "type: RelationshipType!"),
		member("Whether the relationships start at the node; a relationship from the node to itself does.", "forward: Boolean!"),
		member("How many there are of them beside those that are shown.", "count: Int!"))
}

// explorations gives the roots that look around in the graph.
func (e *expansion) explorations() []string {
	if !e.hasRels() {
		return nil
	}
	via := member("Only along these types of relationships; all where it is not given.", "via: [RelationshipType!]") + "\n"
	return []string{
		member("The shortest paths from one node to another, along relationships of any direction.", "paths("+
			member("The id of the node to start from.", "from: ID!")+"\n"+
			member("The id of the node to come to.", "to: ID!")+"\n"+
			member("How long a path may be: 1 to 6.", "maxHops: Int = 4")+"\n"+via+
			member("The ids of nodes to leave out, at most 200: a country or a field of technology that joins everything to everything. Neither `from` nor `to`.",
				"avoid: [ID!]")+"\n"+
			member("How many paths: 1 to 20.", "first: Int = 5")+"\n): PathResult!"),
		member("What surrounds some nodes: the nodes within a number of hops, nearest first, and the relationships among them.", "neighborhood("+
			member("The ids of the nodes, at most 20. What does not exist is left out.", "of: [ID!]!")+"\n"+
			member("How far to go: 1 to 3.", "hops: Int = 1")+"\n"+via+
			member("How many nodes, those asked for included: 1 to 500.", "limit: Int = 100")+"\n"+
			member("How many nodes to go to from one along one type and direction: 1 to 100; the first in order of id. Where there is very much around, it may be fewer.",
				"perType: Int = 25")+"\n): Subgraph!"),
	}
}
