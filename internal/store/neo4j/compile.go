package neo4j

import (
	"fmt"
	"maps"
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
)

// Statement is a Cypher statement and its parameters.
type Statement struct {
	Cypher string
	Params map[string]any

	wait []string // which of Params depend on what a query has for placeholders
}

// Compile gives the one statement that answers a plan. Plans of one shape give one text, so that Neo4j's cache of plans
// hits: values are parameters, and variables are numbered in the order of the plan.
func Compile(cat *catalog.Catalog, q *plan.Query) Statement {
	c := &compiler{cat: cat, params: map[string]any{}}
	p := &pipe{}
	values := c.values(q.Columns, p, row{})
	for i, v := range values {
		values[i] = fmt.Sprintf("%s AS c%d", v, i)
	}
	if len(values) == 0 {
		values = []string{"null AS c0"}
	}
	st := Statement{Cypher: p.returning(strings.Join(values, ",\n  ")), Params: c.params}
	for name, v := range st.Params {
		if q.Waits(v) {
			st.wait = append(st.wait, name)
			continue
		}
		st.Params[name] = q.Value(v)
	}
	return st
}

// paramsOf gives the parameters for one of the queries that share the statement.
func (s Statement) paramsOf(q *plan.Query) map[string]any {
	if len(s.wait) == 0 {
		return s.Params
	}
	params := maps.Clone(s.Params)
	for _, name := range s.wait {
		params[name] = q.Value(params[name])
	}
	return params
}

// compiler holds what a statement's parts share: its parameters and the numbers of its variables.
type compiler struct {
	cat       *catalog.Catalog
	params    map[string]any
	vars      int
	nodeTypes string // the parameter that lists all node types, once one was needed
	found     []found
}

// variable stands in a predicate where a value may: a Cypher variable that holds it.
type variable string

// param makes a parameter of a value and gives its name in Cypher. What is worked out of a value of the plan must be
// plan.Derived.
func (c *compiler) param(v any) string {
	if x, ok := v.(variable); ok {
		return string(x)
	}
	name := fmt.Sprintf("p%d", len(c.params))
	c.params[name] = oneZero(v)
	return "$" + name
}

// constant gives a truth value. It is a parameter: Neo4j would work out a literal together with what stands beside it, and
// then refuse to find the predicates that an index hint needs.
func (c *compiler) constant(v bool) string { return c.param(v) }

// oneZero makes negative zeros positive, alone and in lists: Neo4j orders the one before the other, though they are equal.
func oneZero(v any) any {
	switch v := v.(type) {
	case float64:
		return v + 0
	case []any:
		return mapList(v, oneZero)
	}
	return v
}

func mapList(list []any, f func(any) any) []any {
	all := make([]any, len(list))
	for i, v := range list {
		all[i] = f(v)
	}
	return all
}

// fresh gives a variable that the statement does not use yet.
func (c *compiler) fresh(prefix string) string {
	c.vars++
	return fmt.Sprintf("%s%d", prefix, c.vars)
}

// row names the Cypher variables that a row binds: empty where it binds none. Where a row may bind null to node or rel,
// partial is set.
type row struct {
	node, rel          string
	requested, locator string
	cited              string // the record's id, in a row of CitedBy
	word               string // the SearchWord, in a row of Begun or Near
	kind               string // the expression of its type, where it is not looked up
	partial            bool
	relType            string   // the relationship's type, where it is known
	group              *group   // in a row of Group
	keys               []string // variables of groups around, which predicates may be about: subqueries import them
	scope              []string // variables of rows around, where it is known: what a CALL may import
}

func (r row) of(v plan.Var) string {
	if v == plan.Rel {
		return r.rel
	}
	return r.node
}

func (r row) variables() []string {
	var all []string
	for _, v := range []string{r.node, r.rel, r.requested, r.locator, r.cited, r.word} {
		if v != "" {
			all = append(all, v)
		}
	}
	return append(all, r.group.variables()...)
}

// block wraps clauses as a subquery expression.
func block(keyword, text string) string {
	return keyword + " {\n" + indent(text) + "\n}"
}

func indent(text string) string {
	return "  " + strings.ReplaceAll(text, "\n", "\n  ")
}
