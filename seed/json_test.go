package seed

import (
	"bytes"
	"encoding/json"
	"testing"
)

func FuzzJSONIsReadAsTheLibraryReadsIt(f *testing.F) {
	for _, text := range []string{
		`{}`, ` { "a" : [ ] , "b":[1,-2.5e-7,"x\"\\",true,null,[[]],{"c":{"d":["}"]}}] } `, `{"\u0061\ud55c":"\ud83d\ude80","한":"\n"}`,
		`[1, "]", {"a": "}"}]`, `"x"`, `5`, `{"a":"\ud800"}`, `{"a":{},"b":[{}]}`,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if !json.Valid(text) || bytes.ContainsRune(text, '�') {
			t.Skip()
		}
		var want any
		d := json.NewDecoder(bytes.NewReader(text))
		d.UseNumber()
		if err := d.Decode(&want); err != nil {
			t.Skip()
		}
		j := &jsonReader{text: text, pos: func(offset int) Pos { return Pos{Line: 1, Column: offset + 1} }, half: func(Pos) {}}
		members, isObject := want.(map[string]any)
		if !isObject {
			checkJSON(t, text, j.value(false), want, false)
			return
		}
		j.within('{')
		read := map[string]Value{}
		for j.more() {
			name := j.word()
			if text[name.Pos.Column-1] != '"' {
				t.Errorf("%s: the name %q is not at %d", text, name.Text, name.Pos.Column)
			}
			read[name.Text] = j.value(false) // the last of those that stand twice, as the library has it
		}
		if len(bytes.TrimSpace(text[j.at:])) > 0 || len(read) != len(members) {
			t.Errorf("%s: %d of %d members, and %q is left", text, len(read), len(members), text[j.at:])
		}
		for name, v := range read {
			checkJSON(t, text, v, members[name], false)
		}
	})
}

func checkJSON(t *testing.T, text []byte, got Value, want any, inList bool) {
	t.Helper()
	ok := false
	switch want := want.(type) {
	case nil:
		ok = got.Kind == Null
	case bool:
		ok = got.Kind == Bool && (got.Text == "true") == want
	case string:
		ok = got.Kind == String && got.Text == want && text[got.Pos.Column-1] == '"'
	case json.Number:
		ok = got.Kind == Number && got.Text == want.String()
	case map[string]any:
		ok = got.Kind == Map && text[got.Pos.Column-1] == '{'
	case []any:
		ok = got.Kind == List && text[got.Pos.Column-1] == '[' && (inList || len(got.Items) == len(want))
		for i := range got.Items {
			checkJSON(t, text, got.Items[i], want[i], true)
		}
	}
	if !ok {
		t.Errorf("%s: got %+v, want %v", text, got, want)
	}
}
