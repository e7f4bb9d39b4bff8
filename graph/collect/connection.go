package collect

import (
	"slices"

	"github.com/99designs/gqlgen/graphql"

	"github.com/dealgraph/dealgraph/graph/response"
	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
)

// listing is a list of records that a connection shows a page of.
type listing struct {
	name  string // what its connection's and edge's types begin with; part of what its cursors belong to
	input plan.Op
	nodes kinds // what `node` may be
	rel   *catalog.RelType
	where func(v any, path string) (plan.Pred, error)
	order orderable
	by    byFunc
	mixed bool // a row binds a node or a relationship, and the id that orders it is that of either

	measured measured // what its aggregate speaks of, where rel is nil
	within   plan.Op  // the groups of which it lists the members, or nil
}

// expansion is the list that a relationship field leads to.
func (x *field) expansion(f *catalog.RelField) listing {
	return listing{
		name: f.TypeName(), input: plan.Expand{Rel: f.Rel.Stored, Dir: f.Dir}, nodes: kinds{nodes: f.Targets}, rel: f.Rel,
		where: func(v any, path string) (plan.Pred, error) { return x.edgeWhere(f, v, path) },
		order: orderable{
			node: &orderable{of: plan.Node, props: targetProps(f), rels: targetFields(f)},
			rel:  &orderable{of: plan.Rel, props: f.Rel.Props},
			ties: []plan.Prop{{Of: plan.Node, Prop: catalog.PropID}, {Of: plan.Rel, Prop: catalog.PropID}},
		},
		by: x.edgeBy(f),
	}
}

// targetFields is by what the other end of a relationship leads to it can be ordered.
func targetFields(f *catalog.RelField) []*catalog.RelField {
	if t := f.Target(); t != nil {
		return t.Fields
	}
	return nil
}

// targetProps is what the other end of a relationship can be filtered and ordered by.
func targetProps(f *catalog.RelField) []*catalog.Property {
	if t := f.Target(); t != nil {
		return t.Props
	}
	return catalog.EntityProps()
}

// citations is the list of records that have the present row's node, a document, as a source.
func (x *field) citations() listing {
	return listing{
		name: "Node", input: plan.CitedBy{}, nodes: kinds{nodes: x.cat.Nodes, rels: x.cat.Relationships},
		order: orderable{ties: []plan.Prop{{Of: plan.Node, Prop: catalog.PropID}}},
		by:    x.citationBy, mixed: true, measured: measured{count: plan.CountRows},
	}
}

// connection collects a connection: the page as one column of the present row, the count as another, each only where
// something selected needs it.
func (x *field) connection(l listing, g guard, f graphql.CollectedField) (response.Value, error) {
	args := x.arguments(f)
	p, err := x.paging(args)
	if err != nil {
		return nil, err
	}
	keys, err := l.order.keys(args["orderBy"])
	if err != nil {
		return nil, err
	}
	input, err := l.filtered(args["where"])
	if err != nil {
		return nil, err
	}
	identity := x.identity(l.identity(input, keys))
	number := x.paged(p, identity.hash(x.given))
	parts := x.fields(f.Selections, l.name+"Connection")
	p.more = slices.ContainsFunc(parts, func(f graphql.CollectedField) bool { return f.Name == "pageInfo" })
	if p.cursor != "" {
		x.bindHash(identity, number)
	}
	page, err := x.page(p, input, keys, number)
	if err != nil {
		return nil, err
	}
	c := &response.Connection{Page: -1, Count: -1, Number: number, Backwards: p.backwards, Given: p.cursor != ""}
	columns, err := x.inPage(p.size, func() error {
		for _, part := range parts {
			if err := x.connectionField(c, l, keys, part); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if c.Keys != nil && p.cursor == "" {
		x.bindHash(identity, number)
	}
	for i, part := range parts {
		if c.Fields[i].Value == nil {
			if c.Fields[i].Value, err = x.wholeList(l, input, g, part); err != nil {
				return nil, err
			}
		}
	}
	if slices.ContainsFunc(parts, needsPage) {
		c.Page = x.row.column(g.column(plan.List{Input: page, Columns: columns}))
	}
	if slices.ContainsFunc(parts, needsCount) {
		c.Count = x.row.column(g.column(plan.Count{Input: input}))
	}
	return c, nil
}

// wholeList collects what is worked out of all of a list's rows, whatever the page. It stands in the outer row.
func (x *field) wholeList(l listing, input plan.Op, g guard, f graphql.CollectedField) (response.ConnectionValue, error) {
	collected, err := x.under(f, func() (response.Value, error) {
		if f.Name == "groups" {
			return x.groups(l, input, g, f)
		}
		return x.aggregate(l, input, g, f)
	})
	return response.Plain{Value: collected.Value}, err
}

// identity is what the list's cursors belong to: the list, its filter and its ordering, as the plan says them, so that it does
// not matter how they were written.
func (l listing) identity(input plan.Op, keys []plan.Key) string {
	ordered := plan.Query{Columns: []plan.Column{{Expr: plan.Count{Input: plan.Sort{Input: input, Keys: keys}}}}}
	of := l.name + "\n" + ordered.String()
	if l.within != nil {
		groups := plan.Query{Columns: []plan.Column{{Expr: plan.Count{Input: l.within}}}}
		of += "of " + groups.String()
	}
	return of
}

func (l listing) filtered(where any) (plan.Op, error) {
	if where == nil || l.where == nil {
		return l.input, nil
	}
	pred, err := l.where(where, "where")
	if err != nil {
		return nil, err
	}
	return filter(l.input, pred), nil
}

// filter leaves out a filter that is always true.
func filter(input plan.Op, pred plan.Pred) plan.Op {
	if and, ok := pred.(plan.And); ok && len(and) == 0 {
		return input
	}
	return plan.Filter{Input: input, Pred: pred}
}

func needsCount(f graphql.CollectedField) bool { return f.Name == "totalCount" }

func needsPage(f graphql.CollectedField) bool {
	return f.Name == "edges" || f.Name == "nodes" || f.Name == "pageInfo"
}

func (x *field) connectionField(c *response.Connection, l listing, keys []plan.Key, f graphql.CollectedField) error {
	add := func(v response.ConnectionValue) {
		c.Fields = append(c.Fields, response.ConnectionField{Key: f.Alias, Value: v})
	}
	switch f.Name {
	case "__typename":
		add(response.Plain{Value: response.Text(l.name + "Connection")})
	case "totalCount":
		add(response.TotalCount{})
	case "pageInfo":
		add(x.pageInfo(c, l, keys, f))
	case "nodes":
		node, err := x.under(f, func() (response.Value, error) { return x.record(f.Selections, l.nodes) })
		if err != nil {
			return err
		}
		add(response.Nodes{Value: node.Value})
	case "edges":
		edges := response.Edges{}
		_, err := x.under(f, func() (_ response.Value, err error) {
			edges.Fields, err = x.edgeFields(c, l, keys, f)
			return nil, err
		})
		if err != nil {
			return err
		}
		add(edges)
	default:
		add(nil) // wholeList fills it in
	}
	return nil
}

func (x *field) edgeFields(c *response.Connection, l listing, keys []plan.Key, f graphql.CollectedField) ([]response.EdgeField, error) {
	var fields []response.EdgeField
	for _, part := range x.fields(f.Selections, l.name+"Edge") {
		collected, err := x.under(part, func() (response.Value, error) {
			switch part.Name {
			case "node":
				return x.record(part.Selections, l.nodes)
			case "relationship":
				return x.record(part.Selections, kinds{rels: []*catalog.RelType{l.rel}})
			case "cursor":
				x.cursorKeys(c, l, keys)
				return nil, nil
			}
			return response.Text(l.name + "Edge"), nil
		})
		if err != nil {
			return nil, err
		}
		fields = append(fields, response.EdgeField{Key: collected.Key, Value: collected.Value})
	}
	return fields, nil
}

func (x *field) pageInfo(c *response.Connection, l listing, keys []plan.Key, f graphql.CollectedField) response.PageInfo {
	info := x.plainPageInfo(f)
	for _, part := range info.Fields {
		if part.Name == "startCursor" || part.Name == "endCursor" {
			x.cursorKeys(c, l, keys)
		}
	}
	return info
}

// plainPageInfo collects a PageInfo whose cursors need no columns.
func (x *field) plainPageInfo(f graphql.CollectedField) response.PageInfo {
	var info response.PageInfo
	for _, part := range x.fields(f.Selections, "PageInfo") {
		info.Fields = append(info.Fields, response.PageInfoField{Key: part.Alias, Name: part.Name})
	}
	return info
}

// cursorKeys wants the values of an ordering's keys, which cursors are made of.
func (x *field) cursorKeys(c *response.Connection, l listing, keys []plan.Key) {
	if c.Keys != nil {
		return
	}
	for _, k := range keys {
		if k.Count != nil {
			c.Keys = append(c.Keys, response.CursorKey{Column: x.row.column(plan.Column{Expr: plan.Count{Input: *k.Count, Nodes: true}}), Or: -1})
			continue
		}
		key := response.CursorKey{Column: x.row.plainColumn(k.Prop), Or: -1}
		if l.mixed {
			key.Or = x.row.plainColumn(plan.Prop{Of: plan.Rel, Prop: k.Prop.Prop})
		}
		c.Keys = append(c.Keys, key)
	}
}
