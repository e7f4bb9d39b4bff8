package explore

import (
	"testing"

	"github.com/dealgraph/dealgraph/internal/catalog"
)

func TestAPathReadsAsASentence(t *testing.T) {
	cat, err := catalog.Parse("v.graphqls", `
type Person @node(plural: "people", pronoun: "who") {
  signed: [Deal!]! @relationship(type: "SIGNED", direction: OUT, reads: "signed")
  posts: [Agency!]! @relationship(type: "HOLDS_POST_IN", direction: OUT, reads: "has a post in")
}
type Deal @node { signatories: [Person!]! @relationship(type: "SIGNED", direction: IN, reads: "was signed by") }
type Agency @node { partOf: [Agency!]! @relationship(type: "PART_OF", direction: OUT) postHolders: [Person!]! @relationship(type: "HOLDS_POST_IN", direction: IN, reads: "is or was served by") }`)
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]name{"bae": {"Bae", "Person"}, "ha": {"Ha", "Person"}, "deal": {"the deal", "Deal"}, "msit": {"MSIT", "Agency"}, "gov": {"the Gov.", "Agency"}, "odd": {"Odd", "Ghost"}}
	for _, c := range []struct {
		start string
		path  []step
		want  string
	}{
		{"bae", nil, "Bae."},
		{"bae", []step{{node: "deal", typ: "SIGNED", forward: true}}, "Bae signed the deal."},
		{"bae", []step{{node: "deal", typ: "SIGNED", forward: true}, {node: "ha", typ: "SIGNED"}}, "Bae signed the deal, which was also signed by Ha."},
		{"deal", []step{{node: "ha", typ: "SIGNED"}, {node: "deal", typ: "SIGNED", forward: true}}, "the deal was signed by Ha, who also signed the deal."},
		{"bae", []step{{node: "msit", typ: "HOLDS_POST_IN", forward: true}, {node: "ha", typ: "HOLDS_POST_IN"}}, "Bae has a post in MSIT, which also is or was served by Ha."},
		{"msit", []step{{node: "gov", typ: "PART_OF", forward: true}}, "MSIT part of the Gov."},
		{"gov", []step{{node: "msit", typ: "PART_OF"}}, "the Gov. is reached by 'part of' from MSIT."},
	} {
		if got := sentence(cat, names[c.start], c.path, func(id string) name { return names[id] }); got != c.want {
			t.Errorf("it reads %q, not %q", got, c.want)
		}
	}
}
