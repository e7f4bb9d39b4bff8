package storetest

import (
	"strings"

	"github.com/dealgraph/dealgraph/internal/plan"
)

func (p *planParser) pred() plan.Pred {
	switch t := p.next(); t.text {
	case "and":
		return plan.And(p.preds())
	case "or":
		return plan.Or(p.preds())
	case "not":
		p.expect("(")
		x := plan.Not{Pred: p.pred()}
		p.expect(")")
		return x
	case "exists":
		op, _ := p.op()
		return plan.Exists{Input: op}
	case "nodes":
		op := plan.CompareOp(p.next().text)
		n := p.integer()
		input, _ := p.op()
		return plan.NodeCount{Input: input, Op: op, N: n}
	case "node's", "rel's":
		p.expect("documents")
		op := plan.CompareOp(p.next().text)
		return plan.SourceCount{Of: p.variable(strings.TrimSuffix(t.text, "'s")), Op: op, N: p.integer()}
	case "node", "rel":
		return p.recordPred(p.variable(t.text))
	default:
		return p.propPred(p.prop(t))
	}
}

func (p *planParser) preds() []plan.Pred {
	var preds []plan.Pred
	p.expect("(")
	for !p.accept(")") {
		if len(preds) > 0 {
			p.expect(",")
		}
		preds = append(preds, p.pred())
	}
	return preds
}

func (p *planParser) recordPred(v plan.Var) plan.Pred {
	if p.accept("cites") {
		return plan.Cites{Of: v, Documents: p.texts()}
	}
	p.expect("is")
	return plan.TypeIn{Of: v, Types: typeNames(p.next().text)}
}

func (p *planParser) propPred(of plan.Prop) plan.Pred {
	switch op := p.next().text; op {
	case "is":
		if p.accept("empty") {
			return plan.IsEmpty{Prop: of}
		}
		p.expect("null")
		return plan.IsNull{Prop: of}
	case "in":
		return plan.InValues{Prop: of, Values: p.literals(of)}
	case "has":
		p.expect("any", "of")
		return plan.HasAny{Prop: of, Values: p.literals(of)}
	case "overlaps":
		from := p.next().text
		p.expect("to")
		return plan.Overlaps{Prop: of, From: from, To: p.next().text}
	default:
		return plan.Compare{Prop: of, Op: plan.CompareOp(op), Value: p.literal(of)}
	}
}
