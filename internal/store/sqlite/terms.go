package sqlite

import (
	"context"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/search"
	"github.com/dealgraph/dealgraph/internal/store"
)

// terms gives the terms of the records that are stored under these ids.
func (r *reader) terms(ctx context.Context, ids []string) ([]search.Term, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	var all []search.Term
	given := encodeStrings(ids)
	err := r.eachText(ctx, plan.Node, []*catalog.Property{catalog.PropID, catalog.PropName, catalog.PropAliases}, given, &all)
	if err != nil {
		return nil, err
	}
	columns := []*catalog.Property{catalog.PropID, catalog.PropFrom}
	for _, p := range r.cat.RelProps {
		if slices.ContainsFunc(r.cat.Relationships, func(t *catalog.RelType) bool {
			return slices.ContainsFunc(t.Finding(), func(f *catalog.Property) bool { return f.Name == p.Name })
		}) {
			columns = append(columns, p)
		}
	}
	if len(columns) == 2 {
		return all, nil
	}
	return all, r.eachText(ctx, plan.Rel, columns, given, &all)
}

// eachText reads some columns of records and appends their terms.
func (r *reader) eachText(ctx context.Context, v plan.Var, props []*catalog.Property, ids string, into *[]search.Term) error {
	columns := []string{"t.type"}
	for _, p := range props {
		columns = append(columns, "t."+quoted(p.Name))
	}
	return r.conn.query(ctx, func(row []any) error {
		rec := store.Record{Type: row[0].(string), Props: map[string]any{}}
		for i, p := range props {
			if row[i+1] == nil {
				continue
			}
			value, err := decodeStored(p, row[i+1])
			if err != nil {
				return err
			}
			setProp(&rec, p, value)
		}
		*into = append(*into, store.Terms(r.cat, rec)...)
		return nil
	}, "SELECT "+strings.Join(columns, ", ")+" FROM json_each(?1) j CROSS JOIN "+table(v)+" t ON t.id = j.value", ids)
}

// deleteTerms takes the terms of records away that are about to be deleted.
func (w *writer) deleteTerms(ctx context.Context, ids []string) error {
	for part := range slices.Chunk(ids, batch) {
		before, err := w.terms(ctx, part)
		if err == nil {
			err = w.changeTerms(ctx, search.Changed(before, nil))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// changeTerms brings the terms of some records to a new state, and the dictionary with them.
func (w *writer) changeTerms(ctx context.Context, c search.Change) error {
	err := w.eachRows(ctx, "DELETE FROM term WHERE (field, term, node, rel) IN (VALUES ", ")", 4, termRows(c.Gone))
	if err == nil {
		err = w.eachRows(ctx, insertTerm, "", 4, termRows(c.Come))
	}
	if err == nil {
		err = w.changeWords(ctx, c.Words)
	}
	return err
}

func termRows(terms []search.Term) []any {
	rows := make([]any, 0, 4*len(terms))
	for _, t := range terms {
		rows = append(rows, int64(t.Field), t.Term, t.Node, t.Rel)
	}
	return rows
}

// What stands before rows that are new. A transaction in which a statement fails is undone as a whole: OR FAIL spares SQLite what
// it would keep to undo the statement alone.
const (
	insertTerm     = "INSERT OR FAIL INTO term VALUES "
	insertWord     = "INSERT OR FAIL INTO word VALUES "
	insertTypo     = "INSERT OR FAIL INTO typo VALUES "
	insertCitation = "INSERT OR IGNORE INTO citation VALUES "
	insertFormer   = "INSERT OR FAIL INTO former VALUES "

	countWord = " ON CONFLICT DO UPDATE SET uses = uses + excluded.uses"
)

// rowsAtOnce is how many rows one statement writes, of few columns: with a statement a row most of the time would go to calling it.
const (
	rowsAtOnce   = 64
	valuesAtOnce = 8_000 // in a statement; SQLite takes 32,766
)

// eachRows runs a statement over rows of so many columns each: as many at a time as may be, the rest one by one.
func (w *writer) eachRows(ctx context.Context, before, after string, columns int, rows []any) error {
	return w.eachRow(ctx, before, "("+strings.TrimSuffix(strings.Repeat("?, ", columns), ", ")+")", after, rows)
}

// eachRow is eachRows where a row is more than its values, one of which stands for each question mark.
func (w *writer) eachRow(ctx context.Context, before, row, after string, rows []any) error {
	if len(rows) == 0 {
		return nil
	}
	columns := strings.Count(row, "?")
	most := max(1, min(rowsAtOnce, valuesAtOnce/columns))
	many := before + strings.TrimSuffix(strings.Repeat(row+", ", most), ", ") + after
	for len(rows) > 0 {
		n, text := columns, before+row+after
		if len(rows) >= columns*most {
			n, text = columns*most, many
		}
		if _, err := w.conn.exec(ctx, text, rows[:n]...); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}

// changeWords counts how many terms have each word. A word that is new gets its typo keys, one that no term has any more
// loses them and goes.
func (w *writer) changeWords(ctx context.Context, words []search.Word) error {
	come, gone, err := w.countWords(ctx, words)
	if err == nil {
		err = w.eachRows(ctx, "DELETE FROM typo WHERE (key, word) IN (VALUES ", ")", 2, gone)
	}
	if err == nil {
		err = w.eachRows(ctx, insertTypo, "", 2, come)
	}
	return err
}

// countWords gives the rows of typo keys that are to come, and those that are to go.
func (w *writer) countWords(ctx context.Context, words []search.Word) (come, gone []any, err error) {
	if len(words) == 0 {
		return nil, nil, nil
	}
	change := map[string]int64{}
	names, rows := make([]string, len(words)), make([]any, 0, 2*len(words))
	for i, word := range words {
		change[word.Word], names[i] = word.Uses, word.Word
		rows = append(rows, word.Word, word.Uses)
	}
	if err := w.eachRows(ctx, insertWord, countWord, 2, rows); err != nil {
		return nil, nil, err
	}
	var dead []string
	err = w.conn.query(ctx, func(row []any) error {
		word, uses := row[0].(string), row[1].(int64)
		switch {
		case uses == 0:
			dead = append(dead, word)
			gone = appendKeys(gone, word)
		case uses == change[word]:
			come = appendKeys(come, word)
		}
		return nil
	}, "SELECT w.word, w.uses FROM json_each(?1) j CROSS JOIN word w ON w.word = j.value", encodeStrings(names))
	if err == nil && len(dead) > 0 {
		_, err = w.conn.exec(ctx, "DELETE FROM word WHERE word IN (SELECT value FROM json_each(?1))", encodeStrings(dead))
	}
	return come, gone, err
}

func appendKeys(rows []any, word string) []any {
	for _, key := range search.TypoKeys(word) {
		rows = append(rows, key, word)
	}
	return rows
}

// prepareSearch makes what a search finds by, anew where it is of another state than it should be.
func (w *writer) prepareSearch(ctx context.Context) error {
	wanted := store.SearchState(w.cat)
	held, err := heldMeta(ctx, w.conn, searchKey)
	if err != nil || held == wanted {
		return err
	}
	if err := w.execAll(ctx, []string{"DELETE FROM term", "DELETE FROM word", "DELETE FROM typo"}); err != nil {
		return err
	}
	var some []store.Record
	add := func() error {
		err := w.changeTerms(ctx, search.Changed(nil, store.TermsOf(w.cat, some)))
		some = some[:0]
		return err
	}
	err = w.Records(ctx, "", func(r store.Record) error {
		if some = append(some, r); len(some) < batch {
			return nil
		}
		return add()
	})
	if err == nil {
		err = add()
	}
	if err != nil {
		return err
	}
	return w.setMeta(ctx, searchKey, wanted)
}
