package neo4j_test

import (
	"context"
	"errors"
	"testing"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/dealgraph/dealgraph/internal/neo4jtest"
	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/store/neo4j"
	"github.com/dealgraph/dealgraph/internal/store/storetest"
)

func TestADatabaseOfAnEarlierVersionIsGivenWhatSearchesFindByOnNeo4j(t *testing.T) {
	server := neo4jtest.Start(t)
	cat := storetest.Catalog(t)
	s := connect(t, server, cat, nil)
	t.Cleanup(func() { _ = s.Close(context.Background()) })
	if err := s.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	graph, err := storetest.ParseGraph(cat, "Thing a {\"name\": \"Ha Jungwoo\"}\nThing b\nLIKES a -> b {\"note\": \"minister\"}")
	if err != nil {
		t.Fatal(err)
	}
	if err := storetest.Replace(t.Context(), s, graph); err != nil {
		t.Fatal(err)
	}
	for _, earlier := range [][]string{
		{"MATCH (v:Vocabulary) REMOVE v.search", "MATCH (x:SearchTerm|SearchWord|SearchTypo) DELETE x"},
		{"MATCH (v:Vocabulary) SET v.search = 'other rules'", "MATCH (t:SearchTerm) SET t.term = 'x' + t.term", "MATCH (w:SearchWord) SET w.uses = w.uses + 1"},
	} {
		for _, text := range earlier {
			if _, err := driver.ExecuteQuery(t.Context(), server.Driver(t), text, nil, driver.EagerResultTransformer,
				driver.ExecuteQueryWithDatabase(server.Database)); err != nil {
				t.Fatal(err)
			}
		}
		preparedAgain(t, s)
		answers(t, s, storetest.SearchPlan, storetest.SearchAnswer)
	}
}

func TestADatabaseOfBeforeRelationshipsHadSortKeysIsGivenThemOnNeo4j(t *testing.T) {
	server := neo4jtest.Start(t)
	cat := storetest.Catalog(t)
	s := connect(t, server, cat, nil)
	t.Cleanup(func() { _ = s.Close(context.Background()) })
	if err := s.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	graph, err := storetest.ParseGraph(cat, storetest.SortGraph)
	if err != nil {
		t.Fatal(err)
	}
	if err := storetest.Replace(t.Context(), s, graph); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{
		"MATCH (v:Vocabulary) SET v.facts = [f IN v.facts WHERE NOT f STARTS WITH 'copy ']",
		"MATCH ()-[r:LIKES]->() REMOVE r.from_day, r.from_day_missing",
		"DROP INDEX dealgraph_range_LIKES_toId_from_day_fromId_id",
	} {
		if _, err := driver.ExecuteQuery(t.Context(), server.Driver(t), text, nil, driver.EagerResultTransformer,
			driver.ExecuteQueryWithDatabase(server.Database)); err != nil {
			t.Fatal(err)
		}
	}
	preparedAgain(t, s)
	answers(t, s, storetest.SortPlan, storetest.SortAnswer)
}

// preparedAgain has a store refuse a database, and then take it on.
func preparedAgain(t *testing.T, s *neo4j.Store) {
	t.Helper()
	if err := s.Check(t.Context()); !errors.Is(err, store.ErrVocabulary) {
		t.Errorf("Check before: %v", err)
	}
	if err := s.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := s.Check(t.Context()); err != nil {
		t.Errorf("Check: %v", err)
	}
}

func answers(t *testing.T, s *neo4j.Store, plan, want string) {
	t.Helper()
	q, err := storetest.ParsePlan(storetest.Catalog(t), plan)
	if err != nil {
		t.Fatal(err)
	}
	row, err := ask(t.Context(), s, q)
	if got := storetest.Text(row); err != nil || got != want {
		t.Errorf("got %s, want %s (error %v)", got, want, err)
	}
}
