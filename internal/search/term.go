package search

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// Field is where in the graph a text stands.
type Field int64

// The fields. A title stands on a relationship and finds the node at which that starts.
const (
	Name Field = 1 + iota
	Alias
	Title
)

// Fields is all of them, the weightiest first.
var Fields = []Field{Name, Alias, Title}

func (f Field) String() string {
	return map[Field]string{Name: "NAME", Alias: "ALIAS", Title: "TITLE"}[f]
}

// Text is a text by which a node can be found.
type Text struct {
	Field Field
	Text  string
}

// Term is one entry of the index that engines keep: by Field, Term and Node they find the node. Rel is the relationship on
// which the text stands, if it does: each record has the entries that it made, and takes them along when it goes.
type Term struct {
	Field Field
	Term  string
	Node  string
	Rel   string
}

// wholeMark stands before a whole form among the terms: no word begins with it.
const wholeMark = "="

// IsWord tells whether a term is a word, which has a place in the dictionary, or a whole form.
func IsWord(term string) bool { return !strings.HasPrefix(term, wholeMark) }

// TermsOf gives the terms of some texts of one record, each once.
func TermsOf(node, rel string, texts []Text) []Term {
	var all []Term
	seen := map[Term]bool{}
	add := func(t Term) {
		if !seen[t] {
			seen[t] = true
			all = append(all, t)
		}
	}
	for _, t := range texts {
		form := Of(t.Text)
		if form.Whole == "" {
			continue
		}
		add(Term{t.Field, wholeMark + form.Whole, node, rel})
		for _, word := range form.Words {
			add(Term{t.Field, word, node, rel})
		}
	}
	return all
}

// Rules names the rules by which terms are made. It changes with them: databases then make theirs anew.
const Rules = "1"

// Change is how the terms of some records change: each of Gone and Come in the order of streams, and for each word by how many
// terms more or fewer have it.
type Change struct {
	Gone, Come []Term
	Words      []Word
}

// Changed compares the terms that records had with those that they have now.
func Changed(before, after []Term) Change {
	had, has := setOf(before), setOf(after)
	c := Change{Gone: missing(had, has), Come: missing(has, had)}
	uses := map[string]int64{}
	for _, t := range c.Gone {
		uses[t.Term]--
	}
	for _, t := range c.Come {
		uses[t.Term]++
	}
	for _, term := range slices.Sorted(maps.Keys(uses)) {
		if IsWord(term) && uses[term] != 0 {
			c.Words = append(c.Words, Word{term, uses[term]})
		}
	}
	return c
}

func setOf(terms []Term) map[Term]bool {
	set := make(map[Term]bool, len(terms))
	for _, t := range terms {
		set[t] = true
	}
	return set
}

// missing gives what of a set is not in another, in order.
func missing(set, other map[Term]bool) []Term {
	var all []Term
	for t := range set {
		if !other[t] {
			all = append(all, t)
		}
	}
	slices.SortFunc(all, Term.Compare)
	return all
}

// Compare orders terms as streams run.
func (t Term) Compare(u Term) int {
	return cmp.Or(cmp.Compare(t.Field, u.Field), cmp.Compare(t.Term, u.Term), cmp.Compare(t.Node, u.Node), cmp.Compare(t.Rel, u.Rel))
}
