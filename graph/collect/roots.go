package collect

import (
	"fmt"
	"strings"

	"github.com/99designs/gqlgen/graphql"

	"github.com/dealgraph/dealgraph/graph/response"
	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
)

// NewRoots gives the root fields of a vocabulary. It is made once for a catalog.
func NewRoots(cat *catalog.Catalog) Roots {
	roots := Roots{"node": {collect: rootNode, ids: "id"}, "nodes": {collect: rootNodes, ids: "ids"}, "search": {collect: rootSearch, walks: true}}
	for _, n := range cat.Nodes {
		roots[n.Singular] = root{ids: "id", collect: func(x *field, f graphql.CollectedField) (response.Value, error) {
			id, err := x.id(f)
			if err != nil {
				return nil, err
			}
			seek := plan.Filter{Input: plan.Seek{IDs: []string{id}}, Pred: plan.TypeIn{Types: []string{n.Name}}}
			return x.one(seek, kinds{nodes: []*catalog.NodeType{n}}, guard{}, f)
		}}
		roots[n.Plural] = root{collect: func(x *field, f graphql.CollectedField) (response.Value, error) {
			return x.connection(x.scan(n), guard{}, f)
		}}
	}
	if len(cat.Relationships) > 0 {
		roots["relationships"] = root{collect: rootRelationships}
		roots["paths"] = root{collect: rootPaths, walks: true}
		roots["neighborhood"] = root{collect: rootNeighborhood, walks: true}
	}
	return roots
}

// scan is the list of all nodes of a type.
func (x *field) scan(n *catalog.NodeType) listing {
	return listing{
		name: n.Name, input: plan.Scan{Types: []string{n.Name}}, nodes: kinds{nodes: []*catalog.NodeType{n}},
		where: func(v any, path string) (plan.Pred, error) { return x.nodeWhere(n, v, path) },
		order: orderable{of: plan.Node, props: n.Props, rels: n.Fields, ties: []plan.Prop{{Of: plan.Node, Prop: catalog.PropID}}},
		by:    x.nodeBy(n), measured: measured{plan.CountRows, plan.Node, n.Props},
	}
}

func rootRelationships(x *field, f graphql.CollectedField) (response.Value, error) {
	types, err := x.relTypes("types", x.arguments(f)["types"])
	if err != nil {
		return nil, err
	}
	l := listing{
		name: "Relationship", input: plan.Scan{Of: plan.Rel, Types: types},
		where: x.relationshipWhere,
		order: orderable{of: plan.Rel, props: catalog.RelationshipProps(), ties: []plan.Prop{{Of: plan.Rel, Prop: catalog.PropID}}},
		by:    x.relationshipBy, measured: measured{plan.CountRows, plan.Rel, catalog.RelationshipProps()},
	}
	l.nodes = x.relKinds(types)
	return x.connection(l, guard{of: plan.Rel}, f)
}

// relKinds is relationships of some types, all where none are named.
func (x *field) relKinds(types []string) kinds {
	if types == nil {
		return kinds{rels: x.cat.Relationships}
	}
	var k kinds
	for _, t := range types {
		k.rels = append(k.rels, x.cat.Relationship(t))
	}
	return k
}

// relTypes gives the distinct types that an argument names, nil for all.
func (x *field) relTypes(argument string, v any) ([]string, error) {
	if v == nil {
		return nil, nil
	}
	var types []string
	seen := map[string]bool{}
	for _, e := range asList(v) {
		name, _ := e.(string)
		if x.cat.Relationship(name) == nil {
			return nil, badInput(argument, "%v is no type of relationships", e)
		}
		if !seen[name] {
			seen[name] = true
			types = append(types, name)
		}
	}
	if len(types) == 0 {
		return nil, badInput(argument, "%s must name at least one type, or not be given", argument)
	}
	return types, nil
}

func rootNode(x *field, f graphql.CollectedField) (response.Value, error) {
	id, err := x.id(f)
	if err != nil {
		return nil, err
	}
	of, k, ok := x.byID(id)
	if !ok {
		return response.Null{}, nil
	}
	return x.one(plan.Seek{Of: of, IDs: []string{id}}, k, guard{of: of}, f)
}

// byID tells from an id which records it can name: a relationship's begins with its stored type and a colon, which a
// node's can't hold. ok is false where it can name none.
func (x *field) byID(id string) (plan.Var, kinds, bool) {
	stored, _, isRel := strings.Cut(id, ":")
	if !isRel {
		return plan.Node, kinds{nodes: x.cat.Nodes}, id != ""
	}
	r := x.cat.Relationship(stored)
	return plan.Rel, kinds{rels: []*catalog.RelType{r}}, r != nil
}

// id gives the argument of that name: null where a variable that has a default was given null (specification, 6.4.1).
func (x *field) id(f graphql.CollectedField) (string, error) {
	return x.idArgument("id", x.arguments(f)["id"])
}

func (x *field) idArgument(argument string, v any) (string, error) {
	id, err := x.value(v, func(v any) (any, error) {
		id, ok := idText(v)
		if !ok {
			return nil, notID(argument)
		}
		return id, nil
	})
	if err != nil {
		return "", err
	}
	return id.(string), nil
}

// idTexts gives the ids of an argument, at most so many.
func idTexts(argument string, v any, most int) ([]string, error) {
	list := asList(v)
	if len(list) > most {
		return nil, badInput(argument, "%s must be at most %d", argument, most)
	}
	ids := make([]string, len(list))
	for i, e := range list {
		var ok bool
		if ids[i], ok = idText(e); !ok {
			return nil, notID(fmt.Sprintf("%s[%d]", argument, i))
		}
	}
	return ids, nil
}

func notID(argument string) error { return badInput(argument, "an id must be a text") }

// idText gives an ID argument: a text, or a whole number, which stands for its digits (specification, 3.5.5).
func idText(v any) (string, bool) {
	if s, ok := v.(string); ok {
		return s, true
	}
	i, ok := wholeNumber(v)
	if !ok {
		return "", false
	}
	return fmt.Sprint(i), true
}

func distinct(ids []string) []string {
	var out []string
	for _, id := range ids {
		out = appendNew(out, id)
	}
	return out
}

func appendNew[T comparable](list []T, v T) []T {
	for _, e := range list {
		if e == v {
			return list
		}
	}
	return append(list, v)
}
