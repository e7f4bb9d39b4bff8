package neo4j

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
)

// Check tells whether the database answers and holds just this vocabulary with all of its indexes.
func (s *Store) Check(ctx context.Context) error {
	return s.read(ctx, func(r *reader) error {
		held, err := r.vocabulary(ctx)
		switch {
		case err != nil:
			return err
		case held == nil:
			return fmt.Errorf("%w: it holds none. Run `dealgraph seed apply` on it", store.ErrVocabulary)
		case !slices.Equal(held, s.cat.Facts()):
			return s.otherVocabulary(held)
		}
		missing, err := r.missingIndexes(ctx)
		switch {
		case err != nil:
			return err
		case len(missing) == 0:
			if err := r.checkTerms(ctx); err != nil {
				return err
			}
			_, err := r.look(ctx)
			return err
		}
		return fmt.Errorf("%w: %d of its indexes are missing or not online (%s, …). Run `dealgraph seed apply` on it",
			store.ErrVocabulary, len(missing), missing[0].key())
	})
}

func (s *Store) otherVocabulary(held []string) error {
	if err := onlyAdds(held, s.cat.Facts()); err != nil {
		return err
	}
	return fmt.Errorf("%w: it holds an older one. Run `dealgraph seed apply` to take on what was added", store.ErrVocabulary)
}

// vocabulary gives the facts that the database holds, nil where it holds none.
func (r *reader) vocabulary(ctx context.Context) ([]string, error) {
	var held []string
	err := r.each(ctx, "MATCH (v:Vocabulary {name: 'vocabulary'}) RETURN v.facts", nil, func(v []any) error {
		held = []string{}
		for _, f := range list(v[0]) {
			held = append(held, f.(string))
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the vocabulary: %w", err)
	}
	return held, nil
}

func (r *reader) missingIndexes(ctx context.Context) ([]index, error) {
	var found []string
	text := "SHOW INDEXES YIELD type, labelsOrTypes, properties, owningConstraint, state WHERE state = 'ONLINE' " +
		"AND type IN ['RANGE', 'TEXT'] RETURN type, labelsOrTypes[0], properties, owningConstraint IS NOT NULL"
	err := r.each(ctx, text, nil, func(v []any) error {
		var props []string
		for _, p := range list(v[2]) {
			props = append(props, p.(string))
		}
		found = append(found, fmt.Sprintf("%v %v(%s) unique=%v", v[0], v[1], strings.Join(props, ","), v[3]))
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the indexes: %w", err)
	}
	return absent(indexes(r.store.cat), found), nil
}

// Prepare makes what is missing: constraints and indexes, then what records of an older vocabulary lack of copies and
// marks. The vocabulary is written down last, so that what was broken off is done again.
func (s *Store) Prepare(ctx context.Context) error {
	if err := s.acquire(ctx); err != nil {
		return err
	}
	defer s.release()
	err := s.attempt(ctx, func() error {
		session := s.session(ctx, neo4j.AccessModeWrite)
		defer closeSession(ctx, session)
		return s.prepare(ctx, &reader{s, func(ctx context.Context, text string, params map[string]any) (neo4j.ResultWithContext, error) {
			return session.Run(ctx, text, params, timeout(ctx)...)
		}})
	})
	if err != nil {
		return fmt.Errorf("prepare the database: %w", err)
	}
	return nil
}

// onlyAdds refuses a vocabulary that does more than add to the one held.
func onlyAdds(held, now []string) error {
	lost := catalog.Lost(held, now)
	if len(lost) == 0 {
		return nil
	}
	return fmt.Errorf("%w, and can't take it on: %s. Restore what is missing, or seed an empty database from your data",
		store.ErrVocabulary, strings.Join(lost, "; "))
}

func (s *Store) prepare(ctx context.Context, r *reader) error {
	held, err := r.vocabulary(ctx)
	if err != nil {
		return err
	}
	now := s.cat.Facts()
	if held != nil {
		if err := onlyAdds(held, now); err != nil {
			return err
		}
	}
	if err := r.makeIndexes(ctx); err != nil {
		return err
	}
	if held != nil && !slices.Equal(held, now) {
		if err := r.fill(ctx, held); err != nil {
			return err
		}
	}
	if err := r.fillTerms(ctx); err != nil {
		return fmt.Errorf("make what searches find by: %w", err)
	}
	if slices.Equal(held, now) {
		return nil
	}
	return r.do(ctx, "MERGE (v:Vocabulary {name: 'vocabulary'}) SET v.facts = $facts", map[string]any{"facts": anys(now)})
}

func (r *reader) makeIndexes(ctx context.Context) error {
	missing, err := r.missingIndexes(ctx)
	if err != nil {
		return err
	}
	for _, x := range missing {
		if err := r.do(ctx, x.statement(), nil); err != nil {
			return fmt.Errorf("make %s: %w", x.key(), err)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	return r.do(ctx, "CALL db.awaitIndexes(600)", nil)
}

// fill gives records that are stored the marks and copies that properties need which have become @sortable or @searchable, and
// relationships those of what their ends have.
func (r *reader) fill(ctx context.Context, held []string) error {
	for _, n := range r.store.cat.Nodes {
		if err := r.fillProps(ctx, n.Name, "(x:"+quote(n.Name)+")", n.Own(), held); err != nil {
			return err
		}
	}
	for _, t := range r.store.cat.Relationships {
		if err := r.fillProps(ctx, t.Stored, "()-[x:"+quote(t.Stored)+"]->()", t.Own(), held); err != nil {
			return err
		}
	}
	return r.fillCopies(ctx, held)
}

func (r *reader) fillProps(ctx context.Context, typ, pattern string, props []*catalog.Property, held []string) error {
	for _, p := range props {
		if mayMiss(p) && !slices.Contains(held, catalog.SortableFact(typ, p)) {
			text := fmt.Sprintf("MATCH %s WHERE x.%s IS NULL CALL (x) { SET x.%s = true } IN TRANSACTIONS OF 10000 ROWS",
				pattern, quote(p.Name), quote(missing(p)))
			if err := r.do(ctx, text, nil); err != nil {
				return fmt.Errorf("mark what lacks %s.%s: %w", typ, p.Name, err)
			}
		}
		if p.Searchable && !slices.Contains(held, catalog.SearchableFact(typ, p)) {
			if err := r.fillFolded(ctx, pattern, p); err != nil {
				return fmt.Errorf("fold %s.%s: %w", typ, p.Name, err)
			}
		}
	}
	return nil
}

// fillFolded writes folded copies a batch at a time, in order of id, since only Go folds as Go does.
func (r *reader) fillFolded(ctx context.Context, pattern string, p *catalog.Property) error {
	for after := ""; ; {
		var rows []any
		read := fmt.Sprintf("MATCH %s WHERE x.id > $after WITH x ORDER BY x.id LIMIT $n RETURN x.id, x.%s", pattern, quote(p.Name))
		err := r.each(ctx, read, map[string]any{"after": after, "n": batchSize}, func(v []any) error {
			rows = append(rows, map[string]any{"id": v[0], "folded": fold(v[1])})
			after = v[0].(string)
			return nil
		})
		if err != nil || len(rows) == 0 {
			return err
		}
		write := fmt.Sprintf("UNWIND $rows AS row MATCH %s WHERE x.id = row.id SET x.%s = row.folded", pattern, quote(folded(p)))
		if err := r.do(ctx, write, map[string]any{"rows": rows}); err != nil {
			return err
		}
	}
}
