package sqlite

import (
	"context"
	"fmt"
	"slices"
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
	insert [2]insertion // by plan.Var
	update [2]string
	keys   []endKey
}

func newWriter(cat *catalog.Catalog, c *conn) *writer {
	return &writer{
		reader: reader{cat, c},
		insert: [2]insertion{insert(cat, plan.Node), insert(cat, plan.Rel)},
		keys:   endKeys(cat),
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

// insertion is what stands before rows that are inserted, and how each of them is written.
type insertion struct{ before, row string }

// insert looks up what relationships copy of their ends. It takes values, then the ids for these.
func insert(cat *catalog.Catalog, v plan.Var) insertion {
	columns := storedColumns(cat, v)
	values := slices.Repeat([]string{"?"}, len(columns))
	if v == plan.Rel {
		for _, k := range endKeys(cat) {
			columns, values = append(columns, quoted(k.Copy.Name)), append(values, k.read("?"))
		}
	}
	return insertion{"INSERT OR FAIL INTO " + table(v) + " (" + strings.Join(columns, ", ") + ") VALUES ", "(" + strings.Join(values, ", ") + ")"}
}

// update changes all but what never changes under an id. Copies of what an end has change with that end.
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

// putBatch looks up all that the records name with one statement a table, then stores them: new ones many at a time, those
// that replace others one by one.
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
	var fresh newRows
	for _, r := range records {
		err := ctx.Err()
		if err == nil {
			err = k.Check(w.cat, r)
		}
		if err == nil {
			err = w.put(brief, k, r, &fresh)
		}
		if err != nil {
			return w.fail(ctx, "put "+r.ID, err)
		}
		k.Note(r)
	}
	if err := w.putNew(brief, &fresh); err != nil {
		return w.fail(ctx, "put", err)
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

// newRows are the rows of records that are new, in the order of their tables' columns.
type newRows struct {
	records   [2][]any // by plan.Var
	citations []any
	former    []any
	revived   []string // ids that tombstones keep
}

// put stores a record, a new one with the others of fresh.
func (w *writer) put(ctx context.Context, k *store.Known, r store.Record, fresh *newRows) error {
	fresh.revived = append(fresh.revived, k.Revived(r)...)
	if _, replaces := k.Records[r.ID]; replaces {
		return w.replace(ctx, varOf(r), r, fresh)
	}
	w.addNew(fresh, r)
	return nil
}

func varOf(r store.Record) plan.Var {
	if r.IsRel() {
		return plan.Rel
	}
	return plan.Node
}

func (w *writer) addNew(fresh *newRows, r store.Record) {
	v := varOf(r)
	fresh.records[v] = append(fresh.records[v], w.values(v, r)...)
	if v == plan.Rel {
		for _, k := range w.keys {
			fresh.records[v] = append(fresh.records[v], k.of(r))
		}
	}
	fresh.cites(v, r)
	fresh.had(r)
}

// replace stores a record in the place of one that may be among the new ones.
func (w *writer) replace(ctx context.Context, v plan.Var, r store.Record, fresh *newRows) error {
	if err := w.putNew(ctx, fresh); err != nil {
		return err
	}
	if _, err := w.conn.exec(ctx, w.update[v], w.values(v, r)...); err != nil {
		return err
	}
	if _, err := w.conn.exec(ctx, "DELETE FROM citation WHERE recordId = ?1", r.ID); err != nil {
		return err
	}
	if err := w.dropFormer(ctx, r); err != nil {
		return err
	}
	fresh.cites(v, r)
	fresh.had(r)
	return nil
}

// putNew writes rows, those of nodes before those of relationships, which refer to them.
func (w *writer) putNew(ctx context.Context, fresh *newRows) error {
	for _, v := range []plan.Var{plan.Node, plan.Rel} {
		if err := w.eachRow(ctx, w.insert[v].before, w.insert[v].row, "", fresh.records[v]); err != nil {
			return err
		}
	}
	if err := w.eachRows(ctx, insertCitation, "", 3, fresh.citations); err != nil {
		return err
	}
	if err := w.eachRows(ctx, insertFormer, "", 3, fresh.former); err != nil {
		return err
	}
	err := w.free(ctx, fresh.revived)
	*fresh = newRows{}
	return err
}

// cites adds the documents that a record has among its sources.
func (n *newRows) cites(v plan.Var, r store.Record) {
	sources, _ := r.Props[catalog.PropSources.Name].([]any)
	for i, s := range sources {
		if document := documentOf(s); i == 0 || document != documentOf(sources[i-1]) {
			n.citations = append(n.citations, document, r.ID, int64(v))
		}
	}
}

// had adds the ids that a record had before.
func (n *newRows) had(r store.Record) {
	for i, id := range r.FormerIDs {
		if !slices.Contains(r.FormerIDs[:i], id) {
			n.former = append(n.former, id, r.ID, int64(i))
		}
	}
}

func documentOf(source any) string {
	document, _, _ := strings.Cut(source.(string), "#")
	return document
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
