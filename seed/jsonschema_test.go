package seed_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/seed"
)

func compiledSchema(t testing.TB, cat *catalog.Catalog) *jsonschema.Schema {
	t.Helper()
	text, err := seed.JSONSchema(cat)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// bySchema gives what the schema says of a YAML file, read as YAML 1.2's core has it: without dates.
func bySchema(t testing.TB, schema *jsonschema.Schema, text []byte) error {
	t.Helper()
	var doc yaml.Node
	if err := yaml.Unmarshal(text, &doc); err != nil {
		t.Fatal(err)
	}
	asText, err := json.Marshal(plainValue(t, &doc))
	if err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(asText))
	if err != nil {
		t.Fatal(err)
	}
	return schema.Validate(v)
}

func plainValue(t testing.TB, n *yaml.Node) any {
	switch n.Kind {
	case yaml.DocumentNode:
		return plainValue(t, n.Content[0])
	case yaml.MappingNode:
		m := map[string]any{}
		for i := 0; i < len(n.Content); i += 2 {
			m[n.Content[i].Value] = plainValue(t, n.Content[i+1])
		}
		return m
	case yaml.SequenceNode:
		items := []any{}
		for _, item := range n.Content {
			items = append(items, plainValue(t, item))
		}
		return items
	}
	if n.ShortTag() == "!!timestamp" {
		return n.Value
	}
	var v any
	if err := n.Decode(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestTheSchemaTakesEveryGoodFile(t *testing.T) {
	schema := compiledSchema(t, projectVocabulary(t))
	for _, s := range builtin(t) {
		if err := bySchema(t, schema, s.Text); err != nil {
			t.Errorf("%s: %v", s.Name, err)
		}
	}
	schema = compiledSchema(t, testVocabulary(t))
	paths, err := filepath.Glob(filepath.Join("testdata", "changes", "*.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		c := readCase(t, path)
		for _, sources := range append(c.before(), c.files) {
			for _, s := range sources {
				if filepath.Ext(s.Name) != ".yaml" {
					continue
				}
				if err := bySchema(t, schema, s.Text); err != nil {
					t.Errorf("%s: %s: %v", path, s.Name, err)
				}
			}
		}
	}
}

// goodFile is what the cases below put one mistake into.
const goodFile = `dataset: one
Document:
  text:
    name: Text
    sources: [text]
Agency:
  nsf: {name: NSF, sources: [text], formerIds: [foundation]}
Deal:
  deal:
    name: Deal
    aliases: [D, E]
    summary: Sum
    date: "2025-10"
    binding: true
    articles: 5
    cost: "5"
    done: 0.5
    status: SIGNED
    tags: [a, b]
    reviews: ["2025"]
    keepers: [nsf]
    sources: ["text#1"]
Person:
  ann: {name: Ann, sources: [text]}
SIGNED:
  - from: ann
    to: deal
    key: first
    rank: NORMAL
    capacity: Clerk
    sources: [text]
    formerIds: ["SIGNED:ann:old"]
`

func TestTheSchemaAgreesWithValidate(t *testing.T) {
	cat := testVocabulary(t)
	schema := compiledSchema(t, cat)
	long := strings.Repeat("x", 101)
	for _, c := range []struct {
		name, old, replaced string
		good                bool   // as validate has it
		differs             string // why the schema says the opposite
	}{
		{"as it is", "", "", true, ""},
		{"no dataset", "dataset: one\n", "", false, ""},
		{"a dataset that is no slug", "dataset: one", "dataset: The One", false, ""},
		{"a dataset without quotes that is a number", "dataset: one", "dataset: 2025", true, "YAML takes it for a number"},
		{"another type", "Agency:", "Agence:", false, ""},
		{"a type as the API has it", "SIGNED:\n", "Signature:\n", false, ""},
		{"a type of nodes with a list", "Person:\n  ann: {", "Person:\n  - {id: ann, ", false, ""},
		{"a type of relationships with a mapping", "  - from: ann\n", "  first:\n    from: ann\n", false, ""},
		{"a type with nothing", "Person:\n  ann: {name: Ann, sources: [text]}\n", "Person:\n", false, ""},
		{"a type with no records", "Person:\n  ann: {name: Ann, sources: [text]}\n", "Person: {}\n", false, ""},
		{"an id that is no slug", "  ann: {", "  Ann: {", false, ""},
		{"an id of 101 characters", "  ann: {", "  " + long + ": {", false, ""},
		{"a record that is a text", "{name: Ann, sources: [text]}", "Ann", false, ""},
		{"a record of nothing", "{name: Ann, sources: [text]}", "", false, ""},
		{"another property", "summary: Sum", "sumary: Sum", false, ""},
		{"no name", "name: Ann, ", "", false, ""},
		{"no sources", "name: Ann, sources: [text]", "name: Ann", false, ""},
		{"sources of nothing", "name: Ann, sources: [text]", "name: Ann, sources: []", false, ""},
		{"a source without a place behind the #", `"text#1"`, `"text#"`, false, ""},
		{"a source with white space around its place", `"text#1"`, `"text# 1"`, false, ""},
		{"a source that is no slug", `"text#1"`, `"The text#1"`, false, ""},
		{"a source twice", `["text#1"]`, `["text#1", "text#1"]`, false, ""},
		{"a source that is a number", `["text#1"]`, `[2025]`, true, "YAML takes it for a number"},
		{"sources that are no list", `["text#1"]`, "text", false, ""},
		{"no list of aliases", "aliases: [D, E]", "aliases: D", false, ""},
		{"an alias twice", "[D, E]", "[D, D]", false, ""},
		{"an alias twice but for white space", "[D, E]", `[D, "D "]`, false, "it compares texts as they are written"},
		{"an alias twice, composed and decomposed", "[D, E]", `["\u00c5", "A\u030a"]`, false, "it compares texts as they are written"},
		{"no aliases", "aliases: [D, E]", "aliases: []", true, ""},
		{"nothing as a value", "summary: Sum", "summary:", false, ""},
		{"an empty text", "summary: Sum", `summary: ""`, false, ""},
		{"a text of white space", "summary: Sum", `summary: " "`, false, ""},
		{"a text that is a number", "name: Deal", "name: 1984", false, ""},
		{"a text that is true", "name: Deal", "name: true", false, ""},
		{"a text that YAML 1.1 takes for true", "name: Deal", "name: yes", true, ""},
		{"a text that is a date", "name: Deal", "name: 2025-10-29", false, "YAML 1.2 takes it for a text, and readers of YAML 1.1 for a date"},
		{"a name of two lines", "name: Deal", `name: "a\nb"`, false, ""},
		{"a name as a block", "name: Deal", "name: |\n      a", true, ""},
		{"a name with a control character", "name: Deal", `name: "a\eb"`, false, ""},
		{"a summary of two lines", "summary: Sum", `summary: "a\nb\tc"`, true, ""},
		{"a summary with a control character", "summary: Sum", `summary: "a\eb"`, false, "its pattern only asks for something to read"},
		{"a name of 1,001 bytes", "name: Deal", "name: " + strings.Repeat("x", 1001), false, ""},
		{"a name of 1,002 bytes and 334 characters", "name: Deal", "name: " + strings.Repeat("한", 334), false, "its lengths are in characters"},
		{"a summary of 10,001 bytes", "summary: Sum", "summary: " + strings.Repeat("x", 10_001), false, ""},
		{"an error of a spreadsheet", "name: Deal", `name: "#REF!"`, false, "its patterns can say what is wanted, and nothing about what is not"},
		{"a day that is none", `"2025-10"`, `"2025-10-32"`, false, ""},
		{"a month that is none", `"2025-10"`, `"2025-13"`, false, ""},
		{"a day that its month has not", `"2025-10"`, `"2025-02-30"`, false, "it knows no calendar"},
		{"a year without quotes", `"2025-10"`, `2025`, true, ""},
		{"a year before 1000 without quotes", `"2025-10"`, `0987`, true, "YAML takes it for a number"},
		{"a day without quotes", `"2025-10"`, `2025-10-29`, true, ""},
		{"a time", `"2025-10"`, `2025-10-29T10:00:00Z`, false, ""},
		{"a text for true", "binding: true", `binding: "true"`, false, ""},
		{"yes for true", "binding: true", "binding: yes", false, ""},
		{"a whole number with a point", "articles: 5", "articles: 5.5", false, ""},
		{"a whole number with a point and a nought", "articles: 5", "articles: 5.0", false, "JSON Schema takes it for a whole number"},
		{"a whole number in quotes", "articles: 5", `articles: "5"`, false, ""},
		{"a whole number of 33 bits", "articles: 5", "articles: 2147483648", false, ""},
		{"a whole number of another base", "articles: 5", "articles: 0x10", false, "YAML gives it the number"},
		{"a whole number with underscores", "articles: 5", "articles: 1_000", false, "YAML gives it the number"},
		{"64 bits without quotes", `cost: "5"`, "cost: 9223372036854775807", true, ""},
		{"65 bits without quotes", `cost: "5"`, "cost: 9223372036854775808", false, ""},
		{"65 bits in quotes", `cost: "5"`, `cost: "9223372036854775808"`, false, "its bounds are those of numbers"},
		{"words for 64 bits", `cost: "5"`, `cost: "five"`, false, ""},
		{"a number in quotes", "done: 0.5", `done: "0.5"`, false, ""},
		{"a whole number for one", "done: 0.5", "done: 5", true, ""},
		{"another value of an enumeration", "status: SIGNED", "status: signed", false, ""},
		{"a list for a value", "status: SIGNED", "status: [SIGNED]", false, ""},
		{"an empty list of what may be nothing", "tags: [a, b]", "tags: []", true, ""},
		{"an entry twice, of a list that may", "tags: [a, b]", "tags: [a, a]", true, ""},
		{"an entry of nothing", "tags: [a, b]", "tags: [a, ~]", false, ""},
		{"a mapping for an entry", "tags: [a, b]", "tags: [{a: b}]", false, ""},
		{"a day among days that is none", `reviews: ["2025"]`, `reviews: ["soon"]`, false, ""},
		{"a reference that is no id", "keepers: [nsf]", "keepers: [N S F]", false, ""},
		{"a reference to no record", "keepers: [nsf]", "keepers: [nowhere]", true, ""}, // a warning
		{"a reference to a record of another type", "keepers: [nsf]", "keepers: [ann]", false, "it knows no other records"},
		{"no end", "  - from: ann\n    to: deal", "  - to: deal", false, ""},
		{"an end that is no id", "to: deal", "to: The deal", false, ""},
		{"an end of another type", "to: deal", "to: nsf", false, "it knows no other records"},
		{"a key that is no slug", "key: first", "key: First", false, ""},
		{"another rank", "rank: NORMAL", "rank: BEST", false, ""},
		{"the same relationship twice", "SIGNED:\n", "SIGNED:\n  - {from: ann, to: deal, key: first, sources: [text]}\n", false, "it knows no other records"},
		{"one id for two", "  ann: {", "  deal: {", false, "it knows no other records"},
		{"a former id that is no slug", "[foundation]", "[The foundation]", false, ""},
		{"a former id twice", "[foundation]", "[foundation, foundation]", false, ""},
		{"a former id that is in use", "[foundation]", "[ann]", false, "it knows no other records"},
		{"a former id of another type", "SIGNED:ann:old", "ATTENDED:ann:old", false, ""},
		{"a former id without ends", "SIGNED:ann:old", "SIGNED:ann", false, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.old != "" && strings.Count(goodFile, c.old) != 1 {
				t.Fatalf("%q is there %d times", c.old, strings.Count(goodFile, c.old))
			}
			text := []byte(strings.Replace(goodFile, c.old, c.replaced, 1))
			_, checked := seed.Validate(cat, []seed.Source{{Name: "a.yaml", Text: text}})
			if (checked == nil) != c.good {
				t.Errorf("validate says %v", checked)
			}
			valid := bySchema(t, schema, text)
			if agree := (valid == nil) == c.good; agree == (c.differs != "") {
				t.Errorf("the schema says %v", valid)
			}
		})
	}
}

func TestTheSchemaThatTheDataNamesIsCurrent(t *testing.T) {
	want, err := seed.JSONSchema(projectVocabulary(t))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile("schema.json"); err != nil || !bytes.Equal(got, want) {
		t.Errorf("schema.json is not what the vocabulary gives: go generate . makes it (%v)", err)
	}
	for _, s := range builtin(t) {
		if !bytes.HasPrefix(s.Text, []byte("# yaml-language-server: $schema=../schema.json\n")) {
			t.Errorf("the first line of %s does not name it", s.Name)
		}
	}
}
