package seed

import (
	"slices"

	"github.com/dealgraph/dealgraph/internal/catalog"
)

// idKey is the id of a node in a row.
const idKey = "id"

// columns checks the names of a table's columns, each once: what is wrong with them is wrong with every row.
func (c *checker) columns(s Section, node *catalog.NodeType, rel *catalog.RelType) {
	if s.Columns == nil || node == nil && rel == nil {
		return
	}
	var own []string
	var props []*catalog.Property
	owner := s.Type.Text
	if node != nil {
		own, props = []string{idKey}, node.Props
		c.wantColumns(s, idKey)
	} else {
		own, props = relKeys(), rel.Props
		c.wantColumns(s, fromKey, toKey)
	}
	for _, name := range s.Columns {
		if name.Text == "" || name.Text == datasetKey || name.Text == formerIDsKey || slices.Contains(own, name.Text) {
			continue
		}
		if propOf(props, name.Text) == nil {
			c.unknownProperty(name, owner, props, own)
		}
	}
	for _, p := range props {
		if needed(c.cat, p) {
			c.wantColumns(s, p.Name)
		}
	}
}

// wantColumns reports columns that are not there.
func (c *checker) wantColumns(s Section, names ...string) {
	for _, name := range names {
		if !s.hasColumn(name) {
			c.problem(s.Columns[0].Pos, "it among the names in the first row", "the table %s has no column %s", s.Type.Text, name)
		}
	}
}

// hasColumn tells whether a record of the section could have this value: of a table without such a column none has, which
// has been reported once for all.
func (s Section) hasColumn(name string) bool {
	return s.Columns == nil || slices.ContainsFunc(s.Columns, func(c Word) bool { return c.Text == name })
}
