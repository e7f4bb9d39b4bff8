package seed

import (
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
)

// idKey is the id of a node in a row.
const idKey = "id"

// columns checks the names of a table's columns, each once: what is wrong with them is wrong with every row.
func (c *checker) columns(s Section, node *catalog.NodeType, rel *catalog.RelType) {
	if s.Columns == nil || node == nil && rel == nil {
		return
	}
	needs, own, props := []string{idKey}, []string{idKey}, []*catalog.Property(nil)
	if node != nil {
		props = node.Props
	} else {
		needs, own, props = []string{fromKey, toKey}, relKeys(), rel.Props
	}
	known := fieldNames(c.cat, s.Type.Text)
	if !slices.ContainsFunc(s.Columns, func(w Word) bool { return slices.Contains(known, w.Text) }) {
		c.problem(s.Columns[0].Pos, "a row of names, of "+strings.Join(append([]string{datasetKey}, known...), ", "),
			"the first row of the table %s names none of its columns", s.Type.Text)
		return
	}
	for _, name := range s.Columns {
		if name.Text != "" && name.Text != datasetKey && !slices.Contains(known, name.Text) {
			c.unknownProperty(name, s.Type.Text, props, own)
		}
	}
	c.wantColumns(s, needs...)
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
