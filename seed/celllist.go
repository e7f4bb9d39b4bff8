package seed

import (
	"encoding/json"
	"strings"
)

// listed makes a list of a table's cell: it stands there as JSON has it, so that no text needs a rule of its own. What is
// no list stays what it is.
func (c *checker) listed(v Value) Value {
	text := []byte(v.Text)
	if v.Kind != Cell || !strings.HasPrefix(strings.TrimSpace(v.Text), "[") || !json.Valid(text) {
		return v
	}
	v.Kind = List
	j := &jsonReader{text: text, pos: func(int) Pos { return v.Pos },
		half: func(pos Pos) { c.problem(pos, "whole characters", "a text holds half of a surrogate pair") }}
	v.Items = j.items()
	return v
}

// wrongList reports a value that is to be a list, and what its entries are if that is to be said.
func (c *checker) wrongList(what string, v Value, of string) {
	expected := "a list"
	if of != "" {
		expected += " of " + of
	}
	if v.Kind == Cell {
		expected += `, as JSON: ["one", "two"]`
	}
	c.wrong(what, v, expected)
}
