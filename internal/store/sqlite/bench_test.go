package sqlite_test

import (
	"context"
	"database/sql"
	"path/filepath"
	"testing"

	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/store/sqlite"
)

// Each benchmark has a plan beside a statement written by hand that reads the same from the same file, its text scanned
// and thrown away: what compiling, decoding and general texts cost.

const pointPlan = `-> first
  Seek node ["Deal-77"]
  -> node.id
  -> node.name
  -> node.date
  -> node.sources`

const pointByHand = `SELECT id, name, date, sources FROM node WHERE id = 'Deal-77'`

const pagePlan = `-> list
  Scan node Deal
  | Sort node.id
  | Limit 21
  -> node.id
  -> node.name
  -> node.date
  -> list
    Expand SIGNED IN
    | Sort node.id, rel.id
    | Limit 21
    -> node.id
    -> node.name
    -> rel.capacity
    -> list
      Expand ATTENDED OUT
      | Sort node.id, rel.id
      | Limit 21
      -> node.id
      -> node.name
      -> node.date`

const pageByHand = `SELECT json_group_array(json_array(d.id, d.name, d.date, (
  SELECT json_group_array(json_array(s.id, s.name, s.capacity, (
    SELECT json_group_array(json_array(a.id, a.name, a.date)) FROM (
      SELECT e.id, e.name, e.date FROM rel r JOIN node e ON e.id = r."toId" WHERE r."fromId" = s.id AND r.type = 'ATTENDED'
      ORDER BY r."toId", r.id LIMIT 21) a))) FROM (
    SELECT p.id, p.name, r.capacity FROM rel r JOIN node p ON p.id = r."fromId" WHERE r."toId" = d.id AND r.type = 'SIGNED'
    ORDER BY r."fromId", r.id LIMIT 21) s)))
FROM (SELECT id, name, date FROM node WHERE type = 'Deal' ORDER BY id LIMIT 21) d`

func BenchmarkPointRead(b *testing.B) { compare(b, pointPlan, pointByHand) }

func BenchmarkPageOfThreeLevels(b *testing.B) { compare(b, pagePlan, pageByHand) }

func compare(b *testing.B, planText, byHand string) {
	path := filepath.Join(b.TempDir(), "graph.db")
	closeStore(b, large(b, path, 10_000))
	s, err := sqlite.Open(b.Context(), path, ours(b), sqlite.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer closeStore(b, s)
	q := parse(b, ours(b), planText)
	b.Run("plan", func(b *testing.B) { benchmarkPlan(b, s, q) })
	b.Run("by hand", func(b *testing.B) { benchmarkStatement(b, path, byHand) })
}

func benchmarkPlan(b *testing.B, s *sqlite.Store, q *plan.Query) {
	b.ReportAllocs()
	ctx := context.Background()
	for b.Loop() {
		err := s.Read(ctx, func(r store.Reader) error {
			_, err := r.Run(ctx, q)
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

func benchmarkStatement(b *testing.B, path, text string) {
	db, err := sql.Open("sqlite", path)
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	stmt, err := db.Prepare(text)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		rows, err := stmt.Query()
		if err != nil {
			b.Fatal(err)
		}
		columns, err := rows.Columns()
		if err != nil {
			b.Fatal(err)
		}
		targets := make([]any, len(columns))
		for i := range targets {
			targets[i] = new(sql.RawBytes)
		}
		for rows.Next() {
			if err := rows.Scan(targets...); err != nil {
				b.Fatal(err)
			}
		}
		if err := rows.Err(); err != nil {
			b.Fatal(err)
		}
	}
}
