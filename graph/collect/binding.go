package collect

import (
	"errors"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/graph/cursor"
	"github.com/dealgraph/dealgraph/graph/explore"
	"github.com/dealgraph/dealgraph/graph/response"
	"github.com/dealgraph/dealgraph/internal/plan"
)

// source is where a value stands in the variables: of a variable, by the names of members and the numbers of elements.
type source struct {
	variable string
	path     []any
}

func (s source) at(step any) source { return source{s.variable, append(slices.Clip(s.path), step)} }

func (s source) in(variables map[string]any) any {
	v := variables[s.variable]
	for _, step := range s.path {
		switch step := step.(type) {
		case string:
			members, _ := v.(map[string]any)
			v = members[step]
		case int:
			v = asList(v)[step] // the key tells how many there are
		}
	}
	return v
}

// parameter is a value of a variable for which a placeholder is to stand.
type parameter struct {
	source
	value any    // with which the plan is made
	typed string // what an id begins with that is a relationship's
}

// several is a list of a variable's for which placeholders are to stand.
type several struct {
	source
	values []any
}

// binding works out one thing that is another each time that a plan is used. It tells whether the plan is right for these
// variables: what it doesn't fit, or is a mistake, must be collected by itself.
type binding func(*bound) bool

// bound is a root for the values of some variables.
type bound struct {
	variables map[string]any
	given     map[any]any
	sizes     []int // of pages, by the order in which they were collected
	written   response.Given
	own       bool // whether its pagings are this root's alone
}

// paging gives a connection's, to be changed.
func (b *bound) paging(number int) *response.Paging {
	if !b.own {
		b.written.Pagings, b.own = slices.Clone(b.written.Pagings), true
	}
	return &b.written.Pagings[number]
}

// Varies tells whether the root is another one for other variables.
func (r Root) Varies() bool { return len(r.bindings) > 0 }

// Bind gives the root with the values of variables in the place of placeholders. ok is false where it does not fit these.
func (r Root) Bind(variables map[string]any) (_ Root, ok bool) {
	if !r.Varies() {
		return r, true
	}
	b := bound{variables: variables, given: make(map[any]any, len(r.bindings)), sizes: make([]int, r.sizes), written: r.Given}
	for _, bind := range r.bindings {
		if !bind(&b) {
			return Root{}, false
		}
	}
	r.Given = b.written
	if q, is := r.Question.(explore.Plan); is {
		r.Question = explore.Plan{Query: &plan.Query{Columns: q.Columns, Given: b.given, Kept: q.Kept}}
	}
	return r, true
}

// bind has something worked out each time that the plan is used. It is kept as long as the plan: it must hold no more than it needs,
// no value of the variables with which the plan is made, nor the field.
func (x *field) bind(b binding) { x.bindings = append(x.bindings, b) }

// errNoParameter is of a value for which no placeholder can stand, in an operation that is collected with placeholders.
var errNoParameter = errors.New("the value may make a difference to the plan")

// value reads a value that is compared with. Of a parameter it gives a placeholder.
func (x *field) value(v any, read func(any) (any, error)) (any, error) {
	p, is := v.(parameter)
	if !is {
		return read(v)
	}
	now, err := read(p.value)
	if err != nil {
		return nil, err
	}
	if !isPlainValue(now) {
		return nil, errNoParameter
	}
	from, placeholder := p.source, placeholderFor(now, p.typed)
	x.given[placeholder] = now
	x.bind(func(b *bound) bool {
		value, err := read(from.in(b.variables))
		b.given[placeholder] = value
		return err == nil && isPlainValue(value)
	})
	return placeholder, nil
}

// placeholderFor makes a value that stands for others of its type, texts that begin with some text, and that no client can know.
func placeholderFor(v any, begin string) any {
	switch v.(type) {
	case string:
		return begin + plan.PlaceholderText()
	case float64:
		return float64(plan.PlaceholderSize()) + 0.5
	}
	return plan.PlaceholderSize()
}

// values gives what variables' values come to, by placeholders.
type values map[any]any

// of gives the value for which another one stands, or that itself.
func (g values) of(v any) any {
	if value, is := g[v]; is {
		return value
	}
	return v
}

// check has something checked that several values must satisfy: now, and each time that the plan is used.
func (x *field) check(check func(values) error) error {
	if len(x.given) > 0 {
		x.bind(func(b *bound) bool { return check(b.given) == nil })
	}
	return check(x.given)
}

// identity is what cursors belong to, as the texts between the placeholders in it.
type identity struct {
	first        uint64 // the hash of the text before all placeholders
	placeholders []any
	texts        []string // behind each of them
}

// identity takes a text apart in which placeholders stand as they are printed.
func (x *field) identity(text string) identity {
	var id identity
	for {
		at, placeholder := x.firstPlaceholder(text)
		id.texts = append(id.texts, text[:at])
		if placeholder == nil {
			break
		}
		id.placeholders = append(id.placeholders, placeholder)
		text = text[at+len(plan.Literal(placeholder)):]
	}
	id.first, id.texts = cursor.Hash(id.texts[0]), id.texts[1:]
	return id
}

// bindHash has the hash worked out that a connection's cursors hold.
func (x *field) bindHash(id identity, number int) {
	if len(id.placeholders) == 0 {
		return
	}
	x.bind(func(b *bound) bool {
		b.paging(number).Hash = id.hash(b.given)
		return true
	})
}

// firstPlaceholder finds the first one in a text; none at its end.
func (x *field) firstPlaceholder(text string) (at int, placeholder any) {
	at = len(text)
	for p := range x.given {
		if i := strings.Index(text, plan.Literal(p)); i >= 0 && i < at {
			at, placeholder = i, p
		}
	}
	return at, placeholder
}

// hash gives what cursors hold of an identity.
func (id identity) hash(of values) uint64 {
	h := id.first
	for i, p := range id.placeholders {
		h = cursor.HashOn(cursor.HashOn(h, plan.Literal(of.of(p))), id.texts[i])
	}
	return h
}
