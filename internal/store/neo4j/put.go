package neo4j

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/text"
)

// Put stores records in batches: runs of one type in the order of the slice would make small batches of mixed ones, so
// nodes are written before relationships, each type by itself.
func (w *writer) Put(ctx context.Context, records []store.Record) error {
	for _, part := range sortedByType(records) {
		for batch := range slices.Chunk(part, batchSize) {
			if err := w.putBatch(ctx, batch); err != nil {
				return fmt.Errorf("put %s records: %w", batch[0].Type, err)
			}
		}
	}
	return nil
}

// sortedByType groups records, nodes' types first. Of a record that is given twice the last one counts.
func sortedByType(records []store.Record) [][]store.Record {
	type group struct {
		typ string
		rel bool
	}
	last := map[string]int{}
	for i, r := range records {
		last[r.ID] = i
	}
	var order []group
	groups := map[group][]store.Record{}
	for i, r := range records {
		g := group{r.Type, r.IsRel()}
		if groups[g] == nil {
			order = append(order, g)
		}
		if last[r.ID] == i || records[last[r.ID]].Type != r.Type {
			groups[g] = append(groups[g], r)
		}
	}
	slices.SortStableFunc(order, func(a, b group) int { return rank(a.rel) - rank(b.rel) })
	var sorted [][]store.Record
	for _, g := range order {
		sorted = append(sorted, groups[g])
	}
	return sorted
}

func rank(rel bool) int {
	if rel {
		return 1
	}
	return 0
}

// putBatch stores records of one type, no two of which have one id.
func (w *writer) putBatch(ctx context.Context, batch []store.Record) error {
	old, revived, err := w.check(ctx, batch)
	if err != nil {
		return err
	}
	var created, changed []any
	for _, r := range batch {
		if _, ok := old[r.ID]; ok {
			changed = append(changed, w.store.stored(r))
		} else {
			created = append(created, w.store.stored(r))
		}
	}
	create, change := w.store.putStatements(batch[0])
	for _, part := range []struct {
		text string
		rows []any
	}{{create, created}, {change, changed}} {
		if len(part.rows) == 0 {
			continue
		}
		if err := w.putRows(ctx, part.text, part.rows); err != nil {
			return err
		}
	}
	if err := w.putCopies(ctx, batch, old); err != nil {
		return err
	}
	if len(revived) > 0 {
		if err := w.Free(ctx, revived); err != nil {
			return err
		}
	}
	if err := w.putLookUps(ctx, batch, old); err != nil {
		return err
	}
	return w.putTerms(ctx, batch, old)
}

// putStatements gives the statements that create records of a type, and that replace what they hold.
func (s *Store) putStatements(like store.Record) (create, change string) {
	typ, copies := quote(like.Type), copied(s.cat.Relationship(like.Type))
	if !like.IsRel() {
		return "UNWIND $rows AS row CREATE (n:Entity:" + typ + ") SET n = row RETURN count(*)",
			"UNWIND $rows AS row MATCH (n:Entity)" + byID("n", entity) + " WHERE n.id = row.id SET n = row RETURN count(*)"
	}
	return "UNWIND $rows AS row MATCH (a:Entity)" + byID("a", entity) + " WHERE a.id = row.fromId MATCH (b:Entity)" + byID("b", entity) + " WHERE b.id = row.toId " +
			"CREATE (a)-[r:" + typ + "]->(b) SET r = row" + copies + " RETURN count(*)",
		"UNWIND $rows AS row MATCH ()-[r:" + typ + "]->()" + byID("r", like.Type) + " WHERE r.id = row.id SET r = row" + copies + " RETURN count(*)"
}

func (w *writer) putRows(ctx context.Context, text string, rows []any) error {
	return w.each(ctx, text, map[string]any{"rows": rows}, func(v []any) error {
		if n, _ := v[0].(int64); n != int64(len(rows)) {
			return fmt.Errorf("%w: %d of %d were written", store.ErrConflict, n, len(rows))
		}
		return nil
	})
}

// stored gives all properties that a record is stored with.
func (s *Store) stored(r store.Record) map[string]any {
	props := map[string]any{"id": r.ID}
	if r.IsRel() {
		props["fromId"], props["toId"] = r.From, r.To
	}
	if len(r.FormerIDs) > 0 {
		props["formerIds"] = anys(r.FormerIDs)
	}
	for _, p := range s.props(r.Type) {
		if !store.InProps(p) {
			continue
		}
		v, ok := r.Props[p.Name]
		switch {
		case ok:
			props[p.Name] = oneZero(v)
		case mayMiss(p):
			props[missing(p)] = true
		}
		if ok && p.Searchable {
			props[folded(p)] = fold(v)
		}
	}
	return props
}

func fold(v any) any {
	switch v := v.(type) {
	case string:
		return text.Fold(v)
	case []any:
		return mapList(v, fold)
	}
	return v
}

// putLookUps keeps citations and former ids true to the records of a batch.
func (w *writer) putLookUps(ctx context.Context, batch []store.Record, old map[string]store.Record) error {
	var recited, renamed, citations, formers, dropped []any
	for _, r := range batch {
		before, existed := old[r.ID]
		if !existed || !slices.Equal(list(before.Props["sources"]), list(r.Props["sources"])) {
			if existed {
				recited = append(recited, r.ID)
			}
			for _, d := range documents(r) {
				citations = append(citations, map[string]any{"documentId": d, "recordId": r.ID, "kind": r.Type})
			}
		}
		if !slices.Equal(before.FormerIDs, r.FormerIDs) {
			renamed = append(renamed, r.ID)
			for _, f := range unique(r.FormerIDs) {
				formers = append(formers, map[string]any{"id": f, "now": r.ID})
			}
			for _, f := range before.FormerIDs {
				if !slices.Contains(r.FormerIDs, f) {
					dropped = append(dropped, map[string]any{"id": f, "type": r.Type, "was": r.ID})
				}
			}
		}
	}
	for _, step := range []struct {
		text string
		ids  []any
	}{
		{"UNWIND $ids AS id MATCH (c:Citation) USING INDEX SEEK c:Citation(recordId) WHERE c.recordId = id DELETE c", recited},
		{"UNWIND $ids AS id MATCH (f:FormerId) USING INDEX SEEK f:FormerId(now) WHERE f.now = id DELETE f", renamed},
		{"UNWIND $ids AS c CREATE (:Citation {documentId: c.documentId, recordId: c.recordId, kind: c.kind})", citations},
		{"UNWIND $ids AS f CREATE (:FormerId {id: f.id, now: f.now})", formers},
	} {
		if err := w.batched(ctx, step.text, step.ids); err != nil {
			return fmt.Errorf("write what finds the records: %w", err)
		}
	}
	return w.bury(ctx, dropped)
}

// documents gives the ids of the documents among a record's sources, each once.
func documents(r store.Record) []string {
	var all []string
	for _, entry := range list(r.Props["sources"]) {
		id, _, _ := strings.Cut(entry.(string), "#")
		all = append(all, id)
	}
	return unique(all)
}

func unique(ids []string) []string {
	all := slices.Clone(ids)
	slices.Sort(all)
	return slices.Compact(all)
}
