//go:build measure

package bench_test

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"strconv"
	"unicode/utf8"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// byHandNeo4j is the statements by hand: a row for each record of a root field, by position.
var byHandNeo4j = map[string][]floorCypher{
	"deal": {{"deal", `MATCH (d:Deal {id: $id})
RETURN d.id, d.name, d.date, d.kind,
  COLLECT { MATCH (d)<-[r:SIGNED]-(p) WITH p, r ORDER BY r.fromId, r.id LIMIT 20 RETURN [p.id, p.name] },
  COLLECT { MATCH (d)-[r:COVERS]->(t) WITH t, r ORDER BY r.toId, r.id LIMIT 20 RETURN [t.id, t.name] }`,
		one(object("id", text, "name", text, "date", text, "kind", text, "signatories", nodes(named), "covers", nodes(named)))}},

	"deals": {{"deals", `MATCH (d:Deal) WHERE d.date IS NOT NULL AND d.id IS NOT NULL
WITH d ORDER BY d.date DESC, d.id DESC LIMIT 20
RETURN d.id, d.name, d.date,
  COLLECT { MATCH (d)<-[r:SIGNED]-(p) WITH p, r ORDER BY r.fromId, r.id LIMIT 20 RETURN [p.id, p.name] },
  COLLECT { MATCH (d)-[r:COVERS]->(t) WITH t, r ORDER BY r.toId, r.id LIMIT 10 RETURN [t.id, t.name] },
  COLLECT { MATCH (d)-[r:SIGNED_AT]->(e) WITH e, r ORDER BY r.toId, r.id LIMIT 1 RETURN [e.id, e.name,
    COLLECT { MATCH (e)<-[a:ATTENDED]-(p) WITH p, a ORDER BY a.fromId, a.id LIMIT 10 RETURN [p.id, p.name] }] }`,
		connection(object("id", text, "name", text, "date", text, "signatories", nodes(named), "covers", nodes(named),
			"signedAt", nodes(object("id", text, "name", text, "attendees", nodes(named)))))}},

	"filter": {{"deals", `MATCH (:Technology {id: $technology})<-[:COVERS]-(d)
WITH DISTINCT d WHERE EXISTS { (d)<-[:SIGNED]-(p) WHERE p.name STARTS WITH $start }
WITH collect(d) AS found
RETURN size(found), COLLECT { UNWIND found AS d WITH d ORDER BY coalesce(d.date, '') DESC, d.id DESC LIMIT 20 RETURN [d.id, d.name, d.date] }`,
		one(object("totalCount", whole64, "nodes", list(dated)))}},

	"wide": {{"deals", `CALL () {
  MATCH (d:Deal) WHERE d.date IS NOT NULL AND d.id IS NOT NULL RETURN d ORDER BY d.date DESC, d.id DESC LIMIT 200
  UNION ALL
  MATCH (d:Deal {date_missing: true}) WHERE d.id IS NOT NULL RETURN d ORDER BY d.date_missing DESC, d.id DESC LIMIT 200
}
WITH d LIMIT 200
RETURN d.id, d.name, d.date,
  COLLECT { MATCH (d)-[r:COVERS]->(t) WITH t, r ORDER BY r.toId, r.id LIMIT 10 WITH t, t.id AS tid RETURN [tid, t.name,
    COLLECT { CALL (tid) {
        MATCH (o)-[c:COVERS]->() WHERE c.toId = tid AND c.from_date <= '9999' AND c.fromId >= '' AND c.id >= ''
        RETURN o ORDER BY c.toId DESC, c.from_date DESC, c.fromId DESC, c.id DESC LIMIT 5
        UNION ALL
        MATCH (o)-[c:COVERS]->() WHERE c.toId = tid AND c.from_date_missing = true AND c.fromId >= '' AND c.id >= ''
        RETURN o ORDER BY c.toId DESC, c.from_date_missing DESC, c.fromId DESC, c.id DESC LIMIT 5
      } WITH o LIMIT 5 RETURN [o.id, o.name, o.date] }] }`,
		connection(object("id", text, "name", text, "date", text, "covers", nodes(object("id", text, "name", text, "coveredBy", nodes(dated)))))}},

	"newest": {{"deals", `MATCH (d:Deal) WHERE d.date IS NOT NULL AND d.id IS NOT NULL RETURN d.id, d.name, d.date ORDER BY d.date DESC, d.id DESC LIMIT 1`, connection(dated)}},

	"deep": {{"deals", `MATCH (d:Deal) WHERE d.date <= $date AND d.id IS NOT NULL AND (d.date < $date OR d.id < $id)
RETURN d.id, d.name, d.date ORDER BY d.date DESC, d.id DESC LIMIT 21`, page("hasNextPage", false)}},

	"backwards": {{"deals", `MATCH (d:Deal) WHERE d.date >= $date AND d.id IS NOT NULL AND (d.date > $date OR d.id > $id)
RETURN d.id, d.name, d.date ORDER BY d.date, d.id LIMIT 21`, page("hasPreviousPage", true)}},

	"groups": {{"deals", `MATCH (d:Deal) WITH substring(d.date, 0, 4) AS y, count(*) AS n
RETURN y, n ORDER BY n DESC, y LIMIT 10`, func(dst []byte, rows [][]any) []byte {
		dst = append(dst, `{"groups":`...)
		dst = array(dst, rows, object("key", text, "count", whole64))
		return append(dst, '}')
	}}},

	"five": {
		{"deal", `MATCH (d:Deal {id: $deal}) RETURN d.id, d.name, d.date`, one(dated)},
		{"technology", `MATCH (t:Technology {id: $technology}) WITH t, t.id AS tid
RETURN tid, t.name, COLLECT { MATCH (d)-[r:COVERS]->() WHERE r.toId = tid AND r.fromId >= '' AND r.id >= ''
  WITH d, r ORDER BY r.toId, r.fromId, r.id LIMIT 5 RETURN [d.id, d.name] }`, one(object("id", text, "name", text, "coveredBy", nodes(named)))},
		{"deals", `MATCH (d:Deal) WHERE d.date IS NOT NULL AND d.id IS NOT NULL RETURN d.id, d.name, d.date ORDER BY d.date DESC, d.id DESC LIMIT 5`, connection(dated)},
		{"people", `MATCH (p:Person) WHERE p.id IS NOT NULL RETURN p.id, p.name ORDER BY p.id LIMIT 5`, connection(named)},
		{"events", `MATCH (e:Event) WHERE e.date IS NOT NULL AND e.id IS NOT NULL RETURN e.id, e.name, e.date ORDER BY e.date DESC, e.id DESC LIMIT 5`, connection(dated)},
	},
}

// floorCypher gives the rows of a root field, and how they are written.
type floorCypher struct {
	field string
	text  string
	write func(dst []byte, rows [][]any) []byte
}

// value writes a value of a row.
type value func(dst []byte, v any) []byte

var (
	named = object("id", text, "name", text)
	dated = object("id", text, "name", text, "date", text)
)

func text(dst []byte, v any) []byte {
	s, is := v.(string)
	if !is {
		return append(dst, "null"...)
	}
	dst = append(dst, '"')
	from := 0
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= ' ' && c != '"' && c != '\\' || c >= utf8.RuneSelf {
			continue
		}
		dst = append(dst, s[from:i]...)
		quoted := quotedJSON(s[i : i+1])
		dst = append(dst, quoted[1:len(quoted)-1]...)
		from = i + 1
	}
	return append(append(dst, s[from:]...), '"')
}

func whole64(dst []byte, v any) []byte { return strconv.AppendInt(dst, v.(int64), 10) }

// object writes a list by position, under these keys.
func object(keysAndValues ...any) value {
	var keys []string
	var values []value
	for i := 0; i < len(keysAndValues); i += 2 {
		keys = append(keys, `,"`+keysAndValues[i].(string)+`":`)
		switch v := keysAndValues[i+1].(type) {
		case value:
			values = append(values, v)
		case func([]byte, any) []byte:
			values = append(values, v)
		}
	}
	keys[0] = "{" + keys[0][1:]
	return func(dst []byte, v any) []byte {
		row := v.([]any)
		for i, key := range keys {
			dst = append(dst, key...)
			dst = values[i](dst, row[i])
		}
		return append(dst, '}')
	}
}

func list(element value) value {
	return func(dst []byte, v any) []byte {
		dst = append(dst, '[')
		for i, e := range v.([]any) {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = element(dst, e)
		}
		return append(dst, ']')
	}
}

func nodes(element value) value {
	all := list(element)
	return func(dst []byte, v any) []byte {
		dst = append(dst, `{"nodes":`...)
		return append(all(dst, v), '}')
	}
}

func one(element value) func(dst []byte, rows [][]any) []byte {
	return func(dst []byte, rows [][]any) []byte { return element(dst, rows[0]) }
}

func array(dst []byte, rows [][]any, element value) []byte {
	dst = append(dst, '[')
	for i, row := range rows {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = element(dst, row)
	}
	return append(dst, ']')
}

func connection(element value) func(dst []byte, rows [][]any) []byte {
	return func(dst []byte, rows [][]any) []byte {
		dst = append(dst, `{"nodes":`...)
		return append(array(dst, rows, element), '}')
	}
}

// page writes 20 of 21 rows, and whether there was another one.
func page(more string, reversed bool) func(dst []byte, rows [][]any) []byte {
	return func(dst []byte, rows [][]any) []byte {
		all := len(rows)
		rows = rows[:min(all, 20)]
		if reversed {
			for i := range len(rows) / 2 {
				rows[i], rows[len(rows)-1-i] = rows[len(rows)-1-i], rows[i]
			}
		}
		dst = array(append(dst, `{"nodes":`...), rows, dated)
		return fmt.Appendf(dst, `,"pageInfo":{"%s":%t}}`, more, all > 20)
	}
}

// neo4jFloor sends auto-commit statements.
type neo4jFloor struct {
	driver   driver.DriverWithContext
	database string
}

func openNeo4jFloor() (*neo4jFloor, error) {
	auth := driver.BasicAuth(cmp.Or(os.Getenv("NEO4J_USERNAME"), "neo4j"), os.Getenv("NEO4J_PASSWORD"), "")
	d, err := driver.NewDriverWithContext(os.Getenv("NEO4J_URI"), auth)
	return &neo4jFloor{d, cmp.Or(os.Getenv("NEO4J_DATABASE"), "neo4j")}, err
}

func (f *neo4jFloor) session(ctx context.Context) driver.SessionWithContext {
	return f.driver.NewSession(ctx, driver.SessionConfig{AccessMode: driver.AccessModeRead, DatabaseName: f.database})
}

func (f *neo4jFloor) answer(ctx context.Context, operation string, v variables) ([]byte, error) {
	session := f.session(ctx)
	defer session.Close(ctx)
	data := make([]byte, 0, 4096)
	data = append(data, `{"data":{`...)
	for i, by := range byHandNeo4j[operation] {
		result, err := session.Run(ctx, by.text, v)
		if err != nil {
			return nil, err
		}
		var rows [][]any
		for result.Next(ctx) {
			rows = append(rows, result.Record().Values)
		}
		if err := result.Err(); err != nil {
			return nil, err
		}
		if i > 0 {
			data = append(data, ',')
		}
		data = append(append(append(data, '"'), by.field...), `":`...)
		data = by.write(data, rows)
	}
	return append(data, "}}"...), nil
}

func (f *neo4jFloor) replay(ctx context.Context, statements []replayed) ([]byte, error) {
	session := f.session(ctx)
	defer session.Close(ctx)
	var all []byte
	for _, s := range statements {
		result, err := session.Run(ctx, s.Text, whole(s.Params).(map[string]any))
		if err != nil {
			return nil, err
		}
		for result.Next(ctx) {
			for _, v := range result.Record().Values {
				all = append(anything(all, v), '\n')
			}
		}
		if err := result.Err(); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func anything(dst []byte, v any) []byte {
	switch v := v.(type) {
	case string:
		return text(dst, v)
	case int64:
		return strconv.AppendInt(dst, v, 10)
	case []any:
		return list(anything)(dst, v)
	}
	return fmt.Append(dst, v)
}
