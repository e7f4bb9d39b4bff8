package explore

import (
	"context"
	"fmt"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/store"
)

// Work bounds what a question may look at.
type Work struct {
	Relationships int // in all
	PerNode       int // of one node; one that has more is a hub
}

// link is a relationship as it is met on the way.
type link struct{ rel, typ, from, to string }

// other gives the end that is not this one.
func (l link) other(end string) string {
	if l.from == end {
		return l.to
	}
	return l.from
}

// page is the first relationships of a node, in order of the other ends' ids, then of their own.
type page struct {
	links []link
	cut   bool // there are more
}

// looker reads relationships of nodes until its work is done.
type looker struct {
	reader store.Reader
	via    []string // the types to follow; none for all
	work   Work     // what is left of it
}

// pages reads the first relationships of each of some nodes: in one statement, and in a second one those of nodes that have
// more than their share of what may be looked at. A node that there was no room for has a page that is cut.
func (l *looker) pages(ctx context.Context, ids []string) (map[string]page, error) {
	pages := make(map[string]page, len(ids))
	for _, id := range ids {
		pages[id] = page{cut: true}
	}
	pending := ids
	for range 2 {
		n := l.share(len(pending))
		if n == 0 {
			break
		}
		row, err := ask(ctx, l.reader, "pages "+anyOf(l.via), asked{texts: [][]string{pending}, sizes: []int{n + 1}}, func(a asked) []plan.Column {
			return []plan.Column{{Expr: pagesOf(a, incident(l.via))}}
		})
		if err != nil {
			return nil, fmt.Errorf("read relationships: %w", err)
		}
		pending = nil
		for _, found := range row[0].([]any) {
			id, p := l.take(found, n)
			pages[id] = p
			if p.cut && n < l.work.PerNode {
				pending = append(pending, id)
			}
		}
	}
	return pages, nil
}

// share is how many relationships may be looked at of each of so many nodes.
func (l *looker) share(nodes int) int {
	if nodes == 0 {
		return 0
	}
	return min(l.work.PerNode, l.work.Relationships/nodes)
}

// take reads a row that pagesOf gave.
func (l *looker) take(row any, n int) (id string, p page) {
	values := row.([]any)
	rows := values[1].([]any)
	p.cut = len(rows) > n
	p.links = make([]link, 0, min(n, len(rows)))
	for _, r := range rows[:min(n, len(rows))] {
		v := r.([]any)
		p.links = append(p.links, link{v[0].(string), v[1].(string), v[2].(string), v[3].(string)})
	}
	l.work.Relationships -= len(p.links)
	return values[0].(string), p
}

// mostPairs bounds how many pairs of hubs are looked at: each is a look-up or two in an index.
const mostPairs = 40_000

// between reads the relationships that join some nodes to others. known is false where they are too many to be all read.
func (l *looker) between(ctx context.Context, ids, others []string) (links []link, known bool, err error) {
	n := l.share(len(ids))
	if n == 0 || len(ids)*len(others) > mostPairs {
		return nil, false, nil
	}
	row, err := ask(ctx, l.reader, "between "+anyOf(l.via), asked{texts: [][]string{ids, others}, sizes: []int{n + 1}}, func(a asked) []plan.Column {
		joining := plan.Filter{Input: incident(l.via), Pred: plan.InValues{Prop: nodeID, Values: plan.SeveralOf(a.texts[1])}}
		return []plan.Column{{Expr: pagesOf(a, joining)}}
	})
	if err != nil {
		return nil, false, fmt.Errorf("read what joins hubs: %w", err)
	}
	known = true
	for _, found := range row[0].([]any) {
		_, p := l.take(found, n)
		known = known && !p.cut
		links = append(links, p.links...)
	}
	return links, known, nil
}

func incident(via []string) plan.Op { return plan.Incident{Types: via} }

// pagesOf asks for the ids of nodes, of each the first relationships, and as what it was asked for.
func pagesOf(a asked, relationships plan.Op) plan.List {
	nodes := plan.Seek{Of: plan.Node, IDs: a.texts[0]}
	return plan.List{Input: nodes, Columns: []plan.Column{{Expr: nodeID}, {Expr: pageOf(relationships, a.sizes[0])}, {Expr: plan.Requested{}}}}
}

func pageOf(relationships plan.Op, n int) plan.List {
	sort := plan.Sort{Input: relationships, Keys: []plan.Key{{Prop: nodeID}, {Prop: relID}}}
	return plan.List{Input: plan.Limit{Input: sort, N: n}, Columns: []plan.Column{
		{Expr: relID}, {Expr: plan.TypeOf{Of: plan.Rel}},
		{Expr: plan.Prop{Of: plan.Rel, Prop: catalog.PropFrom}}, {Expr: plan.Prop{Of: plan.Rel, Prop: catalog.PropTo}},
	}}
}

var (
	nodeID = plan.Prop{Of: plan.Node, Prop: catalog.PropID}
	relID  = plan.Prop{Of: plan.Rel, Prop: catalog.PropID}
)

// DefaultWork is some tens of milliseconds of a database's time.
func DefaultWork() Work { return Work{Relationships: 20_000, PerNode: 1_000} }
