package catalog_test

import (
	"testing"

	"github.com/dealgraph/dealgraph"
	"github.com/dealgraph/dealgraph/internal/catalog"
)

func TestTheProjectsVocabularyIsRead(t *testing.T) {
	cat, err := catalog.Parse("schema.graphqls", dealgraph.Vocabulary)
	if err != nil {
		t.Fatal(err)
	}
	if got := len(cat.Nodes); got != 9 {
		t.Errorf("%d node types, want 9", got)
	}
	if got := len(cat.Relationships); got != 16 {
		t.Errorf("%d relationship types, want 16", got)
	}
	signed := cat.Relationship("SIGNED")
	if signed.Name != "Signature" || !signed.Joins(cat.Node("Person"), cat.Node("Deal")) || signed.Joins(cat.Node("Deal"), cat.Node("Person")) {
		t.Errorf("SIGNED is %s, joins %v", signed.Name, signed.Pairs)
	}
	if got := cat.Relationship("PARTY_TO").Name; got != "PartyTo" {
		t.Errorf("PARTY_TO is the object type %s", got)
	}
	if got := cat.Node("Technology").Plural; got != "technologies" {
		t.Errorf("the plural is %s", got)
	}
	if f := cat.Node("Person").Field("posts"); f.Target() != nil || len(f.Targets) != 3 {
		t.Errorf("Person.posts leads to %v", f.Targets)
	}
}

func TestARelationshipReadsAsTheVocabularySaysOrAsItsTypeDoes(t *testing.T) {
	cat, err := catalog.Parse("v.graphqls", `
type Film @node {
  cast: [Actor!]! @relationship(type: "PLAYS_IN", direction: IN, reads: "stars")
  after: [Film!]! @relationship(type: "COMES_AFTER", direction: OUT)
}
type Actor @node(pronoun: "who") { films: [Film!]! @relationship(type: "PLAYS_IN", direction: OUT) }`)
	if err != nil {
		t.Fatal(err)
	}
	film, actor := cat.Node("Film"), cat.Node("Actor")
	plays, after := cat.Relationship("PLAYS_IN"), cat.Relationship("COMES_AFTER")
	for _, c := range []struct{ got, want string }{
		{film.Reading(plays, catalog.In), "stars"},
		{actor.Reading(plays, catalog.Out), "plays in"},
		{film.Reading(after, catalog.Out), "comes after"},
		{film.Reading(after, catalog.In), "is reached by 'comes after' from"},
		{film.Pronoun + " " + actor.Pronoun, "which who"},
	} {
		if c.got != c.want {
			t.Errorf("it reads %q, not %q", c.got, c.want)
		}
	}
}
