package neo4j

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
)

// Records streams records in order of id, which an index holds for nodes and for each type of relationship. Relationships'
// ids begin with their types, so that one type comes after the other.
func (r *reader) Records(ctx context.Context, dataset string, yield func(store.Record) error) error {
	filter := ""
	if dataset != "" {
		filter = " AND x.dataset = $dataset"
	}
	params := map[string]any{"dataset": dataset}
	err := r.eachRecord(ctx, "MATCH (x:Entity) WHERE x.id IS NOT NULL"+filter, "ORDER BY x.id", params, yield)
	if err != nil {
		return fmt.Errorf("read nodes: %w", err)
	}
	for _, t := range r.store.relTypesInOrder() {
		text := "MATCH ()-[x:" + quote(t) + "]->() WHERE x.id IS NOT NULL" + filter
		if err := r.eachRecord(ctx, text, "ORDER BY x.id", params, yield); err != nil {
			return fmt.Errorf("read relationships %s: %w", t, err)
		}
	}
	return nil
}

func (s *Store) relTypes() []string {
	var types []string
	for _, t := range s.cat.Relationships {
		types = append(types, t.Stored)
	}
	return types
}

// relTypesInOrder gives the types in the order in which their relationships' ids come.
func (s *Store) relTypesInOrder() []string {
	types := s.relTypes()
	slices.SortFunc(types, func(a, b string) int { return strings.Compare(a+":", b+":") })
	return types
}

// eachRecord calls yield with each record that a MATCH binds to x.
func (r *reader) eachRecord(ctx context.Context, match, order string, params map[string]any, yield func(store.Record) error) error {
	kind := "labels(x)"
	if strings.Contains(match, "-[x:") {
		kind = "[type(x)]"
	}
	text := fmt.Sprintf("%s\nWITH x %s\nRETURN %s AS types, properties(x) AS props", match, order, kind)
	return r.each(ctx, text, params, func(values []any) error {
		rec, err := r.store.record(values[0].([]any), values[1].(map[string]any))
		if err != nil {
			return err
		}
		return yield(rec)
	})
}

// record makes a record of what is stored, and leaves out what is no property of the vocabulary's: folded copies, marks,
// what analysts have added.
func (s *Store) record(types []any, props map[string]any) (store.Record, error) {
	rec := store.Record{Props: map[string]any{}}
	rec.ID, _ = props["id"].(string)
	rec.From, _ = props["fromId"].(string)
	rec.To, _ = props["toId"].(string)
	for _, id := range list(props["formerIds"]) {
		rec.FormerIDs = append(rec.FormerIDs, id.(string))
	}
	for _, t := range types {
		if declared := s.props(t.(string)); declared != nil {
			rec.Type = t.(string)
			copyProps(rec.Props, props, declared)
			return rec, nil
		}
	}
	return rec, fmt.Errorf("record %q is of no type of the vocabulary: %v", rec.ID, types)
}

func list(v any) []any {
	l, _ := v.([]any)
	return l
}

// props gives the properties of a node type or of a stored relationship type, nil if there is none.
func (s *Store) props(typ string) []*catalog.Property {
	if n := s.cat.Node(typ); n != nil {
		return n.Props
	}
	if r := s.cat.Relationship(typ); r != nil {
		return r.Props
	}
	return nil
}

func copyProps(into, from map[string]any, declared []*catalog.Property) {
	for _, p := range declared {
		if v := from[p.Name]; v != nil && store.InProps(p) {
			into[p.Name] = v
		}
	}
}

// Find looks records up by id.
func (r *reader) Find(ctx context.Context, ids []string) ([]store.Record, error) {
	var found []store.Record
	add := func(rec store.Record) error {
		found = append(found, rec)
		return nil
	}
	for part := range slices.Chunk(ids, batchSize) {
		for typ, ids := range r.store.byType(part) {
			match := "UNWIND $ids AS id\nMATCH (x:Entity)" + byID("x", entity) + " WHERE x.id = id"
			if typ != "" {
				match = "UNWIND $ids AS id\nMATCH ()-[x:" + quote(typ) + "]->()" + byID("x", typ) + " WHERE x.id = id"
			}
			if err := r.eachRecord(ctx, match, "", map[string]any{"ids": ids}, add); err != nil {
				return nil, fmt.Errorf("find records: %w", err)
			}
		}
	}
	return found, nil
}

// batchSize bounds how many records one statement handles.
const batchSize = 1000

// byType sorts ids by the relationship type that stands at their front; those of nodes under "".
func (s *Store) byType(ids []string) map[string][]any {
	sorted := map[string][]any{}
	for _, id := range ids {
		typ, _, isRel := strings.Cut(id, ":")
		if !isRel {
			sorted[""] = append(sorted[""], id)
		} else if s.cat.Relationship(typ) != nil {
			sorted[typ] = append(sorted[typ], id)
		}
	}
	return sorted
}

// Datasets reads the datasets' lines.
func (r *reader) Datasets(ctx context.Context) ([]store.Dataset, error) {
	var all []store.Dataset
	text := "MATCH (d:Dataset) RETURN d.name, d.hash, d.nodes, d.relationships, d.appliedAt ORDER BY d.name"
	err := r.each(ctx, text, nil, func(v []any) error {
		d, ok := dataset(v)
		if !ok {
			return fmt.Errorf("a line that is none: %v", v)
		}
		all = append(all, d)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the datasets: %w", err)
	}
	return all, nil
}

func dataset(v []any) (d store.Dataset, ok bool) {
	var oks [5]bool
	d.Name, oks[0] = v[0].(string)
	d.Hash, oks[1] = v[1].(string)
	d.Nodes, oks[2] = v[2].(int64)
	d.Relationships, oks[3] = v[3].(int64)
	d.AppliedAt, oks[4] = v[4].(time.Time)
	d.AppliedAt = d.AppliedAt.UTC()
	return d, !slices.Contains(oks[:], false)
}
