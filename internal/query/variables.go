package query

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator/core"
)

// Variables gives an operation's variables the values of a JSON object (none where it is empty) and, before these, of flags
// of the form name=value.
//
// What a flag's value means follows from the type that the operation declares. Of String, ID and every type that a document
// can't tell more of (Date, BigInt, an enum) it is the text as it stands; of Int, Float and Boolean what JSON has for these;
// of an input object, or of a type that may be one, a text that begins with { is JSON. A list is a JSON array, where the value
// begins with [, else one entry for each time that the flag is given. Nothing is null but by the JSON object.
func (d *Document) Variables(object []byte, flags []string) (map[string]any, error) {
	values, err := readObject(object)
	if err != nil {
		return nil, err
	}
	given := map[string][]string{}
	for _, flag := range flags {
		name, text, is := strings.Cut(flag, "=")
		if !is {
			return nil, fmt.Errorf("%q: a variable is given as name=value", flag)
		}
		given[name] = append(given[name], text)
	}
	for name, texts := range given {
		definition := d.operation.VariableDefinitions.ForName(name)
		if definition == nil {
			return nil, d.unknown(name)
		}
		value, err := flagValue(definition.Type, texts)
		if err != nil {
			return nil, fmt.Errorf("the variable %s, which is %s: %w", name, definition.Type, err)
		}
		values[name] = value
	}
	for name := range values {
		if d.operation.VariableDefinitions.ForName(name) == nil {
			return nil, d.unknown(name)
		}
	}
	return values, nil
}

func readObject(text []byte) (map[string]any, error) {
	values := map[string]any{}
	if len(bytes.TrimSpace(text)) == 0 {
		return values, nil
	}
	if err := decode(text, &values); err != nil || values == nil {
		return nil, fmt.Errorf("the variables are no JSON object: %w", errorOr(err, "it is null"))
	}
	return values, nil
}

func errorOr(err error, text string) error {
	if err != nil {
		return err
	}
	return errors.New(text)
}

// unknown tells of a variable that the operation does not have: a server would pass over it.
func (d *Document) unknown(name string) error {
	var known []string
	for _, v := range d.operation.VariableDefinitions {
		known = append(known, v.Variable)
	}
	slices.Sort(known)
	if len(known) == 0 {
		return fmt.Errorf("the operation has no variables, and so none that is called %q", name)
	}
	if near := core.SuggestionList(name, known); len(near) > 0 {
		return fmt.Errorf("the operation has no variable %q: did you mean %s?", name, near[0])
	}
	return fmt.Errorf("the operation has no variable %q, but %s", name, strings.Join(known, ", "))
}

func flagValue(t *ast.Type, texts []string) (any, error) {
	if t.Elem != nil {
		return flagList(t, texts)
	}
	if len(texts) > 1 {
		return nil, fmt.Errorf("it is given %d times, and is no list", len(texts))
	}
	return flagScalar(t, texts[0])
}

func flagList(t *ast.Type, texts []string) (any, error) {
	if len(texts) == 1 && strings.HasPrefix(strings.TrimSpace(texts[0]), "[") {
		var list []any
		if err := decode([]byte(texts[0]), &list); err != nil {
			return nil, fmt.Errorf("%q begins as a list of JSON and is none: %w", texts[0], err)
		}
		return list, nil
	}
	list := []any{}
	for _, text := range texts {
		entry, err := flagValue(t.Elem, []string{text})
		if err != nil {
			return nil, err
		}
		list = append(list, entry)
	}
	return list, nil
}

func flagScalar(t *ast.Type, text string) (any, error) {
	switch t.NamedType {
	case "String", "ID":
		return text, nil
	case "Int", "Float", "Boolean":
		return flagJSON(t.NamedType, text)
	}
	if !strings.HasPrefix(strings.TrimSpace(text), "{") {
		return text, nil
	}
	var object map[string]any
	if err := decode([]byte(text), &object); err != nil {
		return nil, fmt.Errorf("%q begins as an object of JSON and is none: %w", text, err)
	}
	return object, nil
}

// flagJSON takes a number or a boolean. The server tells which numbers are too large.
func flagJSON(typ, text string) (any, error) {
	var value any
	err := decode([]byte(text), &value)
	_, number := value.(json.Number)
	_, boolean := value.(bool)
	if err != nil || (typ == "Boolean") != boolean || (typ != "Boolean") != number {
		return nil, fmt.Errorf("%q is none", text)
	}
	return value, nil
}

// decode reads one JSON value, and keeps numbers as they are written.
func decode(text []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	if err := d.Decode(into); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("something stands after its end")
	}
	return nil
}
