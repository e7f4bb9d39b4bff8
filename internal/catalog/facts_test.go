package catalog_test

import (
	"slices"
	"testing"

	"github.com/dealgraph/dealgraph/internal/catalog"
)

func TestAVocabularyIsTakenOnWhereItOnlyAdds(t *testing.T) {
	const old = `
		type Lab @node { opened: Date @sortable kind: Kind owner: ID @ref(types: ["Lab"]) at: [Lab!]! @relationship(type: "AT", direction: OUT) }
		enum Kind { WET DRY }`
	for _, c := range []struct {
		name, now string
		lost      []string
	}{
		{"the same, described", `"A laboratory." ` + old[3:], nil},
		{"a new type", old + ` type Person @node { born: Date! }`, nil},
		{"a new value and a new property", `
			type Lab @node { opened: Date @sortable kind: Kind @sortable owner: ID @ref(types: ["Lab"]) at: [Lab!]! @relationship(type: "AT", direction: OUT) size: Int }
			enum Kind { WET DRY DAMP }`, nil},
		{"all sorts of loss", `
			type Lab @node { opened: String kind: Kind size: Int! }
			enum Kind { WET }`,
			[]string{
				"the vocabulary no longer has: pair AT from Lab to Lab", "the vocabulary no longer has: property Lab.opened Date",
				"the vocabulary no longer has: property Lab.owner ID", "the vocabulary no longer has: reference Lab.owner to Lab",
				"the vocabulary no longer has: relationship AT", "the vocabulary no longer has: sortable Lab.opened", "the vocabulary no longer has: value Kind.DRY",
				"stored records lack: property Lab.size Int!",
			}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := catalog.Lost(facts(t, old), facts(t, c.now)); !slices.Equal(got, c.lost) {
				t.Errorf("got %q\nwant %q", got, c.lost)
			}
		})
	}
}

func facts(t *testing.T, text string) []string {
	t.Helper()
	cat, err := catalog.Parse("test.graphqls", text)
	if err != nil {
		t.Fatal(err)
	}
	return cat.Facts()
}
