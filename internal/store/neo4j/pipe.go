package neo4j

import (
	"fmt"
	"strings"
)

// pipe is the clauses that produce an operator's rows. Predicates and an ordering are held back until the next clause, so
// that they come to stand where the planner can use them: a predicate in the WHERE of its MATCH, an ordering beside LIMIT.
type pipe struct {
	clauses []string
	where   []string // predicates of the last clause
	sealed  bool     // the last clause takes no WHERE
	order   []string // an ordering that is not written yet
	carry   []string // variables that it needs, beside the row's
	row     row
}

// clause adds a clause that may be followed by WHERE.
func (p *pipe) clause(format string, args ...any) {
	p.flush()
	p.clauses = append(p.clauses, fmt.Sprintf(format, args...))
	p.sealed = false
}

// sealedClause adds a clause that takes no WHERE.
func (p *pipe) sealedClause(format string, args ...any) {
	p.clause(format, args...)
	p.sealed = true
}

// filter keeps the rows that satisfy predicates.
func (p *pipe) filter(preds ...string) {
	if len(preds) == 0 {
		return
	}
	if p.sealed {
		p.clause("WITH %s", strings.Join(p.variables(), ", "))
	}
	p.where = append(p.where, preds...)
}

func (p *pipe) flush() {
	if len(p.where) == 0 {
		return
	}
	p.clauses[len(p.clauses)-1] += "\n  WHERE " + strings.Join(p.where, "\n  AND ")
	p.where = nil
}

func (p *pipe) variables() []string {
	vars := append(p.row.variables(), p.carry...)
	if len(vars) == 0 {
		return []string{"*"}
	}
	return vars
}

// limit writes the ordering down, and a LIMIT unless n is empty.
func (p *pipe) limit(n string) {
	if n == "" && len(p.order) == 0 {
		return
	}
	text := "WITH " + strings.Join(p.variables(), ", ")
	if len(p.order) > 0 {
		text += " ORDER BY " + strings.Join(p.order, ", ")
	}
	if n != "" {
		text += " LIMIT " + n
	}
	p.sealedClause("%s", text)
	p.order, p.carry = nil, nil
}

// returning gives the text of the pipe with a last clause that returns an expression.
func (p *pipe) returning(expr string) string {
	p.limit("")
	p.sealedClause("RETURN %s", expr)
	return p.text()
}

// counted gives the text of the pipe where only the number of its rows matters. A lone MATCH needs no RETURN, and without
// one the planner may answer from a count store or a node's degree.
func (p *pipe) counted() string {
	p.order, p.carry = nil, nil
	if len(p.clauses) == 1 && strings.HasPrefix(p.clauses[0], "MATCH") {
		p.flush()
		return p.text()
	}
	return p.returning("1 AS one")
}

func (p *pipe) text() string { return strings.Join(p.clauses, "\n") }
