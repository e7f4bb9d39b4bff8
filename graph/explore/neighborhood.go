package explore

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/store"
)

// Neighborhood asks for the nodes around some nodes and all relationships among them, nearest first, each level in order of id.
// Along one type and direction it goes from a node to PerType others at most, the first in order of id.
type Neighborhood struct {
	Catalog *catalog.Catalog
	Of      []string
	Hops    int
	Via     []string // types of relationships; none for all
	Limit   int      // nodes
	PerType int      // nodes, from each along one type and direction
	Work    Work
	Wanted  []Selection // with NearNode, NearRelationship and OmissionNode
	Count   bool        // what is left out is wanted, or whether anything is
}

// The positions of Neighborhood's row, and of its omissions'. What is wanted of records stands behind, as in Paths' row.
const (
	NearTruncated, NearDistances, NearOmissions, NearWanted      = 0, 1, 2, 3
	OmissionType, OmissionForward, OmissionCount, OmissionWanted = 0, 1, 2, 3
)

// What a subgraph may hold beside its nodes.
const (
	mostRelationships = 2_000
	mostOmissions     = 1_000
)

// mostOfOuter is how many relationships of a node on the rim are looked at: what joins it to others that have no more is seen
// from there.
const mostOfOuter = 200

// String tells what is asked.
func (n *Neighborhood) String() string {
	return fmt.Sprintf("Neighborhood of %q, %d hops via %s, at most %d nodes, %d of a type and direction\n%s",
		n.Of, n.Hops, anyOf(n.Via), n.Limit, n.PerType, selectionsText(n.Wanted))
}

// Ask gives the row that answers it.
func (n *Neighborhood) Ask(ctx context.Context, r store.Reader) ([]any, error) {
	return settled(func() ([]any, error) { return n.ask(ctx, r) })
}

func (n *Neighborhood) ask(ctx context.Context, r store.Reader) ([]any, error) {
	a := area{Neighborhood: n, looker: looker{reader: r, via: n.Via, work: n.Work}, distance: map[string]int{}, pages: map[string]page{}, joined: map[string]link{}}
	for _, do := range []func(context.Context) error{a.begin, a.grow, a.join} {
		if err := do(ctx); err != nil {
			return nil, err
		}
	}
	return a.answer(ctx)
}

// area is what has been found around some nodes.
type area struct {
	*Neighborhood
	looker
	nodes    []string // in the answer's order
	distance map[string]int
	pages    map[string]page
	joined   map[string]link // the relationships among the nodes, by id
	cut      bool            // nodes, or relationships among them, were left out that no count tells of
}

// begin finds the nodes that are asked for, and their relationships, in one statement.
func (a *area) begin(ctx context.Context) error {
	n := a.share(len(a.Of))
	if n == 0 {
		return nil
	}
	row, err := ask(ctx, a.reader, "pages "+anyOf(a.via), asked{texts: [][]string{a.Of}, sizes: []int{n + 1}}, func(of asked) []plan.Column {
		return []plan.Column{{Expr: pagesOf(of, incident(a.via))}}
	})
	if err != nil {
		return fmt.Errorf("find the nodes: %w", err)
	}
	for _, found := range row[0].([]any) {
		id, p := a.take(found, n)
		if _, known := a.distance[id]; known {
			continue
		}
		if len(a.nodes) == a.Limit {
			a.cut = true
			break
		}
		a.add(id, 0)
		a.pages[id] = p
	}
	return nil
}

func (a *area) add(id string, distance int) {
	a.nodes = append(a.nodes, id)
	a.distance[id] = distance
}

// grow finds level after level, until there are enough nodes.
func (a *area) grow(ctx context.Context) error {
	last := a.nodes
	for hop := 1; hop <= a.Hops && len(last) > 0 && len(a.nodes) < a.Limit; hop++ {
		next, err := a.next(ctx, last)
		if err != nil {
			return err
		}
		next = next[:min(len(next), a.Limit-len(a.nodes))]
		for _, id := range next {
			a.add(id, hop)
		}
		last = next
	}
	return nil
}

// next gives the ids of the nodes that relationships of a level lead to, and that are not there yet, in order.
func (a *area) next(ctx context.Context, level []string) ([]string, error) {
	if err := a.look(ctx, level); err != nil {
		return nil, err
	}
	found, hubs := map[string]bool{}, []string(nil)
	follow := func(id string, links []link) {
		for _, far := range others(id, links, a.PerType) {
			if !a.has(far) {
				found[far] = true
			}
		}
	}
	for _, id := range level {
		if a.pages[id].cut {
			hubs = append(hubs, id)
			continue
		}
		for _, links := range byKind(id, a.pages[id].links) {
			follow(id, links)
		}
	}
	err := a.typedPages(ctx, hubs, follow)
	return slices.Sorted(maps.Keys(found)), err
}

// others gives the first nodes, at most n, that relationships lead to, which are in order of these. Several claims of the same
// lead to one.
func others(id string, links []link, n int) []string {
	var all []string
	for _, l := range links {
		if far := l.other(id); len(all) == 0 || all[len(all)-1] != far {
			all = append(all, far)
		}
	}
	return all[:min(len(all), n)]
}

func (a *area) has(id string) bool {
	_, has := a.distance[id]
	return has
}

// look reads the relationships of nodes that have not been looked at.
func (a *area) look(ctx context.Context, ids []string) error {
	ids = slices.DeleteFunc(slices.Clone(ids), func(id string) bool { _, known := a.pages[id]; return known })
	pages, err := a.looker.pages(ctx, ids)
	maps.Copy(a.pages, pages)
	return err
}

// kind is a type of relationships, and whether they start at the node that is looked at.
type kind struct {
	typ     string
	forward bool
}

func kindOf(id string, l link) kind { return kind{l.typ, l.from == id} }

// byKind sorts a node's relationships into kinds, each in the order in which they came.
func byKind(id string, links []link) map[kind][]link {
	kinds := map[kind][]link{}
	for _, l := range links {
		kinds[kindOf(id, l)] = append(kinds[kindOf(id, l)], l)
	}
	return kinds
}

// kinds gives all kinds that may be followed, in the vocabulary's order.
func (n *Neighborhood) kinds() []kind {
	var kinds []kind
	for _, t := range n.Catalog.Relationships {
		if len(n.Via) == 0 || slices.Contains(n.Via, t.Stored) {
			kinds = append(kinds, kind{t.Stored, true}, kind{t.Stored, false})
		}
	}
	return kinds
}

func (k kind) expand() plan.Expand {
	if k.forward {
		return plan.Expand{Rel: k.typ, Dir: catalog.Out}
	}
	return plan.Expand{Rel: k.typ, Dir: catalog.In}
}

// column wants something of the nodes at which relationships of a kind may stand.
func (n *Neighborhood) column(k kind, x plan.Expr) plan.Column {
	var types []string
	for _, p := range n.Catalog.Relationship(k.typ).Pairs {
		near := p.To
		if k.forward {
			near = p.From
		}
		if !slices.Contains(types, near.Name) {
			types = append(types, near.Name)
		}
	}
	return plan.Column{Of: plan.Node, Types: types, Expr: x}
}

// claimsPerNode is how many claims a hub's relationships may make of the same, on average, without hiding a node.
const claimsPerNode = 4

// typedPages reads the first relationships of each kind of hubs, and gives those of a hub and a kind to follow.
func (a *area) typedPages(ctx context.Context, hubs []string, follow func(id string, links []link)) error {
	kinds := a.kinds()
	n := 0
	if len(hubs) > 0 {
		n = min(claimsPerNode*a.PerType, a.work.Relationships/(len(hubs)*len(kinds)))
	}
	if n == 0 {
		return nil
	}
	row, err := ask(ctx, a.reader, "typed "+anyOf(a.via), asked{texts: [][]string{hubs}, sizes: []int{n + 1}}, func(of asked) []plan.Column {
		list := plan.List{Input: plan.Seek{Of: plan.Node, IDs: of.texts[0]}, Columns: []plan.Column{{Expr: nodeID}}}
		for _, k := range kinds {
			list.Columns = append(list.Columns, a.column(k, pageOf(k.expand(), of.sizes[0])))
		}
		return []plan.Column{{Expr: list}}
	})
	if err != nil {
		return fmt.Errorf("read relationships by type: %w", err)
	}
	for _, found := range row[0].([]any) {
		values := found.([]any)
		for _, p := range values[1:] {
			if p != nil {
				id, page := a.take([]any{values[0], p}, n)
				follow(id, page.links)
			}
		}
	}
	return nil
}

// join finds all relationships among the nodes. One is met at either of its ends, but for those that join hubs.
func (a *area) join(ctx context.Context) error {
	a.work.PerNode = min(a.work.PerNode, mostOfOuter)
	if err := a.look(ctx, a.nodes); err != nil {
		return err
	}
	var hubs []string
	for _, id := range a.nodes {
		a.note(a.pages[id].links)
		if a.pages[id].cut {
			hubs = append(hubs, id)
		}
	}
	if len(hubs) == 0 {
		return nil
	}
	links, known, err := a.between(ctx, hubs, hubs)
	a.cut = a.cut || !known
	a.note(links)
	return err
}

func (a *area) note(links []link) {
	for _, l := range links {
		if a.has(l.from) && a.has(l.to) {
			a.joined[l.rel] = l
		}
	}
}

func (a *area) answer(ctx context.Context) ([]any, error) {
	rels := slices.Sorted(maps.Keys(a.joined))
	if len(rels) > mostRelationships {
		rels, a.cut = rels[:mostRelationships], true
	}
	var q records
	for _, w := range a.Wanted {
		if w.Part == NearRelationship {
			q.want(plan.Rel, rels, w.Columns)
		} else {
			q.want(plan.Node, a.nodes, w.Columns)
		}
	}
	counts := a.wantCounts(&q)
	if err := q.read(ctx, a.reader); err != nil {
		return nil, err
	}
	omitted := a.omitted(rels, func(id string, kind int) int64 { return q.count(counts, id, kind) })
	row := []any{a.cut || len(omitted) > 0, a.distances(), a.omissionRows(omitted, &q)}
	for i, w := range a.Wanted {
		switch w.Part {
		case NearNode:
			row = append(row, q.rows(i, a.nodes))
		case NearRelationship:
			row = append(row, q.rows(i, rels))
		default:
			row = append(row, nil)
		}
	}
	return row, q.err()
}

func (a *area) distances() []any {
	list := make([]any, len(a.nodes))
	for i, id := range a.nodes {
		list[i] = int64(a.distance[id])
	}
	return list
}

// inner gives the nodes around which all is shown that is not left out.
func (a *area) inner() []string {
	return slices.DeleteFunc(slices.Clone(a.nodes), func(id string) bool { return a.distance[id] == a.Hops })
}

// wantCounts wants the numbers of hubs' relationships of each kind: of other nodes all have been read.
func (a *area) wantCounts(q *records) int {
	if !a.Count {
		return -1
	}
	hubs := slices.DeleteFunc(a.inner(), func(id string) bool { return !a.pages[id].cut })
	var columns []plan.Column
	for _, k := range a.kinds() {
		columns = append(columns, a.column(k, plan.Count{Input: k.expand()}))
	}
	return q.want(plan.Node, hubs, columns)
}

// omission is relationships of a kind that are left out around a node.
type omission struct {
	node string
	kind
	count int64
}

// omitted compares how many relationships each inner node has with how many are shown.
func (a *area) omitted(shown []string, count func(id string, kind int) int64) []omission {
	if !a.Count {
		return nil
	}
	links := map[string][]link{}
	for _, id := range shown {
		l := a.joined[id]
		links[l.from] = append(links[l.from], l)
		if l.to != l.from {
			links[l.to] = append(links[l.to], l)
		}
	}
	var all []omission
	for _, id := range a.inner() {
		known, shows := byKind(id, a.pages[id].links), byKind(id, links[id])
		for i, k := range a.kinds() {
			n := int64(len(known[k]))
			if a.pages[id].cut {
				n = count(id, i) - a.loops(id, k)
			}
			if n -= int64(len(shows[k])); n > 0 {
				all = append(all, omission{id, k, n})
			}
		}
	}
	return all
}

// loops is how many relationships a hub's count against their direction has that start there as well.
func (a *area) loops(id string, k kind) int64 {
	n := int64(0)
	for _, l := range a.joined {
		if !k.forward && l.typ == k.typ && l.from == id && l.to == id {
			n++
		}
	}
	return n
}

func (a *area) omissionRows(omitted []omission, q *records) []any {
	list := []any{}
	for _, o := range omitted[:min(len(omitted), mostOmissions)] {
		row := []any{o.typ, o.forward, o.count}
		for i, w := range a.Wanted {
			var node any
			if w.Part == OmissionNode {
				node = q.row(i, o.node)
			}
			row = append(row, node)
		}
		list = append(list, row)
	}
	return list
}
