package catalog

import (
	"regexp"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

var (
	typeName   = regexp.MustCompile(`^[A-Z][A-Za-z0-9]{0,62}$`)
	fieldName  = regexp.MustCompile(`^[a-z][A-Za-z0-9]{0,62}$`)
	storedName = regexp.MustCompile(`^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$`)
)

// reservedType tells whether the published API, or an engine's own labels, need this name.
func reservedType(name string) bool {
	for _, suffix := range []string{"Connection", "Edge", "Where", "Order", "Filter"} {
		if strings.HasSuffix(name, suffix) {
			return true
		}
	}
	return slices.Contains([]string{
		"Query", "Mutation", "Subscription", "Node", "Entity", "Relationship", "PageInfo", "Source", "Rank", "Direction", "DateRange",
		"EntityType", "RelationshipType", "String", "Int", "BigInt", "Float", "Boolean", "Date", "ID",
		"Dataset", "Revision", "RevisionDataset", "PathResult", "Path", "PathStep", "Subgraph", "Omission",
		"FormerId", "Tombstone", "Citation", "Undo", "Vocabulary", "WriteLock", "SearchField", "SearchTerm", "SearchWord", "SearchTypo",
	}, name)
}

// reservedField tells whether all nodes, all relationships or their filters have this name already.
func reservedField(name string) bool {
	return slices.Contains([]string{
		"id", "type", "name", "aliases", "summary", "sources", "dataset", "from", "to", "fromId", "toId", "rank",
		"node", "relationship", "citedBy", "key", "formerIds", "asOf", "count",
	}, name) || strings.HasSuffix(name, "Folded")
}

// reservedRoot tells whether a root field of this name exists whatever the vocabulary.
func reservedRoot(name string) bool {
	return slices.Contains([]string{
		"node", "nodes", "relationship", "relationships", "search", "paths", "neighborhood", "dataset", "datasets",
		"revision", "revisions", "version",
	}, name)
}

func argument(d *ast.Directive, name string) string {
	if d == nil {
		return ""
	}
	if a := d.Arguments.ForName(name); a != nil {
		return a.Value.Raw
	}
	return ""
}

func lowerFirst(s string) string { return strings.ToLower(s[:1]) + s[1:] }

func upperFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// plural forms the regular plural of an English noun; @node(plural:) serves the others.
func plural(s string) string {
	for _, ending := range []string{"s", "x", "z", "ch", "sh"} {
		if strings.HasSuffix(s, ending) {
			return s + "es"
		}
	}
	if n := len(s); n > 1 && s[n-1] == 'y' && !strings.ContainsRune("aeiou", rune(s[n-2])) {
		return s[:n-1] + "ies"
	}
	return s + "s"
}
