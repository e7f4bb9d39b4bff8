package neo4j

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/store"
)

// copied gives the SET clause that has a relationship r of a type copy the sort keys of its ends, and mark nulls; empty where it
// copies none.
func copied(t *catalog.RelType) string {
	if t == nil {
		return ""
	}
	var items []string
	for _, k := range t.SortKeys() {
		items = append(items, copying(k)...)
	}
	if len(items) == 0 {
		return ""
	}
	return " SET " + strings.Join(items, ", ")
}

func copying(k catalog.SortKey) []string {
	side := "endNode(r)"
	if k.Dir == catalog.In {
		side = "startNode(r)"
	}
	value := side + "." + quote(k.Prop.Name)
	items := []string{"r." + quote(k.Copy.Name) + " = " + value}
	if mayMiss(k.Copy) {
		items = append(items, "r."+quote(missing(k.Copy))+" = CASE WHEN "+value+" IS NULL THEN true END")
	}
	return items
}

// leads tells whether relationships of a type have indexes that a property leads: their own, or a copy.
func (c *compiler) leads(rel string, p *catalog.Property) bool {
	t := c.cat.Relationship(rel)
	return t != nil && (t.Prop(p.Name) != nil || slices.ContainsFunc(t.SortKeys(), func(k catalog.SortKey) bool { return k.Copy.Name == p.Name }))
}

// byCopy gives the keys of an ordering of what relationships lead to with the first one read from these, where they keep a copy.
func (c *compiler) byCopy(rel string, dir catalog.Direction, keys []plan.Key) []plan.Key {
	t := c.cat.Relationship(rel)
	if t == nil || len(keys) == 0 || keys[0].Prop.Of != plan.Node {
		return keys
	}
	k, ok := t.SortKey(dir, keys[0].Prop.Prop.Name)
	if !ok {
		return keys
	}
	keys = slices.Clone(keys)
	keys[0].Prop = plan.Prop{Of: plan.Rel, Prop: k.Copy}
	return keys
}

// putCopies has the relationships of nodes that have changed follow them, where it is in a sort key that they have.
func (w *writer) putCopies(ctx context.Context, batch []store.Record, old map[string]store.Record) error {
	typ := w.store.cat.Node(batch[0].Type)
	if typ == nil {
		return nil
	}
	for _, t := range w.store.cat.Relationships {
		for _, k := range t.SortKeys() {
			if typ.Prop(k.Prop.Name) == nil {
				continue
			}
			var ids []any
			for _, r := range batch {
				if before, ok := old[r.ID]; ok && before.Props[k.Prop.Name] != r.Props[k.Prop.Name] {
					ids = append(ids, r.ID)
				}
			}
			back := plan.Expand{Rel: t.Stored, Dir: k.Dir.Reverse()}
			text := "UNWIND $ids AS id MATCH (n:Entity)" + byID("n", entity) + " WHERE n.id = id MATCH " + arrow(back, "n", "r", "") +
				" SET " + strings.Join(copying(k), ", ")
			if err := w.batched(ctx, text, ids); err != nil {
				return fmt.Errorf("copy %s to %s: %w", k.Prop.Name, t.Stored, err)
			}
		}
	}
	return nil
}

// fillCopies copies the keys that relationships keep now and did not in the vocabulary that is held.
func (r *reader) fillCopies(ctx context.Context, held []string) error {
	for _, t := range r.store.cat.Relationships {
		for _, k := range t.SortKeys() {
			if slices.Contains(held, catalog.CopyFact(t.Stored, k)) {
				continue
			}
			text := fmt.Sprintf("MATCH ()-[r:%s]->() CALL (r) { SET %s } IN TRANSACTIONS OF 10000 ROWS", quote(t.Stored), strings.Join(copying(k), ", "))
			if err := r.do(ctx, text, nil); err != nil {
				return fmt.Errorf("copy %s to %s: %w", k.Prop.Name, t.Stored, err)
			}
		}
	}
	return nil
}
