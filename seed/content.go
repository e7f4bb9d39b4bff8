package seed

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
)

// Content is what checked files hold: whole datasets, as they are to be stored.
type Content struct {
	Datasets []store.Dataset // in order of name, without a time
	Records  []store.Record  // nodes first, each kind in order of id

	cat      *catalog.Catalog
	places   map[string]Pos    // by the record's id
	types    map[string]string // of nodes, by id
	former   map[string]formerID
	mentions []mention
	joins    []join

	written  map[string]string // from the id of a record that a file has under one that was replaced to that one
	restores bool              // it is what was stored before: ids mean what they meant then
}

// mention is a place where a file names a node.
type mention struct {
	id    string
	pos   Pos
	what  string   // from, to, or a property's name
	types []string // the node must be one of these
}

// join is a relationship with its ends.
type join struct {
	rel      *catalog.RelType
	from, to mention
}

// relID is the id of a relationship.
func relID(stored, from, to, key string) string {
	if key == "" {
		return fmt.Sprintf("%s:%s:%s", stored, from, to)
	}
	return fmt.Sprintf("%s:%s:%s:%s", stored, from, to, key)
}

// owns tells whether the content holds this dataset whole.
func (c *Content) owns(dataset string) bool {
	return slices.ContainsFunc(c.Datasets, func(d store.Dataset) bool { return d.Name == dataset })
}

func (c *Content) datasetNames() []string {
	names := make([]string, len(c.Datasets))
	for i, d := range c.Datasets {
		names[i] = d.Name
	}
	return names
}

// finish orders the records, and works out each dataset's line.
func (c *Content) finish(datasets []string) {
	slices.SortFunc(c.Records, compareRecords)
	slices.Sort(datasets)
	for _, name := range slices.Compact(datasets) {
		c.Datasets = append(c.Datasets, summarize(name, c.Records))
	}
}

func summarize(name string, records []store.Record) store.Dataset {
	d := store.Dataset{Name: name, Hash: Hash(name, records)}
	for _, r := range records {
		switch {
		case datasetOf(r) != name:
		case r.IsRel():
			d.Relationships++
		default:
			d.Nodes++
		}
	}
	return d
}

// compareRecords puts nodes before relationships, each kind in order of id: an order in which they can be stored.
func compareRecords(a, b store.Record) int {
	if a.IsRel() != b.IsRel() {
		if b.IsRel() {
			return -1
		}
		return 1
	}
	return cmp.Compare(a.ID, b.ID)
}

func datasetOf(r store.Record) string {
	name, _ := r.Props[catalog.PropDataset.Name].(string)
	return name
}
