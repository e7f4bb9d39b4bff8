package storetest

import (
	"slices"
	"strconv"
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/search"
)

// op reads an operator and the steps below it, and tells at which column they stand.
func (p *planParser) op() (plan.Op, int) {
	col := p.peek().col
	op := p.start()
	for p.is("|", col) {
		p.next()
		op = p.step(op, col)
	}
	return op, col
}

func (p *planParser) start() plan.Op {
	switch p.next().text {
	case "Seek":
		return plan.Seek{Of: p.variable(p.next().text), IDs: p.texts()}
	case "Scan":
		return plan.Scan{Of: p.variable(p.next().text), Types: typeNames(p.next().text)}
	case "Expand":
		return p.expand()
	case "Incident":
		return plan.Incident{Types: typeNames(p.next().text)}
	case "End":
		if p.accept("to") {
			return plan.End{Side: plan.To}
		}
		p.expect("from")
		return plan.End{Side: plan.From}
	case "Deref":
		return plan.Deref{Prop: p.prop(p.next())}
	case "Sources":
		return plan.Sources{Of: p.variable(p.next().text)}
	case "Begun":
		return plan.Begun{Prefix: p.next().text, N: p.first()}
	case "Near":
		return plan.Near{Keys: p.texts(), N: p.first()}
	case "Candidates":
		return p.candidates()
	case "CitedBy":
		p.expect("node")
		return plan.CitedBy{}
	case "Parallel":
		return plan.Parallel{}
	case "Members":
		return plan.Members{}
	case "KeyNode":
		return plan.KeyNode{}
	}
	p.fail("what follows an operator")
	return nil
}

func (p *planParser) first() int {
	p.expect("first")
	return int(p.integer())
}

func (p *planParser) candidates() plan.Op {
	c := plan.Candidates{Types: typeNames(p.next().text)}
	p.expect("read")
	c.Read = int(p.integer())
	p.expect("keep")
	c.Keep = int(p.integer())
	for {
		i := slices.IndexFunc(search.Fields, func(f search.Field) bool { return p.is(f.String(), -1) })
		if i < 0 {
			return c
		}
		p.next()
		c.Streams = append(c.Streams, p.stream(search.Fields[i]))
	}
}

func (p *planParser) stream(f search.Field) search.Stream {
	s := search.Stream{Field: f, From: p.next().text}
	s.To = s.From
	if p.accept("to") {
		s.To = p.next().text
	}
	if p.accept("with") {
		for p.is("[", -1) {
			s.With = append(s.With, p.texts())
		}
		s.Anywhere = p.accept("anywhere")
	}
	return s
}

func (p *planParser) expand() plan.Expand {
	t := p.next()
	x := plan.Expand{Rel: t.text}
	if !p.accept("OUT") {
		p.expect("IN")
		x.Dir = catalog.In
	}
	if next := p.peek(); next.line == t.line && next.text != "," && next.text != "DESC" && next.text != "after" {
		x.Types = typeNames(p.next().text)
	}
	return x
}

// group reads a key on the operator's own line, and the steps of its path on lines that are indented deeper.
func (p *planParser) group(input plan.Op, col int) plan.Op {
	g := plan.Group{Input: input, N: int(p.integer())}
	p.expect("by")
	g.By = []plan.Expr{p.expr()}
	for p.accept("or") {
		g.By = append(g.By, p.expr())
	}
	switch {
	case p.accept("year"):
		g.Cut = plan.ByYear
	case p.accept("month"):
		g.Cut = plan.ByMonth
	}
	for p.peek().col > col && !p.is("->", -1) {
		g.Path = append(g.Path, p.start())
	}
	return g
}

func (p *planParser) step(input plan.Op, col int) plan.Op {
	switch p.next().text {
	case "Filter":
		return plan.Filter{Input: input, Pred: p.pred()}
	case "Sort":
		return p.sort(input)
	case "Group":
		return p.group(input, col)
	case "Limit":
		return plan.Limit{Input: input, N: int(p.integer())}
	}
	p.fail("what follows a step")
	return nil
}

func (p *planParser) sort(input plan.Op) plan.Op {
	s := plan.Sort{Input: input, Keys: []plan.Key{p.key()}}
	for p.accept(",") {
		s.Keys = append(s.Keys, p.key())
	}
	if !p.accept("after") {
		return s
	}
	p.expect("[")
	s.After = []any{}
	for i, k := range s.Keys {
		if i > 0 {
			p.expect(",")
		}
		s.After = append(s.After, p.literal(k.Prop))
	}
	p.expect("]")
	return s
}

func (p *planParser) key() plan.Key {
	k := plan.Key{}
	if p.accept("count") {
		p.expect("of")
		k = plan.ByCount(p.expand(), false)
	} else {
		k.Prop = p.prop(p.next())
	}
	k.Desc = p.accept("DESC")
	if p.accept("NULLS") {
		p.expect("FIRST")
		k.NullsFirst = true
	}
	return k
}

func (p *planParser) variable(name string) plan.Var {
	switch name {
	case "node":
		return plan.Node
	case "rel":
		return plan.Rel
	}
	p.fail("what follows node or rel")
	return 0
}

// prop reads node.name or rel.name.
func (p *planParser) prop(t token) plan.Prop {
	variable, name, _ := strings.Cut(t.text, ".")
	v := p.variable(variable)
	all := p.cat.NodeProps
	if v == plan.Rel {
		all = p.cat.RelProps
	}
	for _, prop := range all {
		if prop.Name == name {
			return plan.Prop{Of: v, Prop: prop}
		}
	}
	p.fail("what follows a property (" + t.text + " is none)")
	return plan.Prop{}
}

func typeNames(text string) []string {
	if text == "any" {
		return nil
	}
	return strings.Split(text, "|")
}

func (p *planParser) integer() int64 {
	n, err := strconv.ParseInt(p.next().text, 10, 64)
	if err != nil {
		p.fail("what follows a number")
	}
	return n
}

func (p *planParser) texts() []string {
	texts := []string{}
	for _, v := range p.literals(plan.Prop{Prop: catalog.PropID}) {
		texts = append(texts, v.(string))
	}
	return texts
}

func (p *planParser) literals(of plan.Prop) []any {
	values := []any{}
	p.expect("[")
	for !p.accept("]") {
		if len(values) > 0 {
			p.expect(",")
		}
		values = append(values, p.literal(of))
	}
	return values
}

// literal reads a value of a property, or of its elements.
func (p *planParser) literal(of plan.Prop) any {
	t := p.next()
	if t.quoted {
		return t.text
	}
	if t.text == "null" {
		return nil
	}
	v, err := bareLiteral(of.Prop.Scalar, t.text)
	if err != nil {
		panic(mistake{err})
	}
	return v
}

func bareLiteral(s catalog.Scalar, text string) (any, error) {
	switch s {
	case catalog.Boolean:
		return strconv.ParseBool(text)
	case catalog.Float:
		return strconv.ParseFloat(text, 64)
	}
	return strconv.ParseInt(text, 10, 64)
}
