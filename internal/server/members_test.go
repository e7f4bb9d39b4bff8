package server

import (
	"encoding/json"
	"testing"
	"unicode/utf8"
)

// FuzzMembers finds in objects what encoding/json finds in them.
func FuzzMembers(f *testing.F) {
	for _, text := range []string{
		`{}`, ` { } `, `{"query":"{ a }"}`, "{ \"query\" :\t\"{ a }\" ,\r\n\"variables\" : {\"a\":[1,{\"b\":\"}\"}]} , \"n\": -1e5 }", `{"a":1,"a":2}`,
		`{"qu\u0065ry":"x\"y\\","":null,"query\\":true}`, `{"a":[],"b":{},"c":"","d":false}`, `{"ä":"한","\ud83d\ude00":1}`,
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var want map[string]json.RawMessage
		if !utf8.ValidString(text) || json.Unmarshal([]byte(text), &want) != nil || want == nil {
			return // it doesn't get here
		}
		all := members([]byte(text))
		if len(all) < len(want) {
			t.Fatalf("%q has %d members, not %d", text, len(want), len(all))
		}
		for key, value := range want {
			if got := named(all, key); string(got) != string(value) {
				t.Errorf("%q: the value of %q is %q, not %q", text, key, value, got)
			}
		}
	})
}
