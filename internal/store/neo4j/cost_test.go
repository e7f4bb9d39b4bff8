package neo4j_test

import (
	"context"
	"slices"
	"testing"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/neo4jtest"
	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/search"
	"github.com/dealgraph/dealgraph/internal/store/neo4j"
)

const costVocabulary = `
type Deal @node {
  date: Date @sortable
  covers: [Technology!]! @relationship(type: "COVERS", direction: OUT, properties: "Coverage")
  signatories: [Person!]! @relationship(type: "SIGNED", direction: IN, properties: "Signature")
  signedAt: [Event!]! @relationship(type: "SIGNED_AT", direction: OUT)
}
type Technology @node(plural: "technologies") {
  coveredBy: [Deal!]! @relationship(type: "COVERS", direction: IN, properties: "Coverage")
}
type Person @node(plural: "people") {
  signed: [Deal!]! @relationship(type: "SIGNED", direction: OUT, properties: "Signature")
  attended: [Event!]! @relationship(type: "ATTENDED", direction: OUT)
}
type Event @node {
  date: Date @sortable
  dealsSigned: [Deal!]! @relationship(type: "SIGNED_AT", direction: IN)
  attendees: [Person!]! @relationship(type: "ATTENDED", direction: IN)
}
type Document @node { published: Date @sortable }
type Coverage @relationshipProperties { area: String @sortable }
type Signature @relationshipProperties { date: Date @sortable }
`

// costGraph is 31,051 nodes and 72,000 relationships: a technology that every deal covers, dates that 1,000 deals share, ten
// deals without one, events at which two deals were signed before ten people, a document that everything else cites.
var costGraph = []string{
	`CREATE (:Entity:Document {id: 'doc', name: 'Doc', aliases: [], sources: [], dataset: 'd', published_missing: true})`,
	`UNWIND range(1, 50) AS i CREATE (:Entity:Technology {id: 'tech-' + i, name: 'Tech ' + i, aliases: [], sources: ['doc#1'], dataset: 'd'})`,
	`UNWIND range(1, 20000) AS i CREATE (n:Entity:Deal {id: 'deal-' + i, name: 'Deal ' + i, aliases: [], sources: ['doc#1'], dataset: 'd'})
	 SET n.date = CASE WHEN i % 2000 = 0 THEN null ELSE toString(2000 + i % 20) END, n.date_missing = CASE WHEN i % 2000 = 0 THEN true END`,
	`UNWIND range(1, 10000) AS i CREATE (n:Entity:Person {id: 'p-' + i, name: 'P ' + i, aliases: [], sources: ['doc#1'], dataset: 'd'})`,
	`UNWIND range(1, 20000) AS i UNWIND [1, 2 + i % 49] AS t WITH 'deal-' + i AS f, 'tech-' + t AS t, i
	 MATCH (a:Entity {id: f}) MATCH (b:Entity {id: t})
	 CREATE (a)-[r:COVERS {id: 'COVERS:' + f + ':' + t, fromId: f, toId: t, sources: ['doc#1'], dataset: 'd', rank: 'NORMAL'}]->(b)
	 SET r.area = CASE WHEN i % 2000 = 0 THEN null ELSE 'area-' + i % 7 END, r.area_missing = CASE WHEN i % 2000 = 0 THEN true END,
	   r.from_date = a.date, r.from_date_missing = a.date_missing`,
	`UNWIND range(1, 10000) AS i WITH 'p-' + i AS f, 'deal-' + i AS t MATCH (a:Entity {id: f}) MATCH (b:Entity {id: t})
	 CREATE (a)-[r:SIGNED {id: 'SIGNED:' + f + ':' + t, fromId: f, toId: t, sources: ['doc#1'], dataset: 'd', rank: 'NORMAL', date_missing: true,
	   to_date: b.date, to_date_missing: b.date_missing}]->(b)`,
	`MATCH (n:Entity) WHERE n.id <> 'doc' CREATE (:Citation {documentId: 'doc', recordId: n.id, kind: [l IN labels(n) WHERE l <> 'Entity'][0]})`,
	`MATCH ()-[r]->() CREATE (:Citation {documentId: 'doc', recordId: r.id, kind: type(r)})`,
	`UNWIND range(1, 1000) AS i CREATE (b:Entity:Event {id: 'event-' + i, name: 'Event ' + i, aliases: [], sources: [], dataset: 'd', date: toString(2000 + i % 20)})
	 WITH i, b UNWIND range(0, 11) AS k
	 WITH i, b, k, CASE WHEN k < 2 THEN 'deal-' + (20001 - i * 2 + k) ELSE 'p-' + (1 + (i * 10 + k) % 10000) END AS f,
	   CASE WHEN k < 2 THEN 'SIGNED_AT' ELSE 'ATTENDED' END AS t
	 MATCH (a:Entity {id: f})
	 CREATE (a)-[r:$(t) {id: t + ':' + f + ':event-' + i, fromId: f, toId: 'event-' + i, sources: [], dataset: 'd', rank: 'NORMAL', to_date: b.date}]->(b)
	 SET r.from_date = a.date, r.from_date_missing = a.date_missing`,
	`UNWIND range(1, 5000) AS i CREATE (:FormerId {id: 'old-' + i, now: 'deal-' + i})`,
	`UNWIND range(1, 5000) AS i CREATE (:FormerId {id: 'SIGNED:old-' + i, now: 'SIGNED:p-' + i + ':deal-' + i})`,
	`UNWIND range(1, 20000) AS i UNWIND ['deal', 'n' + i, '=deal' + i] AS term CREATE (:SearchTerm {field: 1, term: term, node: 'deal-' + i})`,
	`UNWIND range(1, 20000) AS i CREATE (:SearchWord {word: 'n' + i, uses: 1}) CREATE (:SearchTypo {key: 'k' + i % 10, word: 'n' + i})`,
	`CALL db.resampleOutdatedIndexes()`, `CALL db.awaitIndexes(300)`, `CALL db.prepareForReplanning()`,
}

func costStore(t *testing.T) *neo4j.Store {
	t.Helper()
	server := neo4jtest.Start(t)
	cat, err := catalog.Parse("cost.graphqls", costVocabulary)
	if err != nil {
		t.Fatal(err)
	}
	s := connect(t, server, cat, nil)
	t.Cleanup(func() { _ = s.Close(context.Background()) })
	if err := s.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, text := range costGraph {
		if _, err := driver.ExecuteQuery(t.Context(), server.Driver(t), text, nil, driver.EagerResultTransformer,
			driver.ExecuteQueryWithDatabase(server.Database)); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
	}
	return s
}

var (
	nodeID   = plan.Prop{Of: plan.Node, Prop: catalog.PropID}
	relID    = plan.Prop{Of: plan.Rel, Prop: catalog.PropID}
	nodeName = plan.Prop{Of: plan.Node, Prop: catalog.PropName}
)

// asc and desc make the keys of an ordering that goes one way.
func asc(props ...plan.Prop) (keys []plan.Key) {
	for _, p := range props {
		keys = append(keys, plan.Key{Prop: p})
	}
	return keys
}

func desc(props ...plan.Prop) []plan.Key {
	keys := asc(props...)
	for i := range keys {
		keys[i].Desc = true
	}
	return keys
}

// back is the ordering for paging backwards.
func back(keys []plan.Key) []plan.Key {
	keys = slices.Clone(keys)
	for i := range keys {
		keys[i].Desc, keys[i].NullsFirst = !keys[i].Desc, true
	}
	return keys
}

func top(n int, input plan.Op, keys []plan.Key, after ...any) plan.Op {
	return plan.Limit{N: n, Input: plan.Sort{Input: input, Keys: keys, After: after}}
}

func listOf(op plan.Op, cols ...plan.Expr) plan.List {
	l := plan.List{Input: op, Columns: []plan.Column{{Expr: nodeID}, {Expr: relID}}}
	for _, x := range cols {
		l.Columns = append(l.Columns, plan.Column{Expr: x})
	}
	return l
}

func node(id string, cols ...plan.Expr) plan.Expr {
	return listOf(plan.Seek{Of: plan.Node, IDs: []string{id}}, cols...)
}

func some(e plan.Expand, preds ...plan.Pred) plan.Pred {
	return plan.Exists{Input: plan.Filter{Input: e, Pred: plan.And(preds)}}
}

// candidates is those of one stream of names, far beyond what it keeps.
func candidates(s search.Stream) plan.Op {
	s.Field = search.Name
	return plan.Candidates{Streams: []search.Stream{s}, Types: []string{"Deal"}, Read: 10_000, Keep: 20}
}

// groups gives the ten largest of a group's rows.
func groups(g plan.Group, cols ...plan.Expr) plan.Expr {
	g.N = 10
	l := plan.List{Input: g, Columns: []plan.Column{{Expr: plan.GroupKey{}}, {Expr: plan.GroupSize{}}}}
	for _, x := range cols {
		l.Columns = append(l.Columns, plan.Column{Expr: x})
	}
	return l
}

func is(id string) plan.Pred { return plan.Compare{Prop: nodeID, Op: plan.Eq, Value: id} }

func TestPagesCostTheirRowsNotTheGraph(t *testing.T) {
	s := costStore(t)
	cat, err := catalog.Parse("cost.graphqls", costVocabulary)
	if err != nil {
		t.Fatal(err)
	}
	testNamed(t, s, cat)
	testMemory(t, s)
	date := plan.Prop{Of: plan.Node, Prop: cat.Node("Deal").Prop("date")}
	area := plan.Prop{Of: plan.Rel, Prop: cat.Relationship("COVERS").Prop("area")}
	signed := plan.Prop{Of: plan.Rel, Prop: cat.Relationship("SIGNED").Prop("date")}
	deals, everything := plan.Scan{Of: plan.Node, Types: []string{"Deal"}}, plan.Scan{Of: plan.Node}
	covers, coveredBy := plan.Expand{Rel: "COVERS"}, plan.Expand{Rel: "COVERS", Dir: catalog.In}
	signedBy := plan.Expand{Rel: "SIGNED", Dir: catalog.In}
	byDate, byArea := asc(date, nodeID), asc(area, nodeID, relID)
	technologies := plan.Scan{Of: plan.Node, Types: []string{"Technology"}}
	hub := func(e plan.Op) plan.Expr { return node("tech-1", listOf(e)) }
	byTechnology := func(input plan.Op) plan.Group {
		return plan.Group{Input: input, Path: []plan.Op{covers}, By: []plan.Expr{nodeID}}
	}

	for _, c := range []struct {
		name string
		expr plan.Expr
		rows int   // of the innermost list
		hits int64 // at most
	}{
		{"a point read", node("deal-7"), 1, 10},
		{"a former id", node("old-7"), 1, 10},
		{"a relationship by id", listOf(plan.Seek{Of: plan.Rel, IDs: []string{"SIGNED:p-7:deal-7"}}), 1, 20},
		{"a relationship by a former id", listOf(plan.Seek{Of: plan.Rel, IDs: []string{"SIGNED:old-7"}}), 1, 20},
		{"a page in default order", listOf(top(20, deals, asc(nodeID))), 20, 100},
		{"a page in default order, backwards", listOf(top(20, deals, back(asc(nodeID)))), 20, 100},
		{"a page in default order, after", listOf(top(20, deals, asc(nodeID), "deal-5")), 20, 100},
		{"a page of several types", listOf(top(20, plan.Scan{Of: plan.Node, Types: []string{"Deal", "Person"}}, asc(nodeID), "deal-5")), 20, 200},
		{"a page of all nodes", listOf(top(20, everything, asc(nodeID), "deal-5")), 20, 100},
		{"a page of all relationships", listOf(top(20, plan.Scan{Of: plan.Rel}, asc(relID), "COVERS:deal-9")), 20, 200},
		{"a page by name", listOf(top(20, deals, asc(nodeName, nodeID))), 20, 100},
		{"a page by name, after", listOf(top(20, deals, desc(nodeName, nodeID), "Deal 5", "deal-5")), 20, 100},
		{"a page by name, after one beyond U+FFFF", listOf(top(20, deals, desc(nodeName, nodeID), "\U0001F600", "deal-5")), 20, 100},
		{"a page by date", listOf(top(20, deals, byDate)), 20, 100},
		{"a page by date, latest first", listOf(top(20, deals, desc(date, nodeID))), 20, 100},
		{"a page by date, in the middle of those that share one", listOf(top(20, deals, byDate, "2009", "deal-5")), 20, 100},
		{"a page by date, where dates end", listOf(top(20, deals, byDate, "2019", "deal-9999")), 10, 100},
		{"a page by date, among nulls", listOf(top(20, deals, byDate, nil, "deal-16000")), 6, 100},
		{"a page by date, backwards from the end", listOf(top(20, deals, back(byDate))), 20, 100},
		{"a page by date, backwards from among nulls", listOf(top(20, deals, back(byDate), nil, "deal-16000")), 20, 100},
		{"a page by date, latest first, backwards", listOf(top(20, deals, back(desc(date, nodeID)), "2009", "deal-5")), 20, 100},
		{"a hub's page", hub(top(20, coveredBy, asc(nodeID, relID))), 20, 150},
		{"a hub's page, after", hub(top(20, coveredBy, asc(nodeID, relID), "deal-5", "COVERS:deal-5:tech-1")), 20, 150},
		{"a hub's page, backwards", hub(top(20, coveredBy, back(asc(nodeID, relID)))), 20, 150},
		{"a hub's page, of a type, filtered", hub(top(20, plan.Filter{Input: plan.Expand{Rel: "COVERS", Dir: catalog.In, Types: []string{"Deal"}},
			Pred: plan.Compare{Prop: nodeName, Op: plan.Contains, Value: "1"}}, asc(nodeID, relID))), 20, 200},
		{"a hub's page by the relationship's key", hub(top(20, coveredBy, byArea)), 20, 150},
		{"a hub's page by the relationship's key, after", hub(top(20, coveredBy, byArea, "area-3", "deal-5", "COVERS:deal-5:tech-1")), 20, 150},
		{"a hub's page by the relationship's key, backwards", hub(top(20, coveredBy, back(byArea))), 20, 150},
		{"a hub's page of all types", hub(top(20, plan.Incident{}, asc(nodeID, relID))), 20, 250},
		{"a hub's page of all types, after", hub(top(20, plan.Incident{}, asc(nodeID, relID), "deal-5", "COVERS:deal-5:tech-1")), 20, 250},
		{"a hub's page of some types, backwards", hub(top(20, plan.Incident{Types: []string{"COVERS", "SIGNED"}}, back(asc(nodeID, relID)))), 20, 250},
		{"what joins a hub to given nodes", hub(top(20, plan.Filter{Input: plan.Incident{},
			Pred: plan.InValues{Prop: nodeID, Values: []any{"deal-7", "deal-9", "p-3"}}}, asc(nodeID, relID))), 2, 60},
		{"a page of all types of a node that has few", node("deal-7", listOf(top(20, plan.Incident{}, asc(nodeID, relID)))), 3, 40},
		{"a page by a key that all relationships lack", node("deal-7", listOf(top(20, signedBy, asc(signed, nodeID, relID)))), 1, 30},
		{"a page of deals, each with its technologies", listOf(top(20, deals, asc(nodeID)), listOf(top(5, covers, asc(nodeID, relID)))), 20, 600},
		{"deals that cover a technology", listOf(top(20, plan.Filter{Input: deals, Pred: some(covers, is("tech-1"))}, asc(nodeID))), 20, 150},
		{"deals that cover a technology, after", listOf(top(20, plan.Filter{Input: deals, Pred: some(covers, is("tech-1"))}, asc(nodeID), "deal-5")), 20, 150},
		{"deals that someone signed", listOf(top(20, plan.Filter{Input: deals, Pred: some(signedBy, is("p-7"))}, byDate)), 1, 30},
		{"deals that one of some signed", listOf(top(20, plan.Filter{Input: deals, Pred: some(signedBy,
			plan.InValues{Prop: nodeID, Values: []any{"p-7", "p-8", "p-9"}})}, asc(nodeID))), 3, 60},
		{"people who signed what covers a technology", listOf(top(20, plan.Filter{Input: plan.Scan{Of: plan.Node, Types: []string{"Person"}},
			Pred: some(plan.Expand{Rel: "SIGNED"}, some(signedBy, is("p-7")))}, asc(nodeID))), 1, 60},
		{"deals that cite a document", listOf(top(20, plan.Filter{Input: deals, Pred: plan.Cites{Documents: []string{"doc"}}}, asc(nodeID), "deal-5")), 20, 200},
		{"deals of a name", listOf(top(20, plan.Filter{Input: deals, Pred: plan.Compare{Prop: nodeName, Op: plan.Eq, Value: "Deal 77"}}, asc(nodeID))), 1, 30},
		{"deals of some names", listOf(top(20, plan.Filter{Input: deals, Pred: plan.InValues{Prop: nodeName, Values: []any{"Deal 77", "Deal 78"}}}, asc(nodeID))), 2, 40},
		{"deals of some names, by date, after", listOf(top(20, plan.Filter{Input: deals, Pred: plan.InValues{Prop: nodeName, Values: []any{"Deal 77", "Deal 78"}}},
			byDate, "2017", "deal-77")), 1, 60},
		{"deals of given ids", listOf(top(20, plan.Filter{Input: deals, Pred: plan.InValues{Prop: nodeID, Values: []any{"deal-7", "deal-9"}}}, byDate)), 2, 40},
		{"deals whose names begin so", listOf(top(20, plan.Filter{Input: deals, Pred: plan.Compare{Prop: nodeName, Op: plan.StartsWith, Value: "Deal 777"}}, asc(nodeName, nodeID))), 11, 100},
		{"deals before a day, by date", listOf(top(20, plan.Filter{Input: deals, Pred: plan.Compare{Prop: date, Op: plan.Lt, Value: "2005"}}, desc(date, nodeID))), 20, 200},
		{"deals in a month, by date", listOf(top(20, plan.Filter{Input: deals, Pred: plan.Overlaps{Prop: date, From: "2005-01", To: "2005-01"}}, byDate)), 20, 200},
		{"a relationship scan from an end", listOf(top(20, plan.Filter{Input: plan.Scan{Of: plan.Rel},
			Pred: plan.Exists{Input: plan.Filter{Input: plan.End{Side: plan.From}, Pred: is("deal-7")}}}, asc(relID))), 2, 60},
		{"what cites a document", node("doc", listOf(top(20, plan.CitedBy{}, asc(nodeID)))), 20, 400},
		{"what cites a document, after", node("doc", listOf(top(20, plan.CitedBy{}, asc(nodeID), "deal-5"))), 20, 400},
		{"what cites a document, filtered", node("doc", listOf(top(20, plan.Filter{Input: plan.CitedBy{},
			Pred: plan.TypeIn{Of: plan.Node, Types: []string{"Deal"}}}, asc(nodeID), "deal-5"))), 20, 500},
		{"a count of a type", plan.Count{Input: deals}, -1, 10},
		{"a count of relationships", plan.Count{Input: plan.Scan{Of: plan.Rel, Types: []string{"COVERS"}}}, -1, 10},
		{"words that begin so", listOf(plan.Begun{Prefix: "n1", N: 10}), 10, 40},
		{"words near another", listOf(plan.Near{Keys: []string{"k1", "k2"}, N: 10}), 20, 120},
		{"nodes that a word finds", listOf(candidates(search.Stream{From: "deal", To: "deal"})), 20, 200},
		{"nodes that begin so", listOf(candidates(search.Stream{From: "=deal", To: search.Last("=deal")})), 20, 200},
		{"nodes that two words find, of which all have one", listOf(candidates(search.Stream{From: "n77", To: "n77", With: [][]string{{"deal"}}, Anywhere: true})), 1, 40},
		{"nodes that two words find, which all have", listOf(candidates(search.Stream{From: "deal", To: "deal", With: [][]string{{"none", "deal"}}})), 20, 300},
		{"a hub's degree", node("tech-1", plan.Count{Input: coveredBy}), -1, 20},
		{"a hub's distinct nodes", node("tech-1", plan.Count{Input: coveredBy, Nodes: true}), -1, 20_100},
		{"what a type comes to", plan.Aggregate{Input: deals, Measures: []plan.Measure{
			{Of: plan.CountRows}, {Of: plan.Min, Prop: date}, {Of: plan.Max, Prop: date}}}, -1, 20},
		{"a type's distinct values", plan.Aggregate{Input: deals, Measures: []plan.Measure{
			{Of: plan.CountRows}, {Of: plan.DistinctValues, Prop: date}}}, -1, 40_100},
		{"how many cite a document", node("doc", plan.Count{Input: plan.CitedBy{}}), -1, 80_100},
		{"technologies that two deals or more cover", listOf(top(20, plan.Filter{Input: technologies,
			Pred: plan.NodeCount{Input: coveredBy, Op: plan.Gte, N: 2}}, asc(nodeID))), 20, 300},
		{"deals that one person signed, a given one", listOf(top(20, plan.Filter{Input: deals, Pred: plan.NodeCount{Op: plan.Eq, N: 1,
			Input: plan.Filter{Input: signedBy, Pred: is("p-7")}}}, asc(nodeID))), 1, 30},
		{"deals of which all claims are such", listOf(top(20, plan.Filter{Input: deals, Pred: plan.Not{Pred: some(covers,
			plan.Not{Pred: plan.Exists{Input: plan.Filter{Input: plan.Parallel{}, Pred: plan.Compare{Prop: area, Op: plan.Gte, Value: "area-0"}}}})}},
			asc(nodeID))), 20, 1_000},
		{"deals by how many signed", listOf(top(20, deals, []plan.Key{plan.ByCount(signedBy, true), {Prop: nodeID, Desc: true}})), 20, 112_100},
		{"deals by year", groups(plan.Group{Input: deals, By: []plan.Expr{date}, Cut: plan.ByYear}), 10, 40_100},
		{"deals by year, with the latest ones", groups(plan.Group{Input: deals, By: []plan.Expr{date}, Cut: plan.ByYear},
			listOf(top(3, plan.Members{}, desc(date, nodeID)))), 10, 40_300},
		{"deals by date, with the first ones by id", groups(plan.Group{Input: deals, By: []plan.Expr{date}},
			listOf(top(3, plan.Members{}, asc(nodeID))), plan.Count{Input: plan.Members{}}), 10, 60_100},
		{"deals by technology, with the first ones", groups(byTechnology(deals),
			listOf(top(3, plan.Members{}, asc(nodeID))), plan.Count{Input: plan.Members{}}), 10, 40_500},
		{"a person's deals by technology", groups(byTechnology(plan.Filter{Input: deals, Pred: some(signedBy, is("p-7"))}),
			listOf(top(3, plan.Members{}, asc(nodeID)))), 2, 150},
		{"a hub's relationships by a key, with the first ones", node("tech-1", groups(plan.Group{Input: coveredBy, By: []plan.Expr{area}},
			listOf(top(3, plan.Members{}, asc(nodeID, relID))))), 8, 40_500},
		{"relationships by type", groups(plan.Group{Input: plan.Scan{Of: plan.Rel}, By: []plan.Expr{plan.TypeOf{Of: plan.Rel}}}), 4, 20},
		{"relationships by document", groups(plan.Group{Input: plan.Scan{Of: plan.Rel, Types: []string{"SIGNED"}},
			Path: []plan.Op{plan.Sources{Of: plan.Rel}}, By: []plan.Expr{nodeID}}), 1, 200_000},
		{"what cites a document, by type", node("doc", groups(plan.Group{Input: plan.CitedBy{},
			By: []plan.Expr{plan.TypeOf{Of: plan.Node}, plan.TypeOf{Of: plan.Rel}}})), 5, 161_000},
	} {
		t.Run(c.name, func(t *testing.T) {
			q := &plan.Query{Columns: []plan.Column{{Expr: c.expr}}}
			steps, err := s.Profile(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%d hits", steps.TotalHits())
			if steps.TotalHits() > c.hits {
				t.Errorf("%d db hits, want at most %d:\n%s\n%s", steps.TotalHits(), c.hits, neo4j.Compile(cat, q).Cypher, steps)
			}
			if got := innermost(t, s, q); c.rows >= 0 && got != c.rows {
				t.Errorf("%d rows, want %d", got, c.rows)
			}
		})
	}
}

// testMemory looks at what paths hold: the first thousand relationships of a hub. Neo4j counts what a row refers to for each row
// that it sorts.
func testMemory(t *testing.T, s *neo4j.Store) {
	page := node("tech-1", listOf(top(1001, plan.Incident{}, asc(nodeID, relID))))
	steps, err := s.Profile(t.Context(), &plan.Query{Columns: []plan.Column{{Expr: page}}})
	if err != nil {
		t.Fatal(err)
	}
	if steps.Memory < 1_000 || steps.Memory > 4_000_000 {
		t.Errorf("it held %d bytes, want at most 4,000,000 (and some)", steps.Memory)
	}
}

// innermost counts the rows of the list that a query is about: that of the last column of a lone row, else its own.
func innermost(t *testing.T, s *neo4j.Store, q *plan.Query) int {
	t.Helper()
	row, err := ask(t.Context(), s, q)
	if err != nil {
		t.Fatal(err)
	}
	rows, _ := row[0].([]any)
	if len(rows) == 1 {
		if inner, ok := rows[0].([]any)[len(rows[0].([]any))-1].([]any); ok {
			return len(inner)
		}
	}
	return len(rows)
}
