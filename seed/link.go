package seed

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Found is what a store has under an id.
type Found struct {
	ID      string // the id it has now: another than the one asked for where that was replaced
	Type    string
	Dataset string

	gone bool // there is only a tombstone
}

// Open gives the ids, each once and in order, that content names and does not hold itself: they must be in the store.
func (c *Content) Open() []string {
	ids := map[string]bool{}
	for _, m := range c.mentions {
		if c.types[m.id] == "" {
			ids[m.id] = true
		}
	}
	return slices.Sorted(maps.Keys(ids))
}

// Link resolves every id that content names: in the content, or else in what was found in the store under the ids that
// Open gave. A stored record of the content's own datasets does not count: what files no longer hold will be removed.
// What else was found serves as a suggestion.
func Link(c *Content, found map[string]Found) Problems {
	l := linker{content: c, found: found, known: map[string][]string{}}
	for _, m := range c.mentions {
		l.mention(m)
	}
	for _, j := range c.joins {
		l.join(j)
	}
	return l.problems.sorted()
}

// isNoRecord ends the text of a problem with a name that nothing has.
const isNoRecord = ", which is no record"

type linker struct {
	content  *Content
	found    map[string]Found
	known    map[string][]string // ids by list of types, for suggestions
	suggest  suggester
	problems Problems
}

// typeOf gives the type of the node with this id, or nothing.
func (l *linker) typeOf(id string) string {
	if t := l.content.types[id]; t != "" {
		return t
	}
	if f, ok := l.found[id]; ok && f.ID == id && !l.content.owns(f.Dataset) {
		return f.Type
	}
	return ""
}

func (l *linker) mention(m mention) {
	t := l.typeOf(m.id)
	switch {
	case t == "":
		l.problems = append(l.problems, l.unknown(m))
	case !slices.Contains(m.types, t):
		l.problems = append(l.problems, Problem{
			Pos: m.pos, Text: fmt.Sprintf("%s is %s, which is of type %s", m.what, m.id, t), Expected: strings.Join(m.types, " or "),
		})
	}
}

func (l *linker) unknown(m mention) Problem {
	if f, ok := l.found[m.id]; ok && f.ID != m.id && l.content.heir(f) != "" {
		return Problem{Pos: m.pos, Text: fmt.Sprintf("%s is %s, which was replaced", m.what, m.id), Expected: l.content.heir(f)}
	}
	p := Problem{Pos: m.pos, Text: fmt.Sprintf("%s is %s", m.what, m.id) + isNoRecord, open: true}
	if f, ok := l.found[m.id]; ok && f.ID == m.id && l.content.owns(f.Dataset) { // a file of it may be missing
		p.Text, p.open = fmt.Sprintf("%s is %s, which the files no longer hold of dataset %s", m.what, m.id, f.Dataset), false
	}
	if p.Nearest = l.suggest.nearest(m.id, l.ids(m.types)); p.Nearest == "" {
		p.Expected = "the id of a record of type " + strings.Join(m.types, " or ")
	}
	return p
}

// ids gives the ids of all known nodes of these types, in order.
func (l *linker) ids(types []string) []string {
	key := strings.Join(types, " ")
	if ids, ok := l.known[key]; ok {
		return ids
	}
	all := maps.Clone(l.content.types)
	for id := range l.found {
		all[id] = l.typeOf(id)
	}
	maps.DeleteFunc(all, func(_, t string) bool { return !slices.Contains(types, t) })
	l.known[key] = slices.Sorted(maps.Keys(all))
	return l.known[key]
}

// join reports two ends that are each right for the relationship, but not together.
func (l *linker) join(j join) {
	from, to := l.typeOf(j.from.id), l.typeOf(j.to.id)
	if !slices.Contains(j.from.types, from) || !slices.Contains(j.to.types, to) {
		return // an end that is wrong by itself has been reported
	}
	if j.rel.Joins(l.content.cat.Node(from), l.content.cat.Node(to)) {
		return
	}
	var allowed []string
	for _, p := range j.rel.Pairs {
		if p.From.Name == from {
			allowed = append(allowed, p.To.Name)
		}
	}
	l.problems = append(l.problems, Problem{
		Pos:      j.to.pos,
		Text:     fmt.Sprintf("%s leads from %s, of type %s, to %s, of type %s", j.rel.Stored, j.from.id, from, j.to.id, to),
		Expected: strings.Join(allowed, " or "),
	})
}
