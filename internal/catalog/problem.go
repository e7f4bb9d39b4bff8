package catalog

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
	"github.com/vektah/gqlparser/v2/ast"
)

// Problem is one mistake in a vocabulary. Line and Column count from 1.
type Problem struct {
	File         string
	Line, Column int
	Text         string
}

func (p Problem) String() string {
	return fmt.Sprintf("%s:%d:%d: %s", p.File, p.Line, p.Column, p.Text)
}

// Problems are all mistakes in a vocabulary, in order of place. As an error it prints one a line.
type Problems []Problem

func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

func comparePlaces(a, b Problem) int {
	return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Text, b.Text))
}

func (r *reader) problem(pos *ast.Position, format string, args ...any) {
	r.problems = append(r.problems, problemAt(r.file, pos.Line, pos.Column, fmt.Sprintf(format, args...)))
}

// problemAt is a problem at a place as gqlparser gives it, which counts columns wrongly behind a block string.
func problemAt(file string, line, column int, text string) Problem {
	return Problem{File: file, Line: max(1, line), Column: max(1, column), Text: text}
}

// knownDirectives reports directives, and arguments of theirs, that are not among the allowed ones: a misspelt marker
// would otherwise silently not apply.
func (r *reader) knownDirectives(list ast.DirectiveList, allowed map[string][]string) {
	for _, d := range list {
		args, ok := allowed[d.Name]
		if !ok {
			r.problem(d.Position, "the directive @%s is not known here%s", d.Name, Nearest(d.Name, keys(allowed)))
			continue
		}
		for _, a := range d.Arguments {
			if !slices.Contains(args, a.Name) {
				r.problem(a.Position, "@%s has no argument %s%s", d.Name, a.Name, Nearest(a.Name, args))
			}
		}
	}
}

// Nearest suggests the known name that was probably meant, as the end of a sentence, or nothing.
func Nearest(name string, known []string) string {
	best, distance := "", max(2, len(name)/3)+1
	for _, k := range slices.Sorted(slices.Values(known)) {
		if d := levenshtein.ComputeDistance(strings.ToLower(name), strings.ToLower(k)); d < distance {
			best, distance = k, d
		}
	}
	if best == "" {
		return ""
	}
	return ": did you mean " + best + "?"
}

func keys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
