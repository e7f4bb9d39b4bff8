package sqlite

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
)

// Statement is a plan as SQL: one SELECT that gives one row as text. Args are the values of ?1, ?2, …
type Statement struct {
	SQL  string
	Args []any

	columns []shape
	wait    []int // which of Args depend on what a query has for placeholders
}

// Compile turns a plan into a statement. Plans that differ only in values, list lengths beyond one, and limits give the same
// text, so that prepared statements are found again. An error is a programmer's mistake: an operator that it doesn't know.
func Compile(cat *catalog.Catalog, q *plan.Query) (st Statement, err error) {
	c := &compiler{cat: cat}
	defer func() {
		if m, ok := recover().(mistake); ok {
			err = fmt.Errorf("compile plan to SQL: %s", string(m))
		}
	}()
	c.findOnce(q.Columns)
	row, columns := c.row(q.Columns, scope{})
	st = Statement{SQL: c.tables() + "SELECT " + row, Args: c.args, columns: columns}
	for i, v := range st.Args {
		if q.Waits(v) {
			st.wait = append(st.wait, i)
			continue
		}
		st.Args[i] = q.Value(v)
	}
	return st, nil
}

// argsOf gives the arguments for one of the queries that share the statement.
func (st Statement) argsOf(q *plan.Query) []any {
	if len(st.wait) == 0 {
		return st.Args
	}
	args := slices.Clone(st.Args)
	for _, i := range st.wait {
		args[i] = q.Value(args[i])
	}
	return args
}

// compiler holds what one compilation has handed out so far.
type compiler struct {
	cat     *catalog.Catalog
	args    []any
	aliases int
	found   []*found
}

// mistake is a panic that Compile turns into an error, so that the many functions of a compilation need not pass it on.
type mistake string

// expression is SQL in a value's place.
type expression string

// arg gives the placeholder for a value. What is worked out of a value of the plan must be plan.Derived.
func (c *compiler) arg(v any) string {
	if e, ok := v.(expression); ok {
		return string(e)
	}
	if b, ok := v.(bool); ok {
		v = int64(0)
		if b {
			v = int64(1)
		}
	}
	c.args = append(c.args, v)
	return "?" + strconv.Itoa(len(c.args))
}

// array gives an expression whose rows are the values: one placeholder, however many they are.
func (c *compiler) array(values []any) string {
	return "(SELECT value FROM json_each(" + c.arg(plan.Derive(values, encodeList)) + "))"
}

// alias gives a table's name that no other table of the statement has.
func (c *compiler) alias(prefix string) string {
	c.aliases++
	return prefix + strconv.Itoa(c.aliases)
}

// typeName gives a type as a literal where the catalog has it, which lets partial indexes serve; else as a placeholder.
func (c *compiler) typeName(name string) string {
	if c.cat.Node(name) == nil && c.cat.Relationship(name) == nil {
		return c.arg(name)
	}
	return "'" + strings.ReplaceAll(name, "'", "''") + "'"
}

// hasType gives the test that a record is of one of these types.
func (c *compiler) hasType(r *record, types []string) string {
	switch {
	case r == nil || len(types) == 0:
		return "0"
	case len(types) == 1:
		return r.column("type") + " = " + c.typeName(types[0])
	}
	names := make([]string, len(types))
	for i, t := range types {
		names[i] = c.typeName(t)
	}
	return r.column("type") + " IN (" + strings.Join(names, ", ") + ")"
}

// idOfType tells from a relationship's id, which begins with its type and a colon, that it is of one of these types.
func (c *compiler) idOfType(id string, types []string) string {
	tests := make([]string, len(types))
	for i, t := range types {
		tests[i] = "(" + id + " >= " + c.arg(t+":") + " AND " + id + " < " + c.arg(t+";") + ")"
	}
	return balanced(tests, " OR ")
}

// quoted gives a name as an identifier.
func quoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }
