package graph_test

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/dealgraph/dealgraph/internal/operationtest"
	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/store/storetest"
)

// finding is a graph, and a question about it.
type finding struct {
	graph     []store.Record
	kind      questionKind
	operation operationtest.Operation
}

// questionKind is what is asked of an operation's answers.
type questionKind int

const (
	alike  questionKind = iota // both engines answer it with the same bytes
	walked                     // walking the pages of its list gives the list
	summed                     // its list's aggregate and groups are what the records come to
	again                      // alike, and that it is asked with other variables than before is all that there is to it
	halved                     // what a filter is true of, and what its negation is true of, make up its list
)

func (d differential) load(ctx context.Context, graph []store.Record) error {
	for _, s := range []served{d.reference, d.engine} {
		if err := storetest.Replace(ctx, s.store, graph); err != nil {
			return err
		}
	}
	return nil
}

// wrong tells what is wrong about the graph that is loaded: "" if nothing is.
func (d differential) wrong(ctx context.Context, f finding) string {
	want, got := d.reference.answer(ctx, f.operation), d.engine.answer(ctx, f.operation)
	switch {
	case got.String() != want.String():
		return fmt.Sprintf("the answers differ\ngot:\n%s\nthe reference:\n%s", got, want)
	case got.data != nil && !json.Valid(got.data):
		return fmt.Sprintf("the answer is no JSON: %s", got.data)
	case strings.Contains(got.errors, "something went wrong"), got.errors != "" && got.code == "":
		return "the answer: " + got.errors
	}
	if f.kind == again {
		return ""
	}
	if f.kind == alike {
		if wrong := d.writtenWrong(ctx, f.operation, got); wrong != "" {
			return wrong
		}
	}
	if got.code == "BAD_USER_INPUT" || got.code == "TOO_COMPLEX" {
		return ""
	}
	if wrong := d.valuesWrong(f, got.data); wrong != "" {
		return wrong + "\nin " + got.String()
	}
	if f.kind == summed && got.errors == "" {
		return d.summaryWrong(f, got.data)
	}
	if f.kind != alike && got.errors == "" {
		if wrong := d.listsWrong(f, got.data); wrong != "" {
			return wrong
		}
	}
	switch f.kind {
	case walked:
		return listOf(d.engine, f.operation).wrong(ctx)
	case halved:
		return halvesWrong(f.operation, got.data)
	}
	return ""
}

// writtenWrong asks the same without variables, and tells where the answer is another one. Places in the query are.
func (d differential) writtenWrong(ctx context.Context, o operationtest.Operation, got answer) string {
	written := operationtest.Written(d.engine.es.Schema(), o)
	if a := d.engine.answer(ctx, written); string(a.data) != string(got.data) || a.code != got.code {
		return fmt.Sprintf("with variables:\n%s\nwithout:\n%s\nof\n%s", got, a, written)
	}
	return ""
}

// report prints all that there is to say about a finding.
func (d differential) report(ctx context.Context, f finding) string {
	if err := d.load(ctx, f.graph); err != nil {
		return fmt.Sprintf("%v\nloading the graph:\n%s", err, storetest.GraphText(f.graph))
	}
	return fmt.Sprintf("%s\n\nquery:\n%s\nplan:\n%s\ngraph:\n%s", d.wrong(ctx, f), f.operation, d.engine.plans(f.operation), storetest.GraphText(f.graph))
}

// reduceFor bounds how long a finding is made smaller: rapid, which shrinks what it drew, knows neither that a relationship
// goes with its ends nor that an operation is a tree.
const reduceFor = 60 * time.Second

// reduce makes a finding as small as it can be found to be while it goes on being answered wrongly.
func (d differential) reduce(ctx context.Context, f finding) finding {
	deadline, ids := time.Now().Add(reduceFor), f.ids()
	fails := func(f finding, load bool) bool {
		return time.Now().Before(deadline) && f.whole() && f.ids() == ids && (!load || d.load(ctx, f.graph) == nil) && d.wrong(ctx, f) != ""
	}
	for before := -1; before != f.size(); {
		before = f.size()
		if d.load(ctx, f.graph) != nil {
			return f
		}
		f.operation = operationtest.Reduce(d.engine.es.Schema(), f.operation, func(o operationtest.Operation) bool {
			return fails(finding{f.graph, f.kind, o}, false)
		})
		f.graph = storetest.ReduceGraph(d.engine.cat, f.graph, func(graph []store.Record) bool {
			return fails(finding{graph, f.kind, f.operation}, true)
		})
	}
	return f
}

func (f finding) size() int { return len(f.operation.Query) + len(storetest.GraphText(f.graph)) }

// ids counts the ids that lists are told by: none of them may be cut.
func (f finding) ids() int {
	if f.kind == alike {
		return 0
	}
	return len(regexp.MustCompile(`\bid\n`).FindAllString(f.operation.Query, -1))
}

// whole tells whether the operation still is the question that it is to be.
func (f finding) whole() bool {
	var parts []string
	switch f.kind {
	case walked:
		parts = []string{"page:", "after: $after", "cursor", "hasNextPage", "hasPreviousPage", "startCursor", "endCursor"}
	case summed:
		parts = []string{"list:", "first: 200"}
	case halved:
		parts = []string{"all:", "yes:", "no:", "where: $where", "NOT:$where"}
	}
	return !slices.ContainsFunc(parts, func(p string) bool { return !strings.Contains(f.operation.Query, p) })
}

// sourced is a graph without sources whose document is not there.
func sourced(graph []store.Record) []store.Record {
	documents := map[string]bool{}
	for _, r := range graph {
		documents[r.ID] = r.Type == "Document"
	}
	for _, r := range graph {
		sources, _ := r.Props["sources"].([]any)
		r.Props["sources"] = slices.DeleteFunc(slices.Clone(sources), func(s any) bool {
			document, _, _ := strings.Cut(s.(string), "#")
			return !documents[document]
		})
	}
	return graph
}
