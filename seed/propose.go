package seed

import (
	"context"
	"fmt"
	"slices"

	"github.com/dealgraph/dealgraph/internal/store"
)

// Propose works out what would make what is stored the same as content, without writing. It fails with Problems where
// content names what is not there, takes an id that another record has, or would take away what another dataset's records
// point at.
func Propose(ctx context.Context, r store.Reader, c *Content) (Result, error) {
	p, err := propose(ctx, r, c)
	if err != nil {
		return Result{}, err
	}
	result := Result{Datasets: p.content.Datasets, Change: p.change, Warnings: p.warnings, Removals: tooMany(p.removals)}
	for _, d := range result.Removals {
		result.Warnings = append(result.Warnings, Problem{Text: d.String() + "; to apply this needs --allow-removals"})
	}
	return result, nil
}

// proposal is a change that may be stored.
type proposal struct {
	content  *Content // with present ids
	change   Change
	removals []Removals // in order of the datasets' names
	warnings Problems
}

func propose(ctx context.Context, r store.Reader, c *Content) (proposal, error) {
	p, problems, err := compare(ctx, r, c)
	if err != nil {
		return proposal{}, err
	}
	kept, err := keptNodes(ctx, r, p.content, p.change)
	if err != nil {
		return proposal{}, err
	}
	if problems = append(problems, kept...); len(problems) > 0 {
		return proposal{}, problems.sorted()
	}
	return p, nil
}

// compare links content with what is stored, and works out the change. The problems are those of content: names of what
// is not there, and ids that another record has.
func compare(ctx context.Context, r store.Reader, c *Content) (proposal, Problems, error) {
	now, err := storedFormerIDs(ctx, r)
	if err != nil {
		return proposal{}, nil, err
	}
	c, warnings, problems := followReplaced(c, now)
	unlinked, err := linkStored(ctx, r, c)
	if err != nil {
		return proposal{}, nil, err
	}
	stored, err := storedRecords(ctx, r, c.datasetNames())
	if err != nil {
		return proposal{}, nil, err
	}
	c = c.withMoved(stored)
	gone, err := tombstones(ctx, r, c, stored)
	if err != nil {
		return proposal{}, nil, err
	}
	p := proposal{content: c, change: diff(c, stored, gone), warnings: warnings}
	p.removals = removals(c, p.change, stored)
	taken, err := takenIDs(ctx, r, c, p.change, gone)
	return p, slices.Concat(problems, unlinked, taken), err
}

// linkStored links content with what is stored under the ids that it leaves open.
func linkStored(ctx context.Context, r store.Reader, c *Content) (Problems, error) {
	found, err := lookUp(ctx, r, c.Open())
	if err != nil {
		return nil, err
	}
	problems := Link(c, found)
	if len(problems) == 0 {
		return nil, nil
	}
	// Once more, with ids of other datasets to suggest.
	if err := lookAround(ctx, r, c.datasetNames(), found); err != nil {
		return nil, err
	}
	stored, err := r.Datasets(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading the stored datasets: %w", err)
	}
	problems = Link(c, found)
	if len(stored) == 0 {
		hintAtOwnData(problems)
	}
	return problems, nil
}

// hintAtOwnData tells once, at the first name that nothing is like, that the project's own data is not there.
func hintAtOwnData(problems Problems) {
	i := slices.IndexFunc(problems, func(p Problem) bool { return p.Nearest == "" && p.open })
	if i >= 0 {
		problems[i].Expected += " (the database holds no dataset: if the project's own data is meant, run dealgraph seed apply without files first)"
	}
}

func storedRecords(ctx context.Context, r store.Reader, datasets []string) ([]store.Record, error) {
	var all []store.Record
	for _, d := range datasets {
		err := r.Records(ctx, d, func(rec store.Record) error {
			all = append(all, rec)
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("reading the stored records of dataset %s: %w", d, err)
		}
	}
	return all, nil
}

// keptNodes reports nodes that cannot be removed, or become of another type, since other datasets point at them.
func keptNodes(ctx context.Context, r store.Reader, c *Content, change Change) (Problems, error) {
	var nodes []store.Record
	for _, rec := range change.Removed {
		if !rec.IsRel() {
			nodes = append(nodes, rec)
		}
	}
	for _, e := range change.Changed {
		if e.retyped() {
			nodes = append(nodes, e.Old)
		}
	}
	if len(nodes) == 0 {
		return nil, nil
	}
	found, err := pointers(ctx, r, c.cat, nodes, c.datasetNames())
	if err != nil {
		return nil, err
	}
	var problems Problems
	for _, n := range nodes {
		if found[n.ID] != nil {
			problems = append(problems, kept(c.places[n.ID], n, found[n.ID]))
		}
	}
	return problems, nil
}

func kept(pos Pos, n store.Record, by *pointing) Problem {
	what := "would be removed"
	if pos != (Pos{}) {
		what = "would become one of another type"
	}
	return Problem{Pos: pos, Text: fmt.Sprintf("%s %s of dataset %s %s, but %s", n.Type, n.ID, datasetOf(n), what, by)}
}
