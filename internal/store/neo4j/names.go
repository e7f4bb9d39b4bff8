package neo4j

import (
	"regexp"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
)

var plain = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_]*$`)

// quote makes a name fit to stand in Cypher: as it is where that can't be mistaken, else in backticks.
func quote(name string) string {
	if plain.MatchString(name) && !slices.Contains(keywords, strings.ToUpper(name)) {
		return name
	}
	return "`" + strings.ReplaceAll(name, "`", "``") + "`"
}

// keywords are words that Cypher reads as part of an expression or of a pattern.
var keywords = []string{
	"ALL", "AND", "ANY", "AS", "ASC", "BY", "CALL", "CASE", "COLLECT", "CONTAINS", "COUNT", "DESC", "DISTINCT", "ELSE", "END",
	"ENDS", "EXISTS", "FALSE", "IN", "IS", "LIMIT", "MATCH", "NONE", "NOT", "NULL", "OR", "ORDER", "RETURN", "SINGLE",
	"SKIP", "STARTS", "THEN", "TRUE", "UNION", "UNWIND", "WHEN", "WHERE", "WITH", "XOR",
}

// labels gives a label or type expression: Deal|Event.
func labels(types []string) string {
	quoted := make([]string, len(types))
	for i, t := range types {
		quoted[i] = quote(t)
	}
	return strings.Join(quoted, "|")
}

// entity is the label of all nodes that are records.
const entity = "Entity"

// byID gives the hint that a record is looked up by id: on a graph that has grown fast the planner does not know yet how
// much there is, and would scan for each id.
func byID(v, typ string) string { return " USING INDEX SEEK " + v + ":" + quote(typ) + "(id)" }

// folded is the property that holds a folded copy of a @searchable one.
func folded(p *catalog.Property) string { return p.Name + "Folded" }

// missing is the property that is true where a @sortable one is null. No property of a vocabulary has an underscore.
func missing(p *catalog.Property) string { return p.Name + "_missing" }

// mayMiss tells whether nulls of the property are marked, so that an index finds them.
func mayMiss(p *catalog.Property) bool { return p.Sortable && !p.Required && !p.List }

// far and near are the properties of a relationship that hold the ids of the end one comes to, and of the one one comes from.
func far(d catalog.Direction) string {
	if d == catalog.In {
		return catalog.PropFrom.Name
	}
	return catalog.PropTo.Name
}

func near(d catalog.Direction) string {
	if d == catalog.In {
		return catalog.PropTo.Name
	}
	return catalog.PropFrom.Name
}
