package graph_test

import (
	"context"
	"strings"
	"sync"
	"testing"

	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/store/storetest"
)

// twoStates are graphs of which everything that allRoots asks for tells which it is.
var twoStates = [2]string{`
Thing a {"text": "one"}
Thing b {"text": "one"}
Thing z {"text": "one"}
Place p {"int": 1}
LIKES a -> b {"note": "one"}
LIKES b -> z {"note": "one"}
NEAR a -> p
`, `
Thing a {"text": "two"}
Thing c {"text": "two"}
Thing z {"text": "two"}
Thing y {"text": "two"}
Place p {"int": 2}
LIKES c -> a {"note": "two"}
LIKES c -> z {"note": "two"}
LIKES y -> z {"note": "two"}
NEAR z -> p
`}

// plannedRoots are root fields that one plan each answers: all of them together are one statement on SQLite.
const plannedRoots = `{
  count: things { totalCount }
  list: things(orderBy: {text: DESC}) { totalCount edges { cursor node { id text } } }
  one: thing(id: "a") { text likes { totalCount nodes { id } } likedBy { totalCount } }
  rels: relationships { totalCount nodes { id } }
  again: things { totalCount nodes { id text likes { edges { relationship { note } } } } }
}`

const allRoots = `{
  count: things { totalCount }
  list: things(orderBy: {text: DESC}) { totalCount edges { cursor node { id text } } }
  one: thing(id: "a") { text likes { totalCount nodes { id } } likedBy { totalCount } }
  rels: relationships { totalCount nodes { id } }
  some: nodes(ids: ["a", "b", "c", "p", "LIKES:a:b", "LIKES:c:z"]) { id ... on Thing { text } ... on Place { int } ... on Liking { note } }
  paths(from: "a", to: "z") { nodes { text length steps { relationship { id } node { id name } } } }
  neighborhood(of: ["a", "z"], hops: 2) { nodes { id ... on Thing { text } } distances relationships { id } omitted { count } }
  datasets { name hash }
  again: things { totalCount nodes { id text likes { edges { relationship { note } } } } }
  place(id: "p") { int near { totalCount } }
  last: things(last: 1) { nodes { id text } }
}`

// TestAllRootFieldsOfARequestSeeOneStateOnSQLite asks for everything while a writer turns the whole graph over, again and
// again: every answer is that of one of the two states, never of some of both.
func TestAllRootFieldsOfARequestSeeOneStateOnSQLite(t *testing.T) {
	for name, query := range map[string]string{"in a transaction": allRoots, "in one statement": plannedRoots} {
		t.Run(name, func(t *testing.T) { seesOneState(t, query) })
	}
}

func seesOneState(t *testing.T, query string) {
	t.Helper()
	cat := storetest.Catalog(t)
	a := newAPI(t, cat, onSQLite(t, cat, nil))
	if err := a.store.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	var graphs [2][]store.Record
	states := map[string]int{}
	for i, text := range twoStates {
		var err error
		if graphs[i], err = storetest.ParseGraph(cat, text); err != nil {
			t.Fatal(err)
		}
		turn(t, a.store, graphs[i], i)
		answer := a.ask(t.Context(), query, nil)
		if answer.Errors != nil {
			t.Fatal(answer.Errors)
		}
		states[string(answer.Data)] = 0
	}
	if len(states) != 2 {
		t.Fatal("the two states are answered alike")
	}

	ctx, stop := context.WithCancel(t.Context())
	var writing, reading sync.WaitGroup
	writing.Go(func() {
		for i := 0; ctx.Err() == nil; i++ {
			turn(t, a.store, graphs[i%2], i%2)
		}
	})
	// Reads go on until the writer, which a busy machine may keep waiting, has shown both states.
	const least, most = 60, 100_000
	var mu sync.Mutex
	met := 0
	for range 3 {
		reading.Go(func() {
			for n, all := 0, false; n < least || !all && n < most; n++ {
				answer := a.ask(ctx, query, nil)
				mu.Lock()
				times, known := states[string(answer.Data)]
				if known && times == 0 {
					met++
				}
				states[string(answer.Data)]++
				all = met == len(twoStates)
				mu.Unlock()
				if !known {
					t.Errorf("an answer of neither state:\n%s", text(t, answer))
					return
				}
			}
		})
	}
	reading.Wait()
	stop()
	writing.Wait()
	for answer, n := range states {
		if n == 0 {
			t.Errorf("one state was never met: %s", answer)
		}
	}
}

// turn makes a graph all that there is, and says so in its dataset's line, in one transaction.
func turn(t *testing.T, st store.Store, graph []store.Record, state int) {
	t.Helper()
	err := st.Write(context.Background(), func(w store.Writer) error {
		if err := replace(w, graph); err != nil {
			return err
		}
		return w.SetDataset(context.Background(), store.Dataset{Name: "test", Hash: strings.Repeat("x", state+1)})
	})
	if err != nil {
		t.Errorf("turn the graph over: %v", err)
	}
}

// replace deletes what there is, relationships first, and puts what shall be.
func replace(w store.Writer, graph []store.Record) error {
	var nodes, rels []string
	err := w.Records(context.Background(), "", func(r store.Record) error {
		if r.IsRel() {
			rels = append(rels, r.ID)
		} else {
			nodes = append(nodes, r.ID)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := w.Delete(context.Background(), append(rels, nodes...)); err != nil {
		return err
	}
	return w.Put(context.Background(), graph)
}
