package seed

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/store"
)

const (
	// lookUpAtOnce is how many ids one statement looks up.
	lookUpAtOnce = 1_000
	// lookAroundMost is how many ids of other datasets are read to suggest one.
	lookAroundMost = 20_000
)

// lookUp finds the records, of nodes and relationships alike, that have these ids or had them before.
func lookUp(ctx context.Context, r store.Reader, ids []string) (map[string]Found, error) {
	found := map[string]Found{}
	for some := range slices.Chunk(ids, lookUpAtOnce) {
		row, err := r.Run(ctx, seekQuery(some))
		if err != nil {
			return nil, fmt.Errorf("looking up ids: %w", err)
		}
		for _, list := range row {
			for _, cells := range rows(list) {
				found[str(cells[0])] = Found{ID: str(cells[1]), Type: str(cells[2]), Dataset: str(cells[3])}
			}
		}
	}
	return found, nil
}

// lookAround adds nodes of other datasets, some where there are many.
func lookAround(ctx context.Context, r store.Reader, datasets []string, found map[string]Found) error {
	nodes := plan.Filter{Input: plan.Scan{Of: plan.Node}, Pred: foreign(plan.Node, datasets)}
	byID := plan.Sort{Input: nodes, Keys: []plan.Key{{Prop: prop(plan.Node, catalog.PropID)}}}
	row, err := r.Run(ctx, &plan.Query{Columns: []plan.Column{list(plan.Limit{Input: byID, N: lookAroundMost},
		prop(plan.Node, catalog.PropID), plan.TypeOf{Of: plan.Node}, prop(plan.Node, catalog.PropDataset))}})
	if err != nil {
		return fmt.Errorf("looking for ids to suggest: %w", err)
	}
	for _, cells := range rows(row[0]) {
		found[str(cells[0])] = Found{ID: str(cells[0]), Type: str(cells[1]), Dataset: str(cells[2])}
	}
	return nil
}

// foreign is true of records that are of none of these datasets.
func foreign(v plan.Var, datasets []string) plan.Pred {
	values := make([]any, len(datasets))
	for i, d := range datasets {
		values[i] = d
	}
	return plan.Not{Pred: plan.InValues{Prop: prop(v, catalog.PropDataset), Values: values}}
}

// seekQuery looks up nodes and relationships in one statement. Only the ids of relationships have colons.
func seekQuery(ids []string) *plan.Query {
	var nodes, rels []string
	for _, id := range ids {
		if strings.Contains(id, ":") {
			rels = append(rels, id)
		} else {
			nodes = append(nodes, id)
		}
	}
	return &plan.Query{Columns: slices.Concat(seekColumn(plan.Node, nodes), seekColumn(plan.Rel, rels))}
}

func seekColumn(v plan.Var, ids []string) []plan.Column {
	if len(ids) == 0 {
		return nil
	}
	return []plan.Column{list(plan.Seek{Of: v, IDs: ids},
		plan.Requested{}, prop(v, catalog.PropID), plan.TypeOf{Of: v}, prop(v, catalog.PropDataset))}
}

func list(input plan.Op, exprs ...plan.Expr) plan.Column {
	columns := make([]plan.Column, len(exprs))
	for i, x := range exprs {
		columns[i] = plan.Column{Expr: x}
	}
	return plan.Column{Expr: plan.List{Input: input, Columns: columns}}
}

func prop(v plan.Var, p *catalog.Property) plan.Prop { return plan.Prop{Of: v, Prop: p} }

// rows gives the rows of a list in an answer.
func rows(list any) [][]any {
	items, _ := list.([]any)
	rows := make([][]any, len(items))
	for i, item := range items {
		rows[i], _ = item.([]any)
	}
	return rows
}

// str gives a text of an answer, nothing where it is null.
func str(v any) string {
	s, _ := v.(string)
	return s
}

// texts gives the texts of a property that is one or a list of them.
func texts(v any) []string {
	items, isList := v.([]any)
	if !isList {
		return []string{str(v)}
	}
	all := make([]string, len(items))
	for i, item := range items {
		all[i] = str(item)
	}
	return all
}
