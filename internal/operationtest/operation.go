package operationtest

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/formatter"
	"pgregory.net/rapid"

	"github.com/dealgraph/dealgraph/internal/store"
)

// Operation is a query with its variables, as JSON gives them.
type Operation struct {
	Query     string
	Variables map[string]any
}

// String prints it as a person would send it.
func (o Operation) String() string {
	if len(o.Variables) == 0 {
		return o.Query
	}
	variables, _ := json.Marshal(o.Variables)
	return fmt.Sprintf("%svariables: %s\n", o.Query, variables)
}

// GoString keeps rapid from printing what a failure prints anyway.
func (o Operation) GoString() string { return "an operation" }

// Operations draws queries about some records. Every one validates.
func Operations(schema *ast.Schema, records []store.Record) *rapid.Generator[Operation] {
	source := newSource(schema, records)
	return rapid.Custom(func(t *rapid.T) Operation {
		d := source.draw(t)
		d.budget = 4 + d.below(40, "fields")
		d.op.SelectionSet = d.selections(schema.Query, newScope(), 3+d.below(4, "depth"))
		return d.operation()
	})
}

// source is what operations are drawn from.
type source struct {
	schema  *ast.Schema
	values  values
	heights heights
}

func newSource(schema *ast.Schema, records []store.Record) source {
	return source{schema, valuesOf(records), heightsOf(schema)}
}

func (s source) draw(t *rapid.T) *draw {
	return &draw{drawer: drawer{t}, source: s, op: &ast.OperationDefinition{Operation: ast.Query}, variables: map[string]any{}}
}

// draw is an operation while it is drawn.
type draw struct {
	drawer
	source
	op        *ast.OperationDefinition
	fragments ast.FragmentDefinitionList
	variables map[string]any
	names     int  // how many aliases, fragments and variables have been named
	literal   bool // no variables
	budget    int  // how many fields with selections may still be drawn
}

// name gives a name that nothing else has.
func (d *draw) name(prefix string) string {
	d.names++
	return fmt.Sprint(prefix, d.names)
}

// operation gives what was drawn.
func (d *draw) operation() Operation {
	doc := &ast.QueryDocument{Operations: ast.OperationList{d.op}, Fragments: d.fragments}
	return valid(d.t, d.schema, doc, asJSON(d.t, d.variables))
}

// valid prints an operation, and sees that it validates, as this package promises.
func valid(t *rapid.T, schema *ast.Schema, doc *ast.QueryDocument, variables map[string]any) Operation {
	tidy(doc)
	o := Operation{print(doc), variables}
	if _, errs := Parse(schema, o.Query); errs != nil {
		t.Fatalf("what was drawn is not valid: %v\n%s", errs, o)
	}
	return o
}

func print(doc *ast.QueryDocument) string {
	var b bytes.Buffer
	formatter.NewFormatter(&b, formatter.WithIndent("  ")).FormatQueryDocument(doc)
	return b.String()
}

// asJSON gives variables as a server gets them: numbers are json.Number.
func asJSON(t *rapid.T, variables map[string]any) map[string]any {
	text, err := json.Marshal(variables)
	if err != nil {
		t.Fatal(err)
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var out map[string]any
	if err := decoder.Decode(&out); err != nil {
		t.Fatal(err)
	}
	return out
}
