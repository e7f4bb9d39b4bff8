package synthetic

import (
	"fmt"
	"slices"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
)

// Once in so many records, one has a former id.
const (
	nodesForRenamed         = 100
	relationshipsForRenamed = 500
)

func (g *Graph) node(p *population, i int) store.Record {
	r := g.random(p.typ.Name, i)
	rec := store.Record{ID: p.id(i), Type: p.typ.Name}
	rec.Props = g.props(r, p.typ.Props, &rec)
	if r.one(nodesForRenamed) {
		rec.FormerIDs = []string{"old-" + rec.ID}
	}
	return rec
}

// props makes up a record's properties.
func (g *Graph) props(r random, declared []*catalog.Property, rec *store.Record) map[string]any {
	props := make(map[string]any, len(declared))
	for _, p := range declared {
		if !store.InProps(p) {
			continue
		}
		if v := g.value(r, p, rec); v != nil {
			props[p.Name] = v
		}
	}
	return props
}

// value makes up a property's value, nil for none.
func (g *Graph) value(r random, p *catalog.Property, rec *store.Record) any {
	switch p {
	case catalog.PropName:
		return name(r)
	case catalog.PropAliases:
		return distinct(r.skewed(4), func() any { return name(r) })
	case catalog.PropSources:
		return g.sources(r, rec)
	case catalog.PropDataset:
		return g.opts.Dataset
	case catalog.PropRank:
		return rank(r)
	}
	switch {
	case !p.Required && r.one(4):
		return nil
	case p.List:
		return distinct(r.IntN(4), func() any { return g.scalar(r, p) })
	}
	return g.scalar(r, p)
}

// distinct makes up at most n values, each once; without those that there are none of.
func distinct(n int, one func() any) []any {
	all := []any{}
	for range n {
		if v := one(); v != nil && !slices.Contains(all, v) {
			all = append(all, v)
		}
	}
	return all
}

// rank is NORMAL of most claims.
func rank(r random) any {
	switch r.IntN(30) {
	case 0:
		return "PREFERRED"
	case 1:
		return "DEPRECATED"
	}
	return "NORMAL"
}

// sources cites some documents; a document cites itself.
func (g *Graph) sources(r random, rec *store.Record) any {
	t := g.cat.DocumentType()
	if t == nil {
		return []any{}
	}
	if rec.Type == t.Name {
		return []any{rec.ID}
	}
	documents := g.byType[t.Name]
	return distinct(1+r.skewed(3), func() any {
		return fmt.Sprintf("%s#p%d", documents.id(r.skewed(documents.count)), 1+r.skewed(30))
	})
}

// reference names a node that a property may refer to; nil where there is none.
func (g *Graph) reference(r random, p *catalog.Property) any {
	var there []*population
	for _, typ := range p.Refs {
		if of := g.byType[typ]; of != nil && of.count > 0 {
			there = append(there, of)
		}
	}
	if there == nil {
		return nil
	}
	of := even(r, there)
	return of.id(r.skewed(of.count))
}
