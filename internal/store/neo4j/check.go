package neo4j

import (
	"context"
	"fmt"
	"math"
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
)

// check refuses records that would break a rule of the graph, with ErrConflict. It gives those that they replace.
func (w *writer) check(ctx context.Context, batch []store.Record) (map[string]store.Record, error) {
	for _, r := range batch {
		if err := w.store.checkRecord(r); err != nil {
			return nil, conflict(r.ID, "%w", err)
		}
	}
	ids := make([]string, len(batch))
	for i, r := range batch {
		ids[i] = r.ID
	}
	old, err := w.checkStable(ctx, batch, ids)
	if err != nil {
		return nil, err
	}
	if err := w.checkFormer(ctx, batch, ids); err != nil {
		return nil, err
	}
	return old, w.checkEnds(ctx, batch)
}

func conflict(id, format string, args ...any) error {
	return fmt.Errorf("%w: %s: %w", store.ErrConflict, id, fmt.Errorf(format, args...))
}

// checkStable refuses another type or other ends under an id that is stored.
func (w *writer) checkStable(ctx context.Context, batch []store.Record, ids []string) (map[string]store.Record, error) {
	found, err := w.Find(ctx, ids)
	if err != nil {
		return nil, err
	}
	old := map[string]store.Record{}
	for _, r := range found {
		old[r.ID] = r
	}
	for _, r := range batch {
		if o, ok := old[r.ID]; ok && (o.Type != r.Type || o.From != r.From || o.To != r.To) {
			return nil, conflict(r.ID, "the id is that of another record, a %s", o.Type)
		}
	}
	return old, nil
}

// checkFormer keeps an id that was given once to one record for ever.
func (w *writer) checkFormer(ctx context.Context, batch []store.Record, ids []string) error {
	var former []string
	for _, r := range batch {
		former = append(former, r.FormerIDs...)
	}
	now, err := w.formerIDs(ctx, append(append([]string{}, ids...), former...))
	if err != nil {
		return err
	}
	taken := map[string]bool{}
	for _, id := range ids {
		taken[id] = true
	}
	records, err := w.Find(ctx, former)
	if err != nil {
		return err
	}
	for _, r := range records {
		taken[r.ID] = true
	}
	for _, r := range batch {
		if other, ok := now[r.ID]; ok {
			return conflict(r.ID, "the id was given before, to what is now %s", other)
		}
		for _, f := range r.FormerIDs {
			if taken[f] {
				return conflict(r.ID, "its former id %s is that of a record", f)
			}
			if other, ok := now[f]; ok && other != r.ID {
				return conflict(r.ID, "its former id %s is that of %s", f, other)
			}
			now[f] = r.ID
		}
	}
	return nil
}

// formerIDs tells what those of the ids that were replaced stand for now.
func (w *writer) formerIDs(ctx context.Context, ids []string) (map[string]string, error) {
	now := map[string]string{}
	err := w.each(ctx, "UNWIND $ids AS id MATCH (f:FormerId)"+byID("f", "FormerId")+" WHERE f.id = id RETURN f.id, f.now", map[string]any{"ids": anys(ids)},
		func(v []any) error {
			now[v[0].(string)] = v[1].(string)
			return nil
		})
	return now, err
}

// checkEnds refuses relationships whose ends are not stored, or that do not join ends of these types.
func (w *writer) checkEnds(ctx context.Context, batch []store.Record) error {
	if !batch[0].IsRel() {
		return nil
	}
	var ends []string
	for _, r := range batch {
		ends = append(ends, r.From, r.To)
	}
	types := map[string]*catalog.NodeType{}
	err := w.each(ctx, "UNWIND $ids AS id MATCH (n:Entity)"+byID("n", entity)+" WHERE n.id = id RETURN n.id, labels(n)",
		map[string]any{"ids": anys(unique(ends))}, func(v []any) error {
			for _, l := range list(v[1]) {
				if t := w.store.cat.Node(l.(string)); t != nil {
					types[v[0].(string)] = t
				}
			}
			return nil
		})
	if err != nil {
		return err
	}
	t := w.store.cat.Relationship(batch[0].Type)
	for _, r := range batch {
		from, to := types[r.From], types[r.To]
		if from == nil || to == nil {
			return conflict(r.ID, "%s or %s is not there", r.From, r.To)
		}
		if !t.Joins(from, to) {
			return conflict(r.ID, "%s joins no %s to a %s", r.Type, from.Name, to.Name)
		}
	}
	return nil
}

// checkRecord holds a record against the vocabulary.
func (s *Store) checkRecord(r store.Record) error {
	if r.ID == "" {
		return fmt.Errorf("it has no id")
	}
	if r.IsRel() {
		t := s.cat.Relationship(r.Type)
		if t == nil {
			return fmt.Errorf("there is no relationship type %s", r.Type)
		}
		if !strings.HasPrefix(r.ID, r.Type+":") {
			return fmt.Errorf("the id of a relationship begins with its type, %s", r.Type)
		}
		return checkProps(t.Props, r.Props)
	}
	t := s.cat.Node(r.Type)
	if t == nil {
		return fmt.Errorf("there is no node type %s", r.Type)
	}
	if strings.Contains(r.ID, ":") {
		return fmt.Errorf("the id of a node holds no colon")
	}
	return checkProps(t.Props, r.Props)
}

func checkProps(declared []*catalog.Property, props map[string]any) error {
	known := map[string]bool{}
	for _, p := range declared {
		if apart(p) {
			continue
		}
		known[p.Name] = true
		v, ok := props[p.Name]
		if !ok && p.Required {
			return fmt.Errorf("property %s is required", p.Name)
		}
		if ok && !fits(p, v) {
			return fmt.Errorf("property %s: %T is no value of it", p.Name, v)
		}
	}
	for name := range props {
		if !known[name] {
			return fmt.Errorf("there is no property %s", name)
		}
	}
	return nil
}

func fits(p *catalog.Property, v any) bool {
	if !p.List {
		return fitsScalar(p.Scalar, v)
	}
	elements, ok := v.([]any)
	for _, e := range elements {
		ok = ok && fitsScalar(p.Scalar, e)
	}
	return ok
}

func fitsScalar(s catalog.Scalar, v any) bool {
	switch v := v.(type) {
	case int64:
		return s == catalog.Int || s == catalog.BigInt
	case float64:
		return s == catalog.Float && !math.IsNaN(v) && !math.IsInf(v, 0)
	case bool:
		return s == catalog.Boolean
	case string:
		return s == catalog.String || s == catalog.ID || s == catalog.Date || s == catalog.EnumOf
	}
	return false
}
