package storetest

import (
	"context"
	"fmt"
	"slices"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/store"
	"pgregory.net/rapid"
)

// walk is a list that is read page by page, each page beginning after the last row of the one before.
type walk struct {
	rows  plan.Op
	keys  []plan.Key
	size  int
	under string // the id of the node that the list hangs on; "" for a list at the root
	cited bool   // rows are those of CitedBy
}

func walks(cat *catalog.Catalog, graph []store.Record) *rapid.Generator[walk] {
	return rapid.Custom(func(t *rapid.T) walk {
		p := newPlanDraw(t, cat, graph)
		w := walk{size: 1 + p.upTo(4, "size")}
		s := shape{nodes: p.nodeTypes()}
		switch pick(p.drawer, []string{"nodes", "nodes", "rels", "expand", "expand", "incident", "cited"}, "walk") {
		case "nodes":
			w.rows = p.filtered(scanNodes(s), s)
		case "rels":
			s = shape{rels: p.relTypes()}
			w.rows = p.filtered(scanRels(s), s)
		case "expand":
			w.under = pick(p.drawer, p.nodeIDs, "under")
			w.rows, s = p.expand(p.shapeOf(w.under))
			w.rows = p.filtered(w.rows, s)
		case "incident":
			w.under = pick(p.drawer, p.nodeIDs, "under")
			w.rows, s = p.incident()
			w.rows = p.filtered(w.rows, s)
		case "cited":
			w.under, w.cited, w.rows = pick(p.drawer, p.documents, "document"), true, plan.CitedBy{}
			w.keys = []plan.Key{{Prop: plan.Prop{Of: plan.Node, Prop: catalog.PropID}, Desc: p.one(2, "desc")}}
			return w
		}
		w.keys = p.keys(s)
		return w
	})
}

// whole asks for the list at once.
func (w walk) whole() *plan.Query { return w.wrap(plan.Sort{Input: w.rows, Keys: w.keys}) }

// page asks for what comes after a position.
func (w walk) page(after []any) *plan.Query {
	return w.wrap(plan.Limit{Input: plan.Sort{Input: w.rows, Keys: w.keys, After: after}, N: w.size})
}

// backwards is the same walk from the list's end.
func (w walk) backwards() walk {
	w.keys = slices.Clone(w.keys)
	for i := range w.keys {
		w.keys[i].Desc = !w.keys[i].Desc
		w.keys[i].NullsFirst = !w.keys[i].NullsFirst
	}
	return w
}

// keyValue is what a key compares.
func keyValue(k plan.Key) plan.Expr {
	if k.Count != nil {
		return plan.Count{Input: *k.Count, Nodes: true}
	}
	return k.Prop
}

func (w walk) wrap(op plan.Op) *plan.Query {
	list := plan.List{Input: op}
	for _, k := range w.keys {
		list.Columns = append(list.Columns, plan.Column{Expr: keyValue(k)})
	}
	if w.cited {
		list.Columns = append(list.Columns, plan.Column{Expr: plan.Prop{Of: plan.Rel, Prop: catalog.PropID}})
	}
	if w.under == "" {
		return &plan.Query{Columns: []plan.Column{{Expr: list}}}
	}
	seek := plan.Seek{Of: plan.Node, IDs: []string{w.under}}
	return &plan.Query{Columns: []plan.Column{{Expr: plan.First{Input: seek, Columns: []plan.Column{{Expr: list}}}}}}
}

// rowsOf finds the list in the answer. There is none under a node that is not there.
func (w walk) rowsOf(row []any) []any {
	if w.under == "" {
		return row[0].([]any)
	}
	if row[0] == nil {
		return []any{}
	}
	return row[0].([]any)[0].([]any)
}

// position gives a row's values for the keys.
func (w walk) position(row any) []any {
	values := row.([]any)
	if w.cited && values[0] == nil {
		return values[1:]
	}
	return values[:len(w.keys)]
}

// checkPages walks forwards and backwards: either way the pages make up the whole list.
func (w walk) checkPages(ctx context.Context, s store.Store) error {
	row, err := query(ctx, s, w.whole())
	if err != nil {
		return fmt.Errorf("%w\nplan:\n%s", err, w.whole())
	}
	all := w.rowsOf(row)
	forwards, err := w.pages(ctx, s, len(all))
	if err != nil {
		return err
	}
	if list(forwards) != list(all) {
		return fmt.Errorf("pages of %d forwards give %s\nthe whole is %s\nof the plan:\n%s", w.size, list(forwards), list(all), w.whole())
	}
	backwards, err := w.backwards().pages(ctx, s, len(all))
	if err != nil {
		return err
	}
	slices.Reverse(backwards)
	if list(backwards) != list(all) {
		return fmt.Errorf("pages of %d backwards give, turned round, %s\nthe whole is %s\nof the plan:\n%s", w.size, list(backwards), list(all), w.whole())
	}
	return nil
}

// pages reads page after page until one is not full, but never more rows than there can be.
func (w walk) pages(ctx context.Context, s store.Store, expected int) ([]any, error) {
	all := []any{}
	var after []any
	for len(all) <= expected {
		q := w.page(after)
		row, err := query(ctx, s, q)
		if err != nil {
			return nil, fmt.Errorf("%w\nplan:\n%s", err, q)
		}
		rows := w.rowsOf(row)
		all = append(all, rows...)
		if len(rows) < w.size {
			break
		}
		after = w.position(rows[len(rows)-1])
	}
	return all, nil
}
