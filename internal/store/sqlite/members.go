package sqlite

import (
	"slices"

	"github.com/dealgraph/dealgraph/internal/plan"
)

// Members are read from what was grouped, with a test of the key. Put as a filter of it, the test may drive a scan as any other
// does: members of a group by a node's id are then found from that node.

func isMembers(op plan.Op) bool {
	_, ok := op.(plan.Members)
	return ok
}

// ofMembers tells whether an operator pages or filters Members.
func ofMembers(op plan.Op) bool {
	switch op := op.(type) {
	case plan.Members:
		return true
	case plan.Filter:
		return ofMembers(op.Input)
	case plan.Sort:
		return ofMembers(op.Input)
	case plan.Limit:
		return ofMembers(op.Input)
	}
	return false
}

// membersOf compiles an operator on Members as one on what was grouped, which starts from where that did.
func (c *compiler) membersOf(op plan.Op, outer scope) *rows {
	if outer.grouped == nil {
		return nothing()
	}
	return c.rows(outer.grouped.inPlace(op), outer.grouped.outer)
}

// inPlace puts what was grouped in the place of Members.
func (g *grouped) inPlace(op plan.Op) plan.Op {
	switch op := op.(type) {
	case plan.Filter:
		return filtered(g.inPlace(op.Input), op.Pred)
	case plan.Sort:
		op.Input = g.inPlace(op.Input)
		return op
	case plan.Limit:
		op.Input = g.inPlace(op.Input)
		return op
	}
	return filtered(g.op.Input, g.hasKey())
}

// filtered makes one filter of two.
func filtered(op plan.Op, p plan.Pred) plan.Op {
	if f, ok := op.(plan.Filter); ok {
		return plan.Filter{Input: f.Input, Pred: plan.And{f.Pred, p}}
	}
	return plan.Filter{Input: op, Pred: p}
}

// hasKey gives the predicate that a row of what was grouped is led to the key.
func (g *grouped) hasKey() plan.Pred {
	path, test := g.op.Path, g.keyTest()
	if s, ok := g.sources(); ok && g.isNode() {
		path, test = path[:len(path)-1], citing{of: s.Of, documents: []any{expression(g.key)}}
	}
	for _, step := range slices.Backward(path) {
		test = plan.Exists{Input: plan.Filter{Input: step, Pred: test}}
	}
	return test
}

// keyTest gives the predicate that a row where the path leads has the key: a comparison where an index may serve one.
func (g *grouped) keyTest() plan.Pred {
	p, ok := g.op.By[0].(plan.Prop)
	switch {
	case !ok || g.nullness == maybeNull || len(g.op.By) > 1:
		return isKey{g: g}
	case g.nullness == alwaysNull:
		return plan.IsNull{Prop: p}
	case g.op.Cut == plan.Whole:
		return plan.Compare{Prop: p, Op: plan.Eq, Value: expression(g.key)}
	}
	// A date that begins with the key goes on with a hyphen, if at all.
	return plan.And{
		plan.Compare{Prop: p, Op: plan.Gte, Value: expression(g.key)},
		plan.Compare{Prop: p, Op: plan.Lt, Value: expression(g.key + " || '.'")},
		isKey{g: g}, // a year is a key of ByMonth, too, with which all its months begin
	}
}

// isKey is true where the value that is a row's key is that of a group. It has a Pred only to be one.
type isKey struct {
	plan.Pred
	g *grouped
}

func (p isKey) text(s scope) string {
	key, _ := groupKey(p.g.op, s)
	if p.g.nullness == neverNull {
		return key + " = " + p.g.key
	}
	return key + " IS " + p.g.key
}

// sources gives the last step of a path to documents by their ids, whose index of citations tells who has the key.
func (g *grouped) sources() (plan.Sources, bool) {
	if len(g.op.Path) == 0 || !isNodeID(g.op.By) {
		return plan.Sources{}, false
	}
	s, ok := g.op.Path[len(g.op.Path)-1].(plan.Sources)
	return s, ok
}

// splits tells whether what is read of members depends on whether the key is null: no range of an index has a date's
// beginning or null, and nobody cites a document that is not there.
func (g *grouped) splits() bool {
	if g == nil || g.nullness != maybeNull {
		return false
	}
	_, cited := g.sources()
	return cited || g.op.Cut != plan.Whole
}

// split works an expression on members out for null and for other keys.
func (c *compiler) split(x plan.Expr, s scope) (string, shape) {
	ofNull, sh := c.expr(x, s.withKey(alwaysNull))
	ofValue, _ := c.expr(x, s.withKey(neverNull))
	return "CASE WHEN " + s.grouped.key + " IS NULL THEN " + ofNull + " ELSE " + ofValue + " END", sh
}

func (s scope) withKey(n nullness) scope {
	g := *s.grouped
	g.nullness = n
	s.grouped = &g
	return s
}

// readsMembers tells whether an expression is on Members, or on groups of them.
func readsMembers(x plan.Expr) bool {
	if count, ok := x.(plan.Count); ok && isMembers(count.Input) {
		return false // they were counted when they were sorted
	}
	op := inputOf(x)
	if g, ok := op.(plan.Group); ok {
		op = g.Input
	}
	return op != nil && ofMembers(op)
}

func inputOf(x plan.Expr) plan.Op {
	switch x := x.(type) {
	case plan.List:
		return x.Input
	case plan.First:
		return x.Input
	case plan.Count:
		return x.Input
	case plan.Aggregate:
		return x.Input
	}
	return nil
}
