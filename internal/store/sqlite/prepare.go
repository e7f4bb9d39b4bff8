package sqlite

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/text"
)

// The keys in meta: of the vocabulary that the file follows, and of the state of what a search finds by.
const (
	vocabularyKey = "vocabulary"
	searchKey     = "search"
)

// Check tells whether the file can be read, and holds this vocabulary.
func (s *Store) Check(ctx context.Context) error {
	return s.read(ctx, func(r *reader) error {
		held, err := heldVocabulary(ctx, r.conn)
		switch {
		case err != nil:
			return fault(ctx, "check", err)
		case held == "":
			return fmt.Errorf("check: %w: the file is empty", store.ErrVocabulary)
		case held != vocabularyText(s.cat):
			return fmt.Errorf("check: %w: %s", store.ErrVocabulary, s.otherVocabulary(held))
		}
		state, err := heldMeta(ctx, r.conn, searchKey)
		if err == nil && state != store.SearchState(s.cat) {
			err = fmt.Errorf("%w: %s", store.ErrVocabulary, older)
		}
		if err != nil {
			return fault(ctx, "check", err)
		}
		return r.whole(ctx)
	})
}

const older = "an earlier version of this program, or of the vocabulary, made the file. Run `dealgraph seed apply` on it, or serve it once"

// otherVocabulary tells what to do with a file that follows another vocabulary.
func (s *Store) otherVocabulary(held string) string {
	if len(catalog.Lost(strings.Split(held, "\n"), s.cat.Facts())) > 0 {
		return "the file was made for another state of it"
	}
	return older
}

// vocabularyText is what a file keeps of the vocabulary that its records follow: the same for the same vocabulary.
func vocabularyText(cat *catalog.Catalog) string { return strings.Join(cat.Facts(), "\n") }

// heldVocabulary gives the text of the vocabulary that the file follows, empty for an empty file.
func heldVocabulary(ctx context.Context, c *conn) (string, error) {
	row, err := c.one(ctx, "SELECT 1 FROM sqlite_schema WHERE name = 'meta'")
	if err != nil || row == nil {
		return "", err
	}
	return heldMeta(ctx, c, vocabularyKey)
}

// heldMeta gives what the file holds under a key of meta, empty where it holds nothing.
func heldMeta(ctx context.Context, c *conn, key string) (string, error) {
	row, err := c.one(ctx, "SELECT value FROM meta WHERE key = ?1", key)
	if err != nil || row == nil {
		return "", err
	}
	return row[0].(string), nil
}

// Prepare makes what the vocabulary needs and is missing, in one transaction. It writes only where something is missing.
func (s *Store) Prepare(ctx context.Context) error {
	wanted := vocabularyText(s.cat)
	ready := false
	err := s.read(ctx, func(r *reader) error {
		held, err := heldVocabulary(ctx, r.conn)
		if err != nil || held != wanted {
			return err
		}
		tables, err := missingTables(ctx, r.conn)
		if err != nil {
			return err
		}
		indexes, err := missingIndexes(ctx, r.conn, s.cat)
		if err != nil {
			return err
		}
		triggers, err := missingTriggers(ctx, r.conn, s.cat)
		if err != nil || len(tables)+len(indexes)+len(triggers) > 0 {
			return err
		}
		state, err := heldMeta(ctx, r.conn, searchKey)
		ready = state == store.SearchState(s.cat)
		return err
	})
	if err != nil || ready {
		return fault(ctx, "prepare", err)
	}
	return s.write(ctx, "MEMORY", func(w *writer) error { return fault(ctx, "prepare", w.prepare(ctx, wanted)) })
}

func (w *writer) prepare(ctx context.Context, wanted string) error {
	held, err := heldVocabulary(ctx, w.conn)
	switch {
	case err != nil:
	case held == "":
		err = w.makeTables(ctx)
	case held != wanted:
		err = w.extend(ctx, held)
	}
	if err != nil {
		return err
	}
	for _, missing := range []func() ([]string, error){
		func() ([]string, error) { return missingTables(ctx, w.conn) },
		func() ([]string, error) { return missingIndexes(ctx, w.conn, w.cat) },
		func() ([]string, error) { return missingTriggers(ctx, w.conn, w.cat) },
	} {
		statements, err := missing()
		if err != nil {
			return err
		}
		if err := w.execAll(ctx, statements); err != nil {
			return err
		}
	}
	if err := w.prepareSearch(ctx); err != nil {
		return err
	}
	return w.setMeta(ctx, vocabularyKey, wanted)
}

func (w *writer) setMeta(ctx context.Context, key, value string) error {
	_, err := w.conn.exec(ctx, "INSERT INTO meta VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value", key, value)
	return err
}

// missingTables gives the statements that make the fixed tables which are not there: all of them in a new file, some in one
// of an earlier version of this program.
func missingTables(ctx context.Context, c *conn) ([]string, error) {
	wanted := fixedTables()
	err := c.query(ctx, func(columns []any) error {
		delete(wanted, columns[0].(string))
		return nil
	}, "SELECT name FROM sqlite_schema WHERE type = 'table'")
	var statements []string
	for _, name := range slices.Sorted(maps.Keys(wanted)) {
		statements = append(statements, wanted[name])
	}
	return statements, err
}

// missingIndexes gives the statements that make the indexes as they should be.
func missingIndexes(ctx context.Context, c *conn, cat *catalog.Catalog) ([]string, error) {
	return missingOf(ctx, c, "index", indexes(cat))
}

// missingTriggers gives the statements that make the triggers as they should be.
func missingTriggers(ctx context.Context, c *conn, cat *catalog.Catalog) ([]string, error) {
	return missingOf(ctx, c, "trigger", triggers(cat))
}

// missingOf gives the statements that make what there is to be of a kind, by name: such as another version of this program made
// otherwise is made anew.
func missingOf(ctx context.Context, c *conn, kind string, wanted map[string]string) ([]string, error) {
	there := map[string]string{}
	err := c.query(ctx, func(columns []any) error {
		there[columns[0].(string)] = columns[1].(string)
		return nil
	}, "SELECT name, sql FROM sqlite_schema WHERE type = ?1 AND sql IS NOT NULL", kind)
	if err != nil {
		return nil, err
	}
	var statements []string
	for _, name := range slices.Sorted(maps.Keys(wanted)) {
		held, ok := there[name]
		if ok && held == wanted[name] {
			continue
		}
		if ok {
			statements = append(statements, "DROP "+kind+" "+quoted(name))
		}
		statements = append(statements, wanted[name])
	}
	return statements, nil
}

func (w *writer) makeTables(ctx context.Context) error {
	if err := w.execAll(ctx, tables(w.cat)); err != nil {
		return err
	}
	_, err := w.conn.exec(ctx, fmt.Sprintf("PRAGMA application_id = %d", applicationID))
	return err
}

func (w *writer) execAll(ctx context.Context, statements []string) error {
	for _, st := range statements {
		if _, err := w.conn.exec(ctx, st); err != nil {
			return err
		}
	}
	return nil
}

// extend adds columns for the properties that the file does not have yet, and fills those that hold copies.
func (w *writer) extend(ctx context.Context, text string) error {
	held := strings.Split(text, "\n")
	if lost := catalog.Lost(held, w.cat.Facts()); len(lost) > 0 {
		return fmt.Errorf("%w: %s. A file takes on additions only: restore what is missing, or name a new file and seed it from your data",
			store.ErrVocabulary, strings.Join(lost, "; "))
	}
	for _, v := range []plan.Var{plan.Node, plan.Rel} {
		if err := w.addColumns(ctx, v); err != nil {
			return err
		}
	}
	return w.fillKeys(ctx, held)
}

func (w *writer) addColumns(ctx context.Context, v plan.Var) error {
	there := map[string]bool{}
	err := w.conn.query(ctx, func(columns []any) error {
		there[columns[0].(string)] = true
		return nil
	}, "SELECT name FROM pragma_table_info(?1)", table(v))
	if err != nil {
		return err
	}
	add := func(name, definition string) error {
		if there[name] {
			return nil
		}
		_, err := w.conn.exec(ctx, "ALTER TABLE "+table(v)+" ADD COLUMN "+definition)
		return err
	}
	if v == plan.Rel {
		for _, k := range endKeys(w.cat) {
			if err := add(k.Copy.Name, columnDefinition(k.Copy)); err != nil {
				return err
			}
		}
	}
	for _, p := range props(w.cat, v) {
		if err := add(p.Name, columnDefinition(p)); err != nil {
			return err
		}
		if p.Searchable && !there[foldedColumn(p)] {
			if err := w.addFolded(ctx, v, p); err != nil {
				return err
			}
		}
	}
	return nil
}

// addFolded adds the folded copy of a property that has become @searchable, and fills it for the records there.
func (w *writer) addFolded(ctx context.Context, v plan.Var, p *catalog.Property) error {
	if _, err := w.conn.exec(ctx, "ALTER TABLE "+table(v)+" ADD COLUMN "+foldedDefinition(p)); err != nil {
		return err
	}
	after := ""
	for {
		ids, err := w.foldBatch(ctx, v, p, after)
		if err != nil || ids == 0 {
			return err
		}
		row, err := w.conn.one(ctx, fmt.Sprintf("SELECT max(id) FROM (SELECT id FROM %s WHERE id > ?1 ORDER BY id LIMIT %d)", table(v), batch), after)
		if err != nil {
			return err
		}
		after = row[0].(string)
	}
}

// foldBatch folds the property of the next records in order of id, and tells how many there were.
func (w *writer) foldBatch(ctx context.Context, v plan.Var, p *catalog.Property, after string) (int, error) {
	type pair struct{ id, value any }
	var found []pair
	err := w.conn.query(ctx, func(columns []any) error {
		found = append(found, pair{columns[0], columns[1]})
		return nil
	}, fmt.Sprintf("SELECT id, %s FROM %s WHERE id > ?1 ORDER BY id LIMIT %d", quoted(p.Name), table(v), batch), after)
	if err != nil {
		return 0, err
	}
	for _, f := range found {
		if f.value == nil {
			continue
		}
		value, err := decodeStored(p, f.value)
		if err != nil {
			return 0, err
		}
		if _, err := w.conn.exec(ctx, "UPDATE "+table(v)+" SET "+quoted(foldedColumn(p))+" = ?2 WHERE id = ?1", f.id, folded(value)); err != nil {
			return 0, err
		}
	}
	return len(found), nil
}

// folded gives the folded copy of a text, or of a list of texts as JSON; nil of nothing.
func folded(value any) any {
	switch v := value.(type) {
	case string:
		return text.Fold(v)
	case []any:
		all := make([]string, len(v))
		for i, e := range v {
			all[i] = text.Fold(e.(string))
		}
		return encodeStrings(all)
	}
	return nil
}
