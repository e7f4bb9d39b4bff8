package plan

import (
	"strings"

	"github.com/dealgraph/dealgraph/internal/search"
)

// Begun gives the words of the dictionary that begin with a prefix: the first N by code point. The dictionary holds the
// words of all texts by which nodes can be found (search.TermsOf). Rows bind a word and nothing else.
type Begun struct {
	Prefix string
	N      int
}

// Near gives the words of the dictionary that have one of these typo keys (search.TypoKeys): for each key the first N by code
// point, each word once, in that order. Rows bind a word and nothing else.
type Near struct {
	Keys []string
	N    int
}

// Word is the word that a row binds, in a row of Begun or Near.
type Word struct{}

// Uses is how many terms have the row's word.
type Uses struct{}

// Candidates gives the nodes that streams of terms find, each once, in order of id. Of each stream the first Read terms are
// looked at; of those whose node is of one of Types (of any where it is empty) and has the words that the stream wants with
// them, the first Keep count.
type Candidates struct {
	Streams    []search.Stream
	Types      []string
	Read, Keep int
}

func (x Word) writeExpr(p *printer) { p.WriteString("word\n") }
func (x Uses) writeExpr(p *printer) { p.WriteString("uses\n") }

func (o Begun) writeOp(p *printer) { p.line("Begun %s first %d", Literal(o.Prefix), o.N) }
func (o Near) writeOp(p *printer)  { p.line("Near %s first %d", literals(o.Keys), o.N) }

func (o Candidates) writeOp(p *printer) {
	p.line("Candidates %s read %d keep %d", typeList(o.Types), o.Read, o.Keep)
	for _, s := range o.Streams {
		p.line("    %s", streamText(s))
	}
}

func streamText(s search.Stream) string {
	text := s.Field.String() + " " + Literal(s.From)
	if s.To != s.From {
		text += " to " + Literal(s.To)
	}
	if len(s.With) == 0 {
		return text
	}
	groups := make([]string, len(s.With))
	for i, group := range s.With {
		groups[i] = literals(group)
	}
	text += " with " + strings.Join(groups, " ")
	if s.Anywhere {
		text += " anywhere"
	}
	return text
}
