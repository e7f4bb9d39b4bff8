package sqlite

import (
	"context"
	"fmt"
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/search"
	"github.com/dealgraph/dealgraph/internal/store"
)

// writer writes in the transaction that is open on its connection.
type writer struct {
	reader
	failed error
	insert [2]string // by plan.Var
	update [2]string
}

func newWriter(cat *catalog.Catalog, c *conn) *writer {
	return &writer{
		reader: reader{cat, c},
		insert: [2]string{insert(cat, plan.Node), insert(cat, plan.Rel)},
		update: [2]string{update(cat, plan.Node), update(cat, plan.Rel)},
	}
}

// storedColumns gives the columns of a table in the order of the arguments that values gives: the id and the type first, each
// @searchable property followed by its folded copy.
func storedColumns(cat *catalog.Catalog, v plan.Var) []string {
	columns := []string{"id", "type"}
	for _, p := range props(cat, v) {
		if p == catalog.PropID {
			continue
		}
		columns = append(columns, quoted(p.Name))
		if p.Searchable {
			columns = append(columns, quoted(foldedColumn(p)))
		}
	}
	return columns
}

func insert(cat *catalog.Catalog, v plan.Var) string {
	columns := storedColumns(cat, v)
	places := strings.TrimSuffix(strings.Repeat("?, ", len(columns)), ", ")
	return "INSERT INTO " + table(v) + " (" + strings.Join(columns, ", ") + ") VALUES (" + places + ")"
}

// update changes all but what never changes under an id.
func update(cat *catalog.Catalog, v plan.Var) string {
	var set []string
	for i, column := range storedColumns(cat, v) {
		switch column {
		case "id", "type", quoted(catalog.PropFrom.Name), quoted(catalog.PropTo.Name):
			continue
		}
		set = append(set, fmt.Sprintf("%s = ?%d", column, i+1))
	}
	return "UPDATE " + table(v) + " SET " + strings.Join(set, ", ") + " WHERE id = ?1"
}

// values gives the arguments of the statements that insert and update made.
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

// Put stores records in their order, each checked against the vocabulary and what is stored by then.
func (w *writer) Put(ctx context.Context, records []store.Record) error {
	for len(records) > 0 {
		n := min(len(records), batch)
		if err := w.putBatch(ctx, records[:n]); err != nil {
			return err
		}
		records = records[n:]
	}
	return nil
}

// putBatch looks up all that the records name with one statement a table, then stores them one by one.
func (w *writer) putBatch(ctx context.Context, records []store.Record) error {
	k, err := w.lookUp(ctx, records)
	if err != nil {
		return w.fail(ctx, "put", err)
	}
	before, err := w.terms(ctx, storedAmong(k, records))
	if err != nil {
		return w.fail(ctx, "put", err)
	}
	// A statement that stores one record ends at once; to watch the context during each would cost more than it does.
	brief := context.WithoutCancel(ctx)
	for _, r := range records {
		err := ctx.Err()
		if err == nil {
			err = k.Check(w.cat, r)
		}
		if err == nil {
			err = w.put(brief, k, r)
		}
		if err != nil {
			return w.fail(ctx, "put "+r.ID, err)
		}
		k.Note(r)
	}
	return w.fail(ctx, "put", w.changeTerms(ctx, search.Changed(before, store.TermsOf(w.cat, records))))
}

// storedAmong gives the ids of those of the records that are stored already.
func storedAmong(k *store.Known, records []store.Record) []string {
	var ids []string
	for _, r := range records {
		if _, ok := k.Records[r.ID]; ok {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

func (w *writer) put(ctx context.Context, k *store.Known, r store.Record) error {
	v := plan.Node
	if r.IsRel() {
		v = plan.Rel
	}
	_, replaces := k.Records[r.ID]
	statement := w.insert[v]
	if replaces {
		statement = w.update[v]
	}
	if _, err := w.conn.exec(ctx, statement, w.values(v, r)...); err != nil {
		return err
	}
	if err := w.putCitations(ctx, v, r, replaces); err != nil {
		return err
	}
	if err := w.putFormer(ctx, r, replaces); err != nil {
		return err
	}
	return w.free(ctx, k.Revived(r))
}

// putCitations makes the citations those of the record's sources.
func (w *writer) putCitations(ctx context.Context, v plan.Var, r store.Record, replaces bool) error {
	if replaces {
		if _, err := w.conn.exec(ctx, "DELETE FROM citation WHERE recordId = ?1", r.ID); err != nil {
			return err
		}
	}
	sources, _ := r.Props[catalog.PropSources.Name].([]any)
	for i, s := range sources {
		document := documentOf(s)
		if i > 0 && document == documentOf(sources[i-1]) {
			continue
		}
		if _, err := w.conn.exec(ctx, "INSERT OR IGNORE INTO citation VALUES (?1, ?2, ?3)", document, r.ID, int64(v)); err != nil {
			return err
		}
	}
	return nil
}

func documentOf(source any) string {
	document, _, _ := strings.Cut(source.(string), "#")
	return document
}

// putFormer makes the record's former ids those given.
func (w *writer) putFormer(ctx context.Context, r store.Record, replaces bool) error {
	if replaces {
		if err := w.dropFormer(ctx, r); err != nil {
			return err
		}
	}
	for i, id := range r.FormerIDs {
		if _, err := w.conn.exec(ctx, "INSERT OR IGNORE INTO former VALUES (?1, ?2, ?3)", id, r.ID, int64(i)); err != nil {
			return err
		}
	}
	return nil
}

// dropFormer takes off the former ids that a record has. Those that it is not to have again get tombstones.
func (w *writer) dropFormer(ctx context.Context, r store.Record) error {
	if _, err := w.conn.exec(ctx, `INSERT OR REPLACE INTO tombstone SELECT id, ?2, now FROM former
		WHERE now = ?1 AND id NOT IN (SELECT value FROM json_each(?3))`, r.ID, r.Type, encodeStrings(r.FormerIDs)); err != nil {
		return err
	}
	_, err := w.conn.exec(ctx, "DELETE FROM former WHERE now = ?1", r.ID)
	return err
}
