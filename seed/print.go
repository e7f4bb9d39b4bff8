package seed

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/dealgraph/dealgraph/internal/store"
)

// Print writes a change for people: a table of counts by type, and a line for each record and each value that changes, at
// most limit lines in all of the latter, and how many are left out.
func (c Change) Print(w io.Writer, limit int) error {
	var b strings.Builder
	c.printCounts(&b)
	lines := c.lines()
	for _, line := range lines[:min(limit, len(lines))] {
		b.WriteString(line + "\n")
	}
	if left := len(lines) - limit; left > 0 {
		fmt.Fprintf(&b, "… and %d more lines\n", left)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// tally counts the records of one type.
type tally struct {
	typ                     string
	rel                     bool
	added, changed, removed int
}

func (c Change) tallies() []*tally {
	tallies := map[string]*tally{}
	of := func(r store.Record) *tally {
		if tallies[r.Type] == nil {
			tallies[r.Type] = &tally{typ: r.Type, rel: r.IsRel()}
		}
		return tallies[r.Type]
	}
	for _, r := range c.Added {
		of(r).added++
	}
	for _, e := range c.Changed {
		of(e.New).changed++
	}
	for _, r := range c.Removed {
		of(r).removed++
	}
	all := []*tally{}
	for _, t := range tallies {
		all = append(all, t)
	}
	slices.SortFunc(all, func(a, b *tally) int {
		if a.rel != b.rel {
			return cmp.Compare(strconv.FormatBool(a.rel), strconv.FormatBool(b.rel))
		}
		return cmp.Compare(a.typ, b.typ)
	})
	return all
}

func (c Change) printCounts(b *strings.Builder) {
	fmt.Fprintf(b, "%-20s %8s %8s %8s\n", "", "added", "changed", "removed")
	for _, t := range c.tallies() {
		fmt.Fprintf(b, "%-20s %8d %8d %8d\n", t.typ, t.added, t.changed, t.removed)
	}
	fmt.Fprintf(b, "%-20s %8d %8d %8d\n", "in all", len(c.Added), len(c.Changed), len(c.Removed))
}

func (c Change) lines() []string {
	var lines []string
	for _, r := range byType(c.Removed) {
		lines = append(lines, "- "+describe(r))
	}
	for _, e := range c.Changed {
		lines = append(lines, "~ "+describe(e.New))
		for _, v := range e.Values {
			lines = append(lines, fmt.Sprintf("    %s: %s → %s", v.Name, literal(v.Old), literal(v.New)))
		}
	}
	for _, r := range byType(c.Added) {
		lines = append(lines, "+ "+describe(r))
	}
	return lines
}

// byType gives records in an order that is good to read: nodes first, by type.
func byType(records []store.Record) []store.Record {
	return slices.SortedStableFunc(slices.Values(records), func(a, b store.Record) int {
		if a.IsRel() != b.IsRel() {
			return compareRecords(a, b)
		}
		return cmp.Compare(a.Type, b.Type)
	})
}

// literal shows a stored value.
func literal(v any) string {
	switch v := v.(type) {
	case nil:
		return "nothing"
	case string:
		return strconv.Quote(shorten(v))
	case []any:
		items := make([]string, len(v))
		for i, x := range v {
			items[i] = literal(x)
		}
		return "[" + strings.Join(items, ", ") + "]"
	}
	return fmt.Sprint(v)
}
