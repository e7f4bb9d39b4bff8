package collect

import (
	"github.com/dealgraph/dealgraph/graph/cursor"
	"github.com/dealgraph/dealgraph/internal/plan"
)

// defaultSize is how many a page holds where neither first nor last is given.
const defaultSize = 20

// paging is what first, after, last and before come to.
type paging struct {
	size      int
	backwards bool
	more      bool   // whether another one follows is to be told
	cursor    string // "" where none is given
	argument  string // which argument the cursor is
	parameter string // the variable whose value the cursor is, where placeholders are to stand for that
}

func (x *field) paging(args map[string]any) (paging, error) {
	_, hasLast := args["last"]
	_, hasBefore := args["before"]
	p := paging{backwards: hasLast || hasBefore}
	sizeArg, cursorArg := "first", "after"
	if p.backwards {
		sizeArg, cursorArg = "last", "before"
		for _, other := range []string{"first", "after"} {
			if _, has := args[other]; has {
				return p, badInput(other, "%s goes forwards, last and before go backwards: give one pair", other)
			}
		}
	}
	var err error
	if p.size, err = x.size(args, sizeArg); err != nil {
		return p, err
	}
	if v, ok := args[cursorArg]; ok {
		if bound, is := v.(parameter); is {
			p.parameter, v = bound.variable, bound.value
		}
		text, ok := v.(string)
		if !ok || text == "" {
			return p, badCursor(cursorArg)
		}
		p.cursor, p.argument = text, cursorArg
	}
	return p, nil
}

// size reads the argument that says how many are wanted.
func (x *field) size(args map[string]any, argument string) (int, error) {
	return between(args, argument, x.limits.DefaultSize(), x.limits.PageSize)
}

// page orders and cuts an operator's rows.
func (x *field) page(p paging, input plan.Op, keys []plan.Key, hash uint64) (plan.Op, error) {
	sort := plan.Sort{Input: input, Keys: keys}
	if p.backwards {
		sort.Keys = reversed(keys)
	}
	if p.cursor != "" {
		after, err := cursor.Decode(p.cursor, hash, keys)
		if err != nil {
			return nil, badCursor(p.argument)
		}
		sort.After = after
		if p.parameter != "" {
			var ok bool
			if sort.After, ok = x.boundCursor(parameter{p.parameter, p.cursor}, hash, keys); !ok {
				return nil, errNoParameter
			}
		}
	}
	if p.more {
		return plan.Limit{Input: sort, N: p.size + 1}, nil
	}
	return plan.Limit{Input: sort, N: p.size}, nil
}

func reversed(keys []plan.Key) []plan.Key {
	out := make([]plan.Key, len(keys))
	for i, k := range keys {
		k.Desc, k.NullsFirst = !k.Desc, !k.NullsFirst
		out[i] = k
	}
	return out
}
