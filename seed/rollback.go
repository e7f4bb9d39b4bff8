package seed

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
)

// revisionsAtOnce is how many revisions one statement reads.
const revisionsAtOnce = 100

// Rollback makes datasets hold again what they held when a revision had been stored: those named, or all that later
// revisions touched where none is. It is a new revision, in one transaction. Revision 0 is what was there before the first.
// Ids that records had since go on resolving. It fails with Problems, and writes nothing, where other datasets point at
// what would go, have what would come back, or lack what that points at.
func Rollback(ctx context.Context, st store.Store, cat *catalog.Catalog, revision int64, datasets []string, opts Options) (result Result, err error) {
	err = st.Write(ctx, func(w store.Writer) (err error) {
		result, err = rollbackIn(ctx, w, cat, revision, datasets, opts)
		return err
	})
	if err != nil {
		return Result{}, err
	}
	return result, nil
}

// PlanRollback works out what Rollback would change, without writing.
func PlanRollback(ctx context.Context, st store.Store, cat *catalog.Catalog, revision int64, datasets []string) (result Result, err error) {
	err = st.Read(ctx, func(r store.Reader) error {
		p, err := proposeRollback(ctx, r, cat, revision, datasets)
		if err == nil && p.content != nil {
			result = Result{Datasets: p.content.Datasets, Change: p.change, Warnings: p.warnings}
		}
		return err
	})
	return result, err
}

func rollbackIn(ctx context.Context, w store.Writer, cat *catalog.Catalog, revision int64, datasets []string, opts Options) (Result, error) {
	p, err := proposeRollback(ctx, w, cat, revision, datasets)
	if err != nil || p.content == nil {
		return Result{}, err
	}
	if opts.Agreed != nil && !equalChanges(p.change, *opts.Agreed) {
		return Result{}, ErrChanged
	}
	opts.Message = strings.TrimSuffix(fmt.Sprintf("rollback to revision %d: %s", revision, opts.Message), ": ")
	return carryOut(ctx, w, p, opts)
}

// proposeRollback has no content where there is nothing to undo.
func proposeRollback(ctx context.Context, r store.Reader, cat *catalog.Catalog, revision int64, datasets []string) (proposal, error) {
	later, err := laterRevisions(ctx, r, revision)
	if err != nil {
		return proposal{}, err
	}
	if datasets, err = undoable(later, datasets); err != nil || len(datasets) == 0 {
		return proposal{}, err
	}
	content, err := contentBefore(ctx, r, cat, later, datasets)
	if err != nil {
		return proposal{}, err
	}
	return propose(ctx, r, content)
}

// laterRevisions gives the revisions after one, the newest first.
func laterRevisions(ctx context.Context, r store.Reader, revision int64) ([]store.Revision, error) {
	var later []store.Revision
	before := int64(0)
	for {
		some, err := r.Revisions(ctx, "", before, revisionsAtOnce)
		if err != nil {
			return nil, fmt.Errorf("reading the revisions: %w", err)
		}
		if before == 0 && (revision < 0 || revision > newest(some)) {
			return nil, Problems{{Text: fmt.Sprintf("there is no revision %d", revision), Expected: fmt.Sprintf("one from 0 to %d", newest(some))}}
		}
		for _, rev := range some {
			if rev.Number <= revision {
				return later, nil
			}
			later = append(later, rev)
			before = rev.Number
		}
		if len(some) < revisionsAtOnce {
			return later, nil
		}
	}
}

func newest(revisions []store.Revision) int64 {
	if len(revisions) == 0 {
		return 0
	}
	return revisions[0].Number
}

// undoable gives those of the datasets (all where none is named) that revisions touched, in order. One that none touched
// is a problem.
func undoable(later []store.Revision, datasets []string) ([]string, error) {
	touched := map[string]bool{}
	for _, rev := range later {
		for _, t := range rev.Datasets {
			touched[t.Name()] = true
		}
	}
	if len(datasets) == 0 {
		return slices.Sorted(maps.Keys(touched)), nil
	}
	for _, d := range datasets {
		if !touched[d] {
			return nil, Problems{{Text: fmt.Sprintf("no later revision touched a dataset %s", d)}}
		}
	}
	return slices.Compact(slices.Sorted(slices.Values(datasets))), nil
}

// contentBefore gives what datasets held before revisions, which come the newest first.
func contentBefore(ctx context.Context, r store.Reader, cat *catalog.Catalog, later []store.Revision, datasets []string) (*Content, error) {
	stored, err := storedRecords(ctx, r, datasets)
	if err != nil {
		return nil, err
	}
	held := make(map[string]store.Record, len(stored))
	for _, rec := range stored {
		held[rec.ID] = rec
	}
	err = eachBefore(ctx, r, later, func(b store.Before) {
		if b.Record != nil && slices.Contains(datasets, datasetOf(*b.Record)) {
			held[b.ID] = *b.Record
		} else {
			delete(held, b.ID)
		}
	})
	if err != nil {
		return nil, err
	}
	if err := keepResolving(ctx, r, later, held, stored); err != nil {
		return nil, err
	}
	return restored(cat, datasets, held), nil
}

func eachBefore(ctx context.Context, r store.Reader, revisions []store.Revision, yield func(store.Before)) error {
	for _, rev := range revisions {
		err := r.Undo(ctx, rev.Number, func(b store.Before) error {
			yield(b)
			return nil
		})
		if err != nil {
			return fmt.Errorf("reading what revision %d replaced: %w", rev.Number, err)
		}
	}
	return nil
}

// restored makes content of records as they were stored.
func restored(cat *catalog.Catalog, datasets []string, held map[string]store.Record) *Content {
	c := &Content{cat: cat, places: map[string]Pos{}, types: map[string]string{}, former: map[string]formerID{}, restores: true}
	for id, r := range held {
		c.places[id] = Pos{}
		if !r.IsRel() {
			c.types[id] = r.Type
		}
		c.Records = append(c.Records, r)
	}
	slices.SortFunc(c.Records, compareRecords)
	for _, r := range c.Records {
		for _, id := range r.FormerIDs {
			if _, inUse := c.places[id]; !inUse {
				c.former[id] = formerID{id: id, now: r.ID}
			}
		}
		c.mention(r)
	}
	c.finish(datasets)
	return c
}

// mention notes what a record names. Its own name is part of what problems say, since no file is.
func (c *Content) mention(r store.Record) {
	who := " of " + describe(r)
	if t := c.cat.Relationship(r.Type); t != nil {
		from := mention{id: r.From, what: fromKey + who, types: endTypes(t, fromKey)}
		to := mention{id: r.To, what: toKey + who, types: endTypes(t, toKey)}
		c.mentions = append(c.mentions, from, to)
		c.joins = append(c.joins, join{t, from, to})
	}
	for _, p := range propsOf(c.cat, r) {
		document := c.cat.DocumentType()
		switch {
		case p == catalog.PropSources && document != nil:
			for _, source := range texts(r.Props[p.Name]) {
				id, _, _ := strings.Cut(source, "#")
				c.mentions = append(c.mentions, mention{id: id, what: entryOf(p).name + who, types: []string{document.Name}})
			}
		case p.IsRef() && r.Props[p.Name] != nil:
			for _, id := range texts(r.Props[p.Name]) {
				c.mentions = append(c.mentions, mention{id: id, what: p.Name + who, types: p.Refs})
			}
		}
	}
}
