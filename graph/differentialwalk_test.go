package graph_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/dealgraph/dealgraph/internal/operationtest"
)

// oneList is the list that an operation shows a page of, under the key `page` at its root or below `record`.
type oneList struct {
	from      served
	operation operationtest.Operation
	both      bool // it can be walked backwards, too
}

func listOf(s served, o operationtest.Operation) oneList {
	return oneList{s, o, strings.Contains(o.Query, "before: $before")}
}

// oneConnection is a connection's answer. Edges holds cursors and what else there is in them.
type oneConnection struct {
	Edges    []oneEdge
	PageInfo struct {
		HasNextPage, HasPreviousPage bool
		StartCursor, EndCursor       *string
	}
	TotalCount *int
}

type oneEdge struct {
	Cursor             string
	Node, Relationship struct{ ID string }
}

func (c oneConnection) keys() []string {
	keys := make([]string, len(c.Edges))
	for i, e := range c.Edges {
		keys[i] = e.Node.ID + " " + e.Relationship.ID
	}
	return keys
}

// connectionsIn gives the connections of an answer by their keys, at the root or below a record.
func connectionsIn(data []byte) (map[string]oneConnection, error) {
	var below struct{ Record json.RawMessage }
	if err := json.Unmarshal(data, &below); err != nil {
		return nil, err
	}
	if below.Record != nil {
		data = below.Record
	}
	var found map[string]oneConnection
	err := json.Unmarshal(data, &found)
	return found, err
}

// page asks for one page.
func (l oneList) page(ctx context.Context, paging map[string]any) (oneConnection, string) {
	o := operationtest.Operation{Query: l.operation.Query, Variables: maps.Clone(l.operation.Variables)}
	maps.Copy(o.Variables, paging)
	a := l.from.answer(ctx, o)
	if a.errors != "" {
		return oneConnection{}, fmt.Sprintf("page %v: %s", paging, a)
	}
	found, err := connectionsIn(a.data)
	if err != nil {
		return oneConnection{}, fmt.Sprintf("page %v: %v in %s", paging, err, a)
	}
	return found["page"], ""
}

// wrong tells what is wrong about a list's pages: "" if nothing is.
func (l oneList) wrong(ctx context.Context) string {
	whole, wrong := l.page(ctx, map[string]any{"first": json.Number("200")})
	if wrong != "" {
		return wrong
	}
	want := whole.keys()
	if whole.PageInfo.HasNextPage || whole.PageInfo.HasPreviousPage || whole.TotalCount != nil && *whole.TotalCount != len(want) {
		return fmt.Sprintf("the whole list has %d edges, and says %+v, %d in all", len(want), whole.PageInfo, *whole.TotalCount)
	}
	if len(want) == 0 {
		return ""
	}
	for _, size := range []int{1, 2, 3, 7} {
		for _, backwards := range []bool{false, true}[:1+one(l.both)] {
			got, wrong := l.walk(ctx, size, backwards)
			if wrong != "" {
				return wrong
			}
			if !slices.Equal(got, want) {
				return fmt.Sprintf("walked in pages of %d, backwards %t: %q\nthe whole list: %q", size, backwards, got, want)
			}
		}
	}
	return ""
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// walk gives the keys of all pages in the list's order.
func (l oneList) walk(ctx context.Context, size int, backwards bool) ([]string, string) {
	var pages [][]string
	n := json.Number(strconv.Itoa(size))
	paging := map[string]any{"first": n}
	if backwards {
		paging = map[string]any{"last": n}
	}
	for given := false; ; given = true {
		c, wrong := l.page(ctx, paging)
		if wrong != "" {
			return nil, wrong
		}
		if wrong := c.wrongInside(size, backwards, given); wrong != "" {
			return nil, fmt.Sprintf("page %v: %s", paging, wrong)
		}
		pages = append(pages, c.keys())
		if !c.onward(backwards) {
			break
		}
		if len(pages) > 200 {
			return nil, fmt.Sprintf("pages of %d have no end", size)
		}
		paging = map[string]any{"first": n, "after": *c.PageInfo.EndCursor}
		if backwards {
			paging = map[string]any{"last": n, "before": *c.PageInfo.StartCursor}
		}
	}
	if backwards {
		slices.Reverse(pages)
	}
	return slices.Concat(pages...), ""
}

// onward tells whether more follows in the direction of a walk.
func (c oneConnection) onward(backwards bool) bool {
	if backwards {
		return c.PageInfo.HasPreviousPage
	}
	return c.PageInfo.HasNextPage
}

// wrongInside tells what is wrong about one page on a walk; given says that it was asked for with a cursor.
func (c oneConnection) wrongInside(size int, backwards, given bool) string {
	n := len(c.Edges)
	switch {
	case c.onward(!backwards) != given:
		return fmt.Sprintf("the side that the walk comes from says %t", !given)
	case n == 0 || n > size || c.onward(backwards) && n != size:
		return fmt.Sprintf("%d edges, more follow: %t", n, c.onward(backwards))
	case c.PageInfo.StartCursor == nil || *c.PageInfo.StartCursor != c.Edges[0].Cursor:
		return "startCursor is not the first edge's"
	case c.PageInfo.EndCursor == nil || *c.PageInfo.EndCursor != c.Edges[n-1].Cursor:
		return "endCursor is not the last edge's"
	}
	return ""
}

// halvesWrong tells whether a filter and its negation part a list: two-valued logic has no third half.
func halvesWrong(o operationtest.Operation, data []byte) string {
	lists, err := connectionsIn(data)
	if err != nil {
		return err.Error()
	}
	parts := slices.Concat(lists["yes"].keys(), lists["no"].keys())
	slices.Sort(parts)
	if all := slices.Sorted(slices.Values(lists["all"].keys())); !slices.Equal(parts, all) {
		return fmt.Sprintf("what a filter is true of: %q\nwhat its negation is true of: %q\nthe whole list: %q",
			lists["yes"].keys(), lists["no"].keys(), all)
	}
	return ""
}
