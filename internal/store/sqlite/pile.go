package sqlite

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/dealgraph/dealgraph/internal/extsort"
)

const (
	sortedAtOnce = 8 << 20 // bytes of a run of what is sorted
	separator    = "\x00"  // between the values of a row: no id, term or word holds it
)

// pile is the rows of a table that a load has set aside, to be written in order.
type pile struct {
	insert  string // what stands before rows
	columns int
	number  int // the column that is one; the others are texts
	sorter  *extsort.Sorter
	rows    int64
	row     []byte
}

func newPile(insert string, columns, number int) *pile {
	return &pile{insert: insert, columns: columns, number: number, sorter: extsort.New(sortedAtOnce)}
}

const noNumber = -1

// add takes the values of a row.
func (p *pile) add(row ...any) error {
	p.rows++
	p.row = p.row[:0]
	for i, v := range row {
		if i > 0 {
			p.row = append(p.row, separator...)
		}
		if i == p.number {
			p.row = strconv.AppendInt(p.row, v.(int64), 10)
		} else {
			p.row = append(p.row, v.(string)...)
		}
	}
	return p.sorter.Add(p.row)
}

// each calls yield with the values of each row.
func (p *pile) each(yield func(row []any) error) error {
	return p.sorter.Each(func(item []byte) error {
		row := make([]any, p.columns)
		for i, text := range strings.SplitN(string(item), separator, p.columns) {
			if i != p.number {
				row[i] = text
				continue
			}
			n, err := strconv.ParseInt(text, 10, 64)
			if err != nil {
				return err
			}
			row[i] = n
		}
		return yield(row)
	})
}

// close forgets the rows.
func (p *pile) close() error { return p.sorter.Close() }

// putPile writes a pile's rows, and calls told with how many, some at a time. Nothing is left of the pile.
func (w *writer) putPile(ctx context.Context, p *pile, told func(rows int64)) error {
	var rows []any
	put := func() error {
		err := w.eachRows(context.WithoutCancel(ctx), p.insert, "", p.columns, rows)
		told(int64(len(rows) / p.columns))
		rows = rows[:0]
		return errors.Join(err, ctx.Err())
	}
	err := p.each(func(row []any) error {
		if rows = append(rows, row...); len(rows) < p.columns*rowsAtOnce {
			return nil
		}
		return put()
	})
	if err == nil {
		err = put()
	}
	return errors.Join(err, p.close())
}
