package server_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// sdl is a schema with one root field for each way an answer can come about.
const sdl = `
type Query {
  "Answers."
  hello: String!
  echo(text: String, list: [Int!], big: Float, id: ID, kind: Kind, where: Where): String
  "Fails with the code."
  fail(code: String!, cause: String): String
  "Fails so many times."
  failures(count: Int!): String
  "Fails as something nobody foresaw."
  leak: String
  panics: String
  panicsLate: String
  "Answers when the test lets it, or when its context ends."
  waits: String
  large(bytes: Int!): String
  raw: String
  people(first: Int): [Person!]!
  node: Node
}
interface Node { id: ID! }
type Person implements Node { id: ID! name: String friends(first: Int): [Person!]! boss: Person }
type Mutation { touch: String }
type Subscription { ticks: String }
enum Kind { RED GREEN }
input Where { a: Int and: [Where!] not: Where kind: Kind text: String one: One }
input One @oneOf { x: Int y: String }
directive @mark on FIELD | QUERY
`

// fake is a schema that answers as the real one does: data already encoded, errors with codes.
type fake struct {
	schema  *ast.Schema
	waiting chan struct{} // gets a value when waits begins
	release chan struct{} // lets waits end
	ended   chan error    // gets what waits ended with
}

func newFake() *fake {
	return &fake{
		schema:  gqlparser.MustLoadSchema(&ast.Source{Input: sdl}),
		waiting: make(chan struct{}, 100),
		release: make(chan struct{}),
		ended:   make(chan error, 100),
	}
}

func (f *fake) Schema() *ast.Schema { return f.schema }

func (f *fake) Complexity(context.Context, string, string, int, map[string]any) (int, bool) {
	return 0, false
}

func (f *fake) Exec(ctx context.Context) graphql.ResponseHandler {
	op := graphql.GetOperationContext(ctx)
	root := f.schema.Query.Name
	if op.Operation.Operation == ast.Mutation {
		root = f.schema.Mutation.Name
	}
	fields := graphql.CollectFields(op, op.Operation.SelectionSet, []string{root})
	for _, field := range fields {
		if field.Name == "panics" {
			panic("a panic with a secret")
		}
	}
	return func(ctx context.Context) *graphql.Response {
		return f.answer(ctx, op, fields)
	}
}

func (f *fake) answer(ctx context.Context, op *graphql.OperationContext, fields []graphql.CollectedField) *graphql.Response {
	data := bytes.NewBufferString("{")
	var errs gqlerror.List
	for i, field := range fields {
		if i > 0 {
			data.WriteByte(',')
		}
		value, failed := f.field(ctx, field.Name, field.ArgumentMap(op.Variables))
		for _, err := range failed {
			err.Path = ast.Path{ast.PathName(field.Alias)}
		}
		errs = append(errs, failed...)
		fmt.Fprintf(data, "%q:%s", field.Alias, value)
	}
	data.WriteByte('}')
	if len(errs) > 0 {
		return &graphql.Response{Data: json.RawMessage("null"), Errors: errs}
	}
	return &graphql.Response{Data: data.Bytes()}
}

func (f *fake) field(ctx context.Context, name string, args map[string]any) (value string, errs gqlerror.List) {
	switch name {
	case "hello":
		return `"world"`, nil
	case "raw":
		return `"as  <it> was \u00e9ncoded"`, nil
	case "large":
		var n int
		fmt.Sscan(fmt.Sprint(args["bytes"]), &n)
		return `"` + strings.Repeat("x", n) + `"`, nil
	case "echo":
		encoded, err := json.Marshal(args)
		if err != nil {
			return "null", gqlerror.List{gqlerror.Wrap(err)}
		}
		quoted, _ := json.Marshal(string(encoded))
		return string(quoted), nil
	case "fail":
		err := &gqlerror.Error{Message: "refused", Extensions: map[string]any{"code": args["code"]}}
		if cause, ok := args["cause"].(string); ok {
			err.Err = errors.New(cause)
		}
		return "null", gqlerror.List{err}
	case "failures":
		var n int
		fmt.Sscan(fmt.Sprint(args["count"]), &n)
		for range n {
			errs = append(errs, &gqlerror.Error{Message: "refused", Extensions: map[string]any{"code": "BAD_USER_INPUT"}})
		}
		return "null", errs
	case "leak":
		return "null", gqlerror.List{gqlerror.Wrap(errors.New("no such table: secret"))}
	case "panicsLate":
		panic("a panic with a secret")
	case "waits":
		return f.wait(ctx)
	case "people":
		return `[]`, nil
	}
	return "null", nil
}

func (f *fake) wait(ctx context.Context) (string, gqlerror.List) {
	f.waiting <- struct{}{}
	select {
	case <-f.release:
		f.ended <- nil
		return `"done"`, nil
	case <-ctx.Done():
		f.ended <- ctx.Err()
		return "null", gqlerror.List{gqlerror.Wrap(fmt.Errorf("running a statement: %w", ctx.Err()))}
	}
}
