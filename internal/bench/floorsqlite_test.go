//go:build measure

package bench_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"
	"sync"

	_ "modernc.org/sqlite"
)

// byHandSQLite is the statements by hand. Each gives one text: the JSON of a root field's value, so that the server has but
// to copy it. Variables are ?1, ?2, … in the order in which they are named.
var byHandSQLite = map[string][]floorSQL{
	"deal": {{"deal", []string{"id"}, `SELECT '{"id":' || json_quote(d.id) || ',"name":' || json_quote(d.name) || ',"date":' || json_quote(d.date) || ',"kind":' || json_quote(d.kind)
  || ',"signatories":{"nodes":[' || coalesce((SELECT group_concat('{"id":' || json_quote(p.id) || ',"name":' || json_quote(p.name) || '}')
       FROM (SELECT r."fromId" AS x FROM rel r WHERE r."toId" = d.id AND r.type = 'SIGNED' ORDER BY r."fromId", r.id LIMIT 20) CROSS JOIN node p ON p.id = x), '')
  || ']},"covers":{"nodes":[' || coalesce((SELECT group_concat('{"id":' || json_quote(t.id) || ',"name":' || json_quote(t.name) || '}')
       FROM (SELECT r."toId" AS x FROM rel r WHERE r."fromId" = d.id AND r.type = 'COVERS' ORDER BY r."toId", r.id LIMIT 20) CROSS JOIN node t ON t.id = x), '')
  || ']}}' FROM node d WHERE d.id = ?1 AND d.type = 'Deal'`}},

	"deals": {{"deals", nil, `SELECT '{"nodes":[' || group_concat('{"id":' || json_quote(d.id) || ',"name":' || json_quote(d.name) || ',"date":' || json_quote(d.date)
  || ',"signatories":{"nodes":[' || coalesce((SELECT group_concat('{"id":' || json_quote(p.id) || ',"name":' || json_quote(p.name) || '}')
       FROM (SELECT r."fromId" AS x FROM rel r WHERE r."toId" = d.id AND r.type = 'SIGNED' ORDER BY r."fromId", r.id LIMIT 20) CROSS JOIN node p ON p.id = x), '')
  || ']},"covers":{"nodes":[' || coalesce((SELECT group_concat('{"id":' || json_quote(t.id) || ',"name":' || json_quote(t.name) || '}')
       FROM (SELECT r."toId" AS x FROM rel r WHERE r."fromId" = d.id AND r.type = 'COVERS' ORDER BY r."toId", r.id LIMIT 10) CROSS JOIN node t ON t.id = x), '')
  || ']},"signedAt":{"nodes":[' || coalesce((SELECT group_concat('{"id":' || json_quote(e.id) || ',"name":' || json_quote(e.name)
       || ',"attendees":{"nodes":[' || coalesce((SELECT group_concat('{"id":' || json_quote(p.id) || ',"name":' || json_quote(p.name) || '}')
            FROM (SELECT r."fromId" AS x FROM rel r WHERE r."toId" = e.id AND r.type = 'ATTENDED' ORDER BY r."fromId", r.id LIMIT 10) CROSS JOIN node p ON p.id = x), '')
       || ']}}')
       FROM (SELECT r."toId" AS x FROM rel r WHERE r."fromId" = d.id AND r.type = 'SIGNED_AT' ORDER BY r."toId", r.id LIMIT 1) CROSS JOIN node e ON e.id = x), '')
  || ']}}') || ']}' FROM (SELECT id, name, date FROM node WHERE type = 'Deal' ORDER BY date DESC, id DESC LIMIT 20) d`}},

	"filter": {{"deals", []string{"technology", "start"}, `WITH found AS MATERIALIZED (
  SELECT DISTINCT d.id, d.name, d.date FROM rel c CROSS JOIN node d ON d.id = c."fromId"
  WHERE c."toId" = ?1 AND c.type = 'COVERS' AND EXISTS (SELECT 1 FROM rel s CROSS JOIN node p ON p.id = s."fromId"
    WHERE s."toId" = d.id AND s.type = 'SIGNED' AND p.name >= ?2 AND p.name < ?2 || char(1114111)))
SELECT '{"totalCount":' || (SELECT count(*) FROM found) || ',"nodes":[' || coalesce(group_concat('{"id":' || json_quote(id) || ',"name":' || json_quote(name) || ',"date":' || json_quote(date) || '}'), '') || ']}'
FROM (SELECT * FROM found ORDER BY date DESC, id DESC LIMIT 20)`}},

	"wide": {{"deals", nil, `SELECT '{"nodes":[' || group_concat('{"id":' || json_quote(d.id) || ',"name":' || json_quote(d.name) || ',"date":' || json_quote(d.date)
  || ',"covers":{"nodes":[' || coalesce((SELECT group_concat('{"id":' || json_quote(t.id) || ',"name":' || json_quote(t.name)
       || ',"coveredBy":{"nodes":[' || coalesce((SELECT group_concat('{"id":' || json_quote(o.id) || ',"name":' || json_quote(o.name) || ',"date":' || json_quote(o.date) || '}')
            FROM (SELECT r."fromId" AS x FROM rel r WHERE r."toId" = t.id AND r.type = 'COVERS' ORDER BY r.from_date DESC, r."fromId" DESC, r.id DESC LIMIT 5) CROSS JOIN node o ON o.id = x), '')
       || ']}}')
       FROM (SELECT r."toId" AS x FROM rel r WHERE r."fromId" = d.id AND r.type = 'COVERS' ORDER BY r."toId", r.id LIMIT 10) CROSS JOIN node t ON t.id = x), '')
  || ']}}') || ']}' FROM (SELECT id, name, date FROM node WHERE type = 'Deal' ORDER BY date DESC, id DESC LIMIT 200) d`}},

	"newest": {{"deals", nil, `SELECT '{"nodes":[{"id":' || json_quote(id) || ',"name":' || json_quote(name) || ',"date":' || json_quote(date) || '}]}'
FROM node WHERE type = 'Deal' ORDER BY date DESC, id DESC LIMIT 1`}},

	"deep": {{"deals", []string{"date", "id"}, `SELECT '{"nodes":[' || group_concat('{"id":' || json_quote(id) || ',"name":' || json_quote(name) || ',"date":' || json_quote(date) || '}') FILTER (WHERE n <= 20)
  || '],"pageInfo":{"hasNextPage":' || iif(count(*) > 20, 'true', 'false') || '}}'
FROM (SELECT *, row_number() OVER () AS n FROM (SELECT id, name, date FROM node WHERE type = 'Deal' AND (date, id) < (?1, ?2) ORDER BY date DESC, id DESC LIMIT 21))`}},

	"backwards": {{"deals", []string{"date", "id"}, `SELECT '{"nodes":[' || group_concat('{"id":' || json_quote(id) || ',"name":' || json_quote(name) || ',"date":' || json_quote(date) || '}') FILTER (WHERE n <= 20)
  || '],"pageInfo":{"hasPreviousPage":' || iif(count(*) > 20, 'true', 'false') || '}}'
FROM (SELECT *, row_number() OVER () AS n FROM (SELECT id, name, date FROM node WHERE type = 'Deal' AND (date, id) > (?1, ?2) ORDER BY date, id LIMIT 21) ORDER BY n DESC)`}},

	"groups": {{"deals", nil, `SELECT '{"groups":[' || group_concat('{"key":' || json_quote(y) || ',"count":' || n || '}') || ']}'
FROM (SELECT substr(date, 1, 4) AS y, count(*) AS n FROM node WHERE type = 'Deal' GROUP BY y ORDER BY n DESC, y IS NULL, y LIMIT 10)`}},

	"five": {
		{"deal", []string{"deal"}, `SELECT '{"id":' || json_quote(id) || ',"name":' || json_quote(name) || ',"date":' || json_quote(date) || '}' FROM node WHERE id = ?1 AND type = 'Deal'`},
		{"technology", []string{"technology"}, `SELECT '{"id":' || json_quote(t.id) || ',"name":' || json_quote(t.name) || ',"coveredBy":{"nodes":['
  || coalesce((SELECT group_concat('{"id":' || json_quote(d.id) || ',"name":' || json_quote(d.name) || '}')
       FROM (SELECT r."fromId" AS x FROM rel r WHERE r."toId" = t.id AND r.type = 'COVERS' ORDER BY r."fromId", r.id LIMIT 5) CROSS JOIN node d ON d.id = x), '')
  || ']}}' FROM node t WHERE t.id = ?1 AND t.type = 'Technology'`},
		{"deals", nil, `SELECT '{"nodes":[' || group_concat('{"id":' || json_quote(id) || ',"name":' || json_quote(name) || ',"date":' || json_quote(date) || '}') || ']}'
FROM (SELECT id, name, date FROM node WHERE type = 'Deal' ORDER BY date DESC, id DESC LIMIT 5)`},
		{"people", nil, `SELECT '{"nodes":[' || group_concat('{"id":' || json_quote(id) || ',"name":' || json_quote(name) || '}') || ']}'
FROM (SELECT id, name FROM node WHERE type = 'Person' ORDER BY id LIMIT 5)`},
		{"events", nil, `SELECT '{"nodes":[' || group_concat('{"id":' || json_quote(id) || ',"name":' || json_quote(name) || ',"date":' || json_quote(date) || '}') || ']}'
FROM (SELECT id, name, date FROM node WHERE type = 'Event' ORDER BY date DESC, id DESC LIMIT 5)`},
	},
}

// floorSQL gives the value of a root field.
type floorSQL struct {
	field     string
	variables []string
	text      string
}

// sqliteFloor keeps a prepared statement for each text. database/sql prepares it once on each connection.
type sqliteFloor struct {
	db       *sql.DB
	mu       sync.Mutex
	prepared map[string]*sql.Stmt
}

// floorConnections is how many connections it has: as many as Dealgraph has readers.
const floorConnections = 4

func openSQLiteFloor(file string) (*sqliteFloor, error) {
	db, err := sql.Open("sqlite", "file:"+file+"?_pragma=query_only(1)&_pragma=cache_size(-16000)&_pragma=temp_store(memory)")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(floorConnections)
	db.SetMaxIdleConns(floorConnections)
	return &sqliteFloor{db: db, prepared: map[string]*sql.Stmt{}}, nil
}

func (f *sqliteFloor) statement(text string) (*sql.Stmt, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if st := f.prepared[text]; st != nil {
		return st, nil
	}
	st, err := f.db.Prepare(text)
	if err == nil {
		f.prepared[text] = st
	}
	return st, err
}

func (f *sqliteFloor) answer(ctx context.Context, operation string, v variables) ([]byte, error) {
	data := []byte(`{"data":{`)
	for i, by := range byHandSQLite[operation] {
		st, err := f.statement(by.text)
		if err != nil {
			return nil, err
		}
		args := make([]any, len(by.variables))
		for k, name := range by.variables {
			args[k] = v[name]
		}
		var text sql.RawBytes
		rows, err := st.QueryContext(ctx, args...)
		if err != nil {
			return nil, err
		}
		if !rows.Next() {
			return nil, fmt.Errorf("no row: %w", rows.Err())
		}
		if err := rows.Scan(&text); err != nil {
			return nil, err
		}
		if i > 0 {
			data = append(data, ',')
		}
		data = append(data, '"')
		data = append(data, by.field...)
		data = append(data, `":`...)
		data = append(data, text...)
		if err := rows.Close(); err != nil {
			return nil, err
		}
	}
	return append(data, "}}"...), nil
}

// replay reads the rows in one transaction, as the product does.
func (f *sqliteFloor) replay(ctx context.Context, statements []replayed) ([]byte, error) {
	tx, err := f.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	var all []byte
	for _, s := range statements {
		st, err := f.statement(s.Text)
		if err != nil {
			return nil, err
		}
		args := make([]any, len(s.Params))
		for i := range args {
			args[i] = whole(s.Params[fmt.Sprint(i+1)])
		}
		rows, err := tx.Stmt(st).QueryContext(ctx, args...)
		if err != nil {
			return nil, err
		}
		for rows.Next() {
			var text sql.RawBytes
			columns, err := rows.Columns()
			if err != nil {
				return nil, err
			}
			targets := make([]any, len(columns))
			texts := make([]sql.RawBytes, len(columns))
			for i := range targets {
				targets[i] = &texts[i]
			}
			if err := rows.Scan(targets...); err != nil {
				return nil, err
			}
			for _, text = range texts {
				all = append(append(all, text...), '\n')
			}
		}
		if err := rows.Close(); err != nil {
			return nil, err
		}
	}
	return all, tx.Commit()
}

// whole gives numbers as what they were before they were JSON: no parameter of ours is a fraction.
func whole(v any) any {
	switch v := v.(type) {
	case float64:
		return int64(v)
	case []any:
		all := make([]any, len(v))
		for i := range v {
			all[i] = whole(v[i])
		}
		return all
	case map[string]any:
		all := make(map[string]any, len(v))
		for k := range v {
			all[k] = whole(v[k])
		}
		return all
	}
	return v
}

// quotedJSON is a string as JSON.
func quotedJSON(s string) string {
	b, _ := json.Marshal(s)
	return strings.TrimSpace(string(b))
}
