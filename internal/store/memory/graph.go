package memory

import (
	"cmp"
	"maps"
	"slices"

	"github.com/dealgraph/dealgraph/internal/store"
)

// graph is one state of the stored graph. Its records are never changed, only replaced.
type graph struct {
	records  map[string]*store.Record
	former   map[string]string // from a former id to the id that replaced it
	gone     map[string]store.Tombstone
	datasets map[string]store.Dataset
	loading  string // the text of a load's mark, empty for none

	revisions []store.Revision
	undo      [][]store.Before // by revision, in their order

	terms func() terms // worked out once, when the graph does not change any more; nil before
}

func newGraph() *graph {
	return &graph{
		records:  map[string]*store.Record{},
		former:   map[string]string{},
		gone:     map[string]store.Tombstone{},
		datasets: map[string]store.Dataset{},
	}
}

func (g *graph) clone() *graph {
	return &graph{maps.Clone(g.records), maps.Clone(g.former), maps.Clone(g.gone), maps.Clone(g.datasets), g.loading,
		slices.Clone(g.revisions), slices.Clone(g.undo), nil}
}

// whole tells whether the graph is no part of one.
func (g *graph) whole() error {
	if g.loading != "" {
		return store.ErrLoading
	}
	return nil
}

// all gives the nodes, or the relationships, in order of id.
func (g *graph) all(rels bool) []*store.Record {
	var found []*store.Record
	for _, r := range g.records {
		if r.IsRel() == rels {
			found = append(found, r)
		}
	}
	slices.SortFunc(found, func(a, b *store.Record) int { return cmp.Compare(a.ID, b.ID) })
	return found
}

// node gives the node with this id, or nil.
func (g *graph) node(id string) *store.Record {
	if r := g.records[id]; r != nil && !r.IsRel() {
		return r
	}
	return nil
}

// resolve gives the record that has, or had, this id, or nil.
func (g *graph) resolve(id string) *store.Record {
	if r := g.records[id]; r != nil {
		return r
	}
	return g.records[g.former[id]]
}

func (g *graph) put(r store.Record) {
	g.bury(r.ID)
	g.remove(r.ID)
	r = copyRecord(r)
	g.records[r.ID] = &r
	delete(g.gone, r.ID)
	for _, id := range r.FormerIDs {
		g.former[id] = r.ID
		delete(g.gone, id)
	}
}

// bury keeps the ids of a record that is about to go.
func (g *graph) bury(id string) {
	r := g.records[id]
	if r == nil {
		return
	}
	if !r.IsRel() {
		g.gone[id] = store.Tombstone{ID: id, Type: r.Type, Was: id}
	}
	for _, former := range r.FormerIDs {
		g.gone[former] = store.Tombstone{ID: former, Type: r.Type, Was: id}
	}
}

func (g *graph) remove(id string) {
	if r := g.records[id]; r != nil {
		for _, f := range r.FormerIDs {
			delete(g.former, f)
		}
	}
	delete(g.records, id)
}

// copyRecord makes a copy that shares nothing, so that neither side's later changes are seen by the other.
func copyRecord(r store.Record) store.Record {
	r.FormerIDs = slices.Clone(r.FormerIDs)
	r.Props = maps.Clone(r.Props)
	for name, v := range r.Props {
		if list, ok := v.([]any); ok {
			r.Props[name] = slices.Clone(list)
		}
	}
	return r
}
