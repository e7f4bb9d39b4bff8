package sqlite

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
)

// endKey is a column of rel that holds a sort key of the nodes at an end, for relationships of some types; null for others.
type endKey struct {
	catalog.SortKey
	types []string
}

// endKeys gives the columns of rel that hold sort keys of the ends.
func endKeys(cat *catalog.Catalog) []endKey {
	var all []endKey
	for _, t := range cat.Relationships {
		for _, k := range t.SortKeys() {
			i := slices.IndexFunc(all, func(e endKey) bool { return e.Copy.Name == k.Copy.Name })
			if i < 0 {
				i = len(all)
				all = append(all, endKey{SortKey: k})
			}
			all[i].types = append(all[i].types, t.Stored)
		}
	}
	return all
}

// end is the column with the id of the node that has the key, for whichever table or row stands before it.
func (k endKey) end() string {
	if k.Dir == catalog.In {
		return quoted(catalog.PropFrom.Name)
	}
	return quoted(catalog.PropTo.Name)
}

// read gives the SELECT of the key of a node.
func (k endKey) read(id string) string {
	return "(SELECT " + quoted(k.Prop.Name) + " FROM node WHERE id = " + id + ")"
}

// of gives the id to look for the key of, nil for relationships that keep none.
func (k endKey) of(r store.Record) any {
	switch {
	case !slices.Contains(k.types, r.Type):
		return nil
	case k.Dir == catalog.In:
		return r.From
	}
	return r.To
}

func typeList(types []string) string { return "('" + strings.Join(types, "', '") + "')" }

// triggers gives the statements that make the triggers, by name: a node that changes takes the copies of its keys with it,
// whoever writes it.
func triggers(cat *catalog.Catalog) map[string]string {
	all := map[string]string{}
	for _, k := range endKeys(cat) {
		name := "rel_" + k.Copy.Name
		all[name] = fmt.Sprintf("CREATE TRIGGER %[1]q AFTER UPDATE OF %[2]q ON node WHEN NEW.%[2]q IS NOT OLD.%[2]q BEGIN "+
			"UPDATE rel SET %[3]q = NEW.%[2]q WHERE %[4]s = NEW.id AND type IN %[5]s; END", name, k.Prop.Name, k.Copy.Name, k.end(), typeList(k.types))
	}
	return all
}

// fillKeys copies the keys that relationships of a type keep now and did not in the vocabulary that is held.
func (w *writer) fillKeys(ctx context.Context, held []string) error {
	for _, t := range w.cat.Relationships {
		for _, k := range t.SortKeys() {
			if slices.Contains(held, catalog.CopyFact(t.Stored, k)) {
				continue
			}
			e := endKey{SortKey: k}
			text := "UPDATE rel SET " + quoted(k.Copy.Name) + " = " + e.read("rel."+e.end()) + " WHERE type = '" + t.Stored + "'"
			if _, err := w.conn.exec(ctx, text); err != nil {
				return err
			}
		}
	}
	return nil
}
