package memory

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/text"
)

// compares tells whether a value stands to the operand as the predicate says; a null stands to nothing.
func compares(p plan.Compare, v any) bool {
	if v == nil {
		return false
	}
	switch p.Op {
	case plan.Contains:
		return strings.Contains(v.(string), p.Value.(string))
	case plan.StartsWith:
		return strings.HasPrefix(v.(string), p.Value.(string))
	case plan.EndsWith:
		return strings.HasSuffix(v.(string), p.Value.(string))
	case plan.ContainsFold:
		return containsFold(v, p.Value.(string))
	}
	return inOrder(p.Op, compare(v, p.Value))
}

// containsFold tests a text, or the elements of a list of texts. The operand is folded already.
func containsFold(v any, operand string) bool {
	for _, t := range ids(v) {
		if strings.Contains(text.Fold(t), operand) {
			return true
		}
	}
	return false
}

// inOrder tells whether the outcome of a comparison (negative, zero, positive) is what the operator asks for.
func inOrder(op plan.CompareOp, outcome int) bool {
	switch op {
	case plan.Eq:
		return outcome == 0
	case plan.Lt:
		return outcome < 0
	case plan.Lte:
		return outcome <= 0
	case plan.Gt:
		return outcome > 0
	case plan.Gte:
		return outcome >= 0
	}
	panic(fmt.Sprintf("no comparison: %s", op))
}

// compare orders two scalars of one type. Go compares strings by their bytes, which in UTF-8 is the order of code points.
func compare(a, b any) int {
	switch a := a.(type) {
	case string:
		return strings.Compare(a, b.(string))
	case int64:
		return cmp.Compare(a, b.(int64))
	case float64:
		return cmp.Compare(a, b.(float64))
	case bool:
		return compareBools(a, b.(bool))
	}
	panic(fmt.Sprintf("no order among values of type %T", a))
}

// compareBools puts false before true.
func compareBools(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}
