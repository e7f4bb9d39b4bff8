package sqlite

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
)

// conjuncts compiles a predicate for a WHERE clause, as members of its AND.
func (c *compiler) conjuncts(p plan.Pred, s scope) []string {
	var all []string
	for _, m := range flatten(p) {
		all = append(all, c.pred(m, s, false))
	}
	return all
}

// pred compiles a predicate, or its negation. SQL's third value never gets far: a WHERE clause, AND and OR treat NULL as
// they treat false as long as nothing negates it, and so negation is driven down to where NULL arises, and made two-valued
// there. What is not negated stays as indexes need it.
func (c *compiler) pred(p plan.Pred, s scope, negated bool) string {
	switch p := p.(type) {
	case plan.And:
		return c.members(p, s, negated, negated)
	case plan.Or:
		return c.members(p, s, negated, !negated)
	case plan.Not:
		return c.pred(p.Pred, s, !negated)
	case plan.Exists:
		return c.exists(p, s, negated)
	}
	return unless(negated, c.test(p, s))
}

// unless gives a test, or its negation, which is true where the test is NULL.
func unless(negated bool, test string) string {
	if negated {
		return "(" + test + ") IS NOT TRUE"
	}
	return test
}

// exists needs no subquery where no table is read: what is asked of a row that is surely there is all there is to it.
func (c *compiler) exists(p plan.Exists, s scope, negated bool) string {
	if split := apart(p); len(split) > 1 {
		return c.members(split, s, negated, negated)
	}
	r := c.rows(p.Input, s)
	if r.isPlain() && r.tables() == "" && len(r.where) > 0 {
		return unless(negated, balanced(r.where, " AND "))
	}
	exists := "EXISTS (" + c.unordered(r, "1") + ")"
	if negated {
		return "NOT " + exists
	}
	// SQLite would make a join of it, and of a row that has no place on a page that it sorts, go on to each further match.
	return "+" + exists
}

// members compiles the members of an And or Or, negated or not, and joins them.
func (c *compiler) members(preds []plan.Pred, s scope, negated, or bool) string {
	tests := make([]string, len(preds))
	for i, p := range preds {
		tests[i] = c.pred(p, s, negated)
	}
	switch {
	case len(tests) > 0 && or:
		return balanced(tests, " OR ")
	case len(tests) > 0:
		return balanced(tests, " AND ")
	case or:
		return "0"
	}
	return "1"
}

// balanced joins tests as a tree of little depth: SQLite limits the depth of expressions, and reads a AND b AND c … as one
// as deep as long.
func balanced(tests []string, operator string) string {
	if len(tests) == 1 {
		return tests[0]
	}
	half := len(tests) / 2
	return "(" + balanced(tests[:half], operator) + operator + balanced(tests[half:], operator) + ")"
}

// test compiles a predicate that has no others inside. It may be NULL where it is false.
func (c *compiler) test(p plan.Pred, s scope) string {
	if s.node != nil && s.node.elsewhere && isNamed(p) {
		return c.named(p, s.node)
	}
	switch p := p.(type) {
	case plan.Compare:
		return c.compare(p, s)
	case plan.InValues:
		return c.in(s.tested(p.Prop), p.Prop.Prop.Scalar, p.Values)
	case plan.IsNull:
		return s.value(p.Prop) + " IS NULL"
	case plan.HasAny:
		return c.hasAny(p, s)
	case plan.IsEmpty:
		return s.value(p.Prop) + " = '[]'"
	case plan.Overlaps:
		return c.overlaps(p, s)
	case plan.TypeIn:
		return c.typeIn(p, s)
	case plan.NodeCount:
		return c.nodeCount(p, s)
	case isKey:
		return p.text(s)
	case plan.Cites, citing:
		return c.cites(p, s)
	case plan.SourceCount:
		return c.sourceCount(p, s)
	}
	panic(mistake(fmt.Sprintf("no predicate %T", p)))
}

func (c *compiler) compare(p plan.Compare, s scope) string {
	value := s.tested(p.Prop)
	switch p.Op {
	case plan.Eq, plan.Lt, plan.Lte, plan.Gt, plan.Gte:
		return value + " " + comparison(p.Op) + " " + c.arg(p.Value)
	case plan.Contains:
		return "instr(" + value + ", " + c.arg(p.Value) + ") > 0"
	case plan.ContainsFold:
		return c.containsFold(p, s)
	case plan.StartsWith:
		return c.startsWith(value, p.Value.(string))
	case plan.EndsWith:
		return c.endsWith(value, p.Value.(string))
	}
	panic(mistake("no comparison " + string(p.Op)))
}

func comparison(op plan.CompareOp) string {
	switch op {
	case plan.Eq:
		return "="
	case plan.Lt:
		return "<"
	case plan.Lte:
		return "<="
	case plan.Gt:
		return ">"
	case plan.Gte:
		return ">="
	}
	panic(mistake("no comparison of order " + string(op)))
}

// containsFold reads the copy that was folded when the record was written.
func (c *compiler) containsFold(p plan.Compare, s scope) string {
	rec := s.record(p.Prop.Of)
	if rec == nil {
		return "0"
	}
	folded := rec.column(foldedColumn(p.Prop.Prop))
	if !p.Prop.Prop.List {
		return "instr(" + folded + ", " + c.arg(p.Value) + ") > 0"
	}
	// Most lists are told from their JSON text, which holds the operand's wherever an element holds the operand.
	return "(instr(" + folded + ", " + c.arg(plan.Derive(p.Value.(string), jsonInside)) + ") > 0 AND EXISTS (SELECT 1 FROM json_each(" + folded + ") WHERE instr(value, " +
		c.arg(p.Value) + ") > 0))"
}

// jsonInside gives a text as it stands in JSON, between quotation marks.
func jsonInside(text string) string {
	text = encodeStrings([]string{text})
	return text[len(`["`) : len(text)-len(`"]`)]
}

// startsWith is a range, which an index can serve: from the prefix to the first text after all that begin with it.
func (c *compiler) startsWith(value, prefix string) string {
	from := value + " >= " + c.arg(prefix)
	if _, ok := afterPrefix(prefix); !ok {
		return from
	}
	end := plan.Derive(prefix, func(prefix string) string {
		end, _ := afterPrefix(prefix)
		return end
	})
	return "(" + from + " AND " + value + " < " + c.arg(end) + ")"
}

// afterPrefix gives the first text after all those with a prefix; none where no text is greater.
func afterPrefix(prefix string) (string, bool) {
	for prefix != "" {
		last, size := utf8.DecodeLastRuneInString(prefix)
		prefix = prefix[:len(prefix)-size]
		switch {
		case last == utf8.MaxRune:
			continue
		case last+1 == 0xD800: // code points of surrogates are no characters
			return prefix + "\uE000", true
		}
		return prefix + string(last+1), true
	}
	return "", false
}

// endsWith compares bytes: substr of a text counts characters, and stops at a NUL.
func (c *compiler) endsWith(value, suffix string) string {
	if suffix == "" {
		return value + " IS NOT NULL"
	}
	length := c.arg(plan.Derive(suffix, func(suffix string) int64 { return int64(-len(suffix)) }))
	return "substr(CAST(" + value + " AS BLOB), " + length + ") = CAST(" + c.arg(suffix) + " AS BLOB)"
}

// in tests membership. SQLite reads a number in JSON with another rounding than Go's in rare cases, so floats go one by one.
func (c *compiler) in(value string, scalar catalog.Scalar, values []any) string {
	switch {
	case len(values) == 0:
		return "0"
	case len(values) == 1:
		return value + " = " + c.arg(values[0])
	case scalar == catalog.Float:
		return value + " IN (" + c.each(values) + ")"
	}
	return value + " IN " + c.array(values)
}

// each gives a placeholder for each value, and repeats the last one up to a power of two so that there are few texts.
func (c *compiler) each(values []any) string {
	args := make([]string, 1)
	for len(args) < len(values) {
		args = make([]string, 2*len(args))
	}
	for i := range args {
		args[i] = c.arg(values[min(i, len(values)-1)])
	}
	return strings.Join(args, ", ")
}

func (c *compiler) hasAny(p plan.HasAny, s scope) string {
	if len(p.Values) == 0 {
		return "0"
	}
	test := c.in("e.value", p.Prop.Prop.Scalar, p.Values)
	return "EXISTS (SELECT 1 FROM json_each(" + s.value(p.Prop) + ") e WHERE " + test + ")"
}

func (c *compiler) typeIn(p plan.TypeIn, s scope) string {
	rec := s.record(p.Of)
	if rec == nil || len(p.Types) == 0 {
		return "0"
	}
	if len(p.Types) == 1 {
		return c.hasType(rec, p.Types)
	}
	types := slices.Clone(p.Types)
	slices.Sort(types)
	return rec.column("type") + " IN (SELECT value FROM json_each(" + c.arg(encodeStrings(types)) + "))"
}

// overlaps compares the strings: as a partial date is the beginning of all the days that it may mean, it is not greater
// than a day on or after its first one; and its last day is on or after a day where the date is greater than, or the
// beginning of, that day.
func (c *compiler) overlaps(p plan.Overlaps, s scope) string {
	value := s.value(p.Prop)
	tests := []string{value + " IS NOT NULL"}
	if p.To != "" {
		tests = append(tests, value+" <= "+c.arg(plan.Derive(p.To, lastDay)))
	}
	if p.From != "" {
		day := plan.Derive(p.From, firstDay)
		year := c.arg(plan.Derive(p.From, func(date string) string { return date[:len("2025")] }))
		month := c.arg(plan.Derive(p.From, func(date string) string { return firstDay(date)[:len("2025-10")] }))
		tests = append(tests, value+" >= "+year,
			"("+value+" >= "+c.arg(day)+" OR "+value+" IN ("+year+", "+month+"))")
	}
	return balanced(tests, " AND ")
}

func firstDay(date string) string { return date + "-01-01"[len(date)-len("2025"):] }

// lastDay need not be a day of the calendar: it only has to be greater than all days of the month and less than others.
func lastDay(date string) string { return date + "-12-31"[len(date)-len("2025"):] }

func isRel(v plan.Var) string {
	if v == plan.Rel {
		return "1"
	}
	return "0"
}

func (c *compiler) cites(p plan.Pred, s scope) string {
	cites, _ := asCiting(p)
	rec := s.record(cites.of)
	if rec == nil || len(cites.documents) == 0 {
		return "0"
	}
	r, record := c.citations(cites)
	return "EXISTS (" + r.text("1", record+" = "+rec.column(catalog.PropID.Name)) + ")"
}

func (c *compiler) sourceCount(p plan.SourceCount, s scope) string {
	rec := s.record(p.Of)
	if rec == nil {
		return "0"
	}
	id, cite := rec.column(catalog.PropID.Name), c.alias("c")
	count := "(SELECT count(*) FROM citation " + cite + " WHERE " + cite + ".recordId = " + id + " AND " + cite + ".isRel = " + isRel(p.Of) + ")"
	test := count + " " + comparison(p.Op) + " " + c.arg(p.N)
	if rec.optional {
		return "(" + id + " IS NOT NULL AND " + test + ")"
	}
	return test
}
