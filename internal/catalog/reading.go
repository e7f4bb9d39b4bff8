package catalog

import (
	"regexp"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// Reading is how a sentence goes from a node along a relationship: `signed` from a person, `was signed by` from a deal. It
// is what the vocabulary says with reads:, else what follows from the relationship's type.
func (n *NodeType) Reading(r *RelType, dir Direction) string {
	for _, f := range n.Fields {
		if f.Rel == r && f.Dir == dir {
			return f.Reads
		}
	}
	return defaultReading(r.Stored, dir)
}

// defaultReading makes words of a type: SIGNED_AT is `signed at`. Nobody can turn any verb round, so that the other way is put
// in words that are right for all.
func defaultReading(stored string, dir Direction) string {
	words := strings.ToLower(strings.ReplaceAll(stored, "_", " "))
	if dir == In {
		return "is reached by '" + words + "' from"
	}
	return words
}

// defaultPronoun is what a sentence goes on with after a node, unless @node(pronoun:) gives another word.
const defaultPronoun = "which"

// phrase is a few words on one line.
var phrase = regexp.MustCompile(`^[\p{L}\p{N}]+([ '’-][\p{L}\p{N}]+)*$`)

// maxPhrase is how many bytes of the vocabulary a sentence's part may take.
const maxPhrase = 60

// phraseArgument gives a directive's argument that is a few words of a sentence, or what stands for it where it is not given.
func (r *reader) phraseArgument(d *ast.Directive, name, otherwise string) string {
	a := d.Arguments.ForName(name)
	if a == nil {
		return otherwise
	}
	if len(a.Value.Raw) > maxPhrase || !phrase.MatchString(a.Value.Raw) {
		r.problem(a.Position, "@%s(%s:) is a few words of a sentence, of letters and digits, at most %d bytes", d.Name, name, maxPhrase)
	}
	return a.Value.Raw
}
