package graph_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph"
	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/neo4jtest"
	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/seed"
)

// labs is all that it takes to add a type and a relationship to the project's vocabulary.
const labs = `
"A place where research is done."
type Lab @node {
  "How many work there."
  staff: Int @sortable
  "The agencies that operate it."
  operatedBy: [Agency!]! @relationship(type: "OPERATES", direction: IN, properties: "Operation")
}
extend type Agency {
  "The labs that this agency operates."
  operates: [Lab!]! @relationship(type: "OPERATES", direction: OUT, properties: "Operation")
}
"How an agency operates a lab."
type Operation @relationshipProperties {
  "The day since when; may be partial."
  start: Date @sortable
}
`

const labRecords = `
dataset: labs
Lab:
  jpl: {name: Jet Propulsion Laboratory, staff: 6000, sources: [editorial-notes]}
  ames: {name: Ames Research Center, sources: [editorial-notes]}
OPERATES:
  - {from: nasa, to: jpl, start: "1958", sources: [editorial-notes]}
  - {from: nasa, to: ames, sources: ["editorial-notes#x"]}
`

// question is a query with the answer that it must get.
type question struct{ query, want string }

// vocabularies are such as somebody might serve instead of the project's own: each with data and questions.
func vocabularies(t *testing.T) map[string]struct {
	cat       *catalog.Catalog
	sources   []seed.Source
	questions []question
} {
	t.Helper()
	read := func(name string) []byte {
		content, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		return content
	}
	return map[string]struct {
		cat       *catalog.Catalog
		sources   []seed.Source
		questions []question
	}{
		"labs": {
			vocabulary(t, dealgraph.Vocabulary+labs), append(ownData(t), seed.Source{Name: "labs.yaml", Text: []byte(labRecords)}),
			[]question{
				{`{ labs(orderBy: {staff: DESC}) { totalCount nodes { id name staff operatedBy { edges { node { id } relationship { id start } } } } } }`,
					`{"labs":{"totalCount":2,"nodes":[{"id":"jpl","name":"Jet Propulsion Laboratory","staff":6000,"operatedBy":{"edges":[{"node":{"id":"nasa"},"relationship":{"id":"OPERATES:nasa:jpl","start":"1958"}}]}},` +
						`{"id":"ames","name":"Ames Research Center","staff":null,"operatedBy":{"edges":[{"node":{"id":"nasa"},"relationship":{"id":"OPERATES:nasa:ames","start":null}}]}}]}}`},
				{`{ agency(id: "nasa") { operates(orderBy: {relationship: {start: DESC}}) { nodes { id } } runs { totalCount } } }`,
					`{"agency":{"operates":{"nodes":[{"id":"jpl"},{"id":"ames"}]},"runs":{"totalCount":1}}}`},
				{`{ agencies(where: {operates: {some: {node: {staff: {gt: 1000}}, relationship: {start: {overlaps: {from: "1958-07", to: "1958-07"}}}}}}) { nodes { id } } }`,
					`{"agencies":{"nodes":[{"id":"nasa"}]}}`},
				{`{ node(id: "OPERATES:nasa:ames") { __typename ... on Operation { start from { id } sources { locator } } } relationships(types: [OPERATES], first: 1) { nodes { to { __typename } } } }`,
					`{"node":{"__typename":"Operation","start":null,"from":{"id":"nasa"},"sources":[{"locator":"x"}]},"relationships":{"nodes":[{"to":{"__typename":"Lab"}}]}}`},
				{`{ deal(id: "us-uk-tpd") { parties { nodes { id } } } }`, `{"deal":{"parties":{"nodes":[{"id":"united-kingdom"},{"id":"united-states"}]}}}`},
			},
		},
		"films": {
			vocabulary(t, string(read("films.graphqls"))), []seed.Source{{Name: "films.yaml", Text: read("films.yaml")}},
			[]question{
				{`{ film(id: "the-long-night") { released minutes takings rating colour genre plot tags reels markets marks kept reruns genres after { __typename name } thanks { __typename id } } }`,
					`{"film":{"released":"1947-05-28","minutes":97,"takings":"9223372036854775807","rating":6.5,"colour":false,"genre":"NOIR","plot":"A man in a room, with the STRASSE below.",` +
						`"tags":["night","city","night"],"reels":[12,-3,2147483647],"markets":["-9223372036854775808","0"],"marks":[0.1,1e-7,1e+21,-2],"kept":[true,false],"reruns":["1950","1950-03","1951-01-02"],` +
						`"genres":["DRAMA","NOIR"],"after":{"__typename":"Actor","name":"Jo Doe"},"thanks":[{"__typename":"Film","id":"the-short-day"},{"__typename":"Actor","id":"jo-doe"},{"__typename":"Actor","id":"jo-doe"}]}}`},
				{`{ film(id: "an-evening") { minutes takings rating colour tags reels marks genres after { id } thanks { id } continues { nodes { id } } continuedBy { nodes { id } } } }`,
					`{"film":{"minutes":null,"takings":null,"rating":null,"colour":null,"tags":null,"reels":null,"marks":null,"genres":["COMEDY"],"after":null,"thanks":null,"continues":{"nodes":[{"id":"an-evening"}]},"continuedBy":{"nodes":[{"id":"an-evening"}]}}}`},
				{`{ a: films(where: {takings: {gte: "9223372036854775807"}, minutes: {in: [97, 98]}, rating: {lt: 6.6}, colour: {eq: false}, genre: {ne: COMEDY}}) { nodes { id } } ` +
					`b: films(where: {marks: {has: 0.1}, reels: {hasAny: [5, -3]}, kept: {has: false}, reruns: {has: "1950-03"}, markets: {has: -9223372036854775808}, genres: {has: NOIR}}) { nodes { id } } ` +
					`c: films(where: {plot: {containsIgnoreCase: "straße"}}) { nodes { id } } d: films(where: {tags: {isEmpty: true}}) { nodes { id } } e: films(where: {tags: {isNull: true}}) { nodes { id } } ` +
					`f: films(where: {thanks: {has: "jo-doe"}, after: {eq: "jo-doe"}}) { nodes { id } } g: films(where: {rating: {eq: 0}}) { nodes { id } } }`,
					`{"a":{"nodes":[{"id":"the-long-night"}]},"b":{"nodes":[{"id":"the-long-night"}]},"c":{"nodes":[{"id":"the-long-night"}]},"d":{"nodes":[{"id":"the-short-day"}]},"e":{"nodes":[{"id":"an-evening"}]},` +
						`"f":{"nodes":[{"id":"the-long-night"}]},"g":{"nodes":[{"id":"the-short-day"}]}}`},
				{`{ minutes: films(orderBy: {minutes: ASC}) { nodes { id } } takings: films(orderBy: {takings: DESC}) { nodes { id } } rating: films(orderBy: {rating: ASC}) { nodes { id } } ` +
					`colour: films(orderBy: {colour: DESC}) { nodes { id } } genre: films(orderBy: {genre: ASC}) { nodes { id } } released: films(orderBy: {released: DESC}) { nodes { id } } }`,
					`{"minutes":{"nodes":[{"id":"the-short-day"},{"id":"the-long-night"},{"id":"an-evening"}]},"takings":{"nodes":[{"id":"the-long-night"},{"id":"the-short-day"},{"id":"an-evening"}]},` +
						`"rating":{"nodes":[{"id":"the-short-day"},{"id":"the-long-night"},{"id":"an-evening"}]},"colour":{"nodes":[{"id":"the-short-day"},{"id":"the-long-night"},{"id":"an-evening"}]},` +
						`"genre":{"nodes":[{"id":"the-short-day"},{"id":"the-long-night"},{"id":"an-evening"}]},"released":{"nodes":[{"id":"the-short-day"},{"id":"the-long-night"},{"id":"an-evening"}]}}`},
				{`{ actor(id: "jo-doe") { films(orderBy: [{relationship: {character: DESC}}]) { totalCount edges { node { id } relationship { id character fee lines credited } } } } actors(where: {films: {none: {relationship: {credited: {eq: false}}}}}) { nodes { id aliases } } }`,
					`{"actor":{"films":{"totalCount":3,"edges":[{"node":{"id":"the-long-night"},"relationship":{"id":"PLAYS_IN:jo-doe:the-long-night:twin-b","character":"Bea","fee":null,"lines":null,"credited":false}},` +
						`{"node":{"id":"the-long-night"},"relationship":{"id":"PLAYS_IN:jo-doe:the-long-night:twin-a","character":"Ann","fee":"100","lines":["Hello."],"credited":true}},` +
						`{"node":{"id":"the-short-day"},"relationship":{"id":"PLAYS_IN:jo-doe:the-short-day","character":null,"fee":"-5","lines":null,"credited":true}}]}},"actors":{"nodes":[{"id":"al-roe","aliases":[]}]}}`},
			},
		},
	}
}

func TestAnotherVocabularyNeedsNoOtherCode(t *testing.T) {
	for name, v := range vocabularies(t) {
		t.Run(name+" in memory", func(t *testing.T) { answers(t, v.cat, inMemory(t, v.cat), v.sources, v.questions) })
		t.Run(name+" on SQLite", func(t *testing.T) { answers(t, v.cat, onSQLite(t, v.cat, nil), v.sources, v.questions) })
	}
}

func TestAnotherVocabularyNeedsNoOtherCodeOnNeo4j(t *testing.T) {
	server := neo4jtest.Start(t)
	for name, v := range vocabularies(t) {
		t.Run(name, func(t *testing.T) {
			server.Wipe(t)
			answers(t, v.cat, onNeo4j(t, server, v.cat, nil), v.sources, v.questions)
		})
	}
}

func answers(t *testing.T, cat *catalog.Catalog, st store.Store, sources []seed.Source, questions []question) {
	t.Helper()
	a := newAPI(t, cat, st)
	loaded(t, cat, st, sources)
	for _, q := range questions {
		answer := a.ask(t.Context(), q.query, nil)
		if answer.Errors != nil || string(answer.Data) != q.want {
			t.Errorf("%s\nanswers %s\nwant    %s\nerrors: %v", q.query, answer.Data, q.want, answer.Errors)
		}
	}
}

func TestWithoutDocumentsThereAreNoSourcesToAskFor(t *testing.T) {
	cat := vocabulary(t, "type Film @node { minutes: Int }")
	a := newAPI(t, cat, inMemory(t, cat))
	for query, want := range map[string]string{
		`{ films { nodes { sources { locator } } } }`:                     `Cannot query field "sources" on type "Film".`,
		`{ films(where: {sources: {}}) { totalCount } }`:                  `Field "sources" is not defined by type "FilmWhere".`,
		`{ relationships { totalCount } }`:                                `Cannot query field "relationships" on type "Query".`,
		`{ node(id: "x") { ... on Relationship { type } } }`:              `Unknown type "Relationship".`,
		`{ films { nodes { id minutes dataset } } node(id: "a") { id } }`: "",
	} {
		got := ""
		for _, e := range a.ask(t.Context(), query, nil).Errors {
			got += e.Message
		}
		if !strings.HasPrefix(got, want) || want == "" && got != "" {
			t.Errorf("%s is told %q, want %q", query, got, want)
		}
	}
}
