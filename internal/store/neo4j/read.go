package neo4j

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/store"
)

// Read calls f with a reader whose statements commit one by one: several in one transaction would see no more of one state
// (Neo4j reads what is committed), and cost more messages. A fault that passes makes it call f again, until the deadline.
func (s *Store) Read(ctx context.Context, f func(store.Reader) error) error {
	return s.read(ctx, func(r *reader) error {
		return r.outsideLoads(ctx, func() error { return f(r) })
	})
}

// read is Read whether a load is under way or not.
func (s *Store) read(ctx context.Context, f func(*reader) error) error {
	if err := s.uses.enter(); err != nil {
		return err
	}
	defer s.uses.leave()
	return s.attempt(ctx, func() error {
		session := s.reading.take(func() neo4j.SessionWithContext { return s.session(ctx, neo4j.AccessModeRead) })
		well := false
		defer func() { s.reading.giveBack(ctx, session, well) }()
		err := f(&reader{s, func(ctx context.Context, text string, params map[string]any) (neo4j.ResultWithContext, error) {
			return session.Run(ctx, text, params, timeout(ctx)...)
		}})
		well = err == nil
		return err
	})
}

// timeout makes the server end a transaction at the context's deadline: the context alone ends only the waiting.
func timeout(ctx context.Context) []func(*neo4j.TransactionConfig) {
	deadline, ok := ctx.Deadline()
	if !ok {
		return nil
	}
	return []func(*neo4j.TransactionConfig){neo4j.WithTxTimeout(max(time.Until(deadline), time.Millisecond))}
}

// attempt calls do again where it fails with a fault that passes, and there is time.
func (s *Store) attempt(ctx context.Context, do func() error) error {
	pause := 50 * time.Millisecond
	for i := 1; ; i++ {
		err := do()
		if err == nil || !passes(err) || i == s.cfg.Attempts || !wait(ctx, pause/2+rand.N(pause)) {
			return err
		}
		pause *= 2
	}
}

// wait tells whether there was time to wait.
func wait(ctx context.Context, d time.Duration) bool {
	if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) < d {
		return false
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}

// reader reads by auto-commit statements, or in a transaction that writes.
type reader struct {
	store *Store
	send  func(ctx context.Context, text string, params map[string]any) (neo4j.ResultWithContext, error)
}

func (r *reader) run(ctx context.Context, text string, params map[string]any) (neo4j.ResultWithContext, error) {
	r.store.cfg.Observe(ctx, store.Statement{Text: text, Params: params})
	res, err := r.send(ctx, text, params)
	return res, mapped(ctx, err)
}

// each calls f with every record of a statement's answer.
func (r *reader) each(ctx context.Context, text string, params map[string]any, f func(values []any) error) error {
	res, err := r.run(ctx, text, params)
	if err != nil {
		return err
	}
	for res.Next(ctx) {
		if err := f(res.Record().Values); err != nil {
			return err
		}
	}
	return mapped(ctx, res.Err())
}

// Run compiles the plan and answers it.
func (r *reader) Run(ctx context.Context, q *plan.Query) ([]any, error) {
	var row []any
	s, err := plan.Compiled(q.Kept, func() (Statement, error) { return Compile(r.store.cat, q), nil })
	if err != nil {
		return nil, fmt.Errorf("compile a query: %w", err)
	}
	err = r.each(ctx, s.Cypher, s.paramsOf(q), func(values []any) error {
		row = values
		return nil
	})
	switch {
	case err != nil:
		return nil, fmt.Errorf("run a query: %w", err)
	case row == nil:
		return nil, fmt.Errorf("run a query: no row came back")
	}
	return row[:len(q.Columns)], nil
}
