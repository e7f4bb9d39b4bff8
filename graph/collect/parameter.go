package collect

import (
	"crypto/rand"
	"errors"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/dealgraph/dealgraph/graph/cursor"
	"github.com/dealgraph/dealgraph/internal/plan"
)

// Parameters gives the variables of an operation whose values make no difference to its plan but by standing in it: those
// that are nothing but the id of a root field which is of one type, or a cursor. All others may change what is asked: they
// stand in @skip, say how large a page is, or are a filter.
func (r Roots) Parameters(doc *ast.QueryDocument, op *ast.OperationDefinition) map[string]bool {
	u := uses{roots: r, parameters: map[string]bool{}, others: map[string]bool{}}
	u.directives(op.Directives)
	u.set(op.SelectionSet, true)
	for _, f := range doc.Fragments {
		u.directives(f.Directives)
		u.set(f.SelectionSet, false)
	}
	for name := range u.others {
		delete(u.parameters, name)
	}
	return u.parameters
}

// uses is the variables that are used as parameters, and those that are used in any other way.
type uses struct {
	roots              Roots
	parameters, others map[string]bool
}

func (u uses) set(set ast.SelectionSet, root bool) {
	for _, s := range set {
		switch s := s.(type) {
		case *ast.Field:
			u.directives(s.Directives)
			for _, a := range s.Arguments {
				if a.Value.Kind == ast.Variable && (a.Name == "after" || a.Name == "before" || a.Name == "id" && root && u.roots[s.Name].byID) {
					u.parameters[a.Value.Raw] = true
					continue
				}
				u.value(a.Value)
			}
			u.set(s.SelectionSet, false)
		case *ast.InlineFragment:
			u.directives(s.Directives)
			u.set(s.SelectionSet, false)
		case *ast.FragmentSpread:
			u.directives(s.Directives)
		}
	}
}

func (u uses) directives(list ast.DirectiveList) {
	for _, d := range list {
		for _, a := range d.Arguments {
			u.value(a.Value)
		}
	}
}

func (u uses) value(v *ast.Value) {
	if v.Kind == ast.Variable {
		u.others[v.Raw] = true
	}
	for _, c := range v.Children {
		u.value(c.Value)
	}
}

// IsParameter tells whether a value may be that of a parameter: one of the texts that ids and cursors are, which no engine
// takes for anything special.
func IsParameter(v any) bool {
	s, is := v.(string)
	return is && s != "" && isPlain(s)
}

func isPlain(s string) bool {
	for i := range len(s) {
		switch b := s[i]; {
		case 'a' <= b && b <= 'z', 'A' <= b && b <= 'Z', '0' <= b && b <= '9', b == '-', b == '_':
		default:
			return false
		}
	}
	return true
}

// parameter is a variable in an argument's place, of which the plan holds placeholders.
type parameter struct {
	variable string
	value    string // with which the plan is made
}

// Binding is the placeholders that stand in a plan for what a variable's value comes to.
type Binding struct {
	variable     string
	placeholders []string // empty where the value is null
	values       func(value string) ([]any, bool)
}

// Bind adds the values that placeholders stand for. It tells whether the plan is right for these variables: what it doesn't
// fit, or is a mistake, must be collected by itself.
func (b Binding) Bind(variables, given map[string]any) bool {
	value, _ := variables[b.variable].(string)
	values, ok := b.values(value)
	if !ok || len(values) != len(b.placeholders) {
		return false
	}
	for i, placeholder := range b.placeholders {
		if (values[i] == nil) != (placeholder == "") {
			return false
		}
		if placeholder != "" {
			given[placeholder] = values[i]
		}
	}
	return true
}

// errNoParameter is of a value for which no placeholder can stand, in an operation that is collected with placeholders.
var errNoParameter = errors.New("the value may make a difference to the plan")

// placeholder makes a text that stands for a value, and that no client can know.
func (x *field) placeholder() string { return "placeholder-" + rand.Text() }

// boundID gives the placeholder of an id.
func (x *field) boundID(p parameter) string {
	id := x.placeholder()
	x.bindings = append(x.bindings, Binding{p.variable, []string{id}, func(value string) ([]any, bool) { return []any{value}, true }})
	return id
}

// boundCursor gives the placeholders of a cursor's values. Whether a value is null makes a difference to the plan.
func (x *field) boundCursor(p parameter, hash uint64, keys []plan.Key) ([]any, bool) {
	values := func(text string) ([]any, bool) {
		after, err := cursor.Decode(text, hash, keys)
		if err != nil {
			return nil, false
		}
		for _, v := range after {
			if s, is := v.(string); v != nil && !(is && isPlain(s)) {
				return nil, false
			}
		}
		return after, true
	}
	after, ok := values(p.value)
	if !ok {
		return nil, false
	}
	placeholders, stand := make([]string, len(after)), make([]any, len(after))
	for i, v := range after {
		if v != nil {
			placeholders[i] = x.placeholder()
			stand[i] = placeholders[i]
		}
	}
	x.bindings = append(x.bindings, Binding{p.variable, placeholders, values})
	return stand, true
}
