package neo4j_test

import (
	"context"
	"testing"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/neo4jtest"
	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/store/neo4j"
	"github.com/dealgraph/dealgraph/internal/store/storetest"
)

// connect opens a store on a test's server as it is.
func connect(t testing.TB, server *neo4jtest.Server, cat *catalog.Catalog, observe store.Observer) *neo4j.Store {
	t.Helper()
	s, err := neo4j.Open(t.Context(), cat, neo4j.Config{
		URI: server.URI, Username: server.Username, Password: server.Password, Database: server.Database, Observe: observe})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// opener opens stores that hold nothing, one at a time.
func opener(t *testing.T) storetest.Open {
	server := neo4jtest.Start(t)
	return func(t *testing.T, cat *catalog.Catalog, observe store.Observer) store.Store {
		server.Wipe(t)
		return connect(t, server, cat, observe)
	}
}

func TestItConforms(t *testing.T)                   { storetest.Run(t, opener(t)) }
func TestReadsAndWritesRunAtOnce(t *testing.T)      { storetest.RunConcurrent(t, opener(t)) }
func TestItAnswersRandomPlansAsMemory(t *testing.T) { storetest.Differential(t, opener(t), 5) }
func TestStatementsAreStableTexts(t *testing.T)     { storetest.RunStatements(t, opener(t)) }

func TestAVocabularyMayOnlyAdd(t *testing.T) {
	server := neo4jtest.Start(t)
	storetest.RunVocabulary(t, func(t *testing.T) storetest.Open {
		server.Wipe(t)
		return func(t *testing.T, cat *catalog.Catalog, observe store.Observer) store.Store {
			return connect(t, server, cat, observe)
		}
	})
}

func TestNoOtherProcessReadsAPartOfALoad(t *testing.T) {
	server := neo4jtest.Start(t)
	cat := storetest.Catalog(t)
	one, other := connect(t, server, cat, nil), connect(t, server, cat, nil)
	defer one.Close(context.Background())
	defer other.Close(context.Background())
	if err := one.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	storetest.RunLoadBeside(t, one, other)
}
