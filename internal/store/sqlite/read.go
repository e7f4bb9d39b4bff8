package sqlite

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/store"
)

// Read calls f with a reader of the graph as it is at its first statement: a snapshot. It waits its turn for Options.Wait
// at most, then gives store.ErrOverloaded.
func (s *Store) Read(ctx context.Context, f func(store.Reader) error) error {
	return s.read(ctx, func(r *reader) error {
		if err := r.whole(ctx); err != nil {
			return err
		}
		return f(r)
	})
}

// Answer answers the plans of an operation with one statement, which sees one state of the graph and needs no transaction
// around it. That a load is under way is part of what it tells.
func (s *Store) Answer(ctx context.Context, op plan.Operation) (rows [][]any, err error) {
	st, err := plan.Compiled(op.Kept, func() (Statement, error) {
		st, err := Compile(s.cat, op.Joined())
		st.SQL += ", EXISTS (SELECT 1 FROM meta WHERE key = '" + loadingKey + "')"
		return st, err
	})
	if err != nil {
		return nil, err
	}
	c, err := s.acquire(ctx)
	if err != nil {
		return nil, err
	}
	defer s.readers.put(c)
	row, err := c.one(ctx, st.SQL, st.argsOf(&plan.Query{Given: op.Given()})...)
	if err != nil {
		return nil, fault(ctx, "answer an operation", err)
	}
	if row[1].(int64) != 0 {
		return nil, store.ErrLoading
	}
	values, err := decodeRow(st.columns, row[0], true)
	if err != nil {
		return nil, err
	}
	return op.Split(values), nil
}

func (s *Store) read(ctx context.Context, f func(*reader) error) (err error) {
	c, err := s.acquire(ctx)
	if err != nil {
		return err
	}
	// The context ends statements of f, not those that begin and end the transaction: these wait for nothing. The transaction
	// must end though f panics.
	end := context.WithoutCancel(ctx)
	_, err = c.exec(end, "BEGIN")
	defer func() {
		if _, ending := c.exec(end, "COMMIT"); ending != nil {
			err = errors.Join(err, fault(ctx, "read", ending), c.close())
			c = nil
		}
		s.readers.put(c)
	}()
	if err != nil {
		return fault(ctx, "read", err)
	}
	return f(&reader{s.cat, c})
}

// acquire takes a connection for reading, which is opened where the slot has none yet.
func (s *Store) acquire(ctx context.Context) (*conn, error) {
	c, err := s.turn(ctx)
	if err != nil || c != nil {
		return c, err
	}
	c, err = s.file.open()
	if err == nil {
		_, err = c.one(ctx, "PRAGMA query_only = 1")
	}
	if err != nil {
		s.readers.put(nil)
		return nil, fault(ctx, "open a connection for reading", err)
	}
	return c, nil
}

// turn waits for a slot.
func (s *Store) turn(ctx context.Context) (*conn, error) {
	select {
	case <-s.closed:
		return nil, fmt.Errorf("read: %w: the store is closed", store.ErrUnavailable)
	default:
	}
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("read: %w", err)
	}
	select {
	case <-s.readers.turns:
		return s.readers.take(), nil
	default:
	}
	s.waiting.Add(1)
	defer s.waiting.Add(-1)
	patience := time.NewTimer(s.opts.Wait)
	defer patience.Stop()
	select {
	case <-s.readers.turns:
		return s.readers.take(), nil
	case <-s.closed:
		return nil, fmt.Errorf("read: %w: the store is closed", store.ErrUnavailable)
	case <-ctx.Done():
		return nil, fmt.Errorf("read: wait for a connection: %w", ctx.Err())
	case <-patience.C:
		return nil, fmt.Errorf("read: %w: all %d connections are in use", store.ErrOverloaded, s.opts.Readers)
	}
}

// reader reads on one connection, in the transaction that is open there.
type reader struct {
	cat  *catalog.Catalog
	conn *conn
}

// Run answers a plan.
func (r *reader) Run(ctx context.Context, q *plan.Query) ([]any, error) {
	st, err := plan.Compiled(q.Kept, func() (Statement, error) { return Compile(r.cat, q) })
	if err != nil {
		return nil, err
	}
	row, err := r.conn.one(ctx, st.SQL, st.argsOf(q)...)
	if err != nil {
		return nil, fault(ctx, "run a plan", err)
	}
	return decodeRow(st.columns, row[0], false)
}

// Explain tells how SQLite would run a plan: the lines of EXPLAIN QUERY PLAN, indented.
func (s *Store) Explain(ctx context.Context, q *plan.Query) ([]string, error) {
	st, err := Compile(s.cat, q)
	if err != nil {
		return nil, err
	}
	var lines []string
	depth := map[int64]string{}
	err = s.read(ctx, func(r *reader) error {
		// EXPLAIN doesn't look whether the schema has changed since the connection last read it, or the statement was prepared.
		if _, err := r.conn.one(ctx, "SELECT 1 FROM meta"); err != nil {
			return err
		}
		defer r.conn.forget("EXPLAIN QUERY PLAN " + st.SQL)
		return r.conn.query(ctx, func(columns []any) error {
			id, parent := columns[0].(int64), columns[1].(int64)
			indent := depth[parent]
			depth[id] = indent + "  "
			lines = append(lines, indent+columns[3].(string))
			return nil
		}, "EXPLAIN QUERY PLAN "+st.SQL, st.Args...)
	})
	return lines, fault(ctx, "explain a plan", err)
}

// Profiled tells how SQLite would run a plan, for people.
func (s *Store) Profiled(ctx context.Context, q *plan.Query) (string, error) {
	lines, err := s.Explain(ctx, q)
	return strings.Join(lines, "\n"), err
}

// Datasets gives all datasets, in order of name.
func (r *reader) Datasets(ctx context.Context) ([]store.Dataset, error) {
	var all []store.Dataset
	err := r.conn.query(ctx, func(c []any) error {
		all = append(all, store.Dataset{Name: c[0].(string), Hash: c[1].(string), Nodes: c[2].(int64), Relationships: c[3].(int64),
			AppliedAt: time.Unix(c[4].(int64), 0).UTC()})
		return nil
	}, "SELECT name, hash, nodes, relationships, appliedAt FROM dataset ORDER BY name")
	return all, fault(ctx, "read datasets", err)
}
