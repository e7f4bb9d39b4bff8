package operationtest

import "github.com/vektah/gqlparser/v2/ast"

// heights says of each input object how deep its values must nest at least to say something.
type heights struct{ objects map[string]int }

// noHeight is more than any value's.
const noHeight = 1 << 20

// heightsOf lowers the heights of all input objects until each is one more than that of its lowest member.
func heightsOf(schema *ast.Schema) heights {
	h := heights{map[string]int{}}
	for _, def := range schema.Types {
		if def.Kind == ast.InputObject {
			h.objects[def.Name] = noHeight
		}
	}
	for changed := true; changed; {
		changed = false
		for name, before := range h.objects {
			least := before
			for _, f := range schema.Types[name].Fields {
				least = min(least, h.of(f.Type)+1)
			}
			h.objects[name] = least
			changed = changed || least < before
		}
	}
	return h
}

// of gives the height of a type's values: 0 for a scalar.
func (h heights) of(t *ast.Type) int { return h.objects[t.Name()] }
