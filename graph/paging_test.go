package graph_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/internal/neo4jtest"
	"github.com/dealgraph/dealgraph/internal/store"
)

// connection is what a walk reads of a page.
type connection struct {
	Edges []struct {
		Cursor string
		Node   struct{ ID string }
		Rel    struct{ ID string }
	}
	PageInfo struct {
		HasNextPage, HasPreviousPage bool
		StartCursor, EndCursor       *string
	}
	TotalCount int
}

func (c connection) keys() []string {
	keys := make([]string, len(c.Edges))
	for i, e := range c.Edges {
		keys[i] = e.Node.ID + " " + e.Rel.ID
	}
	return keys
}

// list is a connection to walk: where it stands, and its other arguments.
type list struct {
	around    string // with %s where the connection goes
	field     string
	arguments string
	nested    bool // it has relationships
}

// page asks for a page of a list.
func (l list) page(t *testing.T, a *api, paging string) connection {
	t.Helper()
	rel := ""
	if l.nested {
		rel = "rel: relationship { id }"
	}
	selection := fmt.Sprintf("page: %s(%s) { edges { cursor node { id } %s } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount }",
		l.field, strings.Trim(l.arguments+", "+paging, ", "), rel)
	answer := a.ask(t.Context(), fmt.Sprintf("{ "+l.around+" }", selection), nil)
	if answer.Errors != nil {
		t.Fatalf("%s\n%s", selection, text(t, answer))
	}
	data := map[string]json.RawMessage{}
	if err := json.Unmarshal(answer.Data, &data); err != nil {
		t.Fatal(err)
	}
	if data["record"] != nil {
		if err := json.Unmarshal(data["record"], &data); err != nil {
			t.Fatal(err)
		}
	}
	var c connection
	if err := json.Unmarshal(data["page"], &c); err != nil {
		t.Fatal(err)
	}
	return c
}

// walk gives the keys of all pages, forwards or backwards, in the order of the list, and checks each page on the way.
func (l list) walk(t *testing.T, a *api, size int, backwards bool) []string {
	t.Helper()
	sizeArg, cursorArg := "first", "after"
	if backwards {
		sizeArg, cursorArg = "last", "before"
	}
	var all []string
	paging := fmt.Sprintf("%s: %d", sizeArg, size)
	for given := false; ; given = true {
		c := l.page(t, a, paging)
		all = slices.Concat(map[bool][]string{false: all, true: nil}[backwards], c.keys(), map[bool][]string{true: all, false: nil}[backwards])
		onward, behind, cursor := c.PageInfo.HasNextPage, c.PageInfo.HasPreviousPage, c.PageInfo.EndCursor
		if backwards {
			onward, behind, cursor = behind, onward, c.PageInfo.StartCursor
		}
		if behind != given {
			t.Errorf("%s: the side that the walk comes from says %t", paging, behind)
		}
		if n := len(c.Edges); n > 0 && (*c.PageInfo.StartCursor != c.Edges[0].Cursor || *c.PageInfo.EndCursor != c.Edges[n-1].Cursor) {
			t.Errorf("%s: the page's cursors are not those of its edges", paging)
		}
		if !onward {
			return all
		}
		if len(c.Edges) != size {
			t.Fatalf("%s: a page of %d, though more follow", paging, len(c.Edges))
		}
		paging = fmt.Sprintf("%s: %d, %s: %q", sizeArg, size, cursorArg, *cursor)
	}
}

// lists are connections of every kind: roots, nested ones, citations; ordered by keys that are never null, that may be,
// from indexes and not; filtered and not; with parallel relationships.
func lists() map[string]list {
	root := func(field, arguments string) list { return list{"%s", field, arguments, false} }
	under := func(record, field, arguments string) list {
		return list{"record: " + record + " { %s }", field, arguments, true}
	}
	korea, kratsios := `deal(id: "us-korea-tpd")`, `person(id: "michael-kratsios")`
	cited := under(`document(id: "fyi-us-tech-deals")`, "citedBy", "")
	cited.nested = false
	return map[string]list{
		"a type":                            root("events", ""),
		"a type down":                       root("events", "orderBy: {id: DESC}"),
		"a sortable key with nulls":         root("deals", "orderBy: {date: ASC}"),
		"a sortable key with nulls, down":   root("deals", "orderBy: {date: DESC}"),
		"a sortable key, then others":       root("events", "orderBy: [{date: DESC}, {name: ASC}]"),
		"a key that is not sortable":        root("deals", "orderBy: [{binding: DESC}, {kind: ASC}]"),
		"an enum, mixed directions":         root("events", "orderBy: [{status: ASC}, {date: DESC}, {id: ASC}]"),
		"a name":                            root("agencies", "orderBy: {name: DESC}"),
		"a filtered type":                   root("deals", `where: {OR: [{date: {isNull: true}}, {id: {startsWith: "us"}}]}, orderBy: {date: ASC}`),
		"a filter through a relationship":   root("technologies", `where: {coveredBy: {some: {node: {id: {eq: "us-japan-tpd"}}}}}`),
		"the sorted through a relationship": root("technologies", `where: {coveredBy: {some: {node: {id: {eq: "us-japan-tpd"}}}}}, orderBy: {summary: DESC}`),
		"nothing":                           root("deals", "where: {OR: []}"),
		"some relationships":                root("relationships", "types: [SIGNED, ATTENDED, HELD_IN]"),
		"relationships by rank":             root("relationships", "types: [HOLDS_POST_IN], orderBy: {rank: DESC}"),
		"relationships by their ends":       root("relationships", `where: {to: {id: {eq: "us-japan-tpd"}}, NOT: {type: {eq: COVERS}}}`),
		"below a record":                    under(korea, "involves", ""),
		"below a record, the other end":     under(`technology(id: "ai")`, "coveredBy", ""),
		"below a record by a node's key":    under(korea, "involves", "orderBy: {node: {name: DESC}}"),
		"below a record by a sortable key":  under(kratsios, "signed", "orderBy: {relationship: {date: ASC}}"),
		"below a record, down":              under(kratsios, "signed", "orderBy: {relationship: {date: DESC}}"),
		"below a record by both":            under(kratsios, "posts", "orderBy: [{relationship: {title: ASC}}, {node: {id: DESC}}]"),
		"below a record, nulls first key":   under(`technology(id: "6g")`, "coveredBy", "orderBy: [{relationship: {area: DESC}}]"),
		"below a record, filtered":          under(korea, "covers", `where: {relationship: {commitment: {containsIgnoreCase: "AI"}}, node: {id: {startsWith: "ai"}}}`),
		"citations":                         cited,
	}
}

// TestWalkingPagesGivesTheWholeList walks lists in pages of several sizes, both ways.
func TestWalkingPagesGivesTheWholeList(t *testing.T) {
	cat := vocabulary(t, "")
	for engine, a := range map[string]*api{"memory": newAPI(t, cat, inMemory(t, cat)), "SQLite": newAPI(t, cat, onSQLite(t, cat, nil))} {
		loaded(t, cat, a.store, ownData(t))
		for name, l := range lists() {
			t.Run(engine+"/"+name, func(t *testing.T) { walks(t, a, l, 1, 2, 3, 7) })
		}
	}
}

func TestWalkingPagesGivesTheWholeListOnNeo4j(t *testing.T) {
	cat := vocabulary(t, "")
	a := newAPI(t, cat, onNeo4j(t, neo4jtest.Start(t), cat, nil))
	loaded(t, cat, a.store, ownData(t))
	for name, l := range lists() {
		t.Run(name, func(t *testing.T) { walks(t, a, l, 3) })
	}
}

func walks(t *testing.T, a *api, l list, sizes ...int) {
	t.Helper()
	whole := l.page(t, a, "first: 200")
	want := whole.keys()
	if whole.PageInfo.HasNextPage || whole.TotalCount != len(want) {
		t.Fatalf("%d of %d on the first page, more follow: %t", len(want), whole.TotalCount, whole.PageInfo.HasNextPage)
	}
	if len(want) < 2 && l.arguments != "where: {OR: []}" {
		t.Errorf("a list of %d shows little", len(want))
	}
	for _, size := range sizes {
		for _, backwards := range []bool{false, true} {
			if got := l.walk(t, a, size, backwards); !slices.Equal(got, want) {
				t.Errorf("pages of %d, backwards %t: %q\nwant %q", size, backwards, got, want)
			}
		}
	}
}

// TestACursorHoldsWhileRecordsComeAndGo deletes the record that a cursor stands on, and puts others before and behind it.
func TestACursorHoldsWhileRecordsComeAndGo(t *testing.T) {
	cat := vocabulary(t, "")
	for engine, st := range map[string]store.Store{"memory": inMemory(t, cat), "SQLite": onSQLite(t, cat, nil)} {
		t.Run(engine, func(t *testing.T) {
			a := newAPI(t, cat, st)
			if err := st.Prepare(t.Context()); err != nil {
				t.Fatal(err)
			}
			put(t, st, deal("b", "2020"), deal("d", "2020"), deal("f", ""), deal("h", ""))
			for _, l := range []list{{around: "%s", field: "deals"}, {around: "%s", field: "deals", arguments: "orderBy: {date: ASC}"}} {
				for _, on := range []string{"d", "f"} {
					put(t, st, deal("b", "2020"), deal("d", "2020"), deal("f", ""), deal("h", ""))
					i := slices.Index(l.page(t, a, "first: 9").keys(), on+" ")
					cursor := l.page(t, a, "first: 9").Edges[i].Cursor
					remove(t, st, on)
					put(t, st, deal(on+"-before", ""), deal("a", "2019"), deal("i", ""))
					next, previous := on+"x", string(on[0]-1)+"x"
					date := map[string]string{"d": "2020", "f": ""}[on]
					put(t, st, deal(next, date), deal(previous, date))
					whole := l.page(t, a, "first: 99").keys()
					after := l.page(t, a, fmt.Sprintf("first: 99, after: %q", cursor)).keys()
					before := l.page(t, a, fmt.Sprintf("last: 99, before: %q", cursor)).keys()
					if got := slices.Concat(before, after); !slices.Equal(got, whole) {
						t.Errorf("%s: before and after what stood at %s: %q | %q\nthe whole list: %q", l.arguments, on, before, after, whole)
					}
					if !slices.Contains(after, next+" ") || !slices.Contains(before, previous+" ") {
						t.Errorf("%s: before %q, after %q: the cursor stood at %s", l.arguments, before, after, on)
					}
					for _, key := range whole {
						remove(t, st, strings.TrimSpace(key))
					}
				}
			}
		})
	}
}

// deal is a record with what every node has.
func deal(id, date string) store.Record {
	r := store.Record{ID: id, Type: "Deal", Props: map[string]any{"name": id, "aliases": []any{}, "sources": []any{}, "dataset": "test"}}
	if date != "" {
		r.Props["date"] = date
	}
	return r
}

func put(t *testing.T, st store.Store, records ...store.Record) {
	t.Helper()
	if err := st.Write(t.Context(), func(w store.Writer) error { return w.Put(t.Context(), records) }); err != nil {
		t.Fatal(err)
	}
}

func remove(t *testing.T, st store.Store, id string) {
	t.Helper()
	if err := st.Write(t.Context(), func(w store.Writer) error { return w.Delete(t.Context(), []string{id}) }); err != nil {
		t.Fatal(err)
	}
}
