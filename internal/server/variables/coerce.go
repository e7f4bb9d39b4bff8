package variables

import (
	"errors"
	"fmt"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/validator/core"

	"github.com/dealgraph/dealgraph/internal/code"
)

// Coerce gives the values of an operation's variables. A variable that has neither a value nor a default is not in the
// result. Values that the operation doesn't declare are ignored. The operation must have been validated. An error is
// BAD_USER_INPUT, names the place in the variable, and has in its extensions the variable's name and the argument that it
// would have been, with the path of the field.
func Coerce(schema *ast.Schema, op *ast.OperationDefinition, given map[string]any) (map[string]any, *gqlerror.Error) {
	c := coercer{schema}
	values := make(map[string]any, len(op.VariableDefinitions))
	for _, v := range op.VariableDefinitions {
		value, is := given[v.Variable]
		if !is && v.DefaultValue != nil {
			value, is = literal(v.DefaultValue), true
		}
		if !is && !v.Type.NonNull {
			continue
		}
		coerced, err := c.value(v.Type, value, "$"+v.Variable)
		if err != nil {
			return nil, badVariable(op, v, err)
		}
		values[v.Variable] = coerced
	}
	return values, nil
}

// misfit is a value that its type has no place for.
type misfit struct{ place, why string }

// didYouMean suggests known names near the given one, as the end of a sentence, or nothing. Long ones are nobody's slip.
func didYouMean(given string, known []string) string {
	if len(given) > maxSlip {
		return ""
	}
	near := core.SuggestionList(given, known)
	if len(near) == 0 {
		return ""
	}
	return ": did you mean " + core.QuotedOrList(near[:min(len(near), 3)]...) + "?"
}

// maxSlip bounds the names that suggestions are looked for, in bytes: the search takes time by their length.
const maxSlip = 100

func misfitf(place, format string, args ...any) error {
	return misfit{place, fmt.Sprintf(format, args...)}
}

func (m misfit) Error() string { return m.place + " " + m.why }

// badVariable tells of a misfit with the field and the argument where the variable is used first, as an error in a literal
// there would be told.
func badVariable(op *ast.OperationDefinition, v *ast.VariableDefinition, cause error) *gqlerror.Error {
	err := code.Errorf(code.BadUserInput, "%s", cause)
	err.Extensions["variable"] = v.Variable
	if used, found := firstUse(op, v.Variable); found {
		err.Path = used.path
		var m misfit
		errors.As(cause, &m)
		err.Extensions["argument"] = used.argument + strings.TrimPrefix(m.place, "$"+v.Variable)
	}
	if v.Position != nil {
		err.Locations = []gqlerror.Location{{Line: v.Position.Line, Column: v.Position.Column}}
	}
	return err
}

type coercer struct{ schema *ast.Schema }

// value coerces to a type; place says where the value stands, for errors. Values themselves are in no message.
func (c coercer) value(t *ast.Type, v any, place string) (any, error) {
	if v == nil {
		if t.NonNull {
			return nil, misfitf(place, "must be given and not null: it is %s", t)
		}
		return nil, nil //nolint:nilnil // null is a value
	}
	if t.Elem != nil {
		return c.list(t.Elem, v, place)
	}
	def := c.schema.Types[t.NamedType]
	if def == nil {
		return nil, misfitf(place, "has an unknown type")
	}
	switch def.Kind {
	case ast.InputObject:
		return c.object(def, v, place)
	case ast.Enum:
		return enum(def, v, place)
	case ast.Scalar:
		return scalar(def, v, place)
	}
	return nil, misfitf(place, "is declared as %s, which is no input type", def.Name)
}

// list takes a single value for a list of it.
func (c coercer) list(element *ast.Type, v any, place string) (any, error) {
	given, is := v.([]any)
	if !is {
		one, err := c.value(element, v, place)
		return []any{one}, err
	}
	list := make([]any, len(given))
	for i, e := range given {
		var err error
		if list[i], err = c.value(element, e, fmt.Sprintf("%s[%d]", place, i)); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func (c coercer) object(def *ast.Definition, v any, place string) (any, error) {
	given, is := v.(map[string]any)
	if !is {
		return nil, misfitf(place, "must be an object: it is %s", def.Name)
	}
	object := make(map[string]any, len(given))
	known := 0
	for _, f := range def.Fields {
		value, is := given[f.Name]
		if is {
			known++
		}
		if !is && f.DefaultValue != nil {
			value, is = literal(f.DefaultValue), true
		}
		if !is && !f.Type.NonNull {
			continue
		}
		coerced, err := c.value(f.Type, value, place+"."+f.Name)
		if err != nil {
			return nil, err
		}
		object[f.Name] = coerced
	}
	if known < len(given) {
		return nil, unknownField(def, given, place)
	}
	if def.Directives.ForName("oneOf") != nil && !exactlyOne(object) {
		return nil, misfitf(place, "must have exactly one entry, not null: %s is @oneOf", def.Name)
	}
	return object, nil
}

func exactlyOne(object map[string]any) bool {
	for _, v := range object {
		return len(object) == 1 && v != nil
	}
	return false
}

func unknownField(def *ast.Definition, given map[string]any, place string) error {
	first := ""
	for name := range given {
		if def.Fields.ForName(name) == nil && (first == "" || name < first) {
			first = name
		}
	}
	known := make([]string, len(def.Fields))
	for i, f := range def.Fields {
		known[i] = f.Name
	}
	return misfitf(place, "has the entry %.100q, which is no field of %s%s", first, def.Name, didYouMean(first, known))
}
