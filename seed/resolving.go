package seed

import (
	"context"
	"slices"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
)

// keepResolving gives records that are renamed back (held) the ids that they have had since, under which they are stored, as
// former ones. Which record was renamed to which is in the revisions: the one went when the other came.
func keepResolving(ctx context.Context, r store.Reader, later []store.Revision, held map[string]store.Record, stored []store.Record) error {
	var renamed []*renaming
	relevant := map[string]bool{}
	for _, now := range stored {
		if _, stays := held[now.ID]; stays || len(now.FormerIDs) == 0 {
			continue
		}
		renamed = append(renamed, &renaming{now: now, id: now.ID})
		for _, id := range append([]string{now.ID}, now.FormerIDs...) {
			relevant[id] = true
		}
	}
	if len(renamed) == 0 {
		return nil
	}
	for i := range later {
		before := map[string]*store.Record{}
		err := eachBefore(ctx, r, later[i:i+1], func(b store.Before) {
			if relevant[b.ID] {
				before[b.ID] = b.Record
			}
		})
		if err != nil {
			return err
		}
		for _, n := range renamed {
			n.undo(before)
		}
	}
	for _, n := range renamed {
		if rec, back := held[n.id]; back && n.id != n.now.ID {
			rec.FormerIDs = append(slices.Clone(rec.FormerIDs), n.now.ID)
			held[n.id] = rec
		}
	}
	return nil
}

// renaming follows a record from the id that it has now to those that it had before.
type renaming struct {
	now store.Record
	id  string
}

// undo goes back over a revision, given what records were before it: where the id came with it, to the one that went. Of
// several that became one record, that is the one with the same name.
func (n *renaming) undo(before map[string]*store.Record) {
	if was, touched := before[n.id]; !touched || was != nil {
		return
	}
	var first *store.Record
	for _, id := range n.now.FormerIDs {
		was := before[id]
		switch {
		case was == nil:
		case was.Props[catalog.PropName.Name] == n.now.Props[catalog.PropName.Name]:
			n.id = id
			return
		case first == nil || id < first.ID:
			first = was
		}
	}
	if first != nil {
		n.id = first.ID
	}
}
