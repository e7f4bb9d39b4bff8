package collect

import (
	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/dealgraph/dealgraph/graph/response"
	"github.com/dealgraph/dealgraph/internal/plan"
)

func rootNodes(x *field, f graphql.CollectedField) (response.Value, error) {
	v := x.arguments(f)["ids"]
	if err := x.lookedUp(f.Arguments.ForName("ids").Value, v); err != nil {
		return nil, err
	}
	s := seeks{nodes: plan.Seek{Of: plan.Node}, rels: plan.Seek{Of: plan.Rel}}
	if _, is := v.(several); is {
		s.nodes.IDs, s.size = x.manyIDs()
		s.kinds.nodes = x.cat.Nodes
	} else if err := x.seeks(&s, asList(v)); err != nil {
		return nil, err
	}
	lookup := response.Lookup{Nodes: -1, Rels: -1}
	var err error
	if len(s.nodes.IDs) > 0 {
		if lookup.Nodes, lookup.Node, err = x.lookup(s.nodes, s.size, kinds{nodes: s.kinds.nodes}, f); err != nil {
			return nil, err
		}
	}
	if len(s.rels.IDs) > 0 {
		if lookup.Rels, lookup.Rel, err = x.lookup(s.rels, size{n: len(s.rels.IDs)}, kinds{rels: s.kinds.rels}, f); err != nil {
			return nil, err
		}
	}
	return lookup, nil
}

// lookedUp has the answer tell of these ids.
func (x *field) lookedUp(argument *ast.Value, v any) error {
	most := x.limits.PageSize
	isParameter := argument.Kind == ast.Variable && x.parameters.typeOf(argument.Raw) != nil
	if isParameter {
		name := argument.Raw
		v = x.op.Variables[name]
		x.bind(func(b *bound) (ok bool) {
			var err error
			b.written.IDs, err = idTexts("ids", b.variables[name], most)
			return err == nil
		})
	}
	var err error
	x.written.IDs, err = idTexts("ids", v, most)
	return err
}

// seeks is what is sought to find records by their ids.
type seeks struct {
	nodes, rels plan.Seek
	size        size // of nodes
	kinds       kinds
}

// seeks sorts ids by what they can name.
func (x *field) seeks(s *seeks, list []any) error {
	ids := make([]string, len(list))
	for i, e := range list {
		var err error
		if ids[i], err = x.idArgument("ids", e); err != nil {
			return err
		}
	}
	for _, id := range distinct(ids) {
		switch of, found, ok := x.byID(id); {
		case !ok:
		case of == plan.Rel:
			s.rels.IDs = append(s.rels.IDs, id)
			s.kinds.rels = appendNew(s.kinds.rels, found.rels[0])
		default:
			s.nodes.IDs = append(s.nodes.IDs, id)
			s.kinds.nodes = x.cat.Nodes
		}
	}
	s.size.n = len(s.nodes.IDs)
	return nil
}

// manyIDs gives placeholders for the ids of nodes, however many a variable has, and how many these are.
func (x *field) manyIDs() ([]string, size) {
	now := distinct(x.written.IDs)
	first, others := plan.PlaceholderText(), plan.PlaceholderText()
	x.sizes++
	n := size{len(now), x.sizes}
	x.bind(func(b *bound) bool {
		ids := distinct(b.written.IDs)
		b.sizes[n.of-1] = len(ids)
		b.given[first], b.given[others] = ids[0], plan.SeveralOf(ids[1:])
		return true
	})
	return []string{first, others}, n
}

// lookup collects the rows of a Seek, of which there are so many at most: the id that was asked for first.
func (x *field) lookup(seek plan.Seek, n size, k kinds, f graphql.CollectedField) (int, response.Value, error) {
	var value response.Value
	columns, err := x.inPage(n, func() (err error) {
		x.row.plainColumn(plan.Requested{})
		value, err = x.record(f.Selections, k)
		return err
	})
	if err != nil {
		return 0, nil, err
	}
	return x.row.column(plan.Column{Expr: plan.List{Input: seek, Columns: columns}}), value, nil
}
