package sqlite

import (
	"context"
	"fmt"
	"slices"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
)

// known is what is stored under the ids that a batch of records names: enough to check them without another statement.
type known struct {
	records map[string]identity
	former  map[string]string // from a former id to what it is now
}

// identity is what never changes under an id. The ends are empty for a node.
type identity struct{ kind, from, to string }

// lookUp finds what is stored under the ids, former ids and ends of records.
func (w *writer) lookUp(ctx context.Context, records []store.Record) (*known, error) {
	k := &known{map[string]identity{}, map[string]string{}}
	var ids []string
	for _, r := range records {
		ids = append(append(ids, r.ID), r.FormerIDs...)
		if r.IsRel() {
			ids = append(ids, r.From, r.To)
		}
	}
	slices.Sort(ids)
	list := encodeStrings(slices.Compact(ids))
	err := w.conn.query(ctx, func(c []any) error {
		k.records[c[0].(string)] = identity{c[1].(string), c[2].(string), c[3].(string)}
		return nil
	}, `SELECT n.id, n.type, '', '' FROM json_each(?1) j CROSS JOIN node n ON n.id = j.value
		UNION ALL SELECT r.id, r.type, r."fromId", r."toId" FROM json_each(?1) j CROSS JOIN rel r ON r.id = j.value`, list)
	if err != nil {
		return nil, err
	}
	return k, w.conn.query(ctx, func(c []any) error {
		k.former[c[0].(string)] = c[1].(string)
		return nil
	}, "SELECT f.id, f.now FROM json_each(?1) j CROSS JOIN former f ON f.id = j.value", list)
}

// note takes in a record that has been stored.
func (k *known) note(r store.Record) {
	for id, now := range k.former {
		if now == r.ID {
			delete(k.former, id)
		}
	}
	for _, id := range r.FormerIDs {
		k.former[id] = r.ID
	}
	k.records[r.ID] = identity{r.Type, r.From, r.To}
}

// check tells what is wrong with storing a record, given the vocabulary and what is stored.
func (k *known) check(cat *catalog.Catalog, r store.Record) error {
	declared, err := k.checkType(cat, r)
	if err == nil {
		err = k.checkID(r)
	}
	if err == nil {
		err = checkProps(declared, r)
	}
	if err != nil {
		return fmt.Errorf("%w: %w", store.ErrConflict, err)
	}
	return nil
}

// checkType gives the properties that the record's type declares. The type must be there, and join what the record joins.
func (k *known) checkType(cat *catalog.Catalog, r store.Record) ([]*catalog.Property, error) {
	if !r.IsRel() {
		if t := cat.Node(r.Type); t != nil {
			return t.Props, nil
		}
		return nil, fmt.Errorf("there is no node type %s", r.Type)
	}
	t := cat.Relationship(r.Type)
	if t == nil {
		return nil, fmt.Errorf("there is no relationship type %s", r.Type)
	}
	for _, end := range []string{r.From, r.To} {
		if found, ok := k.records[end]; !ok || found.from != "" {
			return nil, fmt.Errorf("there is no node %s", end)
		}
	}
	from, to := k.records[r.From].kind, k.records[r.To].kind
	if !t.Joins(cat.Node(from), cat.Node(to)) {
		return nil, fmt.Errorf("%s joins no %s to a %s", r.Type, from, to)
	}
	return t.Props, nil
}

// checkID keeps ids unique and stable: one that was given once, former ones included, means one record for ever.
func (k *known) checkID(r store.Record) error {
	if r.ID == "" {
		return fmt.Errorf("it has no id")
	}
	if now, ok := k.former[r.ID]; ok {
		return fmt.Errorf("the id was given before, to what is now %s", now)
	}
	if old, ok := k.records[r.ID]; ok && old != (identity{r.Type, r.From, r.To}) {
		return fmt.Errorf("the id is that of another record, a %s", old.kind)
	}
	for _, id := range r.FormerIDs {
		if _, ok := k.records[id]; ok || id == r.ID {
			return fmt.Errorf("its former id %s is that of a record", id)
		}
		if now, ok := k.former[id]; ok && now != r.ID {
			return fmt.Errorf("its former id %s is that of %s", id, now)
		}
	}
	return nil
}
