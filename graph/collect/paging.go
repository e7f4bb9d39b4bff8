package collect

import (
	"github.com/dealgraph/dealgraph/graph/cursor"
	"github.com/dealgraph/dealgraph/graph/response"
	"github.com/dealgraph/dealgraph/internal/plan"
)

// defaultSize is how many a page holds where neither first nor last is given.
const defaultSize = 20

// paging is what first, after, last and before come to.
type paging struct {
	size      size
	backwards bool
	more      bool       // whether another one follows is to be told
	cursor    string     // "" where none is given
	argument  string     // which argument the cursor is
	parameter *parameter // whose value the cursor is, where placeholders are to stand for that
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
			p.parameter, v = &bound, bound.value
		}
		text, ok := v.(string)
		if !ok || text == "" {
			return p, badCursor(cursorArg)
		}
		p.cursor, p.argument = text, cursorArg
	}
	return p, nil
}

// paged gives the number of a connection's paging among the root field's.
func (x *field) paged(p paging, hash uint64) (number int) {
	number = len(x.written.Pagings)
	x.written.Pagings = append(x.written.Pagings, response.Paging{Size: p.size.n, Hash: hash})
	if of := p.size.of; of > 0 {
		x.bind(func(b *bound) bool {
			b.paging(number).Size = b.sizes[of-1]
			return true
		})
	}
	return number
}

// page orders and cuts an operator's rows. Its paging has the number.
func (x *field) page(p paging, input plan.Op, keys []plan.Key, number int) (plan.Op, error) {
	hash := x.written.Pagings[number].Hash
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
		if p.parameter != nil {
			sort.After, err = x.boundCursor(p.parameter.source, after, keys, number)
		} else if len(x.given) > 0 {
			x.bind(func(b *bound) bool { return b.written.Pagings[number].Hash == hash }) // the document's cursor is still of this list
		}
		if err != nil {
			return nil, err
		}
	}
	more := 0
	if p.more {
		more = 1
	}
	return plan.Limit{Input: sort, N: x.limit(p.size, more)}, nil
}

// boundCursor gives the placeholders of a cursor's values. Whether a value is null makes a difference to the plan.
func (x *field) boundCursor(from source, now []any, keys []plan.Key, number int) ([]any, error) {
	placeholders := make([]any, len(now))
	for i, v := range now {
		if v != nil && !isPlainValue(v) {
			return nil, errNoParameter
		}
		if v != nil {
			placeholders[i] = placeholderFor(v, "")
		}
	}
	x.bind(func(b *bound) bool {
		text, _ := from.in(b.variables).(string)
		after, err := cursor.Decode(text, b.written.Pagings[number].Hash, keys)
		if err != nil {
			return false
		}
		for i, v := range after {
			if (v == nil) != (placeholders[i] == nil) || v != nil && !isPlainValue(v) {
				return false
			}
			if v != nil {
				b.given[placeholders[i]] = v
			}
		}
		return true
	})
	return placeholders, nil
}

func reversed(keys []plan.Key) []plan.Key {
	out := make([]plan.Key, len(keys))
	for i, k := range keys {
		k.Desc, k.NullsFirst = !k.Desc, !k.NullsFirst
		out[i] = k
	}
	return out
}
