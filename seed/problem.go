package seed

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
)

// shownProblems is how many problems Problems.Error prints.
const shownProblems = 50

// Problem is one mistake.
type Problem struct {
	Pos      Pos    // the zero Pos where it is in no file: a record that may not be removed
	Text     string // what is wrong
	Expected string // what would be right; may be empty
	Nearest  string // the known name that was probably meant; may be empty

	open bool // a name of a record that is not in the files themselves
}

func (p Problem) String() string {
	var b strings.Builder
	if p.Pos != (Pos{}) {
		b.WriteString(p.Pos.String() + ": ")
	}
	b.WriteString(p.Text)
	if p.Expected != "" {
		b.WriteString("; expected " + p.Expected)
	}
	if p.Nearest != "" {
		b.WriteString("; did you mean " + p.Nearest + "?")
	}
	return b.String()
}

// Problems are all mistakes of a run, in order of place.
type Problems []Problem

// Error prints the problems, one a line: the first fifty and how many more there are.
func (ps Problems) Error() string { return ps.Print(shownProblems) }

// Print gives the first limit problems, one a line, and the number left out.
func (ps Problems) Print(limit int) string {
	var lines []string
	for _, p := range ps[:min(limit, len(ps))] {
		lines = append(lines, p.String())
	}
	if left := len(ps) - limit; left > 0 {
		lines = append(lines, fmt.Sprintf("… and %d more", left))
	}
	return strings.Join(lines, "\n")
}

// printWarnings writes problems as such that stop nothing.
func (ps Problems) printWarnings(out io.Writer, limit int) error {
	for _, p := range ps[:min(limit, len(ps))] {
		if _, err := fmt.Fprintf(out, "warning: %s\n", p); err != nil {
			return err
		}
	}
	if left := len(ps) - limit; left > 0 {
		_, err := fmt.Fprintf(out, "… and %d more warnings\n", left)
		return err
	}
	return nil
}

// sorted gives the problems in order of place, each once.
func (ps Problems) sorted() Problems {
	slices.SortFunc(ps, func(a, b Problem) int { return cmp.Or(comparePos(a.Pos, b.Pos), cmp.Compare(a.Text, b.Text)) })
	return slices.Compact(ps)
}
