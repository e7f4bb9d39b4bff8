package expand

// search writes what a search gives.
func (e *expansion) search() {
	e.def("Where a text stands by which an entity was found.", "enum SearchField",
		member("It is the entity's name.", "NAME"),
		member("It is one of the entity's other names.", "ALIAS"),
		member("It is a text on a relationship that starts at the entity, such as the title of a post.", "TITLE"))
	e.def("A page of what a search found, best first.", "type SearchConnection",
		member("The page, each with what was found.", "edges: [SearchEdge!]!"),
		member("The page, without what was found.", "nodes: [Entity!]!"),
		member("Where the page stands in what was found.", "pageInfo: PageInfo!"))
	e.def("One entity that a search found.", "type SearchEdge",
		member("Opaque: where the edge stands in what this search finds. For `after`.", "cursor: String!"),
		member("The entity.", "node: Entity!"),
		member("The text that was found, as it is stored: of several the best.", "matched: String!"),
		member("Where that text stands.", "field: SearchField!"))
}

// searchField is the root field.
func searchField() string {
	args := "(" + member("What to search for: 1 to 200 characters. Words in any order.", "text: String!") + "\n" +
		member("Only entities of these types; of any where it is not given.", "types: [EntityType!]") + "\n" +
		member("How many: 1 to 200; 20 where it is not given.", "first: Int") + "\n" +
		member("Only what stands behind this cursor.", "after: String") + ")"
	return member("The entities that somebody means by a text: by their names, other names, and the titles of their posts and the like. "+
		"Case, diacritics, hyphens, spaces and the order of words make no difference; words may be begun only, and longer ones may hold a typo or two. "+
		"First what is the text (as a name, then as another name, then as a title), then what begins with it, what has all of its words, "+
		"words that begin with them, words that they may be meant for; ties by id. It finds at most 200 entities in each of these ways, "+
		"50 for each word that was only begun or is meant for another; `hasNextPage` tells of no others.",
		"search"+args+": SearchConnection!")
}
