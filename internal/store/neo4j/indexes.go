package neo4j

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
)

// index is an index or, where unique is set, a constraint with its index.
type index struct {
	rel    bool
	on     string // label or relationship type
	props  []string
	unique bool
	text   bool // a text index serves CONTAINS, a range index all else
}

// indexes gives all that a vocabulary needs.
func indexes(cat *catalog.Catalog) []index {
	all := []index{
		{on: entity, props: []string{"id"}, unique: true},
		{on: entity, props: []string{"nameFolded"}, text: true},
		{on: "FormerId", props: []string{"id"}, unique: true},
		{on: "FormerId", props: []string{"now"}},
		{on: "Citation", props: []string{"documentId", "recordId"}},
		{on: "Citation", props: []string{"recordId"}},
		{on: "Tombstone", props: []string{"id"}, unique: true},
		{on: "Tombstone", props: []string{"was"}},
		{on: searchTerm, props: []string{"field", "term", "node"}},
		{on: searchWord, props: []string{"word"}, unique: true},
		{on: searchTypo, props: []string{"key", "word"}},
		{on: "Dataset", props: []string{"name"}, unique: true},
		{on: "Revision", props: []string{"number"}, unique: true},
		{on: "RevisionDataset", props: []string{"dataset", "revision"}, unique: true},
		{on: "Undo", props: []string{"revision", "piece"}, unique: true},
		{on: "Vocabulary", props: []string{"name"}, unique: true},
		{on: "WriteLock", props: []string{"name"}, unique: true},
	}
	for _, n := range cat.Nodes {
		all = append(all, nodeIndexes(n)...)
	}
	for _, r := range cat.Relationships {
		all = append(all, relIndexes(r)...)
	}
	return all
}

func nodeIndexes(n *catalog.NodeType) []index {
	all := []index{{on: n.Name, props: []string{"id"}}}
	for _, p := range n.Props {
		for _, lead := range leads(p) {
			all = append(all, index{on: n.Name, props: []string{lead, "id"}})
		}
	}
	return all
}

func relIndexes(r *catalog.RelType) []index {
	all := []index{{rel: true, on: r.Stored, props: []string{"id"}, unique: true}}
	for _, d := range []catalog.Direction{catalog.Out, catalog.In} {
		all = append(all, index{rel: true, on: r.Stored, props: hubIndex(d, "")})
		for _, p := range r.Props {
			for _, lead := range leads(p) {
				all = append(all, index{rel: true, on: r.Stored, props: hubIndex(d, lead)})
			}
		}
	}
	for _, k := range r.SortKeys() {
		for _, lead := range leads(k.Copy) {
			all = append(all, index{rel: true, on: r.Stored, props: hubIndex(k.Dir, lead)})
		}
	}
	return all
}

// leads gives the properties that lead an index for orderings by a @sortable one: itself, and the mark of its nulls.
func leads(p *catalog.Property) []string {
	switch {
	case !p.Sortable || p.List || p == catalog.PropID:
		return nil
	case mayMiss(p):
		return []string{p.Name, missing(p)}
	}
	return []string{p.Name}
}

// name is derived from what is indexed, so that it stays the same and no two are alike.
func (x index) name() string {
	kind := "range"
	switch {
	case x.unique:
		kind = "unique"
	case x.text:
		kind = "text"
	}
	return "dealgraph_" + kind + "_" + x.on + "_" + strings.Join(x.props, "_")
}

// key identifies an index by what it is, whatever its name.
func (x index) key() string {
	kind := "RANGE"
	if x.text {
		kind = "TEXT"
	}
	return fmt.Sprintf("%s %s(%s) unique=%t", kind, x.on, strings.Join(x.props, ","), x.unique)
}

// statement creates the index unless it is there.
func (x index) statement() string {
	v, pattern := "n", "(n:"+quote(x.on)+")"
	if x.rel {
		v, pattern = "r", "()-[r:"+quote(x.on)+"]-()"
	}
	props := make([]string, len(x.props))
	for i, p := range x.props {
		props[i] = v + "." + quote(p)
	}
	list := strings.Join(props, ", ")
	switch {
	case x.unique:
		return fmt.Sprintf("CREATE CONSTRAINT %s IF NOT EXISTS FOR %s REQUIRE (%s) IS UNIQUE", quote(x.name()), pattern, list)
	case x.text:
		return fmt.Sprintf("CREATE TEXT INDEX %s IF NOT EXISTS FOR %s ON (%s)", quote(x.name()), pattern, list)
	}
	return fmt.Sprintf("CREATE RANGE INDEX %s IF NOT EXISTS FOR %s ON (%s)", quote(x.name()), pattern, list)
}

// absent gives those of the wanted indexes whose keys are not among the found ones.
func absent(wanted []index, found []string) []index {
	return slices.DeleteFunc(slices.Clone(wanted), func(x index) bool { return slices.Contains(found, x.key()) })
}
