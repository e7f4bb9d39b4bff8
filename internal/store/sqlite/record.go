package sqlite

import (
	"context"
	"fmt"
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/store"
)

// batch is how many records are read at a time.
const batch = 500

// Records yields nodes, then relationships, each in order of id. Between batches nothing is open: yield may read and write.
func (r *reader) Records(ctx context.Context, dataset string, yield func(store.Record) error) error {
	for _, v := range []plan.Var{plan.Node, plan.Rel} {
		after := ""
		for {
			found, err := r.recordsAfter(ctx, v, dataset, after)
			if err != nil {
				return fault(ctx, "read records", err)
			}
			for _, rec := range found {
				if err := yield(rec); err != nil {
					return err
				}
			}
			if len(found) < batch {
				break
			}
			after = found[len(found)-1].ID
		}
	}
	return nil
}

func (r *reader) recordsAfter(ctx context.Context, v plan.Var, dataset, after string) ([]store.Record, error) {
	where, args := "t.id > ?1", []any{after}
	if dataset != "" {
		where, args = where+" AND t.dataset = ?2", append(args, dataset)
	}
	return r.selectRecords(ctx, v, fmt.Sprintf("%s ORDER BY t.id LIMIT %d", where, batch), args...)
}

// Find gives the records with these ids.
func (r *reader) Find(ctx context.Context, ids []string) ([]store.Record, error) {
	var all []store.Record
	for _, v := range []plan.Var{plan.Node, plan.Rel} {
		found, err := r.selectRecords(ctx, v, "t.id IN (SELECT value FROM json_each(?1))", encodeStrings(ids))
		if err != nil {
			return nil, fault(ctx, "find records", err)
		}
		all = append(all, found...)
	}
	return all, nil
}

// selectRecords reads records whole.
func (r *reader) selectRecords(ctx context.Context, v plan.Var, where string, args ...any) ([]store.Record, error) {
	declared := props(r.cat, v)
	columns := []string{"t.type", "(SELECT '[' || group_concat(json_quote(id)) || ']' FROM (SELECT f.id FROM former f WHERE f.now = t.id ORDER BY f.seq))"}
	for _, p := range declared {
		columns = append(columns, "t."+quoted(p.Name))
	}
	var found []store.Record
	err := r.conn.query(ctx, func(row []any) error {
		rec, err := decodeRecord(declared, row)
		found = append(found, rec)
		return err
	}, "SELECT "+strings.Join(columns, ", ")+" FROM "+table(v)+" t WHERE "+where, args...)
	return found, err
}

func decodeRecord(declared []*catalog.Property, row []any) (store.Record, error) {
	rec := store.Record{Type: row[0].(string), Props: map[string]any{}}
	if row[1] != nil {
		former, err := (&decoder{text: row[1].(string)}).value(shape{kind: textual, list: true})
		if err != nil {
			return rec, err
		}
		for _, id := range former.([]any) {
			rec.FormerIDs = append(rec.FormerIDs, id.(string))
		}
	}
	for i, p := range declared {
		if row[i+2] == nil {
			continue
		}
		v, err := decodeStored(p, row[i+2])
		if err != nil {
			return rec, fmt.Errorf("property %s: %w", p.Name, err)
		}
		setProp(&rec, p, v)
	}
	return rec, nil
}

// decodeStored turns the value of a column, as the driver gives it, into a property's.
func decodeStored(p *catalog.Property, v any) (any, error) {
	if p.List {
		return (&decoder{text: v.(string)}).value(propShape(p))
	}
	if n, ok := v.(int64); ok && p.Scalar == catalog.Boolean {
		return n != 0, nil
	}
	return v, nil
}

func setProp(rec *store.Record, p *catalog.Property, v any) {
	switch p {
	case catalog.PropID:
		rec.ID = v.(string)
	case catalog.PropFrom:
		rec.From = v.(string)
	case catalog.PropTo:
		rec.To = v.(string)
	default:
		rec.Props[p.Name] = v
	}
}
