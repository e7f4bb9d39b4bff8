package plan

import (
	"fmt"
	"strconv"
	"strings"
)

// String prints the plan: an operator a line, the one that is applied last at the bottom, what is wanted of its rows
// behind arrows. Values stand as written in the plan: it is for people, never for a database.
func (q *Query) String() string {
	var p printer
	p.columns(q.Columns)
	return p.String()
}

type printer struct {
	strings.Builder
	indent int
}

func (p *printer) line(format string, args ...any) {
	p.WriteString(strings.Repeat("  ", p.indent))
	fmt.Fprintf(p, format, args...)
	p.WriteByte('\n')
}

// step prints an operator that works on the rows of another.
func (p *printer) step(input Op, format string, args ...any) {
	input.writeOp(p)
	p.line("| "+format, args...)
}

func (p *printer) columns(cols []Column) {
	for _, c := range cols {
		p.WriteString(strings.Repeat("  ", p.indent))
		p.WriteString("-> ")
		if len(c.Types) > 0 {
			fmt.Fprintf(p, "if %s is %s: ", c.Of, strings.Join(c.Types, "|"))
		}
		c.Expr.writeExpr(p)
	}
}

// block prints a sub-plan below the line that the caller has begun.
func (p *printer) block(name string, input Op, cols []Column) {
	p.WriteString(name + "\n")
	p.indent++
	input.writeOp(p)
	p.columns(cols)
	p.indent--
}

func (v Var) String() string {
	if v == Rel {
		return "rel"
	}
	return "node"
}

func (s Side) String() string {
	if s == To {
		return "to"
	}
	return "from"
}

func (p Prop) String() string { return p.Of.String() + "." + p.Prop.Name }

func (k Key) String() string {
	s := k.Prop.String()
	if k.Count != nil {
		s = "count of " + k.Count.String()
	}
	if k.Desc {
		s += " DESC"
	}
	if k.NullsFirst && !k.Prop.Prop.Required {
		s += " NULLS FIRST"
	}
	return s
}

// Literal gives a value as it stands in a printed plan, Several as elements of a list.
func Literal(v any) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case string:
		return strconv.Quote(v)
	case Several:
		return elements(v)
	default:
		return fmt.Sprint(v)
	}
}

func literals[T any](vs []T) string { return "[" + elements(vs) + "]" }

func elements[T any](vs []T) string {
	texts := make([]string, len(vs))
	for i, v := range vs {
		texts[i] = Literal(v)
	}
	return strings.Join(texts, ", ")
}

func typeList(types []string) string {
	if len(types) == 0 {
		return "any"
	}
	return strings.Join(types, "|")
}

func (x Prop) writeExpr(p *printer)      { p.WriteString(x.String() + "\n") }
func (x TypeOf) writeExpr(p *printer)    { p.WriteString("type of " + x.Of.String() + "\n") }
func (x Requested) writeExpr(p *printer) { p.WriteString("requested id\n") }
func (x Locator) writeExpr(p *printer)   { p.WriteString("locator\n") }
func (x List) writeExpr(p *printer)      { p.block("list", x.Input, x.Columns) }
func (x First) writeExpr(p *printer)     { p.block("first", x.Input, x.Columns) }

func (x Count) writeExpr(p *printer) {
	if x.Nodes {
		p.block("count nodes", x.Input, nil)
		return
	}
	p.block("count", x.Input, nil)
}

func (x Aggregate) writeExpr(p *printer) {
	measures := make([]string, len(x.Measures))
	for i, m := range x.Measures {
		measures[i] = string(m.Of)
		if m.Of.OfProperty() {
			measures[i] += " " + m.Prop.String()
		}
	}
	p.block("aggregate "+strings.Join(measures, ", "), x.Input, nil)
}

func (GroupKey) writeExpr(p *printer) { p.WriteString("group key\n") }

func (x GroupSize) writeExpr(p *printer) {
	if x.Nodes {
		p.WriteString("group nodes\n")
		return
	}
	p.WriteString("group size\n")
}

func (o Seek) writeOp(p *printer)     { p.line("Seek %s %s", o.Of, literals(o.IDs)) }
func (o Scan) writeOp(p *printer)     { p.line("Scan %s %s", o.Of, typeList(o.Types)) }
func (o End) writeOp(p *printer)      { p.line("End %s", o.Side) }
func (o Deref) writeOp(p *printer)    { p.line("Deref %s", o.Prop) }
func (o Sources) writeOp(p *printer)  { p.line("Sources %s", o.Of) }
func (o CitedBy) writeOp(p *printer)  { p.line("CitedBy node") }
func (o Incident) writeOp(p *printer) { p.line("Incident %s", typeList(o.Types)) }

func (Parallel) writeOp(p *printer) { p.line("Parallel") }
func (Members) writeOp(p *printer)  { p.line("Members") }
func (KeyNode) writeOp(p *printer)  { p.line("KeyNode") }
func (o Expand) writeOp(p *printer) { p.line("Expand %s", o) }

// String is what is followed: its type, its direction, and to which types where that is limited.
func (o Expand) String() string {
	s := o.Rel + " " + o.Dir.String()
	if len(o.Types) > 0 {
		s += " " + typeList(o.Types)
	}
	return s
}

// writeOp prints the key on the operator's own line, and the path to it below.
func (o Group) writeOp(p *printer) {
	by := make([]string, len(o.By))
	for i, x := range o.By {
		by[i] = exprText(x)
	}
	p.step(o.Input, "Group %d by %s%s", o.N, strings.Join(by, " or "), o.Cut)
	p.indent += 2
	for _, step := range o.Path {
		step.writeOp(p)
	}
	p.indent -= 2
}

func exprText(x Expr) string {
	var p printer
	x.writeExpr(&p)
	return strings.TrimSuffix(p.String(), "\n")
}

func (c Cut) String() string {
	switch c {
	case ByYear:
		return " year"
	case ByMonth:
		return " month"
	}
	return ""
}

func (o Limit) writeOp(p *printer) { p.step(o.Input, "Limit %d", o.N) }

func (o Sort) writeOp(p *printer) {
	keys := make([]string, len(o.Keys))
	for i, k := range o.Keys {
		keys[i] = k.String()
	}
	after := ""
	if o.After != nil {
		after = " after " + literals(o.After)
	}
	p.step(o.Input, "Sort %s%s", strings.Join(keys, ", "), after)
}

func (o Filter) writeOp(p *printer) {
	o.Input.writeOp(p)
	p.WriteString(strings.Repeat("  ", p.indent) + "| Filter ")
	o.Pred.writePred(p)
	p.WriteByte('\n')
}

func (x And) writePred(p *printer) { p.preds("and", x) }
func (x Or) writePred(p *printer)  { p.preds("or", x) }

func (p *printer) preds(name string, preds []Pred) {
	p.WriteString(name + "(")
	for i, x := range preds {
		if i > 0 {
			p.WriteString(", ")
		}
		x.writePred(p)
	}
	p.WriteString(")")
}

func (x Not) writePred(p *printer) {
	p.WriteString("not(")
	x.Pred.writePred(p)
	p.WriteString(")")
}

func (x Compare) writePred(p *printer) {
	fmt.Fprintf(p, "%s %s %s", x.Prop, x.Op, Literal(x.Value))
}

func (x InValues) writePred(p *printer) { fmt.Fprintf(p, "%s in %s", x.Prop, literals(x.Values)) }
func (x IsNull) writePred(p *printer)   { fmt.Fprintf(p, "%s is null", x.Prop) }
func (x HasAny) writePred(p *printer)   { fmt.Fprintf(p, "%s has any of %s", x.Prop, literals(x.Values)) }
func (x IsEmpty) writePred(p *printer)  { fmt.Fprintf(p, "%s is empty", x.Prop) }
func (x TypeIn) writePred(p *printer)   { fmt.Fprintf(p, "%s is %s", x.Of, strings.Join(x.Types, "|")) }
func (x Cites) writePred(p *printer)    { fmt.Fprintf(p, "%s cites %s", x.Of, literals(x.Documents)) }

func (x Overlaps) writePred(p *printer) {
	fmt.Fprintf(p, "%s overlaps %q to %q", x.Prop, x.From, x.To)
}

func (x SourceCount) writePred(p *printer) {
	fmt.Fprintf(p, "%s's documents %s %d", x.Of, x.Op, x.N)
}

func (x Exists) writePred(p *printer) { p.inner("exists", x.Input) }

func (x NodeCount) writePred(p *printer) {
	p.inner(fmt.Sprintf("nodes %s %d", x.Op, x.N), x.Input)
}

// inner prints a predicate on an operator's rows.
func (p *printer) inner(name string, input Op) {
	p.WriteString(name + "\n")
	p.indent += 2
	input.writeOp(p)
	p.indent -= 2
	p.WriteString(strings.Repeat("  ", p.indent+1))
}
