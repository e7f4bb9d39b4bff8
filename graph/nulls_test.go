package graph_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/store"
)

// scripted is a store that answers plans with given rows, whatever they ask, or with an error.
type scripted struct {
	store.Store
	store.Reader
	rows [][]any
	err  error
}

func (s *scripted) Read(_ context.Context, f func(store.Reader) error) error { return f(s) }

func (s *scripted) Run(context.Context, *plan.Query) ([]any, error) {
	if s.err != nil {
		return nil, s.err
	}
	row := s.rows[0]
	s.rows = s.rows[1:]
	return row, nil
}

// r is a row, or a list of rows.
func r(values ...any) []any { return values }

// TestANullWhereNoneMayBePropagates answers queries from rows that break the vocabulary: the null goes up to the nearest
// place that may be null, with an error that tells where it was (specification, 6.4.4).
func TestANullWhereNoneMayBePropagates(t *testing.T) {
	for _, c := range []struct {
		name, query string
		rows        [][]any // a row of each root field
		want        string
		errors      []string
	}{
		{"a field that may be null", `{ deal(id: "a") { date } }`, rows(r(r(nil))), `{"deal":{"date":null}}`, nil},
		{"a field that may not", `{ deal(id: "a") { id name } }`, rows(r(r("a", nil))), `{"deal":null}`, []string{"deal.name"}},
		{"the first of several is told", `{ deal(id: "a") { name id } }`, rows(r(r(nil, nil))), `{"deal":null}`, []string{"deal.name"}},
		{"under an alias", `{ d: deal(id: "a") { n: name } }`, rows(r(r(nil))), `{"d":null}`, []string{"d.n"}},
		{"others stay", `{ a: deal(id: "a") { name } b: deal(id: "b") { name } }`, rows(r(r(nil)), r(r("B"))), `{"a":null,"b":{"name":"B"}}`, []string{"a.name"}},
		{"up to data", `{ deals { nodes { name } } }`, rows(r(r(r("A"), r(nil)))), `null`, []string{"deals.nodes[1].name"}},
		{"up to data, past what may stay", `{ deal(id: "a") { name } deals { nodes { name } } version }`, rows(r(r("A")), r(r(r(nil)))), `null`, []string{"deals.nodes[0].name"}},
		{"two roots", `{ x: deals { nodes { name } } y: deals { nodes { name } } }`, rows(r(r(r(nil))), r(r(r(nil)))), `null`, []string{"x.nodes[0].name", "y.nodes[0].name"}},
		{"a nested page", `{ deal(id: "a") { covers { edges { node { name } } } } }`, rows(r(r(r(r(nil))))), `{"deal":null}`, []string{"deal.covers.edges[0].node.name"}},
		{"a nested count", `{ deal(id: "a") { covers { totalCount } } }`, rows(r(r(nil))), `{"deal":null}`, []string{"deal.covers.totalCount"}},
		{"a list's element", `{ deal(id: "a") { aliases } }`, rows(r(r(r("x", nil)))), `{"deal":null}`, []string{"deal.aliases[1]"}},
		{"a list", `{ deal(id: "a") { aliases } }`, rows(r(r(nil))), `{"deal":null}`, []string{"deal.aliases"}},
		{"an element that may be null", `{ nodes(ids: ["a", "b", "a"]) { id } }`, rows(r(r(r("a", "Deal", nil), r("b", "Deal", "b")))), `{"nodes":[null,{"id":"b"},null]}`, []string{"nodes[0].id", "nodes[2].id"}},
		{"a source without its document", `{ deal(id: "a") { sources { locator document { name } } } }`, rows(r(r(r(r("p1", nil, nil))))), `{"deal":null}`, []string{"deal.sources[0].document"}},
		{"an end that is not there", `{ node(id: "SIGNED:a:b") { ... on Signature { from { id } } } }`, rows(r(r(nil))), `{"node":null}`, []string{"node.from"}},
		{"a reference to nothing", `{ node(id: "SIGNED:a:b") { ... on Signature { onBehalfOf { id } } } }`, rows(r(r(nil))), `{"node":{"onBehalfOf":null}}`, nil},
		{"what a reference names", `{ node(id: "SIGNED:a:b") { ... on Signature { onBehalfOf { name } } } }`, rows(r(r(r("Country", nil)))), `{"node":{"onBehalfOf":null}}`, []string{"node.onBehalfOf.name"}},
		{"a type that the vocabulary has not", `{ node(id: "a") { id } }`, rows(r(r("Spaceship", "a"))), `{"node":null}`, []string{"node"}},
		{"a type that the field can't lead to", `{ deals { nodes { involves { nodes { id } } } } }`, rows(r(r(r(r(r("Person", "a")))))), `null`, []string{"deals.nodes[0].involves.nodes[0]"}},
		{"no type", `{ deals { nodes { involves { nodes { id } } } } }`, rows(r(r(r(r(r(nil, "a")))))), `null`, []string{"deals.nodes[0].involves.nodes[0]"}},
		{"a text for a truth", `{ deal(id: "a") { id binding } }`, rows(r(r("a", "yes"))), `{"deal":{"id":"a","binding":null}}`, []string{"deal.binding"}},
		{"a number for a text", `{ deal(id: "a") { kind } }`, rows(r(r(int64(3)))), `{"deal":{"kind":null}}`, []string{"deal.kind"}},
		{"no list for a list", `{ deal(id: "a") { aliases } }`, rows(r(r("x"))), `{"deal":null}`, []string{"deal.aliases"}},
		{"what is skipped isn't missed", `{ deal(id: "a") { id name @skip(if: true) } }`, rows(r(r("a"))), `{"deal":{"id":"a"}}`, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := newAPI(t, vocabulary(t, ""), &scripted{rows: c.rows})
			answer := a.ask(t.Context(), c.query, nil)
			var got []string
			for _, e := range answer.Errors {
				got = append(got, e.Path.String())
				if e.Extensions["code"] != "INTERNAL" || e.Message == "" {
					t.Errorf("the error says %v: %s", e.Extensions["code"], e.Message)
				}
			}
			if string(answer.Data) != c.want || !slices.Equal(got, c.errors) {
				t.Errorf("answers %s with errors at %q\nwant    %s with errors at %q", answer.Data, got, c.want, c.errors)
			}
		})
	}
}

// rows is the rows of several root fields.
func rows(rows ...[]any) [][]any { return rows }

// TestWhatGoesWrongInTheStoreIsToldByACode gives the client a code and our own words, never the database's.
func TestWhatGoesWrongInTheStoreIsToldByACode(t *testing.T) {
	for _, c := range []struct {
		err  error
		want string
	}{
		{store.ErrUnavailable, "UNAVAILABLE"},
		{store.ErrVocabulary, "UNAVAILABLE"},
		{store.ErrOverloaded, "OVERLOADED"},
		{store.ErrLoading, "LOADING"},
		{context.DeadlineExceeded, "TIMEOUT"},
		{context.Canceled, "TIMEOUT"},
		{errors.New("no such table: node"), "INTERNAL"},
	} {
		for _, query := range []string{`{ deal(id: "a") { id } version }`, `{ datasets { name } }`} {
			a := newAPI(t, vocabulary(t, ""), &scripted{err: fmt.Errorf("secret: %w", c.err)})
			answer := a.ask(t.Context(), query, nil)
			if len(answer.Errors) != 1 || answer.Errors[0].Extensions["code"] != c.want {
				t.Errorf("%v: %s gets %s, want %s", c.err, query, text(t, answer), c.want)
				continue
			}
			if strings.Contains(answer.Errors[0].Message, "secret") || strings.Contains(answer.Errors[0].Message, "table") {
				t.Errorf("%v: the message tells what is none of the client's business: %s", c.err, answer.Errors[0].Message)
			}
			if !errors.Is(answer.Errors[0], c.err) {
				t.Errorf("%v: the log doesn't get to know", c.err)
			}
			if answer.Data != nil && string(answer.Data) != "null" {
				t.Errorf("%v: there is data: %s", c.err, answer.Data)
			}
		}
	}
}

// Datasets gives the error that the store is scripted to give.
func (s *scripted) Datasets(context.Context) ([]store.Dataset, error) { return nil, s.err }
