package sqlite

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/dealgraph/dealgraph/internal/search"
)

// A table or an index that is written in its own order costs the same for each row, however many there are. One that is
// written in another order costs more and more once it is larger than the cache: each row then is a page to read and to
// write. A load that at least doubles what is stored therefore takes the indexes away and sets aside what has an order of its
// own; at its end it writes that sorted, and has SQLite make the indexes, which sorts, too.

// countedAtOnce is how many different words are counted in memory.
const countedAtOnce = 50_000

// bulk is what a large load sets aside.
type bulk struct {
	terms     *pile
	citations *pile
	words     *pile // and how many terms have each: of counted, each time that is full
	typos     *pile // filled when all words are known
	counted   map[string]int64
}

func newBulk() *bulk {
	return &bulk{newPile(insertTerm, 4, 0), newPile(insertCitation, 3, 2), newPile(insertWord, 2, 1), newPile(insertTypo, 2, noNumber), map[string]int64{}}
}

func (b *bulk) close() error {
	var err error
	for _, p := range []*pile{b.terms, b.citations, b.words, b.typos} {
		err = errors.Join(err, p.close())
	}
	return err
}

// Expect implements store.Loader.
func (l *loader) Expect(ctx context.Context, records int64) error {
	if l.bulk != nil {
		return nil
	}
	row, err := l.conn.one(ctx, `SELECT (SELECT count(*) FROM (SELECT 1 FROM node LIMIT ?1)) + (SELECT count(*) FROM (SELECT 1 FROM rel LIMIT ?1)),
		EXISTS (SELECT 1 FROM tombstone)`, records+1)
	if err != nil {
		return l.fail(ctx, "look what is stored", err)
	}
	if stored, gone := row[0].(int64), row[1].(int64); stored > records || gone == 1 {
		return nil
	}
	for _, name := range slices.Sorted(maps.Keys(indexes(l.cat))) {
		if _, err := l.conn.exec(ctx, "DROP INDEX IF EXISTS "+quoted(name)); err != nil {
			return l.fail(ctx, "take indexes away", err)
		}
	}
	l.bulk = newBulk()
	return nil
}

// Settle implements store.Loader.
func (l *loader) Settle(ctx context.Context, told func(part float64)) error {
	b := l.bulk
	if b == nil {
		return nil
	}
	l.bulk = nil
	err := l.putAside(ctx, b, told)
	return l.fail(ctx, "write what finds the records", errors.Join(err, b.close()))
}

func (l *loader) putAside(ctx context.Context, b *bulk, told func(part float64)) error {
	if err := l.putWords(ctx, b); err != nil {
		return err
	}
	statements, err := missingIndexes(ctx, l.conn, l.cat)
	if err != nil {
		return err
	}
	piles := []*pile{b.typos, b.terms, b.citations}
	rows, err := l.rowsPerIndex(ctx)
	if err != nil {
		return err
	}
	done, all := int64(0), rows*int64(len(statements))
	for _, p := range piles {
		all += p.rows
	}
	tell := func(n int64) {
		done += n
		told(float64(done) / float64(max(all, 1)))
	}
	for _, p := range piles {
		if err := l.putPile(ctx, p, tell); err != nil {
			return err
		}
	}
	return l.makeIndexes(ctx, statements, func() { tell(rows) })
}

// makeIndexes makes indexes with a smaller cache: they are read and written in order, and what SQLite sorts at a time takes as
// much memory again.
func (l *loader) makeIndexes(ctx context.Context, statements []string, made func()) (err error) {
	const small = -16_000 // KB
	row, err := l.conn.one(ctx, "PRAGMA cache_size")
	if err != nil {
		return err
	}
	if _, err := l.conn.exec(ctx, fmt.Sprintf("PRAGMA cache_size = %d", small)); err != nil {
		return err
	}
	defer func() {
		_, back := l.conn.exec(context.WithoutCancel(ctx), fmt.Sprintf("PRAGMA cache_size = %d", row[0].(int64)))
		err = errors.Join(err, back)
	}()
	for _, st := range statements {
		if _, err := l.conn.exec(ctx, st); err != nil {
			return err
		}
		made()
	}
	return nil
}

// rowsPerIndex is about how many rows are read for an index.
func (l *loader) rowsPerIndex(ctx context.Context) (int64, error) {
	row, err := l.conn.one(ctx, "SELECT coalesce(max(rowid), 0) FROM rel")
	if err != nil {
		return 0, err
	}
	return row[0].(int64), nil
}

// putWords counts the words in the dictionary, and sets the typo keys of new ones aside.
func (l *loader) putWords(ctx context.Context, b *bulk) error {
	if err := b.setWordsAside(); err != nil {
		return err
	}
	var some []search.Word
	put := func() error {
		come, _, err := l.countWords(ctx, some)
		some = some[:0]
		for row := range slices.Chunk(come, 2) {
			if err == nil {
				err = b.typos.add(row...)
			}
		}
		return err
	}
	err := b.words.each(func(row []any) error {
		word := search.Word{Word: row[0].(string), Uses: row[1].(int64)}
		if last := len(some) - 1; last >= 0 && some[last].Word == word.Word {
			some[last].Uses += word.Uses
			return nil
		}
		if len(some) == batch {
			if err := put(); err != nil {
				return err
			}
		}
		some = append(some, word)
		return nil
	})
	if err == nil {
		err = put()
	}
	return errors.Join(err, b.words.close())
}

// setWordsAside empties what has been counted.
func (b *bulk) setWordsAside() error {
	for word, uses := range b.counted {
		if err := b.words.add(word, uses); err != nil {
			return err
		}
	}
	clear(b.counted)
	return nil
}

// setAside takes what new records make beside their own rows.
func (b *bulk) setAside(c *created) error {
	for _, t := range c.terms {
		if err := b.terms.add(int64(t.Field), t.Term, t.Node, t.Rel); err != nil {
			return err
		}
		if search.IsWord(t.Term) {
			b.counted[t.Term]++
		}
	}
	for row := range slices.Chunk(c.rows.citations, 3) {
		if err := b.citations.add(row...); err != nil {
			return err
		}
	}
	c.terms, c.rows.citations = nil, nil
	if len(b.counted) > countedAtOnce {
		return b.setWordsAside()
	}
	return nil
}
