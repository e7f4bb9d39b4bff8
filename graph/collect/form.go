package collect

import (
	"encoding/json"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// form is what a variable's value is for a plan.
type form uint8

const (
	itself     form = iota // it stands in the plan as it is
	oneValue               // a placeholder can stand for it
	manyValues             // placeholders can stand for the two or more of a list, however many they are
	elements               // it is a list, of which each element has a form
	members                // it is an object, of which each member has a form
)

// countFilter is the input type of filters on how many there are of something. A statement looks for no more than it takes to
// tell: how many that is makes another statement.
const countFilter = "CountFilter"

// formOf tells the form of a value of a type.
func (p *Parameters) formOf(typ *ast.Type, v any) form {
	_, isObject := v.(map[string]any)
	switch {
	case v == nil, typ.NamedType == countFilter:
		return itself
	case typ.Elem != nil && isSeveral(typ.Elem, asList(v)):
		return manyValues
	case typ.Elem != nil:
		return elements
	case isObject && p.schema.Types[typ.NamedType].Kind == ast.InputObject: // BigInt is checked where it is read
		return members
	case canStand(typ.NamedType, v):
		return oneValue
	}
	return itself
}

// isSeveral tells whether two or more values make the same statements however many they are. SQLite has an argument for each
// Float.
func isSeveral(typ *ast.Type, list []any) bool {
	if typ.Elem != nil || typ.NamedType == "Float" || len(list) < 2 {
		return false
	}
	for _, e := range list {
		if !canStand(typ.NamedType, e) || typeIn(typ, e) != "" {
			return false
		}
	}
	return true
}

// canStand tells whether a placeholder can stand for a value of a scalar.
func canStand(scalar string, v any) bool {
	switch v := v.(type) {
	case string:
		switch scalar {
		case "ID":
			return isPlainID(v)
		case "String", "Date", "BigInt":
			return isPlain(v)
		}
	case json.Number:
		switch scalar {
		case "Int", "Float", "BigInt":
			return strings.ContainsAny(string(v), "123456789") // there are two zeros
		}
	}
	return false
}

// isPlainID tells whether an id is a text as records have.
func isPlainID(s string) bool {
	for i := range len(s) {
		switch b := s[i]; {
		case 'a' <= b && b <= 'z', 'A' <= b && b <= 'Z', '0' <= b && b <= '9', b == '-', b == '_', b == ':':
		default:
			return false
		}
	}
	return s != ""
}

// typeIn gives what an id begins with that is a relationship's, its type and a colon: that tells where to look for it.
func typeIn(typ *ast.Type, v any) string {
	if id, is := v.(string); is && typ.NamedType == "ID" {
		return id[:strings.Index(id, ":")+1]
	}
	return ""
}

// isPlain tells whether a text makes the same statements as any other. The empty one doesn't: all texts begin and end with it. Nor
// do those with characters beyond the surrogates, which Neo4j compares otherwise, and before which stands no last one for a range of
// what begins with them.
func isPlain(s string) bool {
	for _, r := range s {
		if r >= 0xE000 { // utf8.RuneError is, too
			return false
		}
	}
	return s != ""
}

// isPlainValue tells whether what an operand, or a cursor's key, comes to makes the same statements as any other of its type.
func isPlainValue(v any) bool {
	switch v := v.(type) {
	case string:
		return isPlain(v)
	case int64:
		return true
	case float64:
		return v != 0
	}
	return false
}
