package sqlite

import (
	"container/list"
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"

	"github.com/dealgraph/dealgraph/internal/store"
)

// maxStatements is how many prepared statements a connection keeps. A statement of three levels takes some 50 KB.
const maxStatements = 128

// conn is one connection with its prepared statements, the least recently used of which goes first. One goroutine uses it
// at a time.
type conn struct {
	db      *sql.Conn
	observe store.Observer
	stmts   map[string]*list.Element
	recent  *list.List // of *prepared, the most recently used first
}

type prepared struct {
	text string
	stmt *sql.Stmt
}

func newConn(ctx context.Context, db *sql.DB, observe store.Observer) (*conn, error) {
	c, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	return &conn{c, observe, map[string]*list.Element{}, list.New()}, nil
}

func (c *conn) prepare(ctx context.Context, text string) (*sql.Stmt, error) {
	if e, ok := c.stmts[text]; ok {
		c.recent.MoveToFront(e)
		return e.Value.(*prepared).stmt, nil
	}
	stmt, err := c.db.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	c.stmts[text] = c.recent.PushFront(&prepared{text, stmt})
	if c.recent.Len() > maxStatements {
		oldest := c.recent.Remove(c.recent.Back()).(*prepared)
		delete(c.stmts, oldest.text)
		if err := oldest.stmt.Close(); err != nil {
			return nil, err
		}
	}
	return stmt, nil
}

// exec runs a statement that gives no rows, and tells how many it changed.
func (c *conn) exec(ctx context.Context, text string, args ...any) (int64, error) {
	c.tell(ctx, text, args)
	stmt, err := c.prepare(ctx, text)
	if err != nil {
		return 0, err
	}
	result, err := stmt.ExecContext(ctx, args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// query calls scan with the columns of each row, which it may keep.
func (c *conn) query(ctx context.Context, scan func(columns []any) error, text string, args ...any) (err error) {
	c.tell(ctx, text, args)
	stmt, err := c.prepare(ctx, text)
	if err != nil {
		return err
	}
	found, err := stmt.QueryContext(ctx, args...)
	if err != nil {
		return err
	}
	defer func() {
		if closing := found.Close(); err == nil {
			err = closing
		}
	}()
	names, err := found.Columns()
	if err != nil {
		return err
	}
	for found.Next() {
		columns, targets := make([]any, len(names)), make([]any, len(names))
		for i := range columns {
			targets[i] = &columns[i]
		}
		if err := found.Scan(targets...); err != nil {
			return err
		}
		if err := scan(columns); err != nil {
			return err
		}
	}
	return found.Err()
}

// one gives the columns of the first row, or nil where there is none.
func (c *conn) one(ctx context.Context, text string, args ...any) (row []any, err error) {
	err = c.query(ctx, func(columns []any) error {
		if row == nil {
			row = columns
		}
		return nil
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

// discard closes a connection in whatever state it is.
func (c *conn) discard() {
	// This is how database/sql is told not to give the connection to others.
	_ = c.db.Raw(func(any) error { return driver.ErrBadConn })
}

func (c *conn) close() error {
	for e := c.recent.Front(); e != nil; e = e.Next() {
		if err := e.Value.(*prepared).stmt.Close(); err != nil {
			return err
		}
	}
	return c.db.Close()
}
