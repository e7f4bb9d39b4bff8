package main

import (
	"bytes"
	"encoding/json"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/internal/code"
)

// A query of a guide gets the answer that stands below it. Its first line may be a comment with variables; what a guide
// leaves open in an answer is "…". One without an answer gets data.
func TestTheQueriesOfTheGuidesGetTheAnswersThatStandThere(t *testing.T) {
	serves(t, t.TempDir(), nil, "--db", ":memory:").answersTheGuides(t)
}

// answersTheGuides asks what the guides ask. The server has the project's own data.
func (s *served) answersTheGuides(t *testing.T) {
	for guide, atLeast := range map[string]int{"../../README.md": 1, "../../docs/front-end.md": 15} {
		t.Run(guide, func(t *testing.T) {
			all, answers := fences(t, guide), 0
			for i, f := range all {
				if f.language != "graphql" || f.file != "" {
					continue
				}
				got := s.answer(t, f.text)
				switch {
				case i+1 < len(all) && all[i+1].language == "json":
					answers++
					if want := decode(t, all[i+1].text); !answersAs(got, want) {
						t.Errorf("%s\ngets %s\nthe guide has %s", f.text, encode(t, got), encode(t, want))
					}
				case strings.Contains(encode(t, got), `"errors"`):
					t.Errorf("%s\ngets %s", f.text, encode(t, got))
				}
			}
			if answers < atLeast {
				t.Errorf("only %d answers were compared", answers)
			}
		})
	}
}

var variablesLine = regexp.MustCompile(`\A# (\{.*\})\n`)

// answer asks a query, with the variables of its first line.
func (s *served) answer(t *testing.T, query string) any {
	t.Helper()
	request := map[string]any{"query": query}
	if line := variablesLine.FindStringSubmatch(query); line != nil {
		request["variables"] = decode(t, line[1])
	}
	return decode(t, s.post(t, request))
}

// answersAs compares JSON values; "…" in what is wanted is like anything.
func answersAs(got, want any) bool {
	if want == "…" {
		return true
	}
	switch want := want.(type) {
	case map[string]any:
		got, ok := got.(map[string]any)
		if !ok || len(got) != len(want) {
			return false
		}
		for key, value := range want {
			if has, ok := got[key]; !ok || !answersAs(has, value) {
				return false
			}
		}
		return true
	case []any:
		got, ok := got.([]any)
		return ok && slices.EqualFunc(got, want, answersAs)
	}
	return reflect.DeepEqual(got, want)
}

func decode(t *testing.T, text string) (value any) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), &value); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	return value
}

func encode(t *testing.T, value any) string {
	t.Helper()
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// The table of codes has each that there is, and no others.
func TestTheGuideForFrontEndsTellsWhatToDoOnEachCode(t *testing.T) {
	text, err := os.ReadFile("../../docs/front-end.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, found := strings.Cut(string(text), "| code | what to do |\n")
	if !found {
		t.Fatal("the guide has no table of codes")
	}
	table, _, _ = strings.Cut(table, "\n\n")
	var told []code.Code
	for _, row := range strings.Split(table, "\n")[1:] {
		for _, name := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(strings.Split(row, "|")[1], -1) {
			told = append(told, code.Code(name[1]))
		}
	}
	known := code.All()
	slices.Sort(told)
	slices.Sort(known)
	if !slices.Equal(told, known) {
		t.Errorf("the guide has %v, the server %v", told, known)
	}
}
