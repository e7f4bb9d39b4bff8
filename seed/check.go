package seed

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
)

// Check holds files against the vocabulary. It gives the content, as far as it could be understood, and every problem
// but those of ids that are not in the files themselves: Link finds these. Only content without problems of either
// kind may be applied.
func Check(cat *catalog.Catalog, files *Files) (*Content, Problems) {
	c := newChecker(cat)
	for _, s := range files.Sections {
		c.section(s)
	}
	c.checkFormerIDs()
	c.checkDatasets(files.Datasets)
	return c.content, c.problems.sorted()
}

type checker struct {
	cat      *catalog.Catalog
	content  *Content
	former   []formerID
	owners   map[string]string // the datasets of records by id, as soon as one is there twice
	suggest  suggester
	problems Problems
}

func newChecker(cat *catalog.Catalog) *checker {
	return &checker{cat: cat, content: &Content{
		cat: cat, places: map[string]Pos{}, types: map[string]string{}, former: map[string]formerID{},
	}}
}

func (c *checker) problem(pos Pos, expected, format string, args ...any) {
	c.problems = append(c.problems, Problem{Pos: pos, Text: fmt.Sprintf(format, args...), Expected: expected})
}

// unknown reports a name that is none of the known ones.
func (c *checker) unknown(name Word, known []string, format string, args ...any) {
	p := Problem{Pos: name.Pos, Text: fmt.Sprintf(format, args...), Nearest: c.suggest.nearest(name.Text, known)}
	if p.Nearest == "" {
		p.Expected = oneOf(known)
	}
	c.problems = append(c.problems, p)
}

func (c *checker) section(s Section) {
	node, rel := c.cat.Node(s.Type.Text), c.cat.Relationship(s.Type.Text)
	switch {
	case node == nil && rel == nil:
		c.unknownType(s.Type)
	case node != nil && s.Form == Listed:
		c.problem(s.Type.Pos, "a mapping from id to properties", "%s is a type of nodes, and holds a list", s.Type.Text)
	case rel != nil && s.Form == Mapping:
		c.problem(s.Type.Pos, "a list: - from: …, to: …", "%s is a type of relationships, and holds a mapping", s.Type.Text)
	case len(s.Entries) == 0:
		c.problem(s.Type.Pos, "records, or not the line", "%s holds no records", s.Type.Text)
	}
	c.columns(s, node, rel)
	for _, e := range s.Entries {
		switch {
		case node != nil && s.Form != Listed:
			c.node(s, node, e)
		case rel != nil && s.Form != Mapping:
			c.relationship(s, rel, e)
		}
	}
}

func (c *checker) unknownType(name Word) {
	var known []string
	for _, n := range c.cat.Nodes {
		known = append(known, n.Name)
	}
	for _, r := range c.cat.Relationships {
		known = append(known, r.Stored)
		if r.Name == name.Text { // as the API shows it: Signature for SIGNED
			c.problem(name.Pos, r.Stored, "%s is not the name of a type in files", name.Text)
			return
		}
	}
	c.unknown(name, known, "the vocabulary has no type %q", name.Text)
}

// add puts a record into the content, unless its id is taken. Its place is that of its id or, for one of a list, its own.
func (c *checker) add(r store.Record, pos Pos, hint string) {
	if first, taken := c.content.places[r.ID]; taken {
		c.second(r, pos, first, hint)
		return
	}
	if c.owners != nil {
		c.owners[r.ID] = datasetOf(r)
	}
	c.content.places[r.ID] = pos
	c.content.Records = append(c.content.Records, r)
	if !r.IsRel() {
		c.content.types[r.ID] = r.Type
	}
}

// second reports a record whose id another one has.
func (c *checker) second(r store.Record, pos, first Pos, hint string) {
	if c.owners == nil { // nothing is there twice but by mistake
		c.owners = map[string]string{}
		for _, other := range c.content.Records {
			c.owners[other.ID] = datasetOf(other)
		}
	}
	if other := c.owners[r.ID]; other != datasetOf(r) {
		c.problem(pos, "each id in one dataset", "%s of dataset %s is defined by dataset %s too, at %s", r.ID, datasetOf(r), other, first)
		return
	}
	c.problem(pos, hint, "there is a second %s, first at %s", r.ID, first)
}

func (c *checker) checkDatasets(names []Word) {
	var all []string
	for _, n := range names {
		all = append(all, n.Text)
	}
	c.content.finish(all)
	for _, d := range c.content.Datasets {
		if d.Nodes+d.Relationships == 0 && len(c.problems) == 0 {
			i := slices.IndexFunc(names, func(w Word) bool { return w.Text == d.Name })
			c.problem(names[i].Pos, "at least one", "the dataset %s has no records", d.Name)
		}
	}
}

// oneOf lists names, where they are few enough to read.
func oneOf(names []string) string {
	const readable = 40
	if len(names) == 0 || len(names) > readable {
		return ""
	}
	return "one of " + strings.Join(names, ", ")
}
