package storetest

import (
	"fmt"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
)

// ParsePlan reads a plan from the text that plan.Query prints. It knows every operator, expression and predicate.
func ParsePlan(cat *catalog.Catalog, text string) (q *plan.Query, err error) {
	tokens, err := lex(text)
	if err != nil {
		return nil, err
	}
	defer func() {
		if m, ok := recover().(mistake); ok {
			q, err = nil, m
		}
	}()
	p := &planParser{cat: cat, tokens: tokens}
	q = &plan.Query{Columns: p.columns(0)}
	if len(p.tokens) > 0 {
		p.fail("a column")
	}
	return q, nil
}

// mistake is what the parser panics with, so that each of its small functions can give just a value.
type mistake struct{ error }

type planParser struct {
	cat    *catalog.Catalog
	tokens []token
}

func (p *planParser) peek() token {
	if len(p.tokens) == 0 {
		return token{col: -1}
	}
	return p.tokens[0]
}

func (p *planParser) next() token {
	t := p.peek()
	if len(p.tokens) > 0 {
		p.tokens = p.tokens[1:]
	}
	return t
}

func (p *planParser) fail(wanted string) {
	panic(mistake{fmt.Errorf("%v where %s is wanted", p.peek(), wanted)})
}

// is tells whether the next token is this word, at this column if that isn't negative.
func (p *planParser) is(text string, col int) bool {
	t := p.peek()
	return len(p.tokens) > 0 && !t.quoted && t.text == text && (col < 0 || t.col == col)
}

func (p *planParser) accept(text string) bool {
	if !p.is(text, -1) {
		return false
	}
	p.next()
	return true
}

func (p *planParser) expect(texts ...string) {
	for _, text := range texts {
		if !p.accept(text) {
			p.fail(text)
		}
	}
}

func (p *planParser) columns(col int) []plan.Column {
	var columns []plan.Column
	for p.is("->", col) {
		p.next()
		columns = append(columns, p.column())
	}
	return columns
}

func (p *planParser) column() plan.Column {
	var c plan.Column
	if p.accept("if") {
		c.Of = p.variable(p.next().text)
		p.expect("is")
		c.Types = typeNames(p.next().text)
		p.expect(":")
	}
	c.Expr = p.expr()
	return c
}

func (p *planParser) aggregate() plan.Expr {
	var x plan.Aggregate
	for {
		m := plan.Measure{Of: plan.MeasureOf(p.next().text)}
		if m.Of.OfProperty() {
			m.Prop = p.prop(p.next())
		}
		x.Measures = append(x.Measures, m)
		if !p.accept(",") {
			break
		}
	}
	x.Input, _ = p.op()
	return x
}

func (p *planParser) expr() plan.Expr {
	switch t := p.next(); t.text {
	case "type":
		p.expect("of")
		return plan.TypeOf{Of: p.variable(p.next().text)}
	case "requested":
		p.expect("id")
		return plan.Requested{}
	case "locator":
		return plan.Locator{}
	case "word":
		return plan.Word{}
	case "uses":
		return plan.Uses{}
	case "list":
		op, col := p.op()
		return plan.List{Input: op, Columns: p.columns(col)}
	case "first":
		op, col := p.op()
		return plan.First{Input: op, Columns: p.columns(col)}
	case "count":
		nodes := p.accept("nodes")
		op, _ := p.op()
		return plan.Count{Input: op, Nodes: nodes}
	case "aggregate":
		return p.aggregate()
	case "group":
		if p.accept("key") {
			return plan.GroupKey{}
		}
		if p.accept("nodes") {
			return plan.GroupSize{Nodes: true}
		}
		p.expect("size")
		return plan.GroupSize{}
	default:
		return p.prop(t)
	}
}
