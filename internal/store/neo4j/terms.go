package neo4j

import (
	"context"
	"fmt"
	"slices"

	"github.com/dealgraph/dealgraph/internal/search"
	"github.com/dealgraph/dealgraph/internal/store"
)

// putTerms keeps the terms true to the records of a batch.
func (w *writer) putTerms(ctx context.Context, batch []store.Record, old map[string]store.Record) error {
	var before []search.Term
	for _, r := range batch {
		if o, ok := old[r.ID]; ok {
			before = append(before, store.Terms(w.store.cat, o)...)
		}
	}
	if err := w.changeTerms(ctx, search.Changed(before, store.TermsOf(w.store.cat, batch))); err != nil {
		return fmt.Errorf("write what searches find the records by: %w", err)
	}
	return nil
}

// deleteTerms takes the terms of records away that are about to be deleted.
func (w *writer) deleteTerms(ctx context.Context, sorted map[string][]any) error {
	var before []search.Term
	add := func(rec store.Record) error {
		before = append(before, store.Terms(w.store.cat, rec)...)
		return nil
	}
	for typ, ids := range sorted {
		match := "UNWIND $ids AS id MATCH (x:Entity)" + byID("x", entity) + " WHERE x.id = id"
		if typ != "" {
			if t := w.store.cat.Relationship(typ); t == nil || len(t.Finding()) == 0 {
				continue
			}
			match = "UNWIND $ids AS id MATCH ()-[x:" + quote(typ) + "]->()" + byID("x", typ) + " WHERE x.id = id"
		}
		for part := range slices.Chunk(ids, deleteBatch) {
			if err := w.eachRecord(ctx, match, "", map[string]any{"ids": part}, add); err != nil {
				return err
			}
		}
	}
	return w.changeTerms(ctx, search.Changed(before, nil))
}

// changeTerms brings the terms of some records to a new state, and the dictionary with them.
func (r *reader) changeTerms(ctx context.Context, c search.Change) error {
	err := r.deleteFound(ctx, "MATCH (x:"+searchTerm+")"+byTerm("x")+" WHERE x.field = row[0] AND x.term = row[1] AND x.node = row[2] AND coalesce(x.rel, '') = row[3]", termRows(c.Gone))
	if err == nil {
		err = r.inBatches(ctx, "UNWIND $rows AS row CREATE (:"+searchTerm+" {field: row[0], term: row[1], node: row[2], rel: CASE WHEN row[3] <> '' THEN row[3] END})", termRows(c.Come), nil)
	}
	if err == nil {
		err = r.changeWords(ctx, c.Words)
	}
	return err
}

func termRows(terms []search.Term) []any {
	rows := make([]any, len(terms))
	for i, t := range terms {
		rows[i] = []any{int64(t.Field), t.Term, t.Node, t.Rel}
	}
	return rows
}

// changeWords counts how many terms have each word. A word that is new gets its typo keys, one that no term has any more
// loses them and goes.
func (r *reader) changeWords(ctx context.Context, words []search.Word) error {
	fresh := map[string]bool{}
	rows := make([]any, len(words))
	for i, word := range words {
		fresh[word.Word], rows[i] = true, []any{word.Word, word.Uses}
	}
	var come, gone, dead, created []any
	text := "UNWIND $rows AS row MATCH (w:" + searchWord + ")" + byWord("w") + " WHERE w.word = row[0] SET w.uses = w.uses + row[1] RETURN w.word, w.uses"
	err := r.inBatches(ctx, text, rows, func(v []any) error {
		word := v[0].(string)
		delete(fresh, word)
		if v[1] == int64(0) {
			dead = append(dead, []any{word})
			gone = appendKeys(gone, word)
		}
		return nil
	})
	for _, word := range words {
		if fresh[word.Word] {
			created = append(created, []any{word.Word, word.Uses})
			come = appendKeys(come, word.Word)
		}
	}
	if err == nil { // for new and old words alike, MERGE took twice as long as the two together
		err = r.inBatches(ctx, "UNWIND $rows AS row CREATE (:"+searchWord+" {word: row[0], uses: row[1]})", created, nil)
	}
	if err == nil {
		err = r.deleteFound(ctx, "MATCH (x:"+searchTypo+")"+byKey("x")+" WHERE x.key = row[0] AND x.word = row[1]", gone)
	}
	if err == nil {
		err = r.deleteFound(ctx, "MATCH (x:"+searchWord+")"+byWord("x")+" WHERE x.word = row[0]", dead)
	}
	if err == nil {
		err = r.inBatches(ctx, "UNWIND $rows AS row CREATE (:"+searchTypo+" {key: row[0], word: row[1]})", come, nil)
	}
	return err
}

func appendKeys(rows []any, word string) []any {
	for _, key := range search.TypoKeys(word) {
		rows = append(rows, []any{key, word})
	}
	return rows
}

// deleteFound deletes what a MATCH finds as x for each row. All of it is found before anything is deleted, for the reason
// of deleteBatch.
func (r *reader) deleteFound(ctx context.Context, match string, rows []any) error {
	var found []any
	err := r.inBatches(ctx, "UNWIND $rows AS row "+match+" RETURN elementId(x)", rows, func(v []any) error {
		found = append(found, v[0])
		return nil
	})
	if err != nil {
		return err
	}
	return r.inBatches(ctx, "UNWIND $rows AS row MATCH (x) WHERE elementId(x) = row DELETE x", found, nil)
}

// rowsAtOnce is how many rows of a few words each one statement takes.
const rowsAtOnce = 10_000

// inBatches runs a statement over $rows in parts, and calls f with each record of the answers unless it is nil.
func (r *reader) inBatches(ctx context.Context, text string, rows []any, f func(values []any) error) error {
	if f == nil {
		f = func([]any) error { return nil }
	}
	for part := range slices.Chunk(rows, rowsAtOnce) {
		if err := r.each(ctx, text, map[string]any{"rows": part}, f); err != nil {
			return err
		}
	}
	return nil
}

// searchState gives the state of the terms that the database holds, "" where it holds none, or not all.
func (r *reader) searchState(ctx context.Context) (state string, err error) {
	err = r.each(ctx, "MATCH (v:Vocabulary {name: 'vocabulary'}) RETURN v.search", nil, func(v []any) error {
		state, _ = v[0].(string)
		return nil
	})
	if err != nil {
		return "", fmt.Errorf("read the state of the terms: %w", err)
	}
	return state, nil
}

// checkTerms tells whether the database holds the terms that a search needs.
func (r *reader) checkTerms(ctx context.Context) error {
	held, err := r.searchState(ctx)
	if err == nil && held != store.SearchState(r.store.cat) {
		err = fmt.Errorf("%w: it lacks what searches find by. Run `dealgraph seed apply` on it", store.ErrVocabulary)
	}
	return err
}

// fillTerms makes the terms of all records anew where they are of another state than they should be.
func (r *reader) fillTerms(ctx context.Context) error {
	wanted := store.SearchState(r.store.cat)
	if held, err := r.searchState(ctx); err != nil || held == wanted {
		return err
	}
	if err := r.do(ctx, "MATCH (v:Vocabulary {name: 'vocabulary'}) REMOVE v.search", nil); err != nil {
		return err
	}
	for _, label := range []string{searchTerm, searchWord, searchTypo} {
		if err := r.do(ctx, "MATCH (x:"+label+") CALL (x) { DELETE x } IN TRANSACTIONS OF 10000 ROWS", nil); err != nil {
			return err
		}
	}
	if err := r.termsOfAll(ctx); err != nil {
		return err
	}
	return r.do(ctx, "MERGE (v:Vocabulary {name: 'vocabulary'}) SET v.search = $state", map[string]any{"state": wanted})
}

// termsOfAll makes the terms of all records, a batch of records at a time.
func (r *reader) termsOfAll(ctx context.Context) error {
	patterns := map[string]string{entity: "(x:" + entity + ")"}
	for _, t := range r.store.cat.Relationships {
		if len(t.Finding()) > 0 {
			patterns[t.Stored] = "()-[x:" + quote(t.Stored) + "]->()"
		}
	}
	for _, pattern := range patterns {
		for after := ""; ; {
			var some []store.Record
			match := "MATCH " + pattern + " WHERE x.id > $after"
			err := r.eachRecord(ctx, match, fmt.Sprintf("ORDER BY x.id LIMIT %d", batchSize), map[string]any{"after": after}, func(rec store.Record) error {
				some, after = append(some, rec), rec.ID
				return nil
			})
			if err != nil || len(some) == 0 {
				if err != nil {
					return err
				}
				break
			}
			if err := r.changeTerms(ctx, search.Changed(nil, store.TermsOf(r.store.cat, some))); err != nil {
				return err
			}
		}
	}
	return nil
}
