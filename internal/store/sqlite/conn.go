package sqlite

import (
	"container/list"
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"sync/atomic"

	"modernc.org/sqlite"

	"github.com/dealgraph/dealgraph/internal/store"
)

// maxStatements is how many prepared statements a connection keeps. A statement of three levels takes some 50 KB.
const maxStatements = 128

// connector opens connections to a file. They are the driver's own: what database/sql puts around one, a lock, a retry and a
// goroutine for each statement, costs as much as to look a record up, and the store has a pool already.
type connector struct {
	driver  *sqlite.Driver
	dsn     string
	observe store.Observer

	// How often a statement was prepared already, and how often not; and how many were closed to make room, or are open.
	hits, misses, evicted atomic.Uint64
	prepared              atomic.Int64
}

// conn is one connection with its prepared statements, the least recently used of which goes first. One goroutine uses it
// at a time.
type conn struct {
	*connector
	db     driver.Conn
	stmts  map[string]*list.Element
	recent *list.List // of *prepared, the most recently used first
}

type prepared struct {
	text string
	stmt statement
}

// statement is what the driver's statements can do.
type statement interface {
	driver.Stmt
	driver.StmtExecContext
	driver.StmtQueryContext
}

func (n *connector) open() (*conn, error) {
	db, err := n.driver.Open(n.dsn)
	if err != nil {
		return nil, err
	}
	return &conn{n, db, map[string]*list.Element{}, list.New()}, nil
}

func (c *conn) prepare(ctx context.Context, text string) (statement, error) {
	if e, ok := c.stmts[text]; ok {
		c.hits.Add(1)
		c.recent.MoveToFront(e)
		return e.Value.(*prepared).stmt, nil
	}
	c.misses.Add(1)
	made, err := c.db.(driver.ConnPrepareContext).PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	stmt := made.(statement)
	c.prepared.Add(1)
	c.stmts[text] = c.recent.PushFront(&prepared{text, stmt})
	if c.recent.Len() > maxStatements {
		c.evicted.Add(1)
		if err := c.drop(c.recent.Back()); err != nil {
			return nil, err
		}
	}
	return stmt, nil
}

// forget closes a statement that is not to be kept.
func (c *conn) forget(text string) {
	if e, ok := c.stmts[text]; ok {
		_ = c.drop(e)
	}
}

func (c *conn) drop(e *list.Element) error {
	p := c.recent.Remove(e).(*prepared)
	delete(c.stmts, p.text)
	c.prepared.Add(-1)
	return p.stmt.Close()
}

// named gives arguments as the driver takes them.
func named(args []any) ([]driver.NamedValue, error) {
	if len(args) == 0 {
		return nil, nil
	}
	all := make([]driver.NamedValue, len(args))
	for i, a := range args {
		v, err := driver.DefaultParameterConverter.ConvertValue(a)
		if err != nil {
			return nil, fmt.Errorf("argument %d: %w", i+1, err)
		}
		all[i] = driver.NamedValue{Ordinal: i + 1, Value: v}
	}
	return all, nil
}

// ready tells, prepares and converts.
func (c *conn) ready(ctx context.Context, text string, args []any) (statement, []driver.NamedValue, error) {
	c.tell(ctx, text, args)
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	stmt, err := c.prepare(ctx, text)
	if err != nil {
		return nil, nil, err
	}
	values, err := named(args)
	return stmt, values, err
}

// exec runs a statement that gives no rows, and tells how many it changed.
func (c *conn) exec(ctx context.Context, text string, args ...any) (int64, error) {
	stmt, values, err := c.ready(ctx, text, args)
	if err != nil {
		return 0, err
	}
	result, err := stmt.ExecContext(ctx, values)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// errEnough ends the reading of rows without an error.
var errEnough = errors.New("enough rows were read")

// query calls scan with the columns of each row, which it may keep.
func (c *conn) query(ctx context.Context, scan func(columns []any) error, text string, args ...any) (err error) {
	stmt, values, err := c.ready(ctx, text, args)
	if err != nil {
		return err
	}
	found, err := stmt.QueryContext(ctx, values)
	if err != nil {
		return err
	}
	defer func() {
		if closing := found.Close(); err == nil {
			err = closing
		}
	}()
	width := len(found.Columns())
	for {
		row := make([]driver.Value, width)
		switch err := found.Next(row); {
		case err == io.EOF: //nolint:errorlint // drivers give it as it is
			return nil
		case err != nil:
			return err
		}
		columns := make([]any, width)
		for i, v := range row {
			columns[i] = v
		}
		switch err := scan(columns); {
		case err == errEnough: //nolint:errorlint // it is never wrapped
			return nil
		case err != nil:
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
}

// one gives the columns of the first row, or nil where there is none.
func (c *conn) one(ctx context.Context, text string, args ...any) (row []any, err error) {
	err = c.query(ctx, func(columns []any) error {
		row = columns
		return errEnough
	}, text, args...)
	return row, err
}

func (c *conn) tell(ctx context.Context, text string, args []any) {
	if c.observe == nil {
		return
	}
	params := make(map[string]any, len(args))
	for i, a := range args {
		params[fmt.Sprint(i+1)] = a
	}
	c.observe(ctx, store.Statement{Text: text, Params: params})
}

func (c *conn) close() error {
	c.prepared.Add(int64(-c.recent.Len()))
	var all []error
	for e := c.recent.Front(); e != nil; e = e.Next() {
		all = append(all, e.Value.(*prepared).stmt.Close())
	}
	return errors.Join(append(all, c.db.Close())...)
}
