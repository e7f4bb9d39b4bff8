package sqlite

import (
	"context"
	"fmt"
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/store"
)

// writer writes in the transaction that is open on its connection.
type writer struct {
	reader
	failed error
	upsert [2]string         // the statement for nodes, that for relationships
	types  map[string]string // types of nodes met in this transaction, by id
}

// maxTypes bounds what a writer remembers of the nodes that it has met: some 10 MB.
const maxTypes = 100_000

func newWriter(cat *catalog.Catalog, c *conn) *writer {
	return &writer{
		reader: reader{cat, c},
		upsert: [2]string{upsert(cat, plan.Node), upsert(cat, plan.Rel)},
		types:  map[string]string{},
	}
}

// upsert gives the statement that stores a record: ?1 its id, ?2 its type, then the other properties in order, each
// @searchable one followed by its folded copy. It changes nothing where the id is, or was, another record's.
func upsert(cat *catalog.Catalog, v plan.Var) string {
	names, values := []string{"id", "type"}, []string{"?1", "?2"}
	for _, p := range props(cat, v) {
		if p == catalog.PropID {
			continue
		}
		names, values = append(names, quoted(p.Name)), append(values, fmt.Sprintf("?%d", len(values)+1))
		if p.Searchable {
			names, values = append(names, quoted(foldedColumn(p))), append(values, fmt.Sprintf("?%d", len(values)+1))
		}
	}
	set := make([]string, len(names))
	for i, n := range names {
		set[i] = n + " = excluded." + n
	}
	other, same := "rel", "type = excluded.type"
	if v == plan.Rel {
		other, same = "node", same+` AND "fromId" = excluded."fromId" AND "toId" = excluded."toId"`
	}
	return "INSERT INTO " + table(v) + " (" + strings.Join(names, ", ") + ") SELECT " + strings.Join(values, ", ") +
		" WHERE NOT EXISTS (SELECT 1 FROM " + other + " WHERE id = ?1) AND NOT EXISTS (SELECT 1 FROM former WHERE id = ?1)" +
		" ON CONFLICT (id) DO UPDATE SET " + strings.Join(set[2:], ", ") + " WHERE " + same
}

// Put stores records in their order, each checked against the vocabulary and what is stored by then.
func (w *writer) Put(ctx context.Context, records []store.Record) error {
	for _, r := range records {
		if err := w.put(ctx, r); err != nil {
			return w.fail(ctx, "put "+r.ID, err)
		}
	}
	return nil
}

func (w *writer) put(ctx context.Context, r store.Record) error {
	v, declared, err := w.declared(ctx, r)
	if err != nil {
		return err
	}
	if err := checkProps(declared, r); err != nil {
		return conflict("%w", err)
	}
	changed, err := w.conn.exec(ctx, w.upsert[v], w.values(v, r)...)
	if err != nil {
		return err
	}
	if changed == 0 {
		return w.taken(ctx, r)
	}
	if v == plan.Node {
		w.remember(r.ID, r.Type)
	}
	if err := w.putCitations(ctx, v, r); err != nil {
		return err
	}
	return w.putFormer(ctx, r)
}

func conflict(format string, args ...any) error {
	return fmt.Errorf("%w: %w", store.ErrConflict, fmt.Errorf(format, args...))
}

// declared gives the properties that a record's type declares, once it is known to be of a type that there is, and to join
// what it may join.
func (w *writer) declared(ctx context.Context, r store.Record) (plan.Var, []*catalog.Property, error) {
	if r.ID == "" {
		return 0, nil, conflict("it has no id")
	}
	if !r.IsRel() {
		t := w.cat.Node(r.Type)
		if t == nil {
			return 0, nil, conflict("there is no node type %s", r.Type)
		}
		return plan.Node, t.Props, nil
	}
	t := w.cat.Relationship(r.Type)
	if t == nil {
		return 0, nil, conflict("there is no relationship type %s", r.Type)
	}
	from, err := w.typeOf(ctx, r.From)
	if err != nil {
		return 0, nil, err
	}
	to, err := w.typeOf(ctx, r.To)
	if err != nil {
		return 0, nil, err
	}
	if !t.Joins(w.cat.Node(from), w.cat.Node(to)) {
		return 0, nil, conflict("%s joins no %s to a %s", r.Type, from, to)
	}
	return plan.Rel, t.Props, nil
}

// typeOf gives the type of a node that must be there.
func (w *writer) typeOf(ctx context.Context, id string) (string, error) {
	if t, ok := w.types[id]; ok {
		return t, nil
	}
	row, err := w.conn.one(ctx, "SELECT type FROM node WHERE id = ?1", id)
	if err != nil {
		return "", err
	}
	if row == nil {
		return "", conflict("there is no node %s", id)
	}
	t := row[0].(string)
	w.remember(id, t)
	return t, nil
}

func (w *writer) remember(id, nodeType string) {
	if len(w.types) >= maxTypes {
		clear(w.types)
	}
	w.types[id] = nodeType
}

// values gives the arguments of the statement that upsert made.
func (w *writer) values(v plan.Var, r store.Record) []any {
	args := []any{r.ID, r.Type}
	for _, p := range props(w.cat, v) {
		switch p {
		case catalog.PropID:
			continue
		case catalog.PropFrom:
			args = append(args, r.From)
			continue
		case catalog.PropTo:
			args = append(args, r.To)
			continue
		}
		value := r.Props[p.Name]
		args = append(args, encodeStored(value))
		if p.Searchable {
			args = append(args, folded(value))
		}
	}
	return args
}

func encodeStored(v any) any {
	if list, ok := v.([]any); ok {
		return encodeList(list)
	}
	return v
}

// taken tells why an id may not be stored.
func (w *writer) taken(ctx context.Context, r store.Record) error {
	row, err := w.conn.one(ctx, "SELECT now FROM former WHERE id = ?1", r.ID)
	if err != nil {
		return err
	}
	if row != nil {
		return conflict("the id was given before, to what is now %s", row[0])
	}
	row, err = w.conn.one(ctx, "SELECT type FROM node WHERE id = ?1 UNION ALL SELECT type FROM rel WHERE id = ?1", r.ID)
	if err != nil {
		return err
	}
	return conflict("the id is that of another record, a %s", row[0])
}

// putCitations makes the citations those of the record's sources.
func (w *writer) putCitations(ctx context.Context, v plan.Var, r store.Record) error {
	if _, err := w.conn.exec(ctx, "DELETE FROM citation WHERE recordId = ?1", r.ID); err != nil {
		return err
	}
	sources, _ := r.Props[catalog.PropSources.Name].([]any)
	for _, s := range sources {
		document, _, _ := strings.Cut(s.(string), "#")
		if _, err := w.conn.exec(ctx, "INSERT OR IGNORE INTO citation VALUES (?1, ?2, ?3)", document, r.ID, int64(v)); err != nil {
			return err
		}
	}
	return nil
}

// putFormer makes the record's former ids those given. No other record may have, or have had, one of them.
func (w *writer) putFormer(ctx context.Context, r store.Record) error {
	if _, err := w.conn.exec(ctx, "DELETE FROM former WHERE now = ?1", r.ID); err != nil {
		return err
	}
	for i, id := range r.FormerIDs {
		row, err := w.conn.one(ctx, `SELECT id FROM node WHERE id = ?1 UNION ALL SELECT id FROM rel WHERE id = ?1
			UNION ALL SELECT now FROM former WHERE id = ?1 AND now <> ?2`, id, r.ID)
		if err != nil {
			return err
		}
		if row != nil {
			return conflict("its former id %s is that of %s", id, row[0])
		}
		if _, err := w.conn.exec(ctx, "INSERT OR IGNORE INTO former VALUES (?1, ?2, ?3)", id, r.ID, int64(i)); err != nil {
			return err
		}
	}
	return nil
}
